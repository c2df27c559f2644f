import type { Pixels } from '../verdict.ts'

const channels = 4

interface Axis {
  readonly count: number
  readonly step: number
}

/** Values along one axis: `into[k]` is the mean of `from` over [k · step, (k + 1) · step), the pixels at its ends by their share. */
const averaged = (from: ArrayLike<number>, [start, stride]: readonly [number, number], axis: Axis): Float32Array => {
  const into = new Float32Array(axis.count)
  for (let k = 0; k < axis.count; k++) {
    const [begin, end] = [k * axis.step, (k + 1) * axis.step]
    let sum = 0
    for (let at = Math.floor(begin); at < end - 1e-6; at++) {
      sum += (Math.min(end, at + 1) - Math.max(begin, at)) * (from[start + at * stride] ?? 0)
    }
    into[k] = sum / axis.step
  }
  return into
}

/**
 * A picture with its longer side at most `longPx`, each new pixel the mean of the area it covers: one step for both axes, so that a place
 * is `step` times as far from the corner across and down; what is left of a last row or column is dropped. Never enlarges.
 */
export function reduced(pixels: Pixels, longPx: number): Pixels {
  const { width, height, data } = pixels
  const step = Math.max(width, height) / longPx
  if (step <= 1) return pixels
  const [across, down] = [width, height].map(side => Math.max(1, Math.floor(side / step + 1e-6))) as [number, number]
  const rows = new Float32Array(across * height * channels)
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < channels; k++) {
      const line = averaged(data, [channels * y * width + k, channels], { count: across, step })
      for (let x = 0; x < across; x++) rows[channels * (y * across + x) + k] = line[x] as number
    }
  }
  const small = new Uint8ClampedArray(across * down * channels)
  for (let column = 0; column < across * channels; column++) {
    const line = averaged(rows, [column, across * channels], { count: down, step })
    for (let y = 0; y < down; y++) small[y * across * channels + column] = line[y] as number
  }
  return { width: across, height: down, data: small }
}
