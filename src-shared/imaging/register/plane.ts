import type { Plane } from '../luma.ts'
import type { Matrix } from './types.ts'

export type { Plane } from '../luma.ts'

/** A plane of one value. */
export const planeOf = (width: number, height: number): Plane => ({
  width,
  height,
  data: new Float32Array(width * height),
})

const kernelOf = (sigma: number): Float32Array => {
  const reach = Math.max(1, Math.ceil(3 * sigma))
  const kernel = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  )
  const sum = kernel.reduce((total, weight) => total + weight, 0)
  return kernel.map(weight => weight / sum)
}

const blurRow = (line: Float32Array, into: Float32Array, kernel: Float32Array): void => {
  const taps = kernel.length
  for (let x = 0; x < into.length; x++) {
    let sum = 0
    for (let k = 0; k < taps; k++) sum += (line[x + k] as number) * (kernel[k] as number)
    into[x] = sum
  }
}

let kept = new Float32Array(0)

/** Room for what lies between two passes, the same again for planes of one size: a new megabyte each time keeps the collector busy. */
const between = (length: number): Float32Array => {
  if (kept.length !== length) kept = new Float32Array(length)
  return kept
}

/** Blurs by a Gaussian of `sigma` px. Edges repeat. */
export function gaussian({ width, height, data }: Plane, sigma: number): Plane {
  const kernel = kernelOf(sigma)
  const reach = (kernel.length - 1) / 2
  const across = between(width * height)
  const line = new Float32Array(width + 2 * reach)
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width)
    line.fill(row[0] ?? 0, 0, reach)
    line.set(row, reach)
    line.fill(row[width - 1] ?? 0, reach + width)
    blurRow(line, across.subarray(y * width, (y + 1) * width), kernel)
  }
  const down = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const into = y * width
    for (let k = 0; k < kernel.length; k++) {
      const from = Math.min(height - 1, Math.max(0, y + k - reach)) * width
      const weight = kernel[k] as number
      for (let x = 0; x < width; x++)
        down[into + x] = (down[into + x] as number) + weight * (across[from + x] as number)
    }
  }
  return { width, height, data: down }
}

const boxAcross = (
  from: Float32Array,
  into: Float32Array,
  { width, reach }: { width: number; reach: number },
): void => {
  const whole = 2 * reach + 1
  for (let start = 0; start < from.length; start += width) {
    const last = start + width - 1
    let sum = (reach + 1) * (from[start] as number)
    for (let k = 1; k <= reach; k++) sum += from[Math.min(last, start + k)] as number
    for (let at = start; at <= last; at++) {
      into[at] = sum / whole
      sum += (from[Math.min(last, at + reach + 1)] as number) - (from[Math.max(start, at - reach)] as number)
    }
  }
}

/** Row by row with a sum for each column: going down the columns one by one misses the processor's cache at every step. */
const boxDown = (from: Float32Array, into: Float32Array, { width, reach }: { width: number; reach: number }): void => {
  const whole = 2 * reach + 1
  const last = from.length - width
  const sums = new Float64Array(width)
  for (let k = -reach; k <= reach; k++) {
    const row = Math.min(last, Math.max(0, k * width))
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (from[row + x] as number)
  }
  for (let row = 0; row <= last; row += width) {
    const [enters, leaves] = [Math.min(last, row + (reach + 1) * width), Math.max(0, row - reach * width)]
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number
      into[row + x] = sum / whole
      sums[x] = sum + (from[enters + x] as number) - (from[leaves + x] as number)
    }
  }
}

/** Blurs wide and fast: two box passes of `reach` px each way, about a Gaussian of 0.8 · reach. Edges repeat. */
export function wideBlur({ width, height, data }: Plane, reach: number): Plane {
  const [one, two] = [between(data.length), new Float32Array(data.length)]
  const box = { width, reach: Math.max(1, Math.round(reach)) }
  let from = data
  for (let pass = 0; pass < 2; pass++) {
    boxAcross(from, one, box)
    boxDown(one, two, box)
    from = two
  }
  return { width, height, data: two }
}

/** Every second pixel of a plane that was blurred enough for it. */
export function halved({ width, height, data }: Plane): Plane {
  const small = planeOf(Math.floor(width / 2), Math.floor(height / 2))
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) small.data[y * small.width + x] = data[2 * y * width + 2 * x] as number
  }
  return small
}

/** Mean of each 2 × 2 block: half the size with pixel centres where they belong. */
export function binned({ width, height, data }: Plane): Plane {
  const small = planeOf(Math.floor(width / 2), Math.floor(height / 2))
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const at = 2 * y * width + 2 * x
      const upper = (data[at] as number) + (data[at + 1] as number)
      small.data[y * small.width + x] = (upper + (data[at + width] as number) + (data[at + width + 1] as number)) / 4
    }
  }
  return small
}

/**
 * The value at (x, y) in px, pixel centres at .5, bilinear; NaN beyond the outermost centres. Asked millions of times a pair, so it makes
 * no little arrays.
 */
export const sampleAt = ({ width, height, data }: Plane, x: number, y: number): number => {
  const left = Math.floor(x - 0.5)
  const top = Math.floor(y - 0.5)
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return Number.NaN
  const p = x - 0.5 - left
  const q = y - 0.5 - top
  const at = top * width + left
  const upper = (data[at] as number) * (1 - p) + (data[at + 1] as number) * p
  const lower = (data[at + width] as number) * (1 - p) + (data[at + width + 1] as number) * p
  return upper * (1 - q) + lower * q
}

/** A plane seen through a map from the new plane's px to the old one's; NaN where it looks outside. */
export function seenThrough(plane: Plane, [a, b, c, d, e, f]: Matrix, size: { width: number; height: number }): Plane {
  const seen = planeOf(size.width, size.height)
  for (let y = 0; y < size.height; y++) {
    const [startX, startY] = [c * (y + 0.5) + e + a * 0.5, d * (y + 0.5) + f + b * 0.5]
    for (let x = 0; x < size.width; x++) {
      seen.data[y * size.width + x] = sampleAt(plane, startX + a * x, startY + b * x)
    }
  }
  return seen
}
