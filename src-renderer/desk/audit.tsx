import { IconAlertTriangle, IconCircleCheck, IconListSearch, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../src-shared/contract/access.ts'
import { may } from '../../src-shared/policy.ts'
import { useClient, useCutis, useMe } from '../link/index.ts'
import {
  type Action,
  ActionButton,
  type Column,
  DataTable,
  Empty,
  Failed,
  Panel,
  StatusChip,
  stampText,
  useActions,
} from '../ui/index.ts'
import { Answer } from '../ui/states.tsx'
import styles from './desk.module.css'

const pageRows = 200

/** Who did what, latest first; the whole chain can be checked. */
export function Audit() {
  const { t } = useTranslation()
  const { role } = useMe()
  const { access } = useCutis()
  const rows = useInfiniteQuery(
    access.audit.infiniteOptions({
      // Looking writes a row too, so the answer is never told stale; it is asked whenever the screen is opened.
      staleTime: 0,
      input: (beforeSeq: number | undefined) => ({
        limit: pageRows,
        ...(beforeSeq === undefined ? {} : { beforeSeq }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: page => (page.length < pageRows ? undefined : page.at(-1)?.seq),
    }),
  )
  const all = rows.data?.pages.flat()
  const more: Action = { id: 'audit.more', label: t('audit.more'), perform: () => void rows.fetchNextPage() }
  return (
    <Panel
      title={t(may(role, 'audit.read') ? 'audit.all' : 'audit.own')}
      note={all?.length}
      tools={may(role, 'audit.verify') && <Verify />}
      fill
      flush
    >
      <Answer of={{ data: all, error: rows.error, refetch: rows.refetch }}>{known => <Rows rows={known} />}</Answer>
      {rows.hasNextPage && (
        <div className={styles.more}>
          <ActionButton action={more} busy={rows.isFetchingNextPage} />
        </div>
      )}
    </Panel>
  )
}

function Rows({ rows }: { rows: readonly AuditRow[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return <Empty icon={IconListSearch} title={t('audit.none')} />
  const columns: Column<AuditRow>[] = [
    { key: 'seq', head: t('audit.seq'), figures: true, width: '72px', align: 'right', cell: row => row.seq },
    { key: 'at', head: t('audit.at'), figures: true, width: '176px', cell: row => stampText(row.at) },
    { key: 'who', head: t('audit.who'), width: '180px', cell: row => row.userName },
    { key: 'what', head: t('audit.what'), width: '190px', cell: row => row.name },
    { key: 'action', head: t('audit.action'), width: '88px', cell: row => t(`audit.actions.${row.action}`) },
    { key: 'outcome', head: t('audit.outcome'), width: '120px', cell: row => row.outcome },
    {
      key: 'entity',
      head: t('audit.entity'),
      cell: row => <span className={styles.id}>{row.entity ?? row.patientId}</span>,
    },
    {
      key: 'hash',
      head: t('audit.hash'),
      figures: true,
      width: '112px',
      minor: true,
      cell: row => <span className={styles.id}>{row.hash.slice(0, 10)}</span>,
    },
  ]
  return <DataTable label={t('desk.tabs.audit')} rows={rows} columns={columns} rowKey={row => String(row.seq)} />
}

/** Recomputes every link of the chain in the engine. */
function Verify() {
  const { t } = useTranslation()
  const { access } = useClient()
  const check = useMutation({ mutationFn: () => access.verifyAudit() })
  const [verify] = useActions([
    { id: 'audit.verify', label: t('audit.verify'), icon: IconShieldCheck, perform: () => check.mutate() },
  ])
  const said = check.data
  return (
    <>
      {check.error && <Failed error={check.error} />}
      {said?.intact === true && (
        <StatusChip icon={IconCircleCheck} tone="ok" word={t('audit.intact', { count: said.rows })} />
      )}
      {said?.intact === false && (
        <StatusChip icon={IconAlertTriangle} tone="bad" word={t('audit.broken', { seq: said.firstBadSeq ?? '?' })} />
      )}
      <ActionButton action={verify} busy={check.isPending} />
    </>
  )
}
