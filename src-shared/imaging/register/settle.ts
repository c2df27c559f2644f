import { solved } from './align.ts'
import { landmarksOf, type Seen } from './landmarks.ts'
import type { Pair } from './match.ts'
import { apply } from './matrix.ts'
import type { Matrix } from './types.ts'

/** How much the starting map's word counts beside what was found, at each corner: it holds the map where there was nothing to find. */
const trust = 0.005

/** Places this many median distances off count half: most follow one map, and those where the skin bent otherwise do not draw it away. */
const strange = 1.5
const leastStrangePx = 2

interface Weighed extends Pair {
  readonly weight: number
}

/** The affine map of least squares from moving to fixed; undefined where the places do not span a plane. */
function through(places: readonly Weighed[]): Matrix | undefined {
  const normal = Array.from({ length: 3 }, () => new Float64Array(3))
  const [toX, toY] = [new Float64Array(3), new Float64Array(3)]
  for (const { moving, fixed, weight } of places) {
    const row = [moving.x, moving.y, 1]
    for (let i = 0; i < 3; i++) {
      const line = normal[i] as Float64Array
      const part = weight * (row[i] as number)
      for (let j = 0; j < 3; j++) line[j] = (line[j] as number) + part * (row[j] as number)
      toX[i] = (toX[i] as number) + part * fixed.x
      toY[i] = (toY[i] as number) + part * fixed.y
    }
  }
  const [x, y] = [solved(normal, toX), solved(normal, toY)]
  if (!x || !y) return undefined
  return [x[0] as number, y[0] as number, x[1] as number, y[1] as number, x[2] as number, y[2] as number]
}

/**
 * The affine map through places found in both pictures, held by the map it starts from where nothing was found: the light alone settles for
 * where most of the structure lies.
 */
export function affineThrough(pairs: readonly Pair[], start: Matrix, size: { width: number; height: number }): Matrix {
  const { width, height } = size
  const corners = [0, 1, 2, 3].map(i => ({ x: (i % 2) * width, y: Math.floor(i / 2) * height }))
  let map = start
  for (let round = 0; round < 6; round++) {
    const away = pairs.map(({ moving, fixed }) => {
      const { x, y } = apply(map, moving)
      return Math.hypot(x - fixed.x, y - fixed.y)
    })
    const half = Math.max(leastStrangePx, strange * (away.toSorted((a, b) => a - b)[away.length >> 1] ?? 0))
    const weighed = pairs.map((pair, i) => ({ ...pair, weight: 1 / (1 + ((away[i] as number) / half) ** 2) }))
    const weight = trust * weighed.reduce((sum, pair) => sum + pair.weight, 0)
    const held = corners.map(moving => ({ moving, fixed: apply(start, moving), weight }))
    map = through([...weighed, ...held]) ?? map
  }
  return map
}

/** Fewer landmarks than this shape no map: it stays as the light found it. */
const leastShaping = 10
const mostSearches = 6
/** A map whose corners move less than this, working px, stands still. */
const stillPx = 1

/** The map that landmarks shape, or the one it starts from where they are too few. */
export const shapedBy = (pairs: readonly Pair[], start: Matrix, size: { width: number; height: number }): Matrix =>
  pairs.length < leastShaping ? start : affineThrough(pairs, start, size)

const movedBy = (before: Matrix, after: Matrix, { width, height }: { width: number; height: number }): number => {
  const moves = [0, 1, 2, 3].map(i => {
    const corner = { x: (i % 2) * width, y: Math.floor(i / 2) * height }
    const [one, other] = [apply(before, corner), apply(after, corner)]
    return Math.hypot(one.x - other.x, one.y - other.y)
  })
  return Math.max(...moves)
}

/** A map that stands still, and the places found around it. */
export interface Settled {
  readonly affine: Matrix
  readonly landmarks: readonly Pair[]
}

/**
 * Looks for landmarks around a map, lets them shape it, and looks again around the new one until it stands still: where skin bent by
 * more than the search reaches, the first look finds only those places that already lay nearly right.
 */
export function settled(seen: Seen, start: Matrix): Settled {
  let [affine, landmarks] = [start, landmarksOf(seen, start)]
  for (let search = 1; search < mostSearches; search++) {
    const next = shapedBy(landmarks, affine, seen.moving)
    const moved = movedBy(affine, next, seen.moving)
    affine = next
    if (moved < stillPx) break
    landmarks = landmarksOf(seen, affine)
  }
  return { affine, landmarks }
}
