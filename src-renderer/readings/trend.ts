import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import type { CoursePoint } from '../ui/course-geometry.ts'

/** The points of one part of a measure, in one unit, oldest first. Only accepted readings are drawn. */
export function trendOf(
  readings: readonly ReadingFace[],
  part: { readonly mdc: number; readonly unit: string },
): CoursePoint[] {
  return readings
    .filter(reading => reading.state === 'accepted')
    .flatMap(reading =>
      reading.parts
        .filter(one => one.mdc === part.mdc && one.unit === part.unit)
        .map(one => ({
          id: reading.readingId,
          atMs: Date.parse(reading.effectiveAt),
          value: one.implausible ? undefined : numberOf(one.value),
        })),
    )
    .toSorted((a, b) => a.atMs - b.atMs)
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
