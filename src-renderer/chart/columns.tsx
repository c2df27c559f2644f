import { IconBan } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartAllergy, ChartMedicine, ChartProblem, ResultGroup } from '../../src-shared/contract/chart.ts'
import { type ChartTab, type Column, dayOf, dayText, StatusChip } from '../ui/index.ts'
import { Unsynced } from '../ui/unsynced.tsx'
import styles from './chart.module.css'
import { isOut, type Line, newestOf } from './lines.ts'
import { FlagChip, TrendSign } from './result-signs.tsx'
import { rangeText, valueText } from './result-text.ts'

type Cell<Of> = (line: Of) => ReactNode
type Words = ReturnType<typeof useTranslation<'chart'>>['t']

const problem =
  (cell: Cell<ChartProblem>): Column<Line>['cell'] =>
  line =>
    line.of === 'problems' && cell(line.line)
const allergy =
  (cell: Cell<ChartAllergy>): Column<Line>['cell'] =>
  line =>
    line.of === 'allergies' && cell(line.line)
const medicine =
  (cell: Cell<ChartMedicine>): Column<Line>['cell'] =>
  line =>
    line.of === 'medicines' && cell(line.line)
const result =
  (cell: Cell<ResultGroup>): Column<Line>['cell'] =>
  line =>
    line.of === 'results' && cell(line.group)

/** The name of a line, struck through where it was entered in error, with the sign that the clinic does not have it yet. */
function Named({ text, line }: { text: string; line: Line }) {
  const unsynced = line.of === 'results' ? line.group.results.some(one => one.unsynced) : line.line.unsynced
  return (
    <span className={isOut(line) ? styles.out : undefined}>
      <strong>{text}</strong> {unsynced && <Unsynced />}
    </span>
  )
}

const out = (word: string) => <StatusChip quiet tone="bad" icon={IconBan} word={word} />

const problemColumns = (t: Words): Column<Line>[] => [
  { key: 'text', head: t('name'), cell: line => line.of === 'problems' && <Named text={line.line.text} line={line} /> },
  { key: 'code', head: t('code'), width: '130px', cell: problem(({ icd10 }) => icd10) },
  {
    key: 'status',
    head: t('status'),
    width: '140px',
    cell: problem(({ status }) =>
      status === 'entered-in-error' ? out(t(`statuses.${status}`)) : t(`statuses.${status}`),
    ),
  },
  {
    key: 'since',
    head: t('onset'),
    width: '128px',
    figures: true,
    cell: problem(({ onset }) => onset && dayText(onset)),
  },
]

const allergyColumns = (t: Words): Column<Line>[] => [
  {
    key: 'substance',
    head: t('substance'),
    cell: line => line.of === 'allergies' && <Named text={line.line.substance} line={line} />,
  },
  {
    key: 'reactions',
    head: t('reactions'),
    cell: allergy(({ reactions }) =>
      reactions.map(({ text, severity }) => (severity ? `${text} (${t(`severities.${severity}`)})` : text)).join(', '),
    ),
  },
  {
    key: 'risk',
    head: t('criticality'),
    width: '120px',
    cell: allergy(({ criticality }) => criticality && t(`criticalities.${criticality}`)),
  },
  {
    key: 'certainty',
    head: t('verification'),
    width: '150px',
    cell: allergy(({ verification, active }) => {
      if (verification === 'entered-in-error') return out(t(`verifications.${verification}`))
      return active || verification === 'refuted' ? t(`verifications.${verification}`) : t('inactive')
    }),
  },
]

const medicineColumns = (t: Words): Column<Line>[] => [
  {
    key: 'name',
    head: t('medicine'),
    cell: line => line.of === 'medicines' && <Named text={line.line.name} line={line} />,
  },
  { key: 'sig', head: t('sig'), cell: medicine(({ sig }) => sig) },
  {
    key: 'status',
    head: t('status'),
    width: '120px',
    cell: medicine(({ status }) =>
      status === 'entered-in-error' ? out(t(`medicineStatuses.${status}`)) : t(`medicineStatuses.${status}`),
    ),
  },
  {
    key: 'since',
    head: t('since'),
    width: '128px',
    figures: true,
    cell: medicine(({ since }) => since && dayText(since)),
  },
  {
    key: 'source',
    head: t('source'),
    width: '140px',
    minor: true,
    cell: medicine(({ source }) => t(`sources.${source}`)),
  },
]

const resultColumns = (t: Words): Column<Line>[] => [
  { key: 'test', head: t('test'), cell: line => line.of === 'results' && <Named text={line.group.name} line={line} /> },
  {
    key: 'latest',
    head: t('latest'),
    width: '170px',
    align: 'right',
    cell: result(group => valueText(newestOf(group), t)),
  },
  { key: 'range', head: t('range'), width: '110px', figures: true, cell: result(group => rangeText(newestOf(group))) },
  {
    key: 'flag',
    head: t('flag'),
    width: '140px',
    cell: result(group => <FlagChip result={newestOf(group)} />),
  },
  { key: 'trend', head: t('trend'), width: '64px', cell: result(({ trend }) => <TrendSign trend={trend} />) },
  {
    key: 'at',
    head: t('at'),
    width: '128px',
    figures: true,
    cell: result(group => dayOf(newestOf(group)?.at ?? '')),
  },
]

const columnsOf = {
  problems: problemColumns,
  allergies: allergyColumns,
  medicines: medicineColumns,
  results: resultColumns,
} as const satisfies Record<ChartTab, (t: Words) => Column<Line>[]>

/** The columns of a tab's table. */
export function useColumns(tab: ChartTab): readonly Column<Line>[] {
  const { t } = useTranslation('chart')
  return columnsOf[tab](t)
}
