import { Checkbox, Select } from '@mantine/core'
import { IconSignature, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '../../src-shared/policy.ts'
import { useMe } from '../link/index.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useActions } from '../ui/actions.ts'
import { CodeField } from '../ui/code-field.tsx'
import { Failed } from '../ui/states.tsx'
import { AgencyFields, EventFields } from './event-fields.tsx'
import { Naranjo } from './naranjo.tsx'
import styles from './reactions.module.css'
import { Suspects } from './suspect-fields.tsx'
import { type Listing, type Report, type Reporting, useReport } from './use-report.ts'

interface EditorProps extends Reporting {
  /** Medicines of the chart. */
  readonly known: readonly string[]
  readonly onGone: () => void
}

/** A report that is being written: its fields at the left, the score and the signature at the right. */
export function Editor({ known, onGone, ...reporting }: EditorProps) {
  const { t } = useTranslation('reactions')
  const report = useReport(reporting)
  const { draft, setDraft } = report
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  return (
    <div className={styles.open}>
      <div className={styles.fields}>
        <Suspects suspects={draft.suspects} known={known} onSuspects={suspects => set({ suspects })} />
        <EventFields draft={draft} onDraft={set} />
        <AgencyFields draft={draft} onDraft={set} />
      </div>
      <div className={styles.side}>
        {reporting.corrects && <p className={styles.soft}>{t('takesPlace')}</p>}
        <Naranjo answers={draft.naranjo} onAnswers={naranjo => set({ naranjo })} />
        <SignPart report={report} onGone={onGone} />
      </div>
    </div>
  )
}

/** Why it cannot be signed yet, the first of the reasons. */
function useWhyNot({ lacks }: Report, code: string): string | undefined {
  const { t } = useTranslation('reactions')
  const { role } = useMe()
  if (!may(role, 'report.sign')) return t('needRight')
  if (lacks.length > 0) return t('needs', { what: lacks.map(one => t(`need.${one}`)).join(', ') })
  return /^\d{6}$|^[\w-]{8,}$/.test(code.replaceAll(' ', '')) ? undefined : t('needCode')
}

function SignPart({ report, onGone }: { report: Report; onGone: () => void }) {
  const { t } = useTranslation('reactions')
  const [code, setCode] = useState('')
  const [list, setList] = useState<Listing>()
  const why = useWhyNot(report, code)
  const { sign, save, drop, isKept } = report
  const failed = sign.error ?? save.error ?? drop.error
  const actions = useActions([
    {
      id: 'reactions.sign',
      label: t('sign'),
      icon: IconSignature,
      shortcut: 'mod+enter',
      perform: () => sign.mutate({ code: code.replaceAll(' ', ''), list }),
      disabledWhy: sign.isPending ? t('saving') : why,
      group: t('group'),
    },
    {
      id: 'reactions.discard',
      label: t('discard'),
      icon: IconTrash,
      perform: () => drop.mutate(undefined, { onSuccess: onGone }),
      group: t('group'),
    },
  ])
  return (
    <section className={styles.part} aria-label={t('sign')}>
      <Checkbox
        label={t('toAllergies')}
        checked={list !== undefined}
        onChange={event => setList(event.currentTarget.checked ? { kind: 'allergy' } : undefined)}
      />
      {list && <ListingFields list={list} onList={setList} />}
      {why !== undefined && <output className={styles.soft}>{why}</output>}
      <CodeField label={t('code')} value={code} onChange={setCode} />
      {failed && <Failed error={failed} />}
      <div className={styles.row}>
        {actions.map((action, at) => (
          <ActionButton key={action.id} action={action} {...(at === 0 && { variant: 'filled' as const })} />
        ))}
        <output className={styles.soft}>{t(save.isPending ? 'saving' : isKept ? 'saved' : 'unsaved')}</output>
      </div>
    </section>
  )
}

const kinds = ['allergy', 'intolerance'] as const
const criticalities = ['high', 'low', 'unable-to-assess'] as const

function ListingFields({ list, onList }: { list: Listing; onList: (list: Listing) => void }) {
  const { t } = useTranslation('reactions')
  return (
    <div className={styles.grid}>
      <Select
        label={t('kind')}
        data={kinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
        value={list.kind ?? null}
        allowDeselect={false}
        onChange={chosen => onList({ ...list, kind: kinds.find(one => one === chosen) ?? 'allergy' })}
      />
      <Select
        label={t('criticality')}
        data={criticalities.map(value => ({ value, label: t(`criticalities.${value}`) }))}
        value={list.criticality ?? null}
        onChange={chosen => {
          const criticality = criticalities.find(one => one === chosen)
          onList({ ...(list.kind && { kind: list.kind }), ...(criticality && { criticality }) })
        }}
      />
    </div>
  )
}
