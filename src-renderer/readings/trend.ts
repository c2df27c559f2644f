import type { ReadingFace } from '../../src-shared/contract/monitoring.ts'

/** One value of a measure at a moment: a number to draw, or only a mark. */
export type TrendPoint = {
  readonly readingId: string
  readonly atMs: number
  /** Absent where the device gave no number, or one that cannot be true: marked, never in the line. */
  readonly value: number | undefined
}

export type Scale = { readonly low: number; readonly high: number; readonly ticks: readonly number[] }

/** The points of one part of a measure, in one unit, oldest first. Only accepted readings are drawn. */
export function trendOf(
  readings: readonly ReadingFace[],
  part: { readonly mdc: number; readonly unit: string },
): TrendPoint[] {
  return readings
    .filter(reading => reading.state === 'accepted')
    .flatMap(reading =>
      reading.parts
        .filter(one => one.mdc === part.mdc && one.unit === part.unit)
        .map(one => ({
          readingId: reading.readingId,
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

/** An axis with round ticks around the values; undefined where there is nothing to draw. */
export function scaleOf(values: readonly number[], wanted = 5): Scale | undefined {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (!Number.isFinite(least) || !Number.isFinite(most)) return undefined
  const step = roundStep((most - least || Math.abs(most) || 1) / wanted)
  const first = Math.floor(least / step)
  // One value, or values on one tick, still need an axis with two ends.
  const last = Math.max(first + 1, Math.ceil(most / step))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step, step))
  return { low: tidy(first * step, step), high: tidy(last * step, step), ticks }
}

/** The next of 1, 2 or 5 times a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const factor = [1, 2, 5].find(one => one * power >= raw * 0.999_999) ?? 10
  return factor * power
}

function tidy(value: number, step: number): number {
  const digits = Math.min(20, Math.max(0, Math.ceil(-Math.log10(step))))
  return Number(value.toFixed(digits))
}
