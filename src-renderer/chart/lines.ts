import type {
  ChartAllergy,
  ChartMedicine,
  ChartProblem,
  ChartResult,
  ChartView,
  ResultGroup,
} from '../../src-shared/contract/chart.ts'
import type { ChartTab } from '../ui/index.ts'

/** A line of the tab that is open, whatever it is of. */
export type Line =
  | { readonly of: 'problems'; readonly line: ChartProblem }
  | { readonly of: 'allergies'; readonly line: ChartAllergy }
  | { readonly of: 'medicines'; readonly line: ChartMedicine }
  | { readonly of: 'results'; readonly group: ResultGroup }

export const keyOf = (line: Line): string => (line.of === 'results' ? line.group.key : line.line.recordId)

/** The lines of a tab, as its table shows them. */
export function linesOf(view: ChartView, tab: ChartTab): readonly Line[] {
  if (tab === 'problems') return view.problems.map(line => ({ of: tab, line }))
  if (tab === 'allergies') return view.allergies.list.map(line => ({ of: tab, line }))
  if (tab === 'medicines') return view.medicines.map(line => ({ of: tab, line }))
  return view.results.map(group => ({ of: tab, group }))
}

/** True for what was entered in error: nothing of it is changed any more. */
export function isOut(line: Line): boolean {
  if (line.of === 'results') return false
  return (line.of === 'allergies' ? line.line.verification : line.line.status) === 'entered-in-error'
}

/** The newest result that counts; the newest at all where none does. */
export const newestOf = ({ results }: ResultGroup): ChartResult | undefined =>
  results.find(({ status }) => status !== 'entered-in-error') ?? results[0]
