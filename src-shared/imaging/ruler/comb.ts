import type { Strip } from './strip.ts'

/** Ten millimetres of ruler laid on a strip: eleven long ticks, `period` px apart, the first at column `start`. */
export interface Comb {
  readonly start: number
  readonly period: number
  /** 1 where the ticks stand on rows beyond the line, -1 where before it. */
  readonly side: 1 | -1
  /** How much darker the ticks' places are than those between them, and the line than its continuation; up to 1.4. */
  readonly score: number
}

export const gaps = 10
/** Millimetre ticks reach higher than this, in millimetres; those between end below. */
const [lowest, highest] = [0.3, 0.42]
const leastPeriod = 9

/** Running sums away from the line on one side: row d holds the sum of the rows 1 to d. */
const sumsOf = ({ plane, half }: Strip, side: 1 | -1): Float32Array => {
  const { width, data } = plane
  const sums = new Float32Array(width * (half + 1))
  for (let d = 1; d <= half; d++) {
    for (let x = 0; x < width; x++)
      sums[d * width + x] = (sums[(d - 1) * width + x] ?? 0) + (data[(half + side * d) * width + x] ?? 0)
  }
  return sums
}

/** Mean darkness of the rows between two heights, px, for each column. */
const bandOf = (sums: Float32Array, width: number, rows: readonly [number, number]): Float32Array => {
  const [from, to] = [Math.max(0, Math.round(rows[0]) - 1), Math.round(rows[1])]
  const band = new Float32Array(width)
  for (let x = 0; x < width; x++) band[x] = ((sums[to * width + x] ?? 0) - (sums[from * width + x] ?? 0)) / (to - from)
  return band
}

const widened = (band: Float32Array, reach: number): Float32Array =>
  band.map((_, x) => {
    let most = 0
    for (let i = x - reach; i <= x + reach; i++) most = Math.max(most, band[i] ?? 0)
    return most
  })

const smoothReach = 6

/** Darkness of the line itself for each column, wherever within 3 px it runs; averaged along it, which noise does not survive. */
export const baseOf = ({ plane, half }: Strip): Float32Array => {
  const { width, data } = plane
  const base = new Float32Array(width)
  for (let row = half - 3; row <= half + 3; row++) {
    const sums = runningOf(data.subarray(row * width, (row + 1) * width))
    for (let x = 0; x < width; x++) {
      const [from, to] = [Math.max(0, x - smoothReach), Math.min(width, x + smoothReach + 1)]
      base[x] = Math.max(base[x] ?? 0, ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from))
    }
  }
  return base
}

export const runningOf = (values: Float32Array): Float64Array => {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) sums[i + 1] = (sums[i] ?? 0) + (values[i] ?? 0)
  return sums
}

/** How well the ticks stand out; 0 where they cannot reach `needed`, which is most places. */
const scoreAt = ({ band, tall, period }: Search, start: number, needed: number): number => {
  let [ticks, least, between, over, overBetween] = [0, 1, 0, 0, 0]
  for (let k = 0; k <= gaps; k++) {
    const value = band[Math.round(start + k * period)] ?? 0
    ticks += value
    least = Math.min(least, value)
    over += tall[Math.round(start + k * period)] ?? 0
  }
  if ((ticks - least) / gaps <= needed) return 0
  for (let k = 0; k < gaps; k++) {
    for (const part of [0.25, 0.5, 0.75]) {
      between += band[Math.round(start + (k + part) * period)] ?? 0
      overBetween += tall[Math.round(start + (k + part) * period)] ?? 0
    }
  }
  const taller = over / (gaps + 1) - overBetween / (3 * gaps)
  return (ticks - least) / gaps - between / (3 * gaps) - 1.2 * Math.max(0, taller - 0.05)
}

interface Search {
  readonly band: Float32Array
  /** As `band`, above where a millimetre tick ends: dark there means that half-millimetre ticks were taken for whole ones. */
  readonly tall: Float32Array
  /** Running sums of the line's own darkness. */
  readonly line: Float64Array
  readonly period: number
}

const meanBetween = (sums: Float64Array, from: number, to: number): number => {
  const [first, last] = [Math.max(0, Math.round(from)), Math.min(sums.length - 1, Math.round(to))]
  return last <= first ? 0 : ((sums[last] ?? 0) - (sums[first] ?? 0)) / (last - first)
}

/** How dark the line is under the comb, and just beyond its ends (the darker one): a printed ruler's line ends with its ticks. */
export const lineUnder = (line: Float64Array, start: number, period: number): { inside: number; beyond: number } => {
  const end = start + gaps * period
  return {
    inside: meanBetween(line, start, end),
    beyond: Math.max(
      meanBetween(line, start - 1.2 * period, start - 0.2 * period),
      meanBetween(line, end + 0.2 * period, end + 1.2 * period),
    ),
  }
}

/** Best start for one period; only where some of the line is there to stand on. */
const bestStart = (search: Search): { start: number; score: number } => {
  const { band, line, period } = search
  let best = { start: 0, score: 0 }
  const length = gaps * period
  for (let start = 0; start + length < band.length; start++) {
    if ((band[start] ?? 0) + (band[Math.round(start + period)] ?? 0) < 0.3) continue
    const { inside, beyond } = lineUnder(line, start, period)
    if (inside < 0.5) continue
    const ended = 0.4 * (inside - beyond)
    const score = scoreAt(search, start, best.score - ended) + ended
    if (score > best.score) best = { start, score }
  }
  return best
}

/** The comb that fits a strip best, its period within the given bounds, px; undefined where none does at all. */
export const combOf = (
  strip: Strip,
  [shortest, longest]: readonly [number, number] = [leastPeriod, 999],
): Comb | undefined => {
  const { width } = strip.plane
  const line = runningOf(baseOf(strip))
  const most = Math.min(longest, strip.half / 0.65, (width - 2) / gaps)
  let best: Comb | undefined
  for (const side of [1, -1] as const) {
    const sums = sumsOf(strip, side)
    for (let period = shortest; period <= most; period += period > 36 ? 0.5 : 0.3) {
      const reach = period > 36 ? 2 : 1
      const band = widened(bandOf(sums, width, [lowest * period, highest * period]), reach)
      const tall = widened(bandOf(sums, width, [0.6 * period, Math.min(strip.half, 0.84 * period)]), reach)
      const found = bestStart({ band, tall, line, period })
      if (found.score > (best?.score ?? 0.1)) best = { ...found, period, side }
    }
  }
  return best
}

/** Darkness at a height above the line, in shares of the period, for each column. */
export const heightBand = (strip: Strip, { period, side }: Comb, heights: readonly [number, number]): Float32Array =>
  bandOf(sumsOf(strip, side), strip.plane.width, [heights[0] * period, Math.min(strip.half, heights[1] * period)])
