import type { ChartResult, ResultGroup } from '../../src-shared/contract/chart.ts'
import type { Band, CoursePoint } from '../ui/course-geometry.ts'
import { newestOf } from './lines.ts'

/** For drawing only: the digits that count stay text. */
const drawn = (text: string | undefined): number | undefined => {
  const value = Number(text)
  return text === undefined || Number.isNaN(value) ? undefined : value
}

/**
 * The points of a property, oldest first, in the unit of its newest value. What is only a bound ("less than") is a mark and no point,
 * and what has no number at all is left out.
 */
export function pointsOf(group: ResultGroup): readonly CoursePoint[] {
  const unit = newestOf(group)?.unit
  return group.results
    .filter(one => one.status !== 'entered-in-error' && one.unit === unit && drawn(one.value) !== undefined)
    .map(one => ({
      id: one.recordId,
      atMs: Date.parse(one.at),
      value: one.comparator === undefined ? drawn(one.value) : undefined,
    }))
    .toReversed()
}

/** The range of a result as the band behind its course. */
export const bandOf = (result: ChartResult | undefined): Band => ({
  low: drawn(result?.low),
  high: drawn(result?.high),
})
