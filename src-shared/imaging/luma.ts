import type { Pixels } from './verdict.ts'

/** One number per pixel, row by row. */
export interface Plane {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Luma 0–255 of each pixel, Rec. 709 weights on the sRGB values as the eye sees them. */
export const lumaOf = ({ width, height, data }: Pixels): Plane => {
  const luma = new Float32Array(width * height)
  for (let i = 0, p = 0; i < luma.length; i++, p += 4) {
    luma[i] = 0.2126 * (data[p] ?? 0) + 0.7152 * (data[p + 1] ?? 0) + 0.0722 * (data[p + 2] ?? 0)
  }
  return { width, height, data: luma }
}

// Binomial [1 4 6 4 1] / 16, sigma 1 px times the step.
const blurLine = (
  from: Float32Array,
  into: Float32Array,
  line: { start: number; count: number; stride: number; step: number },
): void => {
  const { start, count, stride, step } = line
  const last = count - 1
  const read = (i: number): number => from[start + (i < 0 ? 0 : i > last ? last : i) * stride] ?? 0
  for (let i = 0; i < count; i++) {
    const near = read(i - step) + read(i + step)
    const far = read(i - 2 * step) + read(i + 2 * step)
    into[start + i * stride] = (6 * (from[start + i * stride] ?? 0) + 4 * near + far) / 16
  }
}

/** Blurs by a binomial kernel with holes of `step` px, so that steps 1, 2, 4 make octaves. Edges repeat. */
export const blurred = ({ width, height, data }: Plane, step: number): Plane => {
  const across = new Float32Array(data.length)
  const down = new Float32Array(data.length)
  for (let y = 0; y < height; y++) blurLine(data, across, { start: y * width, count: width, stride: 1, step })
  for (let x = 0; x < width; x++) blurLine(across, down, { start: x, count: height, stride: width, step })
  return { width, height, data: down }
}

/** Pixel-by-pixel difference of two planes of one size. */
export const difference = (a: Plane, b: Plane): Plane => ({
  ...a,
  data: a.data.map((value, i) => value - (b.data[i] ?? 0)),
})
