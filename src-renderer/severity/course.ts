import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { CoursePoint } from '../ui/course-geometry.ts'

/** One kept score of an instrument. */
export interface Scored {
  readonly mark: Mark
  readonly body: MarkOf<'severity'>
  /** Absent for instruments that answer yes or no. */
  readonly total: number | undefined
}

/** The kept scores of one instrument, oldest first. */
export const scoresOf = (marks: readonly Mark[], instrument: string): readonly Scored[] =>
  marks
    .flatMap(mark => (mark.body.kind === 'severity' && mark.state === 'current' ? [{ mark, body: mark.body }] : []))
    .filter(({ body }) => body.instrument === instrument)
    .map(one => ({ ...one, total: one.body.total === undefined ? undefined : Number(one.body.total) }))
    .toSorted((a, b) => Date.parse(a.mark.at) - Date.parse(b.mark.at) || a.mark.markId.localeCompare(b.mark.markId))

export const pointsOf = (scores: readonly Scored[]): readonly CoursePoint[] =>
  scores.map(({ mark, total }) => ({ id: mark.markId, atMs: Date.parse(mark.at), value: total }))

/** A change in points and, where the earlier total was not 0, in percent: "−4.2 (−38 %)"; undefined without two totals. */
export function changeText(from: Scored | undefined, to: Scored): string | undefined {
  if (from?.total === undefined || to.total === undefined) return undefined
  const points = Number((to.total - from.total).toFixed(3))
  const signed = (value: number): string => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0')
  if (from.total === 0) return signed(points)
  return `${signed(points)} (${signed(Math.round((100 * points) / from.total))} %)`
}
