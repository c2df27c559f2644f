import {
  type Icon,
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudUp,
  IconGitMerge,
  IconHourglass,
  IconLink,
  IconRefresh,
} from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SyncItem, SyncState } from '../../src-shared/contract/sync.ts'
import { useCutis } from '../link/index.ts'
import {
  ActionButton,
  type Column,
  clockText,
  DataTable,
  Empty,
  Failed,
  Panel,
  StatusChip,
  stampText,
  type Tone,
  useActions,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import { Stranger } from './stranger.tsx'
import styles from './sync.module.css'

const signs: Readonly<Record<SyncItem['state'], { icon: Icon; tone: Tone }>> = {
  pending: { icon: IconHourglass, tone: 'plain' },
  sending: { icon: IconCloudUp, tone: 'info' },
  failed: { icon: IconAlertTriangle, tone: 'bad' },
  conflict: { icon: IconGitMerge, tone: 'warn' },
  'waiting-for-another': { icon: IconLink, tone: 'plain' },
}

/** The tray: how the link is, and every record that has not arrived yet. */
export function Tray({ state }: { state: SyncState }) {
  const { t } = useTranslation()
  const { sync } = useCutis()
  const items = useQuery(sync.items.queryOptions())
  const retry = useMutation(sync.retry.mutationOptions())
  const [again] = useActions([
    {
      id: 'sync.retry',
      label: t('sync.retry'),
      icon: IconRefresh,
      shortcut: 'r',
      perform: () => retry.mutate({}),
    },
  ])
  return (
    <>
      <LinkLine state={state} />
      {state.stranger && <Stranger state={state} />}
      {retry.error && <Failed error={retry.error} />}
      <Panel
        title={t('sync.items')}
        note={items.data?.length}
        tools={<ActionButton action={again} busy={retry.isPending} />}
        fill
        flush
      >
        <Answer of={items}>{rows => <Items rows={rows} onRetry={seq => retry.mutate({ seq })} />}</Answer>
      </Panel>
    </>
  )
}

function LinkLine({ state }: { state: SyncState }) {
  const { t } = useTranslation()
  const figures = [
    [t('sync.lastContact'), state.lastContactAt ? stampText(state.lastContactAt) : t('syncState.never')],
    [t('sync.state.pending'), state.waiting],
    [t('sync.state.sending'), state.sending],
    [t('sync.state.failed'), state.failed],
    [t('sync.state.conflict'), state.conflicts],
    ...(state.nextTryAt ? [[t('sync.nextTry'), clockText(state.nextTryAt)]] : []),
  ]
  return (
    <section className={styles.link} aria-label={t('sync.link')}>
      <strong>{t(`sync.links.${state.link}`)}</strong>
      {figures.map(([label, value]) => (
        <span key={label}>
          <span className={styles.soft}>{label}</span> {value}
        </span>
      ))}
      {state.trouble !== undefined && <p className={styles.trouble}>{state.trouble}</p>}
    </section>
  )
}

function Items({ rows, onRetry }: { rows: readonly SyncItem[]; onRetry: (seq: number) => void }) {
  const { t } = useTranslation()
  if (rows.length === 0) return <Empty icon={IconCloudCheck} title={t('sync.none')} hint={t('sync.noneHint')} />
  const columns: Column<SyncItem>[] = [
    { key: 'what', head: t('sync.what'), cell: row => row.label },
    { key: 'type', head: t('sync.type'), width: '150px', cell: row => row.type, minor: true },
    {
      key: 'state',
      head: t('today.state'),
      width: '190px',
      cell: row => <StatusChip {...signs[row.state]} word={t(`sync.state.${row.state}`)} quiet />,
    },
    { key: 'tries', head: t('sync.tries'), width: '72px', align: 'right', cell: row => row.attempts },
    {
      key: 'next',
      head: t('sync.nextTry'),
      figures: true,
      width: '112px',
      cell: row => row.nextTryAt && clockText(row.nextTryAt),
    },
    { key: 'why', head: t('sync.why'), width: '32%', cell: row => <span title={row.trouble}>{row.trouble}</span> },
  ]
  return (
    <DataTable
      label={t('sync.items')}
      rows={rows}
      columns={columns}
      rowKey={row => String(row.seq)}
      onOpen={row => onRetry(row.seq)}
    />
  )
}
