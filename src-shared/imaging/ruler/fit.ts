import { baseOf, type Comb, gaps, heightBand, lineUnder, runningOf } from './comb.ts'
import type { Line } from './lines.ts'
import type { Strip } from './strip.ts'

/** A straight line through points by least squares: value = start + slope × index, with its residual and the slope's standard error. */
interface Straight {
  readonly start: number
  readonly slope: number
  readonly residual: number
  readonly slopeError: number
}

type Dot = readonly [x: number, y: number]

const straightOf = (dots: readonly Dot[]): Straight => {
  const n = dots.length
  const [mx, my] = [dots.reduce((sum, [x]) => sum + x, 0) / n, dots.reduce((sum, [, y]) => sum + y, 0) / n]
  const sxx = dots.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  const slope = dots.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / sxx
  const start = my - slope * mx
  const squares = dots.reduce((sum, [x, y]) => sum + (y - start - slope * x) ** 2, 0)
  const residual = Math.sqrt(squares / Math.max(1, n - 2))
  return { start, slope, residual, slopeError: residual / Math.sqrt(sxx) }
}

/** As `straightOf`, with points further than `most` off left out step by step; at least `least` stay. */
const robustOf = (dots: readonly Dot[], most: number, least: number): Straight & { readonly kept: readonly Dot[] } => {
  let kept = [...dots]
  for (;;) {
    const line = straightOf(kept)
    const off = kept.map(([x, y]) => Math.abs(y - line.start - line.slope * x))
    const worst = Math.max(...off)
    if (worst <= most || kept.length <= least) return { ...line, kept }
    kept = kept.filter((_, i) => off[i] !== worst)
  }
}

/** The line laid anew through the darkest rows under the comb. */
export const straightened = ({ plane, half, placeOf }: Strip, { start, period }: Comb): Line => {
  const { width, data } = plane
  const dots: Dot[] = []
  for (let x = Math.max(0, Math.round(start)); x <= Math.min(width - 1, start + gaps * period); x++) {
    let best = half
    for (let row = half - 4; row <= half + 4; row++) {
      if ((data[row * width + x] ?? 0) > (data[best * width + x] ?? 0)) best = row
    }
    if ((data[best * width + x] ?? 0) > 0.4) dots.push([x - start - (gaps / 2) * period, best - half])
  }
  if (dots.length < 3 * gaps) return lineThrough(placeOf(0, 0), placeOf(100, 0))
  const { slope, start: middle } = robustOf(thinned(dots), 1.2, 20)
  const centre = start + (gaps / 2) * period
  const at = (from: number) => placeOf(centre + from, middle + slope * from)
  return lineThrough(at(-100), at(100))
}

const thinned = (dots: readonly Dot[]): Dot[] => {
  const every = Math.max(1, Math.floor(dots.length / 120))
  return dots.filter((_, i) => i % every === 0)
}

/** The line through two places. */
export const lineThrough = ([x1, y1]: Dot, [x2, y2]: Dot): Line => {
  const slant = Math.atan2(x2 - x1, y1 - y2)
  const angle = slant < 0 ? slant + Math.PI : slant
  return { angle, offset: x1 * Math.cos(angle) + y1 * Math.sin(angle), weight: 0 }
}

/** What a comb's fit on its strip says; shares and scores 0–1. */
export interface Fit {
  readonly comb: Comb
  /** Ticks that were found where they belong: their number from the first, and column. */
  readonly ticks: readonly Dot[]
  readonly period: number
  readonly start: number
  /** Standard error of the period over the period, and scatter of the ticks in periods. */
  readonly periodError: number
  readonly scatter: number
  /** Darkness of the line under the comb and beyond its ends. */
  readonly inside: number
  readonly beyond: number
  /** How much the ticks stand out from between them. */
  readonly contrast: number
  /** How much darker half-way between ticks than a quarter-way at the height of half-millimetre ticks; 0 where there are none. */
  readonly halves: number
  /** How differently even and odd ticks reach above a millimetre tick's height: half-millimetre ticks mistaken for whole ones do. */
  readonly alternation: number
}

/** Column of the darkest place near `at`, by its centre of gravity; undefined where nothing dark enough is. */
const tickNear = (
  band: Float32Array,
  at: number,
  { reach, least }: { reach: number; least: number },
): number | undefined => {
  const [first, last] = [Math.max(1, Math.round(at - reach)), Math.min(band.length - 2, Math.round(at + reach))]
  let best = first
  for (let x = first; x <= last; x++) if ((band[x] ?? 0) > (band[best] ?? 0)) best = x
  if ((band[best] ?? 0) < least) return undefined
  let [sum, moment] = [0, 0]
  const floor = 0.4 * (band[best] ?? 0)
  for (let x = best - 3; x <= best + 3; x++) {
    const weight = Math.max(0, (band[x] ?? 0) - floor)
    sum += weight
    moment += weight * x
  }
  return moment / sum
}

const meanAt = (band: Float32Array, columns: readonly number[]): number => {
  const value = (x: number): number => Math.max(band[x - 1] ?? 0, band[x] ?? 0, band[x + 1] ?? 0)
  return columns.reduce((sum, x) => sum + value(Math.round(x)), 0) / Math.max(1, columns.length)
}

const indices = Array.from({ length: gaps + 1 }, (_, k) => k)
const gapIndices = indices.slice(0, gaps)

/** Fits the ticks one by one, to a part of a pixel; undefined where fewer than eight of the eleven are found. */
export const fitOf = (strip: Strip, comb: Comb): Fit | undefined => {
  const band = heightBand(strip, comb, [0.28, 0.44])
  const reach = Math.max(2.5, 0.07 * comb.period)
  const dots = indices.flatMap((k): Dot[] => {
    const found = tickNear(band, comb.start + k * comb.period, { reach, least: 0.2 })
    return found === undefined ? [] : [[k, found]]
  })
  if (dots.length < 8) return undefined
  const { start, slope, slopeError, residual, kept } = robustOf(dots, Math.max(0.8, 0.02 * comb.period), 8)
  const at = (parts: readonly number[]) => gapIndices.flatMap(k => parts.map(part => start + (k + part) * slope))
  const middle = heightBand(strip, comb, [0.18, 0.23])
  const tall = heightBand(strip, comb, [0.6, 0.84])
  const alike = (odd: number) =>
    meanAt(
      tall,
      indices.filter(k => k % 2 === odd).map(k => start + k * slope),
    )
  return {
    comb,
    ticks: kept,
    period: slope,
    start,
    periodError: slopeError / slope,
    scatter: residual / slope,
    ...lineUnder(runningOf(baseOf(strip)), start, slope),
    contrast:
      meanAt(
        band,
        indices.map(k => start + k * slope),
      ) - meanAt(band, at([0.25, 0.5, 0.75])),
    halves: meanAt(middle, at([0.5])) - meanAt(middle, at([0.25, 0.75])),
    alternation: Math.abs(alike(0) - alike(1)),
  }
}
