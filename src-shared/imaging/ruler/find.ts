import type { Plane } from '../luma.ts'
import type { Pixels } from '../verdict.ts'
import { type Comb, combOf, gaps } from './comb.ts'
import { blackHat, shareOf, workedOf } from './dark.ts'
import { type Fit, fitOf, lineThrough, straightened } from './fit.ts'
import { type Line, linesOf } from './lines.ts'
import { type Strip, stripOf } from './strip.ts'

type Place = readonly [x: number, y: number]

/** A printed 10 mm ruler, found. Places are px of the picture given, (0,0) the outer corner of its first pixel. */
export interface FoundRuler {
  readonly found: true
  readonly pxPerMm: number
  /** Of pxPerMm, k = 2, from the scatter of the ticks about even spacing; never below 0.2 %. */
  readonly relativeUncertainty: number
  /** First and last millimetre tick, where they stand on the line; the left one first. */
  readonly ends: readonly [Place, Place]
  /** Millimetre ticks of eleven that were found and agree. */
  readonly ticks: number
  /** Of the line against the horizontal, degrees, -90 to 90, clockwise on the screen. */
  readonly tilt: number
}

/** Why no ruler is claimed: nothing like one, something like one whose ticks are not sure, or one that is cut off or continues. */
export interface NoRuler {
  readonly found: false
  readonly reason: 'too-small' | 'no-line' | 'no-ticks' | 'unsure'
}

interface Candidate {
  readonly strip: Strip
  readonly fit: Fit
}

/** What a ruler must show; tuned on the real pictures that hold one and those that hold none. */
const rulerLimits = {
  ticks: 10,
  scatter: 0.015,
  scatterPx: 0.45,
  contrast: 0.33,
  inside: 0.6,
  alternation: 0.14,
  halves: 0.2,
  whole: 0.9,
  ended: 0.45,
} as const

/** Longer sides, px, a ruler is looked for at, one after the other: bold rulers show at the first, fine ones at the second. */
export const rulerLongPx = [640, 1280] as const
const leastLongPx = 240
const mostLines = 36
const leastScore = 0.3
/** Beyond this, ticks of two heights alternate: half millimetres were taken for whole ones. */
const suspicious = 0.11

/** Darkness of thin things, 0–1, in units of what noise does in this picture. */
const weighted = (plane: Plane): Plane => {
  const long = Math.max(plane.width, plane.height)
  const dark = blackHat(plane, Math.max(2, Math.round(long / 200)))
  const full = Math.max(8, 2.5 * shareOf(dark, 0.6))
  return { ...dark, data: dark.data.map(value => Math.min(1, value / full)) }
}

const halfOf = ({ width, height }: Plane): number => Math.round(Math.max(width, height) / 20)

interface Laid {
  readonly strip: Strip
  readonly comb: Comb
}

const laid = (plane: Plane, line: Line, periods?: readonly [number, number]): Laid | undefined => {
  const strip = stripOf(plane, line, halfOf(plane))
  const comb = strip && combOf(strip, periods)
  return strip && comb && comb.score > leastScore ? { strip, comb } : undefined
}

/** Lays the comb again on the line put straight; the first try stands where that makes it worse. */
const settled = (plane: Plane, first: Laid): Laid => {
  const near = [0.94 * first.comb.period, 1.06 * first.comb.period] as const
  const again = laid(plane, straightened(first.strip, first.comb), near)
  return again && again.comb.score > first.comb.score - 0.05 ? again : first
}

/** Where half millimetres were taken for whole ones: the comb of twice the period on the line nearest below. */
const doubled = (plane: Plane, { strip, comb }: Laid): Laid | undefined => {
  const around = [1.94 * comb.period, 2.06 * comb.period] as const
  let best: Laid | undefined
  for (let away = 0; away < 0.5 * comb.period; away += 2) {
    const at = (along: number): Place => strip.placeOf(along, -comb.side * away)
    const middle = comb.start + (gaps / 2) * comb.period
    const next = laid(plane, lineThrough(at(middle - 100), at(middle + 100)), around)
    if (next && next.comb.score > (best?.comb.score ?? 0)) best = next
  }
  return best && settled(plane, best)
}

const candidateOf = (plane: Plane, line: Line): Candidate | undefined => {
  const first = laid(plane, line)
  const one = first && settled(plane, first)
  const fit = one && fitOf(one.strip, one.comb)
  if (!fit) return undefined
  if (fit.alternation < suspicious || fit.ticks.length < rulerLimits.ticks) return { strip: one.strip, fit }
  const two = doubled(plane, one)
  const other = two && fitOf(two.strip, two.comb)
  return two && other && passes(other) ? { strip: two.strip, fit: other } : { strip: one.strip, fit }
}

/** Whether a comb's fit is sure enough to claim a ruler. */
const passes = ({ ticks, scatter, period, contrast, inside, beyond, halves, alternation }: Fit): boolean =>
  ticks.length >= rulerLimits.ticks &&
  scatter <= Math.max(rulerLimits.scatter, rulerLimits.scatterPx / period) &&
  contrast >= rulerLimits.contrast &&
  inside >= rulerLimits.inside &&
  alternation <= rulerLimits.alternation &&
  (halves >= rulerLimits.halves || (inside >= rulerLimits.whole && beyond <= rulerLimits.ended))

const worth = ({ fit }: Candidate): number => fit.contrast * fit.ticks.length

const tiltOf = ([[x1, y1], [x2, y2]]: readonly [Place, Place]): number => (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI

const answered = ({ strip, fit }: Candidate, step: number): FoundRuler => {
  const at = (along: number): Place => {
    const [x, y] = strip.placeOf(along, 0)
    return [(x + 0.5) * step, (y + 0.5) * step]
  }
  const [one, other] = [at(fit.start), at(fit.start + gaps * fit.period)]
  const ends = one[0] <= other[0] ? ([one, other] as const) : ([other, one] as const)
  return {
    found: true,
    pxPerMm: fit.period * step,
    relativeUncertainty: Math.max(0.002, 2 * fit.periodError),
    ends,
    ticks: fit.ticks.length,
    tilt: tiltOf(ends),
  }
}

/** All that was tried at one working size, the best first. */
const rulerCandidates = (
  pixels: Pixels,
  longPx: number,
): { step: number; lines: number; candidates: readonly Candidate[] } => {
  const { plane, step } = workedOf(pixels, longPx)
  const weights = weighted(plane)
  const lines = linesOf(weights, mostLines)
  const candidates = lines.flatMap(line => candidateOf(weights, line) ?? [])
  return { step, lines: lines.length, candidates: candidates.sort((one, other) => worth(other) - worth(one)) }
}

/**
 * Finds the 10 mm ruler printed on a dermatoscope's contact plate: one thin dark line with eleven millimetre ticks on one side
 * (finer ticks between them may be there), wholly in the picture, at any angle. `pixels` may be of any size; 1280 px and more on
 * the longer side are worked on at 1280. Suggests a scale, which the clinician confirms; claims none where it is not sure.
 */
export const findRuler = (pixels: Pixels): FoundRuler | NoRuler => {
  if (Math.max(pixels.width, pixels.height) < leastLongPx) return { found: false, reason: 'too-small' }
  const tried = []
  for (const longPx of rulerLongPx) {
    const { step, lines, candidates } = rulerCandidates(pixels, longPx)
    const best = candidates.find(({ fit }) => passes(fit))
    if (best) return answered(best, step)
    tried.push({ lines, almost: candidates.some(({ fit }) => fit.ticks.length >= rulerLimits.ticks) })
    if (Math.max(pixels.width, pixels.height) <= longPx) break
  }
  if (tried.every(({ lines }) => lines === 0)) return { found: false, reason: 'no-line' }
  return { found: false, reason: tried.some(({ almost }) => almost) ? 'unsure' : 'no-ticks' }
}
