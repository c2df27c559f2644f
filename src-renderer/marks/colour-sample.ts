import type { Figure } from '../../src-shared/contract/marks.ts'
import { labOfLight, lightOfByte } from '../../src-shared/imaging/colour/lab.ts'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import { distance, type Spot } from './spot.ts'

const byteOfLight = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)

export interface Disc {
  readonly centre: Spot
  readonly radiusPx: number
}

/** The summed light of a disc's pixels, one sum a channel, and how many there were. */
function lightIn({ width, height, data }: Pixels, { centre, radiusPx }: Disc) {
  const sum: [number, number, number] = [0, 0, 0]
  let count = 0
  const add = (at: number): void => {
    for (const c of [0, 1, 2] as const) sum[c] += lightOfByte[data[at + c] ?? 0] ?? 0
    count++
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (distance([x + 0.5, y + 0.5], centre) <= radiusPx) add(4 * (y * width + x))
  return { sum, count }
}

const figure = (value: number): Figure => ({ value: Math.round(value * 100) / 100, unit: '1' })

/**
 * The mean colour of a disc: its light is averaged, not its coded values. L*a*b* under D65 and sRGB 0–255; undefined where the
 * disc holds no pixel.
 */
export function discColour(pixels: Pixels, disc: Disc): Readonly<Record<string, Figure>> | undefined {
  const { sum, count } = lightIn(pixels, disc)
  if (count === 0) return undefined
  const [red, green, blue] = [sum[0] / count, sum[1] / count, sum[2] / count]
  const [lightness, a, b] = labOfLight(red, green, blue)
  return {
    lightness: figure(lightness),
    a: figure(a),
    b: figure(b),
    red: figure(byteOfLight(red)),
    green: figure(byteOfLight(green)),
    blue: figure(byteOfLight(blue)),
    pixels: figure(count),
  }
}

/** The square around a disc that lies on the picture, whole px. */
export function squareAround(
  centre: Spot,
  radiusPx: number,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
) {
  const left = Math.max(0, Math.floor(centre[0] - radiusPx))
  const top = Math.max(0, Math.floor(centre[1] - radiusPx))
  return {
    left,
    top,
    width: Math.max(1, Math.min(widthPx, Math.ceil(centre[0] + radiusPx)) - left),
    height: Math.max(1, Math.min(heightPx, Math.ceil(centre[1] + radiusPx)) - top),
  }
}
