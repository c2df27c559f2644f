import { TextInput } from '@mantine/core'
import { IconCheck, IconShieldCheck, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { may } from '../../src-shared/policy.ts'
import { useCutis, useMe } from '../link/index.ts'
import { ActionButton, Empty, Failed, Panel, stampText, tell, useActions } from '../ui/index.ts'
import { PagedTable } from './paged-table.tsx'
import { choiceColumn, useReadingColumns } from './reading-columns.tsx'
import styles from './readings.module.css'
import { toggled } from './row-choice.ts'

interface QuarantineProps {
  readonly patientId: PatientId
  readonly waiting: readonly ReadingFace[]
}

/** What must be looked at before it counts: accepted or rejected, one by one or all at once. */
export function Quarantine({ patientId, waiting }: QuarantineProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [reason, setReason] = useState('')
  const columns = useReadingColumns<ReadingFace>()
  const toggle = ({ readingId }: ReadingFace) => setChosen(toggled(chosen, readingId))
  const ids = waiting.map(({ readingId }) => readingId).filter(id => chosen.has(id))
  const { decide, accept, reject, all } = useDecisions({ patientId, ids, reason, setChosen, waiting })
  if (waiting.length === 0)
    return <Empty icon={IconShieldCheck} title={t('quarantine.none')} hint={t('quarantine.noneHint')} />
  const choice = choiceColumn<ReadingFace>({
    head: '',
    isChosen: ({ readingId }) => chosen.has(readingId),
    toggle,
    label: row => t('readings.chooseRow', { at: stampText(row.effectiveAt) }),
  })
  return (
    <>
      <p className={styles.line}>{t('quarantine.hint')}</p>
      <div className={styles.bar}>
        <ActionButton action={all} />
        <span className={styles.soft}>{t('readings.chosen', { count: ids.length })}</span>
        <TextInput
          className={styles.grow}
          aria-label={t('quarantine.reason')}
          placeholder={t('quarantine.reason')}
          maxLength={300}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <ActionButton action={reject} busy={decide.isPending} />
        <ActionButton action={accept} variant="filled" busy={decide.isPending} />
      </div>
      {decide.error && <Failed error={decide.error} />}
      <Panel title={t('readings.tabs.quarantine')} note={waiting.length} fill flush>
        <PagedTable
          label={t('readings.tabs.quarantine')}
          rows={waiting}
          columns={[{ ...choice, head: t('readings.chooseAll'), headHidden: true }, ...columns]}
          onOpen={toggle}
        />
      </Panel>
    </>
  )
}

interface Deciding extends QuarantineProps {
  readonly ids: readonly string[]
  readonly reason: string
  readonly setChosen: (chosen: ReadonlySet<string>) => void
}

function useDecisions({ patientId, ids, reason, setChosen, waiting }: Deciding) {
  const { t } = useTranslation()
  const { role } = useMe()
  const decide = useMutation(
    useCutis().monitoring.decide.mutationOptions({
      onSuccess: ({ changed }, { take }) => {
        setChosen(new Set())
        tell(t(take === 'accept' ? 'quarantine.accepted' : 'quarantine.rejected', { count: changed }))
      },
    }),
  )
  const noneWhy = ids.length === 0 ? t('readings.chooseFirst') : undefined
  const why = may(role, 'reading.write') ? noneWhy : t('readings.notYours')
  const perform = (take: 'accept' | 'reject') =>
    decide.mutate({ patientId, readingIds: [...ids], take, ...(reason.trim() && { reason: reason.trim() }) })
  const isAll = ids.length === waiting.length
  const [accept, reject, all] = useActions([
    {
      id: 'quarantine.accept',
      label: t('quarantine.accept'),
      icon: IconCheck,
      shortcut: 'a',
      perform: () => perform('accept'),
      disabledWhy: why,
    },
    {
      id: 'quarantine.reject',
      label: t('quarantine.reject'),
      icon: IconX,
      shortcut: 'x',
      perform: () => perform('reject'),
      disabledWhy: why,
    },
    {
      id: 'quarantine.all',
      label: t(isAll ? 'readings.chooseNone' : 'readings.chooseAll'),
      perform: () => setChosen(new Set(isAll ? [] : waiting.slice(0, 5000).map(({ readingId }) => readingId))),
    },
  ])
  return { decide, accept, reject, all }
}
