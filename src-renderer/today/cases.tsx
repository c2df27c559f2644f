import { IconCalendarTime, IconCircleCheck, IconCircleDashed, IconCircleX, IconProgress } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseRow, PatientRow } from '../../src-shared/contract/records.ts'
import {
  type Column,
  clockText,
  DataTable,
  dayOf,
  Empty,
  isoDayOf,
  nameOf,
  Panel,
  StatusChip,
  type Tone,
  useBirthText,
  useGoTo,
} from '../ui/index.ts'
import { presentationLabel } from '../ui/presentation.ts'

export type TodayCase = CaseRow & { readonly patient: PatientRow }

const signs = {
  'in-progress': { icon: IconProgress, tone: 'info' },
  planned: { icon: IconCircleDashed, tone: 'plain' },
  finished: { icon: IconCircleCheck, tone: 'ok' },
  cancelled: { icon: IconCircleX, tone: 'plain' },
} as const satisfies Record<CaseRow['status'], { icon: unknown; tone: Tone }>

/** `14:05` today, the day before that. */
const startText = (at: string): string => (isoDayOf(new Date(at)) === isoDayOf(new Date()) ? clockText(at) : dayOf(at))

function useColumns(): Column<TodayCase>[] {
  const { t } = useTranslation()
  const birthText = useBirthText()
  return [
    { key: 'start', head: t('today.started'), width: '118px', figures: true, cell: row => startText(row.startedAt) },
    { key: 'patient', head: t('today.patient'), width: '22%', cell: row => <strong>{nameOf(row.patient)}</strong> },
    {
      key: 'birth',
      head: t('today.born'),
      width: '164px',
      figures: true,
      cell: row => birthText(row.patient.birthDate),
    },
    { key: 'reason', head: t('today.reason'), cell: row => row.reason || presentationLabel(row.presentation) },
    {
      key: 'kind',
      head: t('today.presentation'),
      width: '150px',
      cell: row => presentationLabel(row.presentation),
      minor: true,
    },
    { key: 'images', head: t('today.images'), width: '80px', align: 'right', cell: row => row.imageCount },
    { key: 'state', head: t('today.state'), width: '92px', cell: row => <CaseState status={row.status} /> },
  ]
}

function CaseState({ status }: Pick<CaseRow, 'status'>) {
  const { t } = useTranslation()
  return <StatusChip {...signs[status]} word={t(`caseStatus.${status}`)} quiet />
}

/** Cases of today, by time. */
export function Cases({ cases, onOpen }: { cases: readonly TodayCase[]; onOpen: (row: TodayCase) => void }) {
  const { t } = useTranslation()
  const goTo = useGoTo()
  const columns = useColumns()
  const find = {
    id: 'today.find',
    label: t('go.search'),
    shortcut: '/',
    perform: () => goTo({ at: 'patients', task: 'search' }),
  } as const
  return (
    <Panel title={t('today.cases')} note={cases.length} fill flush>
      {cases.length === 0 ? (
        <Empty icon={IconCalendarTime} title={t('today.noCases')} hint={t('today.noCasesHint')} action={find} />
      ) : (
        <DataTable label={t('today.cases')} rows={cases} columns={columns} rowKey={row => row.caseId} onOpen={onOpen} />
      )}
    </Panel>
  )
}
