import { describe, turnsOf } from './describe.ts'
import type { Plane } from './plane.ts'
import { firstBlur, levels, type Octave, scaleSpaceOf } from './scale-space.ts'

/** Something that can be found again in another picture of the same skin. */
export interface Feature {
  /** Px of the working picture, pixel centres at .5. */
  readonly x: number
  readonly y: number
  /** Its size (blur at which it stands out), px. */
  readonly size: number
  readonly turn: number
  readonly strength: number
}

export interface Features {
  readonly list: readonly Feature[]
  /** 128 numbers per feature, each feature of length 1. */
  readonly words: Float32Array
}

/** A blob before it has a direction: where in which octave and level. */
export interface Blob {
  readonly octave: Octave
  readonly x: number
  readonly y: number
  /** Level with its fraction. */
  readonly level: number
  readonly strength: number
}

export interface Wanted {
  /** Pixels where features may lie: 1, else 0. */
  readonly usable: Uint8Array
  readonly most: number
  readonly leastStrength: number
  readonly double: boolean
}

const edgeRatio = 10
const border = 5

/** Is the value at `at` of the middle plane larger (or smaller) than all 26 around it? */
const standsOut = (planes: readonly [Plane, Plane, Plane], at: number): boolean => {
  const [, middle] = planes
  const value = middle.data[at] as number
  const sign = Math.sign(value)
  const { width } = middle
  for (const plane of planes) {
    for (let row = -width; row <= width; row += width) {
      for (let hop = -1; hop <= 1; hop++) {
        const beside = plane.data[at + row + hop] as number
        if (sign * beside >= sign * value && !(plane === middle && row === 0 && hop === 0)) return false
      }
    }
  }
  return true
}

interface Peak {
  readonly dx: number
  readonly dy: number
  readonly dl: number
  readonly value: number
  readonly edge: boolean
}

/** The top of the parabola through the neighbours of a place (Lowe 2004 §4), and whether it lies on an edge. */
const peakAt = ([under, middle, over]: readonly [Plane, Plane, Plane], at: number): Peak | undefined => {
  const { width, data } = middle
  const of = (plane: Plane, hop: number): number => plane.data[at + hop] as number
  const value = data[at] as number
  const [gx, gy] = [(of(middle, 1) - of(middle, -1)) / 2, (of(middle, width) - of(middle, -width)) / 2]
  const gl = (of(over, 0) - of(under, 0)) / 2
  const xx = of(middle, 1) + of(middle, -1) - 2 * value
  const yy = of(middle, width) + of(middle, -width) - 2 * value
  const ll = of(over, 0) + of(under, 0) - 2 * value
  const xy = (of(middle, width + 1) - of(middle, width - 1) - of(middle, -width + 1) + of(middle, -width - 1)) / 4
  const xl = (of(over, 1) - of(over, -1) - of(under, 1) + of(under, -1)) / 4
  const yl = (of(over, width) - of(over, -width) - of(under, width) + of(under, -width)) / 4
  const determinant = xx * (yy * ll - yl * yl) - xy * (xy * ll - yl * xl) + xl * (xy * yl - yy * xl)
  if (Math.abs(determinant) < 1e-12) return undefined
  const dx = -(gx * (yy * ll - yl * yl) - xy * (gy * ll - yl * gl) + xl * (gy * yl - yy * gl)) / determinant
  const dy = -(xx * (gy * ll - gl * yl) - gx * (xy * ll - yl * xl) + xl * (xy * gl - gy * xl)) / determinant
  const dl = -(xx * (yy * gl - yl * gy) - xy * (xy * gl - gy * xl) + gx * (xy * yl - yy * xl)) / determinant
  const area = xx * yy - xy * xy
  const edge = area <= 0 || (xx + yy) ** 2 * edgeRatio >= (edgeRatio + 1) ** 2 * area
  return { dx, dy, dl, value: value + (gx * dx + gy * dy + gl * dl) / 2, edge }
}

const blobAt = (octave: Octave, level: number, at: number): Blob | undefined => {
  const planes = octave.bands.slice(level - 1, level + 2) as unknown as readonly [Plane, Plane, Plane]
  if (!standsOut(planes, at)) return undefined
  const peak = peakAt(planes, at)
  if (peak === undefined || peak.edge) return undefined
  if (Math.max(Math.abs(peak.dx), Math.abs(peak.dy), Math.abs(peak.dl)) > 1) return undefined
  const { width } = planes[1]
  return {
    octave,
    x: (at % width) + peak.dx,
    y: Math.floor(at / width) + peak.dy,
    level: level + peak.dl,
    strength: Math.abs(peak.value),
  }
}

const placeOf = ({ octave: { step }, x, y }: Blob): { x: number; y: number } => ({
  x: x * step + 0.5,
  y: y * step + 0.5,
})

const blobsOf = (octave: Octave, wanted: Wanted, width: number): Blob[] => {
  const blobs: Blob[] = []
  const usableAt = (x: number, y: number): boolean =>
    wanted.usable[Math.floor(y * octave.step) * width + Math.floor(x * octave.step)] === 1
  for (let level = 1; level <= levels; level++) {
    const { width: across, height: down, data } = octave.bands[level] as Plane
    for (let y = border; y < down - border; y++) {
      for (let x = border; x < across - border; x++) {
        const at = y * across + x
        if (Math.abs(data[at] as number) < 0.8 * wanted.leastStrength || !usableAt(x, y)) continue
        const blob = blobAt(octave, level, at)
        if (blob !== undefined && blob.strength >= wanted.leastStrength) blobs.push(blob)
      }
    }
  }
  return blobs
}

/** The strongest, but of every part of the picture: in turn the best of each cell. */
const spreadOut = (blobs: readonly Blob[], most: number): Blob[] => {
  const cells = new Map<number, Blob[]>()
  for (const blob of blobs) {
    const { x, y } = placeOf(blob)
    const key = Math.floor(y / 64) * 1000 + Math.floor(x / 64)
    const cell = cells.get(key) ?? []
    cell.push(blob)
    cells.set(key, cell)
  }
  for (const cell of cells.values()) cell.sort((a, b) => b.strength - a.strength)
  const chosen: Blob[] = []
  for (let rank = 0; chosen.length < most; rank++) {
    const ranked = [...cells.values()].flatMap(cell => cell[rank] ?? []).sort((a, b) => b.strength - a.strength)
    if (ranked.length === 0) break
    chosen.push(...ranked.slice(0, most - chosen.length))
  }
  return chosen
}

/** Finds and describes the features of a plane (after Lowe 2004, described as by Arandjelović 2012). */
export function featuresOf(plane: Plane, wanted: Wanted): Features {
  const octaves = scaleSpaceOf(plane, wanted.double)
  const blobs = spreadOut(
    octaves.flatMap(octave => blobsOf(octave, wanted, plane.width)),
    wanted.most,
  )
  const list: Feature[] = []
  const words: Float32Array[] = []
  for (const blob of blobs) {
    const size = firstBlur * 2 ** (blob.level / levels) * blob.octave.step
    for (const turn of turnsOf(blob)) {
      list.push({ ...placeOf(blob), size, turn, strength: blob.strength })
      words.push(describe(blob, turn))
    }
  }
  const all = new Float32Array(128 * words.length)
  words.forEach((word, i) => all.set(word, 128 * i))
  return { list, words: all }
}
