import { type Scale, scaleOf, type TrendPoint } from './trend.ts'

export type Plot = {
  readonly scale: Scale
  /** Unbroken stretches of the line, as SVG points; what is absent or implausible breaks it. */
  readonly lines: readonly string[]
  readonly dots: readonly { readonly readingId: string; readonly x: number; readonly y: number }[]
  /** Where a reading has no number that can be drawn: a mark at the foot of the chart. */
  readonly marks: readonly { readonly readingId: string; readonly x: number }[]
  readonly yOf: (value: number) => number
}

/** Lays points out in a box of `width` by `height`; undefined where no point has a number. */
export function plotOf(points: readonly TrendPoint[], box: { width: number; height: number }): Plot | undefined {
  const scale = scaleOf(points.flatMap(point => point.value ?? []))
  const first = points[0]
  const last = points.at(-1)
  if (!(scale && first && last)) return undefined
  const span = last.atMs - first.atMs
  // A single moment stands in the middle: at an edge it would look like the start of a course.
  const xOf = (atMs: number) => (span === 0 ? box.width / 2 : ((atMs - first.atMs) / span) * box.width)
  const yOf = (value: number) => box.height - ((value - scale.low) / (scale.high - scale.low)) * box.height
  const dots: { readingId: string; x: number; y: number }[] = []
  const marks: { readingId: string; x: number }[] = []
  const lines: string[][] = [[]]
  for (const { readingId, atMs, value } of points) {
    const x = xOf(atMs)
    if (value === undefined) {
      marks.push({ readingId, x })
      lines.push([])
    } else {
      const y = yOf(value)
      dots.push({ readingId, x, y })
      lines.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`)
    }
  }
  return { scale, lines: lines.filter(line => line.length > 1).map(line => line.join(' ')), dots, marks, yOf }
}
