import type { Plane } from '../luma.ts'

/** A straight line: points with x cos(angle) + y sin(angle) = offset, px of the working picture; `angle` is its normal's. */
export interface Line {
  readonly angle: number
  readonly offset: number
  readonly weight: number
}

const angles = 360
const turn = Math.PI / angles
const binPx = 2
/** A printed line is thinner than this to either side of its middle. */
const apartPx = 4

/** Darkest across in one of two directions: a thin line is, whatever its slope; the inside of a broad thing is not. */
const isRidge = (data: Float32Array, at: number, width: number): boolean => {
  const own = data[at] ?? 0
  const thin = (hop: number): boolean => own > (data[at - hop] ?? 0) + 0.1 && own > (data[at + hop] ?? 0) + 0.1
  return thin(apartPx) || thin(apartPx * width)
}

const votes = ({ width, height, data }: Plane): { bins: number; table: Float32Array } => {
  const reach = Math.hypot(width, height)
  const bins = Math.ceil((2 * reach) / binPx) + 2
  const table = new Float32Array(angles * bins)
  const cosines = Float64Array.from({ length: angles }, (_, a) => Math.cos(a * turn) / binPx)
  const sines = Float64Array.from({ length: angles }, (_, a) => Math.sin(a * turn) / binPx)
  for (let at = 0; at < data.length; at++) {
    const weight = data[at] ?? 0
    if (weight < 0.6 || !isRidge(data, at, width)) continue
    const [x, y] = [at % width, Math.floor(at / width)]
    for (let a = 0; a < angles; a++) {
      const bin = a * bins + Math.round(x * (cosines[a] ?? 0) + y * (sines[a] ?? 0) + reach / binPx)
      table[bin] = (table[bin] ?? 0) + weight
    }
  }
  return { bins, table }
}

/** What a bin holds more than the bins a little to both sides: thin lines stand out, broad dark things do not. */
const standsOut = (table: Float32Array, at: number): number => {
  const own = (table[at] ?? 0) + Math.max(table[at - 1] ?? 0, table[at + 1] ?? 0)
  const left = (table[at - 5] ?? 0) + (table[at - 4] ?? 0)
  const right = (table[at + 5] ?? 0) + (table[at + 4] ?? 0)
  return own - Math.min(own, Math.min(left, right) + 0.25 * Math.max(left, right))
}

const apart = (one: Line, other: Line): boolean => {
  const between = Math.abs(one.angle - other.angle)
  // Normals at 0 and at 180 degrees are the same direction with the sign of the offset turned.
  if (between > Math.PI / 2) return Math.PI - between > 0.03 || Math.abs(one.offset + other.offset) > 5
  return between > 0.03 || Math.abs(one.offset - other.offset) > 5
}

/** The strongest thin straight lines of a plane of 0–1 weights, strongest first, none twice (Hough's transform). */
export const linesOf = (plane: Plane, most: number): Line[] => {
  const { bins, table } = votes(plane)
  const reach = Math.hypot(plane.width, plane.height)
  const floor = 0.12 * Math.max(plane.width, plane.height)
  const found: Line[] = []
  for (let a = 0; a < angles; a++) {
    for (let b = 5; b < bins - 5; b++) {
      const weight = standsOut(table, a * bins + b)
      if (weight > floor) found.push({ angle: a * turn, offset: b * binPx - reach, weight })
    }
  }
  const kept: Line[] = []
  for (const line of found.sort((one, other) => other.weight - one.weight)) {
    if (kept.length >= most) break
    if (kept.every(other => apart(line, other))) kept.push(line)
  }
  return kept
}
