import { labOfLight, lightOfByte } from '../colour/lab.ts'
import type { Pixels } from '../verdict.ts'

/** How light and of which tint a picture is on the whole: medians of L*a*b*, which hair, ruler and lesion hardly move. */
export interface LightOfPicture {
  readonly lightness: number
  readonly a: number
  readonly b: number
  /** Distance of the 10th and 90th percentile of L*: near 0 where there is nothing in the picture. */
  readonly spread: number
}

/** Corners that a dermatoscope leaves dark, and mirror-like reflections, say nothing of the light on the skin. */
const darkest = 6
const lightest = 99
const samples = 20_000

const quantile = (sorted: Float32Array, share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0

/** Measures the light of a picture at any size; about 20,000 of its pixels are looked at. Undefined where all of it is black or white. */
export function lightOfPicture({ width, height, data }: Pixels): LightOfPicture | undefined {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / samples)))
  const seen: [number, number, number][] = []
  for (let y = step >> 1; y < height; y += step) {
    for (let x = step >> 1; x < width; x += step) {
      const at = 4 * (y * width + x)
      const light = (channel: number): number => lightOfByte[data[at + channel] ?? 0] ?? 0
      const [l, a, b] = labOfLight(light(0), light(1), light(2))
      if (l >= darkest && l <= lightest) seen.push([l, a, b])
    }
  }
  if (seen.length === 0) return undefined
  const [l, a, b] = ([0, 1, 2] as const).map(at => Float32Array.from(seen, lab => lab[at]).sort()) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  return {
    lightness: quantile(l, 0.5),
    a: quantile(a, 0.5),
    b: quantile(b, 0.5),
    spread: quantile(l, 0.9) - quantile(l, 0.1),
  }
}
