import { pyramidOf, type Sheets } from './align.ts'
import { inverse } from './matrix.ts'
import { type Plane, planeOf, sampleAt, seenThrough, wideBlur } from './plane.ts'
import type { Flow, Matrix } from './types.ts'

interface Bend {
  readonly dx: Plane
  readonly dy: Plane
}

const windowReach = 7
const smoothReach = 5
const longestStep = 1.5
/** Slope energy at which a place is half believed: flat skin stays where the affine map put it. */
const doubt = 0.0005
/** Steps at an eighth, a quarter, half and the whole of the working size. */
const plan = [
  [3, 8],
  [2, 8],
  [1, 6],
  [0, 2],
] as const

const product = (a: Plane, b: Plane): Plane => {
  const both = planeOf(a.width, a.height)
  for (let i = 0; i < both.data.length; i++) both.data[i] = (a.data[i] as number) * (b.data[i] as number)
  return both
}

interface Sight {
  readonly gx: Plane
  readonly gy: Plane
  readonly error: Plane
}

/** The moving plane looked at through the bend; NaN where it cannot be seen. */
const bentOf = (moving: Plane, { dx, dy }: Bend): Plane => {
  const bent = planeOf(dx.width, dx.height)
  for (let y = 0; y < bent.height; y++) {
    for (let x = 0; x < bent.width; x++) {
      const at = y * bent.width + x
      bent.data[at] = sampleAt(moving, x + 0.5 + (dx.data[at] as number), y + 0.5 + (dy.data[at] as number))
    }
  }
  return bent
}

/** Slopes and errors of the moving plane through the bend; zero where it cannot be seen. */
const sightOf = ({ fixed, moving, usable }: Sheets, bend: Bend): Sight => {
  const { width, height } = fixed
  const { data } = bentOf(moving, bend)
  const sight = { gx: planeOf(width, height), gy: planeOf(width, height), error: planeOf(width, height) }
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      if ((usable.data[at] as number) < 0.5) continue
      const across = (data[at + 1] as number) - (data[at - 1] as number)
      const down = (data[at + width] as number) - (data[at - width] as number)
      const error = (fixed.data[at] as number) - (data[at] as number)
      if (Number.isNaN(across + down + error)) continue
      const weight = 1 / (1 + error * error)
      sight.gx.data[at] = (weight * across) / 2
      sight.gy.data[at] = (weight * down) / 2
      sight.error.data[at] = weight * error
    }
  }
  return sight
}

/** One Lucas–Kanade step for every pixel, then smoothed so that places with much to see carry those with little. */
const stepped = (sheets: Sheets, bend: Bend): Bend => {
  const { gx, gy, error } = sightOf(sheets, bend)
  const window = (a: Plane, b: Plane): Float32Array => wideBlur(product(a, b), windowReach).data
  const [xx, xy, yy] = [window(gx, gx), window(gx, gy), window(gy, gy)]
  const [xe, ye] = [window(gx, error), window(gy, error)]
  const trust = planeOf(gx.width, gx.height)
  const [tx, ty] = [planeOf(gx.width, gx.height), planeOf(gx.width, gx.height)]
  for (let i = 0; i < xx.length; i++) {
    const p = (xx[i] as number) + 1e-3
    const q = xy[i] as number
    const r = (yy[i] as number) + 1e-3
    const area = p * r - q * q
    const sure = area / (p + r)
    const sx = (r * (xe[i] as number) - q * (ye[i] as number)) / area
    const sy = (p * (ye[i] as number) - q * (xe[i] as number)) / area
    const length = Math.max(1, Math.hypot(sx, sy) / longestStep)
    trust.data[i] = sure
    tx.data[i] = sure * ((bend.dx.data[i] as number) + sx / length)
    ty.data[i] = sure * ((bend.dy.data[i] as number) + sy / length)
  }
  const [weight, dx, dy] = [wideBlur(trust, smoothReach), wideBlur(tx, smoothReach), wideBlur(ty, smoothReach)]
  const over = (plane: Plane): Plane => ({
    ...plane,
    data: plane.data.map((value, i) => value / ((weight.data[i] as number) + doubt)),
  })
  return { dx: over(dx), dy: over(dy) }
}

const enlarged = (plane: Plane, { width, height }: Plane): Plane => {
  const large = planeOf(width, height)
  for (let y = 0; y < height; y++) {
    const v = Math.min(plane.height - 0.51, Math.max(0.5, (y + 0.5) / 2))
    for (let x = 0; x < width; x++) {
      const u = Math.min(plane.width - 0.51, Math.max(0.5, (x + 0.5) / 2))
      large.data[y * width + x] = 2 * sampleAt(plane, u, v)
    }
  }
  return large
}

const gridded = ({ dx, dy }: Bend): Flow => {
  const { width, height } = dx
  const longest = Math.max(width, height)
  const nodesAlong = (side: number): number => Math.max(4, Math.min(48, Math.round((47 * side) / longest) + 1))
  const [columns, rows] = [nodesAlong(width), nodesAlong(height)]
  const nodes = (plane: Plane): number[] =>
    Array.from({ length: columns * rows }, (_, i) => {
      const x = Math.min(width - 0.51, Math.max(0.5, ((i % columns) * width) / (columns - 1)))
      const y = Math.min(height - 0.51, Math.max(0.5, (Math.floor(i / columns) * height) / (rows - 1)))
      return Math.fround(sampleAt(plane, x, y))
    })
  return { columns, rows, dx: nodes(dx), dy: nodes(dy) }
}

/** How the skin is bent between the pictures after the affine map: dense, smooth, told as a grid in fixed px. */
export function flowOf(sheets: Sheets, affine: Matrix): Flow {
  const laid = seenThrough(sheets.moving, inverse(affine), sheets.fixed)
  const pyramid = pyramidOf({ ...sheets, moving: laid })
  let bend: Bend | undefined
  for (const [level, rounds] of plan) {
    const at = pyramid[level]
    if (at === undefined) continue
    const { width, height } = at.fixed
    bend =
      bend === undefined
        ? { dx: planeOf(width, height), dy: planeOf(width, height) }
        : { dx: enlarged(bend.dx, at.fixed), dy: enlarged(bend.dy, at.fixed) }
    for (let round = 0; round < rounds; round++) bend = stepped(at, bend)
  }
  return gridded(bend ?? { dx: planeOf(2, 2), dy: planeOf(2, 2) })
}
