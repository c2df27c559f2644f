/** One value at a moment: a number to draw, or only a mark. */
export interface CoursePoint {
  readonly id: string
  readonly atMs: number
  /** Absent where there is no number, or one that cannot be true: marked, never in the line. */
  readonly value: number | undefined
  /** How far the value may be off, in its own unit. */
  readonly spread?: number
}

export type Scale = { readonly low: number; readonly high: number; readonly ticks: readonly number[] }

export interface Dot {
  readonly id: string
  readonly x: number
  readonly y: number
  /** Where the value may lie: from and to, in the box. */
  readonly bar?: readonly [number, number]
}

export type Plot = {
  readonly scale: Scale
  /** Unbroken stretches of the line, as SVG points; what is absent or implausible breaks it. */
  readonly lines: readonly string[]
  readonly dots: readonly Dot[]
  /** Where a reading has no number that can be drawn: a mark at the foot of the chart. */
  readonly marks: readonly { readonly id: string; readonly x: number }[]
  readonly yOf: (value: number) => number
}

/** Where values are expected to lie, in their own unit; without one end it is open there. */
export interface Band {
  readonly low?: number | undefined
  readonly high?: number | undefined
}

const endsOf = ({ low, high }: Band): number[] => [low, high].filter(end => end !== undefined)

/** Lays points out in a box of `width` by `height`, the ends of the band in sight; undefined where no point has a number. */
export function plotOf(
  points: readonly CoursePoint[],
  box: { width: number; height: number },
  band: Band = {},
): Plot | undefined {
  const values = points.flatMap(({ value, spread = 0 }) =>
    value === undefined ? [] : [value - spread, value + spread],
  )
  const scale = values.length === 0 ? undefined : scaleOf([...values, ...endsOf(band)])
  const first = points[0]
  const last = points.at(-1)
  if (!(scale && first && last)) return undefined
  const span = last.atMs - first.atMs
  // A single moment stands in the middle: at an edge it would look like the start of a course.
  const xOf = (atMs: number) => (span === 0 ? box.width / 2 : ((atMs - first.atMs) / span) * box.width)
  const yOf = (value: number) => box.height - ((value - scale.low) / (scale.high - scale.low)) * box.height
  const dots: Dot[] = []
  const marks: { id: string; x: number }[] = []
  const lines: string[][] = [[]]
  for (const { id, atMs, value, spread } of points) {
    const x = xOf(atMs)
    if (value === undefined) {
      marks.push({ id, x })
      lines.push([])
    } else {
      const y = yOf(value)
      dots.push({ id, x, y, ...(spread && { bar: [yOf(value + spread), yOf(value - spread)] as const }) })
      lines.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`)
    }
  }
  return { scale, lines: lines.filter(line => line.length > 1).map(line => line.join(' ')), dots, marks, yOf }
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
