import { compose, inverse, resized } from './matrix.ts'
import { binned, type Plane, planeOf, sampleAt } from './plane.ts'
import type { Matrix, Point } from './types.ts'

/** Two evened planes, and where the fixed one is usable. */
export interface Sheets {
  readonly fixed: Plane
  readonly moving: Plane
  readonly usable: Plane
}

interface Slopes {
  readonly across: Plane
  readonly down: Plane
}

const slopesOf = ({ width, height, data }: Plane): Slopes => {
  const [across, down] = [planeOf(width, height), planeOf(width, height)]
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      across.data[at] = ((data[at + 1] as number) - (data[at - 1] as number)) / 2
      down.data[at] = ((data[at + width] as number) - (data[at - width] as number)) / 2
    }
  }
  return { across, down }
}

/** Takes the pivot's row out of the others (Gauss–Jordan). */
const eliminate = (rows: Float64Array[], k: number): void => {
  const top = rows[k] as Float64Array
  rows.forEach((row, i) => {
    if (i === k) return
    const factor = (row[k] as number) / (top[k] as number)
    for (let j = k; j < row.length; j++) row[j] = (row[j] as number) - factor * (top[j] as number)
  })
}

/** Solves a square system; undefined where it has no single answer. */
export function solved(matrix: readonly Float64Array[], right: Float64Array): Float64Array | undefined {
  const n = right.length
  const rows: Float64Array[] = matrix.map((row, i) => Float64Array.from([...row, right[i] as number]))
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[pivot]?.[k] ?? 0)) pivot = i
    const top = rows[pivot] as Float64Array
    if (!(Math.abs(top[k] as number) > 1e-10)) return undefined
    rows[pivot] = rows[k] as Float64Array
    rows[k] = top
    eliminate(rows, k)
  }
  return Float64Array.from(rows, (row, i) => (row[n] as number) / (row[i] as number))
}

/** Deviations by which a pixel is still believed; hair and glare that differ more hardly count. */
const belief = 0.8
const terms = 6

interface Sums {
  readonly normal: Float64Array[]
  readonly right: Float64Array
  readonly row: Float64Array
}

const add = ({ normal, right, row }: Sums, error: number, weight: number): void => {
  for (let i = 0; i < terms; i++) {
    const scaled = weight * (row[i] as number)
    right[i] = (right[i] as number) + scaled * error
    const line = normal[i] as Float64Array
    for (let j = 0; j < terms; j++) line[j] = (line[j] as number) + scaled * (row[j] as number)
  }
}

/** How the value at a place changes with the six terms of the map, taken about the picture's middle. */
const slopeRow = (row: Float64Array, slope: Point, at: Point): void => {
  row[0] = slope.x * at.x
  row[1] = slope.y * at.x
  row[2] = slope.x * at.y
  row[3] = slope.y * at.y
  row[4] = slope.x
  row[5] = slope.y
}

interface Step {
  readonly change: Float64Array | undefined
  /** Mean of the errors, each at most `belief`. */
  readonly cost: number
}

/** One Gauss–Newton step of a fixed-to-moving map. */
const stepOf = ({ fixed, moving, usable }: Sheets, slopes: Slopes, [a, b, c, d, e, f]: Matrix): Step => {
  const sums: Sums = {
    normal: Array.from({ length: terms }, () => new Float64Array(terms)),
    right: new Float64Array(terms),
    row: new Float64Array(terms),
  }
  const hop = fixed.width > 300 ? 2 : 1
  const half = fixed.width / 2
  let [cost, count] = [0, 0]
  for (let y = 0.5; y < fixed.height; y += hop) {
    for (let x = 0.5; x < fixed.width; x += hop) {
      const at = (y - 0.5) * fixed.width + x - 0.5
      if ((usable.data[at] as number) < 0.9) continue
      const mx = a * x + c * y + e
      const my = b * x + d * y + f
      const value = sampleAt(moving, mx, my)
      if (Number.isNaN(value)) continue
      const error = (fixed.data[at] as number) - value
      const slope = { x: sampleAt(slopes.across, mx, my), y: sampleAt(slopes.down, mx, my) }
      slopeRow(sums.row, slope, { x: x / half - 1, y: y / half - 1 })
      add(sums, error, 1 / (1 + (error / belief) ** 2) ** 2)
      cost += (belief * error) ** 2 / (belief ** 2 + error ** 2)
      count++
    }
  }
  sums.normal.forEach((line, i) => {
    line[i] = (line[i] as number) * 1.001 + 1e-9
  })
  return { change: count > 200 ? solved(sums.normal, sums.right) : undefined, cost: cost / Math.max(1, count) }
}

const changedBy = ([a, b, c, d, e, f]: Matrix, change: Float64Array, half: number): Matrix => {
  const [p, q, r, s, t, u] = [...change] as [number, number, number, number, number, number]
  // The step was taken about the middle: u = x / half − 1.
  return [a + p / half, b + q / half, c + r / half, d + s / half, e + t - p - r, f + u - q - s]
}

const alignedAt = (sheets: Sheets, start: Matrix, rounds: number): Matrix => {
  const slopes = slopesOf(sheets.moving)
  let [matrix, best, lowest] = [start, start, Number.POSITIVE_INFINITY]
  for (let round = 0; round < rounds; round++) {
    const { change, cost } = stepOf(sheets, slopes, matrix)
    if (cost < lowest) [best, lowest] = [matrix, cost]
    else if (cost > 1.02 * lowest) break
    if (change === undefined) break
    matrix = changedBy(matrix, change, sheets.fixed.width / 2)
    if (change.every(value => Math.abs(value) < 0.01)) break
  }
  return best
}

/** The same sheets at whole, half and quarter size. */
export const pyramidOf = (sheets: Sheets): readonly Sheets[] => {
  const smaller = (one: Sheets): Sheets => ({
    fixed: binned(one.fixed),
    moving: binned(one.moving),
    usable: binned(one.usable),
  })
  const half = smaller(sheets)
  const quarter = smaller(half)
  return [sheets, half, quarter, smaller(quarter)]
}

/** False where the light led astray: more shear or growth against the similarity than skin gives. */
const believable = (start: Matrix, back: Matrix): boolean => {
  const [a, b, c, d] = compose(back, start)
  const [along, area] = [(a + d) / 2, a * d - b * c]
  return Math.abs(along - 1) < 0.2 && Math.abs(area - 1) < 0.35 && Math.abs(b) < 0.25 && Math.abs(c) < 0.25
}

/**
 * Improves a moving-to-fixed map by the pictures' light itself, coarse to fine and masked; hair and glare hardly count.
 * Where that leads astray the map stays as it was.
 */
export function aligned(sheets: Sheets, start: Matrix): Matrix {
  const pyramid = pyramidOf(sheets)
  let back = inverse(start)
  for (const [level, rounds] of [
    [2, 20],
    [1, 12],
    [0, 6],
  ] as const) {
    const scale = 2 ** -level
    back = resized(alignedAt(pyramid[level] as Sheets, resized(back, scale, scale), rounds), 1 / scale, 1 / scale)
  }
  return believable(start, back) ? inverse(back) : start
}
