import type { Pixels } from '../verdict.ts'
import { lightOfByte } from './lab.ts'

/** Exponent of the norm: between the mean of all (1) and the brightest alone (∞); 6 as Finlayson and Trezzi 2004 found best. */
const exponent = 6

/** Coded value, 0–255, of linear light in 4096 steps; light beyond 1 is white. */
const byteOfLight: Uint8ClampedArray = Uint8ClampedArray.from({ length: 4097 }, (_, step) => {
  const light = step / 4096
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)
})

/** True for pixels that tell of the light: neither clipped nor black as the edge of a dermoscope's field is. */
const tells = (red: number, green: number, blue: number): boolean =>
  Math.max(red, green, blue) < 254 && Math.min(red, green, blue) > 8

/** Sum of each channel's light to the power of the norm. */
function powersOf({ width, height, data }: Pixels): readonly number[] {
  const sums: [number, number, number] = [0, 0, 0]
  for (let at = 0; at < width * height * 4; at += 4) {
    const bytes = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] as const
    if (!tells(...bytes)) continue
    for (const c of [0, 1, 2] as const) sums[c] += (lightOfByte[bytes[c]] ?? 0) ** exponent
  }
  return sums
}

/** What the light's colour is estimated to be, as gains that make it grey; mean 1. Undefined where nothing tells of the light. */
export function greyGains({ width, height, data }: Pixels): readonly [number, number, number] | undefined {
  const [red, green, blue] = powersOf({ width, height, data }).map(sum => sum ** (1 / exponent)) as [
    number,
    number,
    number,
  ]
  if (!(red > 0 && green > 0 && blue > 0)) return undefined
  const gains = [1 / red, 1 / green, 1 / blue] as const
  const mean = (gains[0] + gains[1] + gains[2]) / 3
  return [gains[0] / mean, gains[1] / mean, gains[2] / mean]
}

/** The picture as it would look were its light grey: a view derived from it, never to be stored in its place. */
export function shadesOfGrey(pixels: Pixels): Pixels | undefined {
  const gains = greyGains(pixels)
  if (!gains) return undefined
  const { width, height, data } = pixels
  const out = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < out.length; at += 4) {
    for (const c of [0, 1, 2] as const) {
      const light = (lightOfByte[data[at + c] ?? 0] ?? 0) * gains[c]
      out[at + c] = byteOfLight[Math.round(Math.min(1, light) * 4096)] ?? 255
    }
    out[at + 3] = 255
  }
  return { width, height, data: out }
}
