import { type Detail, detailOf } from './detail.ts'
import { type Field, fieldOf } from './field.ts'
import { type Light, lightOf } from './light.ts'
import { halved } from './scale.ts'
import type { Measures, Pixels, Reason, ReasonCode, Verdict } from './verdict.ts'

export type { Measures, Pixels, Reason, ReasonCode, Verdict } from './verdict.ts'

/** Longer side, px, at which a picture is judged. Measures mean nothing at another size. */
export const workingLongPx = 1024

/** Named in every verdict; raised whenever a measure, a weight or a limit changes. */
export const formula = 'cutis-quality/2'

/** Size of the original, px, and whether the view is of one lesion, which should then lie wholly in the field. */
export interface Size {
  readonly width: number
  readonly height: number
  readonly lesion?: boolean
}

// ATA Quick Guide to Store-and-Forward: 800 × 600 at least, 1024 × 768 ideally.
const sizes = { refuse: [600, 800], warn: [768, 1024] } as const

interface Limit {
  readonly warn: number
  readonly refuse: number
}

/** Shares of the central field, and scores; a value beyond its limit is a reason. */
export const qualityLimits = {
  focus: { warn: 0.4, refuse: 0.15 },
  highlight: { warn: 0.33, refuse: 0.2 },
  brightShare: { warn: 0.04, refuse: 0.2 },
  glareShare: { warn: 0.01, refuse: 0.06 },
  /** Only ever warned of: a tilted white balance can be put right afterwards, and a large lesion may not fit. */
  cast: { warn: 0.1, refuse: Number.POSITIVE_INFINITY },
  edgeShare: { warn: 0.2, refuse: Number.POSITIVE_INFINITY },
  /** A dark thing that stands out less is not taken for a lesion by the gate. */
  standsOut: 40,
  /** Beyond this, missing detail is called motion: one direction has lost much more than the others. */
  smear: 0.12,
} as const satisfies Record<string, Limit | number>

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
const two = (value: number): number => Math.round(value * 1e4) / 1e4

/** Smear counts only up to here: thin straight hairs and ruler lines look smeared too, and no hand moves that far. */
export const mostSmear = 0.3

/**
 * How crisp, 0–1. Weights by logistic regression on real dermoscopy pictures, as they were and spoilt on purpose
 * (tests/pictures/fit-quality.ts refits them and prints how well they do).
 */
const focusOf = ({ fineRatio, middleRatio, noise, smear }: Detail): number =>
  logistic(8.101 + 5.556 * fineRatio + 2.763 * middleRatio + 1.583 * noise - 28.494 * Math.min(smear, mostSmear))

const reason = (code: ReasonCode, weight: Reason['weight'], at: { value: number; limit: number }): Reason => ({
  code,
  words: `quality.${code}`,
  weight,
  ...at,
})

const above = (value: number, limit: Limit, code: ReasonCode): Reason[] => {
  if (value > limit.refuse) return [reason(code, 'refuse', { value, limit: limit.refuse })]
  return value > limit.warn ? [reason(code, 'warn', { value, limit: limit.warn })] : []
}

const below = (value: number, limit: Limit, codes: { warn: ReasonCode; refuse: ReasonCode }): Reason[] => {
  if (value < limit.refuse) return [reason(codes.refuse, 'refuse', { value, limit: limit.refuse })]
  return value < limit.warn ? [reason(codes.warn, 'warn', { value, limit: limit.warn })] : []
}

const sizeReasons = ({ shortPx, longPx }: Measures): Reason[] => {
  const tooSmall = ([short, long]: readonly [number, number]): boolean => shortPx < short || longPx < long
  if (tooSmall(sizes.refuse)) return [reason('too-small', 'refuse', { value: shortPx, limit: sizes.refuse[0] })]
  return tooSmall(sizes.warn) ? [reason('small', 'warn', { value: shortPx, limit: sizes.warn[0] })] : []
}

/** The lesion's framing, where one was aimed at and stands out enough to be told from skin. */
const framingReasons = ({ edgeShare, standsOut }: Measures): Reason[] =>
  standsOut < qualityLimits.standsOut ? [] : above(edgeShare, qualityLimits.edgeShare, 'cut-off')

const reasonsOf = (measures: Measures, lesion: boolean): Reason[] => {
  const moved = measures.smear > qualityLimits.smear
  const codes = moved
    ? ({ warn: 'motion', refuse: 'motion' } as const)
    : ({ warn: 'soft', refuse: 'out-of-focus' } as const)
  return [
    ...sizeReasons(measures),
    ...below(measures.focus, qualityLimits.focus, codes),
    ...below(measures.highlight, qualityLimits.highlight, { warn: 'too-dark', refuse: 'too-dark' }),
    ...above(measures.brightShare, qualityLimits.brightShare, 'too-bright'),
    ...above(measures.glareShare, qualityLimits.glareShare, 'glare'),
    ...above(measures.cast, qualityLimits.cast, 'cast'),
    ...(lesion ? framingReasons(measures) : []),
  ]
}

const verdictOf = (measures: Measures, lesion: boolean): Verdict => {
  const reasons = reasonsOf(measures, lesion)
  const refused = reasons.some(({ weight }) => weight === 'refuse')
  return { verdict: refused ? 'retake' : reasons.length > 0 ? 'usable' : 'good', reasons, measures, formula }
}

interface Looked {
  readonly light: Light
  readonly field: Field
  readonly detail: Detail | undefined
}

const measuresOf = ({ light, field, detail }: Looked, size: Size): Measures => ({
  shortPx: Math.min(size.width, size.height),
  longPx: Math.max(size.width, size.height),
  focus: detail === undefined ? 0 : two(focusOf(detail)),
  smear: two(detail?.smear ?? 0),
  darkShare: two(light.darkShare),
  brightShare: two(light.brightShare),
  highlight: two(light.highlight),
  glareShare: two(light.glareShare),
  cast: two(field.cast),
  edgeShare: two(field.edgeShare),
  standsOut: two(field.standsOut),
})

/**
 * Judges a picture. `pixels` is the whole picture scaled so that its longer side is `workingLongPx`
 * (a smaller original unscaled); `size` is the original's, px. About 20 ms of work.
 * Measures and describes how the picture was taken, never what it shows. The live picture is judged by the same measures
 * as the still, so that what is promised before the shutter holds after it.
 */
export const judge = (pixels: Pixels, size: Size): Verdict => {
  // Half size: four pixels' mean calms the sensor's noise, and what is lost there is too fine to tell focus by.
  const half = halved(pixels)
  const looked = { light: lightOf(half), field: fieldOf(half), detail: detailOf(half) }
  return verdictOf(measuresOf(looked, size), size.lesion ?? false)
}

/**
 * How much the live picture moves, 0 (still) upwards: mean difference of two frames of one size over the contrast of the first.
 * Above about 0.25 the hand is not steady.
 */
export const movementBetween = (before: Pixels, after: Pixels): number => {
  const step = Math.max(1, Math.floor(before.width / 64))
  const luma = ({ data, width }: Pixels, x: number, y: number): number => data[4 * (y * width + x) + 1] ?? 0
  let [difference, sum, squares, count] = [0, 0, 0, 0]
  for (let y = 0; y < Math.min(before.height, after.height); y += step) {
    for (let x = 0; x < Math.min(before.width, after.width); x += step) {
      const value = luma(before, x, y)
      difference += Math.abs(value - luma(after, x, y))
      sum += value
      squares += value * value
      count++
    }
  }
  const contrast = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
  return count === 0 ? 0 : difference / count / (contrast + 4)
}
