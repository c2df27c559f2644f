import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import type { CoursePoint } from '../ui/course-geometry.ts'
import { trendOf } from './trend.ts'

/** One small chart: one part of a measure in one unit. */
export interface Chart {
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly mdc: number
  readonly unit: string
  readonly points: readonly CoursePoint[]
  /** How many points have no number that can be drawn. */
  readonly marked: number
}

/** A chart for every part of every measure that was accepted, in the order in which they first occur. Units never share an axis. */
export function chartsOf(readings: readonly ReadingFace[]): readonly Chart[] {
  const heads = new Map<string, Pick<Chart, 'key' | 'kind' | 'name' | 'mdc' | 'unit'>>()
  for (const { kind, parts, state } of readings) {
    if (state !== 'accepted') continue
    for (const { mdc, unit, name } of parts) {
      const key = `${kind} ${mdc} ${unit}`
      if (!heads.has(key)) heads.set(key, { key, kind, name, mdc, unit })
    }
  }
  return [...heads.values()].map(head => {
    const points = trendOf(
      readings.filter(({ kind }) => kind === head.kind),
      head,
    )
    return { ...head, points, marked: points.filter(({ value }) => value === undefined).length }
  })
}

/** At most `most` dots are drawn: more of them would be one thick line. */
export const showsDots = ({ points }: Chart, most = 120): boolean => points.length <= most
