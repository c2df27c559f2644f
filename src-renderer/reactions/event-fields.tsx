import { Checkbox, Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { reactionOutcomes, recoveries } from '../../src-shared/clinical/reactions/lacks.ts'
import { DayField } from '../ui/day-field.tsx'
import type { Draft } from './draft.ts'
import styles from './reactions.module.css'

interface FieldsProps {
  readonly draft: Draft
  readonly onDraft: (part: Partial<Draft>) => void
}

const grades = ['1', '2', '3', '4', '5'] as const
const others = ['manufacturer', 'user facility', 'distributor'] as const

/** What happened, how bad it was, and how it went on. */
export function EventFields({ draft, onDraft }: FieldsProps) {
  const { t } = useTranslation('reactions')
  const { outcomes, grade, recovery } = draft
  return (
    <section className={styles.part} aria-label={t('event')}>
      <h3>{t('event')}</h3>
      <Textarea
        label={t('description')}
        description={t('descriptionHint')}
        value={draft.description ?? ''}
        maxLength={6000}
        autosize
        minRows={3}
        maxRows={10}
        onChange={event => onDraft({ description: event.currentTarget.value })}
      />
      <div className={styles.grid}>
        <DayField label={t('eventOn')} value={draft.eventOn ?? ''} onChange={eventOn => onDraft({ eventOn })} />
        <Select
          label={t('grade')}
          clearable
          data={grades.map(value => ({ value, label: t(`grades.${value}`) }))}
          value={grade === undefined ? null : String(grade)}
          onChange={chosen => onDraft({ grade: chosen === null ? undefined : Number(chosen) })}
        />
        <Select
          label={t('recovery')}
          clearable
          data={recoveries.map(value => ({ value, label: t(`recoveries.${value}`) }))}
          value={recovery ?? null}
          onChange={chosen => onDraft({ recovery: recoveries.find(one => one === chosen) })}
        />
        {(outcomes.includes('death') || draft.diedOn) && (
          <DayField label={t('diedOn')} value={draft.diedOn ?? ''} onChange={diedOn => onDraft({ diedOn })} />
        )}
      </div>
      <Checkbox.Group
        label={t('outcomes')}
        description={t('outcomesHint')}
        value={[...outcomes]}
        onChange={chosen => onDraft({ outcomes: reactionOutcomes.filter(one => chosen.includes(one)) })}
      >
        <div className={styles.ticks}>
          {reactionOutcomes.map(value => (
            <Checkbox key={value} value={value} label={t(`outcome.${value}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </section>
  )
}

/** What else the agency asks for: tests, history, other medicines, and whom it may tell. */
export function AgencyFields({ draft, onDraft }: FieldsProps) {
  const { t } = useTranslation('reactions')
  const area = (key: 'tests' | 'history' | 'others', label: string, hint?: string) => (
    <Textarea
      label={label}
      {...(hint !== undefined && { description: hint })}
      value={draft[key] ?? ''}
      maxLength={3000}
      autosize
      minRows={2}
      maxRows={6}
      onChange={event => onDraft({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <section className={styles.part} aria-label={t('sending')}>
      <h3>{t('sending')}</h3>
      {area('tests', t('tests'))}
      {area('history', t('history'), t('historyHint'))}
      {area('others', t('concomitant'), t('concomitantHint'))}
      <Checkbox.Group
        label={t('alsoTo')}
        value={[...draft.alsoReportedTo]}
        onChange={chosen => onDraft({ alsoReportedTo: others.filter(one => chosen.includes(one)) })}
      >
        <div className={styles.ticks}>
          {others.map(value => (
            <Checkbox key={value} value={value} label={t(`alsoTos.${value}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label={t('withheld')}
        checked={draft.identityWithheld}
        onChange={event => onDraft({ identityWithheld: event.currentTarget.checked })}
      />
    </section>
  )
}
