import { deltaE2000 } from '../colour/delta-e.ts'
import { labOfLight, lightOfByte } from '../colour/lab.ts'
import type { Pixels } from '../verdict.ts'
import { cardLight } from './reference.ts'
import { leastSquares } from './solve.ts'

type Place = readonly [x: number, y: number]
type Light = readonly [red: number, green: number, blue: number]

/** The card's four outer patch-field corners on the picture, px: dark skin's, bluish green's, black's, white's corner. */
export type Corners = readonly [Place, Place, Place, Place]

export type Model = 'matrix' | 'root-polynomial'

/** How a picture's light is turned into the card's: weights of the model's terms for each channel. */
export interface CardFit {
  readonly ok: true
  readonly model: Model
  readonly weights: readonly (readonly number[])[]
  /** Mean and largest CIEDE2000 of the 24 patches to the reference, as taken and after the fit. */
  readonly before: { readonly mean: number; readonly most: number }
  readonly after: { readonly mean: number; readonly most: number }
  /** Gains that make the card's grey row grey, green's being 1. */
  readonly whiteBalance: Light
  /** Stops by which the grey row is brighter (above 0) or darker than it should be. */
  readonly exposure: number
}

export interface NoCardFit {
  readonly ok: false
  readonly reason: 'outside' | 'clipped' | 'dark' | 'no-card'
}

interface Patch {
  readonly light: Light
  /** Share of its pixels with a channel at the end of the range. */
  readonly clipped: number
}

const mixed = (a: Place, b: Place, t: number): Place => [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]

/** Where a place of the card's patch field lies on the picture, px; across and down are 0–1 from the dark skin's corner. */
export const placeOnCard = ([a, b, c, d]: Corners, [across, down]: Place): Place =>
  mixed(mixed(a, b, across), mixed(d, c, across), down)

/** Mean light of the middle of a patch, a third of its width. */
const patchOf = ({ width, data }: Pixels, corners: Corners, index: number): Patch => {
  const [column, row] = [index % 6, Math.floor(index / 6)]
  const [sums, steps] = [[0, 0, 0] as [number, number, number], 16]
  let clipped = 0
  for (let k = 0; k < steps * steps; k++) {
    const u = (column + 0.35 + (0.3 * (k % steps)) / (steps - 1)) / 6
    const v = (row + 0.35 + (0.3 * Math.floor(k / steps)) / (steps - 1)) / 4
    const [x, y] = placeOnCard(corners, [u, v])
    const at = 4 * (Math.floor(y) * width + Math.floor(x))
    const bytes = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] as const
    if (Math.max(...bytes) >= 254) clipped++
    bytes.forEach((byte, i) => {
      sums[i] = (sums[i] ?? 0) + (lightOfByte[byte] ?? 0) / (steps * steps)
    })
  }
  return { light: sums, clipped: clipped / (steps * steps) }
}

/** The model's terms; those of the root polynomial (Finlayson and others 2015, degree 2) all grow as the light does. */
const termsOf = (model: Model, [red, green, blue]: Light): number[] =>
  model === 'matrix'
    ? [red, green, blue, 1]
    : [
        red,
        green,
        blue,
        Math.sqrt(Math.max(0, red * green)),
        Math.sqrt(Math.max(0, green * blue)),
        Math.sqrt(Math.max(0, red * blue)),
      ]

const applied = (weights: CardFit['weights'], terms: readonly number[]): Light => {
  const [red = 0, green = 0, blue = 0] = weights.map(row =>
    row.reduce((sum, weight, i) => sum + weight * (terms[i] ?? 0), 0),
  )
  return [red, green, blue]
}

const differencesOf = (lights: readonly Light[]): CardFit['before'] => {
  const all = lights.map((light, i) => deltaE2000(labOfLight(...light), labOfLight(...(cardLight[i] ?? light))))
  return { mean: all.reduce((sum, one) => sum + one, 0) / all.length, most: Math.max(...all) }
}

/** White, neutral 8 to black are the last six; the four in the middle are neither clipped nor lost in noise. */
const greysOf = <T>(patches: readonly T[]): readonly T[] => patches.slice(19, 23)

const meanOf = (lights: readonly Light[]): Light => {
  const of = (i: 0 | 1 | 2): number => lights.reduce((sum, light) => sum + light[i], 0) / lights.length
  return [of(0), of(1), of(2)]
}

const refusalOf = ({ width, height }: Pixels, corners: Corners, patches: readonly Patch[]): NoCardFit | undefined => {
  if (corners.some(([x, y]) => !(x >= 0 && y >= 0 && x < width && y < height))) return { ok: false, reason: 'outside' }
  if (patches.some(({ clipped }) => clipped > 0.02)) return { ok: false, reason: 'clipped' }
  return (patches[18]?.light[1] ?? 0) < 0.05 ? { ok: false, reason: 'dark' } : undefined
}

/** Mean CIEDE2000 after the fit above which the patches are not the card's: cameras' pictures of one come to a few units. */
const mostAfter = 12

/** A card laid upside down or not a card at all: its grey row does not fall from white to black. */
const isFalling = (patches: readonly Patch[]): boolean =>
  patches.slice(18).every(({ light }, i, row) => i === 0 || light[1] < (row[i - 1]?.light[1] ?? 0))

/**
 * Fits a picture's colours to the 24 patches whose corners the clinician placed. Refused where a corner lies outside, a patch is
 * clipped (its colour is not known), the white is nearly black, the grey row does not run from white to black, or the
 * patches stay far from the card's whatever is done to them.
 */
export const fitCard = (pixels: Pixels, corners: Corners, model: Model = 'matrix'): CardFit | NoCardFit => {
  const patches = cardLight.map((_, i) => patchOf(pixels, corners, i))
  const refusal = refusalOf(pixels, corners, patches)
  if (refusal) return refusal
  const lights = patches.map(({ light }) => light)
  const features = lights.map(light => termsOf(model, light))
  const weights = ([0, 1, 2] as const).map(channel =>
    leastSquares(
      features,
      cardLight.map(light => light[channel]),
    ),
  )
  const known = weights.filter(row => row !== undefined)
  if (known.length < 3 || !isFalling(patches)) return { ok: false, reason: 'no-card' }
  const after = differencesOf(features.map(terms => applied(known, terms)))
  if (after.mean > mostAfter) return { ok: false, reason: 'no-card' }
  const grey = meanOf(greysOf(lights))
  return {
    ok: true,
    model,
    weights: known,
    before: differencesOf(lights),
    after,
    whiteBalance: [grey[1] / grey[0], 1, grey[1] / grey[2]],
    exposure: Math.log2(grey[1] / meanOf(greysOf(cardLight))[1]),
  }
}

const byteOf = (light: number): number => {
  const held = Math.min(1, Math.max(0, light))
  return 255 * (held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055)
}

type Bytes = readonly [red: number, green: number, blue: number]
const bytesOf = (light: Light): Bytes => [
  Math.round(byteOf(light[0])),
  Math.round(byteOf(light[1])),
  Math.round(byteOf(light[2])),
]

/** One patch beside its reference, both as sRGB bytes (held to what sRGB can show), and their CIEDE2000. */
export interface PatchSeen {
  readonly taken: Bytes
  readonly reference: Bytes
  readonly deltaE: number
}

/** The 24 patches as the picture has them, row by row from dark skin. */
export const patchesSeen = (pixels: Pixels, corners: Corners): PatchSeen[] =>
  cardLight.map((reference, i) => {
    const { light } = patchOf(pixels, corners, i)
    const deltaE = deltaE2000(labOfLight(...light), labOfLight(...reference))
    return { taken: bytesOf(light), reference: bytesOf(reference), deltaE }
  })

/** New pixels in the card's colours; those given stay as they are. */
export const corrected = ({ width, height, data }: Pixels, { model, weights }: CardFit): Pixels => {
  const out = new Uint8ClampedArray(data.length)
  for (let at = 0; at < data.length; at += 4) {
    const light = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0].map(byte => lightOfByte[byte] ?? 0)
    const [red, green, blue] = applied(weights, termsOf(model, [light[0] ?? 0, light[1] ?? 0, light[2] ?? 0]))
    out.set([byteOf(red), byteOf(green), byteOf(blue), data[at + 3] ?? 255], at)
  }
  return { width, height, data: out }
}
