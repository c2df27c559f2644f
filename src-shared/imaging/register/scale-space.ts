import { gaussian, halved, type Plane, planeOf } from './plane.ts'

/** One octave: planes of growing blur at one size, and the differences between neighbours. */
export interface Octave {
  readonly blurred: readonly Plane[]
  readonly bands: readonly Plane[]
  /** Px of the picture per px of this octave. */
  readonly step: number
  /** Gradients of one blurred plane, worked out when first asked for. */
  readonly slopes: (level: number) => Slopes
}

/** Strength and direction (radians) of the light's change at each pixel; 0 at the border. */
export interface Slopes {
  readonly width: number
  readonly height: number
  readonly size: Float32Array
  readonly turn: Float32Array
}

function slopesOf({ width, height, data }: Plane): Slopes {
  const [size, turn] = [new Float32Array(data.length), new Float32Array(data.length)]
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const gx = (data[at + 1] as number) - (data[at - 1] as number)
      const gy = (data[at + width] as number) - (data[at - width] as number)
      size[at] = Math.sqrt(gx * gx + gy * gy)
      turn[at] = Math.atan2(gy, gx)
    }
  }
  return { width, height, size, turn }
}

const kept = (planes: readonly Plane[]): Octave['slopes'] => {
  const made = new Map<number, Slopes>()
  return level => {
    const known = made.get(level) ?? slopesOf(planes[level] as Plane)
    made.set(level, known)
    return known
  }
}

/** Levels looked at per octave, and the blur of the first, px of the octave. */
export const levels = 3
export const firstBlur = 1.6
const smallestSide = 24

const minus = (a: Plane, b: Plane): Plane => {
  const data = new Float32Array(a.data.length)
  for (let i = 0; i < data.length; i++) data[i] = (a.data[i] as number) - (b.data[i] as number)
  return { width: a.width, height: a.height, data }
}

/** Twice the size: the old pixels at even places, means between them. */
export function doubled({ width, height, data }: Plane): Plane {
  const large = planeOf(2 * width, 2 * height)
  for (let y = 0; y < large.height; y++) {
    const top = (y >> 1) * width
    const below = Math.min(height - 1, (y + 1) >> 1) * width
    for (let x = 0; x < large.width; x++) {
      const [left, right] = [x >> 1, Math.min(width - 1, (x + 1) >> 1)]
      const upper = (data[top + left] as number) + (data[top + right] as number)
      large.data[y * large.width + x] = (upper + (data[below + left] as number) + (data[below + right] as number)) / 4
    }
  }
  return large
}

const octaveOf = (first: Plane, step: number): Octave => {
  const blurred = [first]
  for (let level = 1; level < levels + 3; level++) {
    const before = firstBlur * 2 ** ((level - 1) / levels)
    const wanted = firstBlur * 2 ** (level / levels)
    blurred.push(gaussian(blurred[level - 1] as Plane, Math.sqrt(wanted ** 2 - before ** 2)))
  }
  const bands = blurred.slice(1).map((plane, i) => minus(plane, blurred[i] as Plane))
  return { blurred, bands, step, slopes: kept(blurred) }
}

/** The scale space (Lowe 2004) of a plane; with `double` it starts at twice the size, for the finest detail. */
export function scaleSpaceOf(plane: Plane, double: boolean): Octave[] {
  const start = double ? doubled(plane) : plane
  const assumed = double ? 1 : 0.5
  let first = gaussian(start, Math.sqrt(firstBlur ** 2 - assumed ** 2))
  const octaves: Octave[] = []
  for (let step = double ? 0.5 : 1; Math.min(first.width, first.height) >= smallestSide; step *= 2) {
    const octave = octaveOf(first, step)
    octaves.push(octave)
    first = halved(octave.blurred[levels] as Plane)
  }
  return octaves
}
