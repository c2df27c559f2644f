import type { Pixels } from '../verdict.ts'

/** Light per pixel, red, green and blue, linear, 1 = full sensor range. Drawing happens in light; bytes come last. */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly light: Float32Array
}

export type Colour = readonly [red: number, green: number, blue: number]

export const canvasOf = (width: number, height: number): Canvas => ({
  width,
  height,
  light: new Float32Array(width * height * 3),
})

/** Linear light of an sRGB colour given 0–255. */
export const linear = ([red, green, blue]: Colour): Colour => [
  (red / 255) ** 2.2,
  (green / 255) ** 2.2,
  (blue / 255) ** 2.2,
]

/** Lays a colour over a pixel; `cover` 0–1. */
export const blend = ({ light }: Canvas, at: number, { colour, cover }: { colour: Colour; cover: number }): void => {
  for (let c = 0; c < 3; c++) {
    const under = light[3 * at + c] ?? 0
    light[3 * at + c] = under + ((colour[c] ?? 0) - under) * cover
  }
}

const steps = 4_096
const encoded = Uint8Array.from({ length: steps + 1 }, (_, i) => Math.round(255 * (i / steps) ** (1 / 2.2)))

/** The picture a sensor makes of the light: sRGB RGBA with a little noise, `random` giving it. */
export const developed = ({ width, height, light }: Canvas, random: () => number, noise = 1.2): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const grain = (random() + random() - 1) * noise
    for (let c = 0; c < 3; c++) {
      const value = Math.min(1, Math.max(0, light[3 * at + c] ?? 0))
      data[4 * at + c] = (encoded[Math.round(value * steps)] ?? 0) + grain
    }
    data[4 * at + 3] = 255
  }
  return { width, height, data }
}
