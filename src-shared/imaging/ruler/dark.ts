import type { Plane } from '../luma.ts'
import type { Pixels } from '../verdict.ts'

/** A picture's red channel, 0–255, averaged down to a working size; a working px is `step` px of the picture. */
export interface Worked {
  readonly plane: Plane
  readonly step: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const meanRed = ({ width, data }: Pixels, { left, top, right, bottom }: Box): number => {
  let sum = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += data[4 * (y * width + x)] ?? 0
  }
  return sum / ((right - left) * (bottom - top))
}

/**
 * Red alone: a printed line is dark in it as in the others, while vessels, pigment and most brown hair are paler there.
 */
export const workedOf = (pixels: Pixels, longPx: number): Worked => {
  const step = Math.max(1, Math.max(pixels.width, pixels.height) / longPx)
  const [width, height] = [Math.floor(pixels.width / step), Math.floor(pixels.height / step)]
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const top = Math.round(y * step)
    const bottom = Math.max(top + 1, Math.round((y + 1) * step))
    for (let x = 0; x < width; x++) {
      const left = Math.round(x * step)
      data[y * width + x] = meanRed(pixels, {
        left,
        top,
        bottom,
        right: Math.max(left + 1, Math.round((x + 1) * step)),
      })
    }
  }
  return { plane: { width, height, data }, step }
}

interface Run {
  readonly start: number
  readonly stride: number
  readonly count: number
}

type Sweep = readonly [reach: number, sign: 1 | -1]

const extremes = (from: Float32Array, { start, stride, count }: Run, [reach, sign]: Sweep): Float32Array => {
  const out = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    let best = Number.NEGATIVE_INFINITY
    const last = Math.min(count - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= last; j++) best = Math.max(best, sign * (from[start + j * stride] ?? 0))
    out[i] = sign * best
  }
  return out
}

const swept = ({ width, height, data }: Plane, sweep: Sweep): Plane => {
  const out = Float32Array.from(data)
  const put = (run: Run): void => {
    const line = extremes(out, run, sweep)
    for (let i = 0; i < run.count; i++) out[run.start + i * run.stride] = line[i] ?? 0
  }
  for (let y = 0; y < height; y++) put({ start: y * width, stride: 1, count: width })
  for (let x = 0; x < width; x++) put({ start: x, stride: width, count: height })
  return { width, height, data: out }
}

/** How much darker each pixel is than a surrounding that thin dark things are closed in (black-hat, square of 2 `reach` + 1 px). */
export const blackHat = (plane: Plane, reach: number): Plane => {
  const closed = swept(swept(plane, [reach, 1]), [reach, -1])
  return { ...plane, data: closed.data.map((value, i) => value - (plane.data[i] ?? 0)) }
}

/** Value below which the given share of a plane lies; a sample of it is enough. */
export const shareOf = ({ data }: Plane, share: number): number => {
  const step = Math.max(1, Math.floor(data.length / 20_000))
  const sample = data.filter((_, i) => i % step === 0).sort()
  return sample[Math.floor(share * (sample.length - 1))] ?? 0
}
