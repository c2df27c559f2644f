/** CIE L*a*b* under D65, as the sRGB standard's white is. */
export type Lab = readonly [lightness: number, a: number, b: number]

/** Light of a coded sRGB value, 0–255, as IEC 61966-2-1 says: 0–1, linear. */
export const lightOfByte: Float64Array = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

const white = [0.95047, 1, 1.08883] as const
const edge = 216 / 24389

const rootOf = (value: number): number => (value > edge ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116)

/** L*a*b* of linear sRGB light, 0–1 a channel; values beyond that are carried on. */
export const labOfLight = (red: number, green: number, blue: number): Lab => {
  const x = rootOf((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / white[0])
  const y = rootOf(0.2126729 * red + 0.7151522 * green + 0.072175 * blue)
  const z = rootOf((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / white[2])
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** L*a*b* of an sRGB colour given 0–255. */
export const labOfBytes = ([red, green, blue]: readonly [number, number, number]): Lab => {
  const light = (value: number): number => lightOfByte[Math.round(Math.min(255, Math.max(0, value)))] ?? 0
  return labOfLight(light(red), light(green), light(blue))
}
