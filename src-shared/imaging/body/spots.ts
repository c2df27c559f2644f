import { blurred, difference, type Plane } from '../luma.ts'
import type { Pixels } from '../verdict.ts'

/** A round place darker than the skin around it. Px of the picture it was found on, centre by pixel corners. */
export interface Spot {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** How much darker than around it, 0–255 of the blue channel. */
  readonly contrast: number
}

export interface SpotLimits {
  /** Least darkness that counts; below it lie freckles of light and the sensor's noise. */
  readonly contrast: number
  /** Most spots told, the darkest ones. */
  readonly most: number
}

const usual: SpotLimits = { contrast: 9, most: 400 }

/** Pigment takes blue light before any other, so it stands out there most. */
const blueOf = ({ width, height, data }: Pixels): Plane => {
  const blue = new Float32Array(width * height)
  for (let i = 0; i < blue.length; i++) blue[i] = data[4 * i + 2] ?? 0
  return { width, height, data: blue }
}

interface Layer {
  readonly plane: Plane
  /** Radius of the round place that this layer answers to most, px. */
  readonly radius: number
}

/**
 * Brightness around minus brightness inside, at each of some sizes: differences of ever wider blurs. A binomial blur with a step of
 * s px has a sigma of s; two in a row √2 more.
 */
function layersOf(blue: Plane): readonly Layer[] {
  const steps = [1, 2, 4, 8] as const
  let fine = blurred(blue, 1)
  return steps.map(step => {
    const coarse = blurred(blurred(blurred(fine, step), step), step)
    const layer = { plane: difference(coarse, fine), radius: 2.2 * step }
    fine = blurred(fine, step)
    return layer
  })
}

const isPeak = ({ data, width }: Plane, at: number): boolean => {
  const value = data[at]!
  for (const row of [-width, 0, width])
    for (const column of [-1, 0, 1]) if ((row !== 0 || column !== 0) && data[at + row + column]! >= value) return false
  return true
}

function peaksOf({ plane, radius }: Layer, least: number): Spot[] {
  const { width, height, data } = plane
  const margin = Math.ceil(2 * radius)
  const found: Spot[] = []
  for (let y = margin; y < height - margin; y++) {
    for (let x = margin; x < width - margin; x++) {
      const at = y * width + x
      if (data[at]! < least || !isPeak(plane, at) || !isRound(plane, at)) continue
      found.push({ x: x + 0.5, y: y + 0.5, radius, contrast: data[at]! })
    }
  }
  return found
}

/** Hairs, folds and the rim of a cloth are dark along a line: their curvature differs much between the two directions. */
function isRound({ data, width }: Plane, at: number): boolean {
  const [value, left, right] = [data[at]!, data[at - 1]!, data[at + 1]!]
  const [up, down] = [data[at - width]!, data[at + width]!]
  const xx = left + right - 2 * value
  const yy = up + down - 2 * value
  const xy = (data[at + width + 1]! + data[at - width - 1]! - data[at + width - 1]! - data[at - width + 1]!) / 4
  const [trace, product] = [xx + yy, xx * yy - xy * xy]
  // Ratio of the curvatures at most 4: (r + 1)² / r = 6.25.
  return product > 0 && trace * trace < 6.25 * product
}

/** Of places that lie in each other the one that stands out most. */
function apart(spots: readonly Spot[]): Spot[] {
  const kept: Spot[] = []
  for (const spot of spots.toSorted((a, b) => b.contrast - a.contrast || a.x - b.x || a.y - b.y)) {
    const taken = kept.some(
      other => Math.hypot(other.x - spot.x, other.y - spot.y) < Math.max(other.radius, spot.radius),
    )
    if (!taken) kept.push(spot)
  }
  return kept
}

/** Round dark places of a picture of skin, the darkest first. It finds and measures them; it says nothing of what they are. */
export function spotsOf(pixels: Pixels, limits: SpotLimits = usual): readonly Spot[] {
  const all = layersOf(blueOf(pixels)).flatMap(layer => peaksOf(layer, limits.contrast))
  return apart(all).slice(0, limits.most)
}
