import { blurred, difference, lumaOf, type Plane } from './luma.ts'
import type { Pixels } from './verdict.ts'

/**
 * How detail is spread over scale and direction, in the most structured parts of the central field.
 * Noise lifts the finest band everywhere, detail only where there is structure: the difference is what counts as detail.
 */
export interface Detail {
  /** ln of fine over middle band energy, noise taken off. */
  readonly fineRatio: number
  /** ln of middle over coarse band energy. */
  readonly middleRatio: number
  /** ln of the noise energy in the flattest fifth, grey levels squared. */
  readonly noise: number
  /** ln of the middle band's energy. */
  readonly middle: number
  /** How much more one direction has lost its fine detail than the average, 0 up. */
  readonly smear: number
}

const blockPx = 16
const directions = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const
const tiny = 0.02

interface Block {
  readonly fine: number
  readonly middle: number
  readonly coarse: number
  readonly fineAlong: readonly number[]
  readonly middleAlong: readonly number[]
}

const energy = (plane: Plane, left: number, top: number): number => {
  let sum = 0
  for (let y = top; y < top + blockPx; y++) {
    for (let x = left; x < left + blockPx; x++) sum += (plane.data[y * plane.width + x] ?? 0) ** 2
  }
  return sum / (blockPx * blockPx)
}

/** Mean squared difference to the neighbour `step` px along one direction. */
const energyAlong = (plane: Plane, corner: readonly [number, number], hop: number): number => {
  const [left, top] = corner
  let sum = 0
  for (let y = top; y < top + blockPx; y++) {
    for (let x = left; x < left + blockPx; x++) {
      const at = y * plane.width + x
      sum += ((plane.data[at] ?? 0) - (plane.data[at + hop] ?? 0)) ** 2
    }
  }
  return sum / (blockPx * blockPx)
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Lefts or tops of the blocks of the central 70 %. */
const startsOf = (length: number): number[] => {
  const starts: number[] = []
  const first = Math.round(length * 0.15)
  for (let at = first; at + blockPx + 8 <= length - first; at += blockPx) starts.push(at)
  return starts
}

const blocksOf = (luma: Plane): Block[] => {
  const smooth = blurred(luma, 1)
  const smoother = blurred(smooth, 2)
  const fine = difference(luma, smooth)
  const middle = difference(smooth, smoother)
  const coarse = difference(smoother, blurred(smoother, 4))
  const along = (plane: Plane, corner: readonly [number, number], step: number): number[] =>
    directions.map(([dx, dy]) => energyAlong(plane, corner, step * (dx + dy * luma.width)) / (dx * dx + dy * dy))
  return startsOf(luma.height).flatMap(top =>
    startsOf(luma.width).map(left => ({
      fine: energy(fine, left, top),
      middle: energy(middle, left, top),
      coarse: energy(coarse, left, top),
      fineAlong: along(smooth, [left, top], 1),
      middleAlong: along(smoother, [left, top], 4),
    })),
  )
}

const smearOf = (blocks: readonly Block[]): number => {
  const ratios = directions.map((_, d) =>
    Math.log(
      (mean(blocks.map(block => block.fineAlong[d] ?? 0)) + tiny) /
        (mean(blocks.map(block => block.middleAlong[d] ?? 0)) + tiny),
    ),
  )
  return mean(ratios) - Math.min(...ratios)
}

/** Measures detail on a picture at its working size; undefined where it is smaller than a few blocks. */
export const detailOf = (pixels: Pixels): Detail | undefined => {
  const blocks = blocksOf(lumaOf(pixels))
  if (blocks.length < 8) return undefined
  const noise = blocks.map(block => block.fine).sort((a, b) => a - b)[Math.floor(blocks.length * 0.2)] ?? 0
  const byStructure = [...blocks].sort((a, b) => b.middle + b.coarse - a.middle - a.coarse)
  const best = byStructure.slice(0, Math.ceil(blocks.length * 0.25))
  const [fine, middle, coarse] = [
    mean(best.map(b => b.fine)),
    mean(best.map(b => b.middle)),
    mean(best.map(b => b.coarse)),
  ]
  return {
    fineRatio: Math.log((Math.max(fine - noise, fine * 0.02) + tiny) / (middle + tiny)),
    middleRatio: Math.log((middle + tiny) / (coarse + tiny)),
    noise: Math.log(noise + tiny),
    middle: Math.log(middle + tiny),
    smear: smearOf(best),
  }
}
