import { SegmentedControl, TextInput } from '@mantine/core'
import { IconCircleCheck, IconClock, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyEditionView, PolicyRowView } from '../../src-shared/contract/policies.ts'
import { useCutis } from '../link/index.ts'
import { type Column, DataTable, dayText, Empty, Panel, StatusChip, stampText } from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './desk.module.css'
import { ConfirmListed, PolicyPanel } from './policy-panel.tsx'
import { usePolicyRowText } from './policy-row-text.ts'

const onlys = ['all', 'open', 'confirmed', 'changed'] as const
type Only = (typeof onlys)[number]

/** The rows that are clinic policy, and beside them the one that is open. */
export function Policies() {
  const { t } = useTranslation('policies')
  const kept = useQuery(useCutis().policies.list.queryOptions())
  return (
    <Answer of={kept}>
      {({ edition, rows, editions }) => (
        <>
          <p className={styles.line}>{t('says')}</p>
          <Rows edition={edition} rows={rows} />
          <Editions editions={editions} />
        </>
      )}
    </Answer>
  )
}

function Rows({ edition, rows }: { readonly edition: number; readonly rows: readonly PolicyRowView[] }) {
  const { t } = useTranslation('policies')
  const [only, setOnly] = useState<Only>('all')
  const [text, setText] = useState('')
  const [shown, setShown] = useState<string>()
  const textOf = usePolicyRowText()
  const wanted = text.trim().toLowerCase()
  const listed = rows.filter(
    row => (only === 'all' || row.standing.state === only) && `${row.id} ${textOf(row)}`.toLowerCase().includes(wanted),
  )
  const open = rows.find(({ id }) => id === shown)
  return (
    <div className={styles.columns}>
      <Panel
        title={t('title')}
        note={listed.length}
        tools={<ConfirmListed edition={edition} rows={listed} />}
        fill
        flush
      >
        <div className={styles.filters}>
          <TextInput
            aria-label={t('find')}
            placeholder={t('find')}
            value={text}
            maxLength={60}
            onChange={event => setText(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t('state')}
            value={only}
            onChange={value => setOnly(value as Only)}
            data={onlys.map(value => ({ value, label: t(`only.${value}`) }))}
          />
        </div>
        <RowTable rows={listed} onOpen={row => setShown(row.id)} />
      </Panel>
      {open && (
        <PolicyPanel key={`${open.id} ${edition}`} row={open} edition={edition} onClose={() => setShown(undefined)} />
      )}
    </div>
  )
}

const signs = { open: IconClock, confirmed: IconCircleCheck, changed: IconPencil } as const
const tones = { open: 'warn', confirmed: 'ok', changed: 'info' } as const

function RowTable({ rows, onOpen }: { rows: readonly PolicyRowView[]; onOpen: (row: PolicyRowView) => void }) {
  const { t } = useTranslation('policies')
  const textOf = usePolicyRowText()
  if (rows.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />
  const columns: Column<PolicyRowView>[] = [
    { key: 'id', head: t('rule'), width: '190px', cell: ({ id }) => id },
    { key: 'what', head: t('what'), cell: textOf },
    {
      key: 'values',
      head: t('values'),
      width: '150px',
      minor: true,
      cell: row => <Values settings={row.settings} />,
    },
    {
      key: 'state',
      head: t('state'),
      width: '170px',
      cell: ({ standing: { state } }) => (
        <StatusChip icon={signs[state]} word={t(`states.${state}`)} tone={tones[state]} quiet />
      ),
    },
  ]
  return <DataTable label={t('title')} rows={rows} columns={columns} rowKey={({ id }) => id} onOpen={onOpen} />
}

const mostValues = 4

/** The first values of a row; days are counted. */
function Values({ settings }: Pick<PolicyRowView, 'settings'>) {
  const { t } = useTranslation('policies')
  const days = (now: string) => t('daysHeld', { count: now === '' ? 0 : now.split(' ').length })
  const told = settings.map(({ kind, now }) => (kind === 'days' ? days(now) : now))
  const more = told.length > mostValues ? ['…'] : []
  return [...told.slice(0, mostValues), ...more].join(' · ')
}

function Editions({ editions }: { readonly editions: readonly PolicyEditionView[] }) {
  const { t } = useTranslation('policies')
  return (
    <details className={styles.editions}>
      <summary>
        {t('editions')} ({editions.length})
      </summary>
      {editions.length === 0 && <p className={styles.line}>{t('noEdition')}</p>}
      {editions.map(({ editionId, from, at, rows, ...told }) => (
        <p key={editionId} className={styles.line}>
          {t('editionLine', { ...told, from: dayText(from), at: stampText(at) })} {t('rows', { count: rows.length })}:{' '}
          {rows.join(', ')}
        </p>
      ))}
    </details>
  )
}
