import { Checkbox, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import {
  type CaseFact,
  type Condition,
  caseFacts,
  conditions,
  type LesionFact,
  lesionFacts,
} from '../../src-shared/clinical/triage/facts.ts'
import type { Consult } from '../../src-shared/contract/consults.ts'
import { Panel } from '../ui/panel.tsx'
import styles from './intake.module.css'
import type { Findings, IntakeDraft } from './use-intake-draft.ts'

/** Answered by the history already, or by the record. */
const askedElsewhere: ReadonlySet<CaseFact> = new Set([
  'fever',
  'malaise',
  'skin-pain',
  'transplant',
  'immunosuppressed',
] as const)
const isLesion = (presentation: string): boolean => presentation.includes('lesion') || presentation === 'nail'

interface FindingsProps {
  readonly consult: Consult
  readonly draft: IntakeDraft
}

/** What a person saw and measured: the triage rules read this and nothing else. */
export function FindingsPanel({ consult, draft }: FindingsProps) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const { facts, conditions: named, severe } = draft.content.findings
  return (
    <Panel title={t('findings')} note={t('findingsSays')}>
      <div className={styles.items}>
        <MultiSelect
          className={styles.wide}
          label={t('findings')}
          data={caseFacts
            .filter(fact => !askedElsewhere.has(fact))
            .map(value => ({ value, label: codes(`fact.${value}`) }))}
          value={[...facts]}
          onChange={chosen => draft.find({ facts: chosen as CaseFact[] })}
          searchable
        />
        <MultiSelect
          className={styles.wide}
          label={t('conditions')}
          data={conditions.map(value => ({ value, label: codes(`condition.${value}`) }))}
          value={[...named]}
          onChange={chosen => draft.find({ conditions: chosen as Condition[] })}
          searchable
        />
        {named.length > 0 && (
          <Checkbox
            label={t('severe')}
            checked={severe ?? false}
            onChange={event => draft.find({ severe: event.currentTarget.checked || undefined })}
          />
        )}
        <Measured draft={draft} />
      </div>
      {isLesion(consult.presentation) && <LesionTicks draft={draft} />}
    </Panel>
  )
}

const whole = (entered: string | number): number | undefined => (typeof entered === 'number' ? entered : undefined)
const exact = /^(0|[1-9]\d{0,5})(\.\d{1,3})?$/

function Measured({ draft }: { draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  const { vitals = {}, mucosalSites, affectedPercent } = draft.content.findings
  const setVitals = (part: Partial<NonNullable<Findings['vitals']>>) => {
    const next = Object.fromEntries(Object.entries({ ...vitals, ...part }).filter(([, value]) => value !== undefined))
    draft.find({ vitals: Object.keys(next).length > 0 ? next : undefined })
  }
  return (
    <>
      <Decimal
        label={t('temperature')}
        value={vitals.temperature}
        onValue={temperature => setVitals({ temperature })}
      />
      <NumberInput
        label={t('systolic')}
        min={0}
        max={400}
        allowDecimal={false}
        value={vitals.systolic ?? ''}
        onChange={entered => setVitals({ systolic: whole(entered) })}
      />
      <NumberInput
        label={t('pulse')}
        min={0}
        max={400}
        allowDecimal={false}
        value={vitals.pulse ?? ''}
        onChange={entered => setVitals({ pulse: whole(entered) })}
      />
      <NumberInput
        label={t('mucosalSites')}
        min={0}
        max={20}
        allowDecimal={false}
        value={mucosalSites ?? ''}
        onChange={entered => draft.find({ mucosalSites: whole(entered) })}
      />
      <NumberInput
        label={t('affected')}
        min={0}
        max={100}
        allowDecimal={false}
        value={affectedPercent ?? ''}
        onChange={entered => draft.find({ affectedPercent: whole(entered) })}
      />
    </>
  )
}

/** A number whose digits are kept as they were typed. */
function Decimal({
  label,
  value,
  onValue,
}: {
  label: string
  value: string | undefined
  onValue: (text: string | undefined) => void
}) {
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      defaultValue={value ?? ''}
      onChange={event => {
        const typed = event.currentTarget.value.trim().replace(',', '.')
        if (typed === '') onValue(undefined)
        else if (exact.test(typed)) onValue(typed)
      }}
    />
  )
}

/** Ticks about the lesion; of several lesions, about the one that worries most. */
function LesionTicks({ draft }: { draft: IntakeDraft }) {
  const { t } = useTranslation('intake')
  const { t: codes } = useTranslation('intakeCodes')
  const [lesion = { number: 1, facts: [] }] = draft.content.findings.lesions
  const set = (part: Partial<typeof lesion>) => {
    const next = Object.fromEntries(Object.entries({ ...lesion, ...part }).filter(([, value]) => value !== undefined))
    draft.find({ lesions: [{ number: 1, facts: [], ...next }] })
  }
  const toggle = (fact: LesionFact) =>
    set({ facts: lesion.facts.includes(fact) ? lesion.facts.filter(one => one !== fact) : [...lesion.facts, fact] })
  return (
    <fieldset className={styles.ticks}>
      <legend>{t('lesion')}</legend>
      {lesionFacts.map(fact => (
        <Checkbox
          key={fact}
          label={codes(`lesionFact.${fact}`)}
          checked={lesion.facts.includes(fact)}
          onChange={() => toggle(fact)}
        />
      ))}
      <Decimal
        label={t('diameter')}
        value={lesion.diameterMm}
        onValue={diameterMm => set({ diameterMm } as Partial<typeof lesion>)}
      />
      <NumberInput
        label={t('growing')}
        min={0}
        max={36_500}
        allowDecimal={false}
        value={lesion.growingDays ?? ''}
        onChange={entered => set({ growingDays: whole(entered) } as Partial<typeof lesion>)}
      />
    </fieldset>
  )
}
