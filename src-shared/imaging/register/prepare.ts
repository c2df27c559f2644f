import { lumaOf } from '../luma.ts'
import type { Pixels } from '../verdict.ts'
import { frameOf, medianOf } from './frame.ts'
import { grown, maskWhere, type Piece, piecesOf, thinBright, thinDark } from './morphology.ts'
import { type Plane, wideBlur } from './plane.ts'

/** A picture made ready: what belongs to the skin, and where. */
export interface Prepared {
  /** Luma with hair and glare filled in from beside them. */
  readonly skin: Plane
  /** `skin` with light and contrast evened out: about mean 0 and deviation 1 everywhere. */
  readonly even: Plane
  /** 1 where the skin can be seen; 0 on frame, ruler, ink, hair, glare and close to them. */
  readonly usable: Uint8Array
  readonly usableShare: number
  /** Deviation of the skin's luma over the usable field, 0–255. */
  readonly contrast: number
  readonly ruler: boolean
}

const hairReach = 4
const evenReach = 24

/** Each px's blue over its red, and over its green. */
const bluenessOf = ({ data }: Pixels): { red: Float32Array; green: Float32Array } => {
  const [red, green] = [new Float32Array(data.length / 4), new Float32Array(data.length / 4)]
  for (let i = 0; i < red.length; i++) {
    red[i] = (data[4 * i + 2] as number) - (data[4 * i] as number)
    green[i] = (data[4 * i + 2] as number) - (data[4 * i + 1] as number)
  }
  return { red, green }
}

/** Marker pens are violet or blue. Cameras differ in their white, so bluer is told against the middle of the same picture. */
const inkOf = (pixels: Pixels): Uint8Array => {
  const { red, green } = bluenessOf(pixels)
  const [overRed, overGreen] = [medianOf(red) + 34, medianOf(green) + 20]
  const ink = maskWhere(red, (value, i) => value > overRed && value > 12 && (green[i] as number) > overGreen)
  return grown(ink, pixels.width, 4)
}

/** A printed line with ticks on it: long, straight, and thicker than a hair when its ticks are spread over it. */
const isRuler = ({ pixels, length, breadth }: Piece): boolean =>
  length > 80 && breadth < 50 && breadth < 0.3 * length && pixels.length > 3.2 * length

const maskBand = (mask: Uint8Array, width: number, { centre, axis, length, breadth }: Piece): void => {
  const [c, s] = [Math.cos(axis), Math.sin(axis)]
  for (let at = 0; at < mask.length; at++) {
    const [dx, dy] = [(at % width) - centre.x, Math.floor(at / width) - centre.y]
    const along = Math.abs(c * dx + s * dy)
    // Its figures stand beside it, and often it goes on where the light was too bad to see the line.
    if (along < length / 2 + 40 && Math.abs(c * dy - s * dx) < breadth / 2 + 26) mask[at] = 1
  }
}

interface Lines {
  readonly hair: Uint8Array
  readonly ruler: Uint8Array
  readonly hasRuler: boolean
}

/** Thin dark lines: hair, and the printed ruler with the band its figures stand in. */
const linesOf = (luma: Plane): Lines => {
  const { width } = luma
  const thin = maskWhere(thinDark(luma, hairReach), depth => depth > 22)
  const hair = new Uint8Array(thin.length)
  const ruler = new Uint8Array(thin.length)
  let hasRuler = false
  for (const piece of piecesOf(thin, width)) {
    if (isRuler(piece)) {
      hasRuler = true
      maskBand(ruler, width, piece)
    }
    if (piece.length > 24 && piece.pixels.length < 8 * piece.length) for (const at of piece.pixels) hair[at] = 1
  }
  return { hair: grown(hair, width, 2), ruler, hasRuler }
}

const glareOf = (luma: Plane): Uint8Array => {
  const glare = maskWhere(thinBright(luma, 6), (rise, i) => rise > 28 && (luma.data[i] as number) > 190)
  return grown(glare, luma.width, 2)
}

/** The plane with the masked pixels taken from their surroundings, nearer ones first. */
const filled = (plane: Plane, hide: Uint8Array): Plane => {
  const data = new Float32Array(plane.data)
  const weight = new Float32Array(hide.map(hidden => 1 - hidden))
  const open = Uint8Array.from(hide)
  for (const reach of [2, 5, 12]) {
    const values = wideBlur({ ...plane, data: plane.data.map((value, i) => value * (weight[i] as number)) }, reach)
    const weights = wideBlur({ ...plane, data: weight }, reach)
    for (let i = 0; i < data.length; i++) {
      if (open[i] === 0 || (weights.data[i] as number) < 0.05) continue
      data[i] = (values.data[i] as number) / (weights.data[i] as number)
      open[i] = 0
    }
  }
  return { ...plane, data }
}

/** Mean 0 and deviation 1 of the usable pixels around each; what is not usable counts for nothing. */
const evened = (plane: Plane, seen: Uint8Array): Plane => {
  const weight = wideBlur({ ...plane, data: new Float32Array(seen) }, evenReach)
  const over = (data: Float32Array): Float32Array =>
    wideBlur({ ...plane, data: data.map((value, i) => value * (seen[i] as number)) }, evenReach).data.map(
      (value, i) => value / Math.max(1e-3, weight.data[i] as number),
    )
  const mean = over(plane.data)
  const flat = plane.data.map((value, i) => value - (mean[i] as number))
  const variance = over(flat.map(value => value * value))
  return {
    ...plane,
    data: flat.map((value, i) => (seen[i] === 1 ? value / (Math.sqrt(Math.max(0, variance[i] as number)) + 3) : 0)),
  }
}

/** Masks what is not skin and evens out the light. The picture's longer side should be about 512 px. */
export function prepared(pixels: Pixels): Prepared {
  const luma = lumaOf(pixels)
  const { width } = luma
  const frame = frameOf(luma)
  const ink = inkOf(pixels)
  const { hair, ruler, hasRuler } = linesOf(luma)
  const glare = glareOf(luma)
  const over = frame.map((value, i) => value | (ink[i] as number) | (ruler[i] as number))
  const skin = filled(
    luma,
    hair.map((value, i) => value | (glare[i] as number)),
  )
  const seen = over.map(value => 1 - value)
  const usable = seen.map((value, i) => value & (1 - ((hair[i] as number) | (glare[i] as number))))
  const count = usable.reduce((sum, value) => sum + value, 0)
  const mean = usable.reduce((sum, value, i) => sum + value * (skin.data[i] as number), 0) / Math.max(1, count)
  const square = usable.reduce((sum, value, i) => sum + value * ((skin.data[i] as number) - mean) ** 2, 0)
  return {
    skin,
    even: evened(skin, seen),
    usable: grownBack(usable, width),
    usableShare: count / usable.length,
    contrast: Math.sqrt(square / Math.max(1, count)),
    ruler: hasRuler,
  }
}

const grownBack = (usable: Uint8Array, width: number): Uint8Array =>
  grown(
    usable.map(value => 1 - value),
    width,
    2,
  ).map(value => 1 - value)
