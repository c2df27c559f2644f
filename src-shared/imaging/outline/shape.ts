import { areaOf, lengthOf, type PixelScale, type Quantity } from '../calibration/scale.ts'
import type { Corner } from './suggestion.ts'

export type BadOutline = 'empty' | 'too-few-points' | 'crossing' | 'outside'

interface Size {
  readonly width: number
  readonly height: number
}

const side = (a: Corner, b: Corner, c: Corner): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

type Line = readonly [Corner, Corner]

const cross = ([a, b]: Line, [c, d]: Line): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

const following = (ring: readonly Corner[]) =>
  ring.map((one, at) => [one, ring[(at + 1) % ring.length] ?? one] as const)

const crossesItself = (ring: readonly Corner[]): boolean => {
  const lines = following(ring)
  return lines.some((one, at) => lines.slice(at + 1).some(other => cross(one, other)))
}

const sumOf = (ring: readonly Corner[], of: (a: Corner, b: Corner) => number): number =>
  following(ring).reduce((sum, [a, b]) => sum + of(a, b), 0)

const product = (a: Corner, b: Corner): number => a.x * b.y - b.x * a.y
const surfaceOf = (ring: readonly Corner[]): number => Math.abs(sumOf(ring, product)) / 2

/** Why a ring cannot be measured on a picture of that size (px of the upright original); undefined where it can. */
export function badOutline(ring: readonly Corner[], { width, height }: Size): BadOutline | undefined {
  if (ring.length === 0) return 'empty'
  if (ring.length < 3) return 'too-few-points'
  if (!ring.every(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height)) return 'outside'
  if (crossesItself(ring)) return 'crossing'
  return surfaceOf(ring) > 0 ? undefined : 'empty'
}

/** Corners of the convex hull, in order (monotone chain). */
function hullOf(ring: readonly Corner[]): readonly Corner[] {
  const sorted = [...ring].sort((a, b) => a.x - b.x || a.y - b.y)
  const half = (points: readonly Corner[]): Corner[] => {
    const kept: Corner[] = []
    for (const point of points) {
      for (;;) {
        const [before, last] = [kept.at(-2), kept.at(-1)]
        if (!before || !last || side(before, last, point) > 0) break
        kept.pop()
      }
      kept.push(point)
    }
    return kept.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

const far = (a: Corner, b: Corner): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Greatest and least distance of two parallel lines that hold the ring between them. */
function feretOf(ring: readonly Corner[]) {
  const hull = hullOf(ring)
  const most = Math.max(...hull.map(one => Math.max(...hull.map(other => far(one, other)))))
  const widths = following(hull).map(([a, b]) => Math.max(...hull.map(one => Math.abs(side(a, b, one)) / far(a, b))))
  return { most, least: Math.min(...widths) }
}

/** Centre, and the axes of the ellipse that has the ring's second moments of area. */
export function axesOf(ring: readonly Corner[]) {
  const [first = { x: 0, y: 0 }] = ring
  // About its own first corner, so that nothing is lost where the ring lies far from the picture's.
  const near = ring.map(({ x, y }) => ({ x: x - first.x, y: y - first.y }))
  const area = sumOf(near, product) / 2
  const mean = (of: (a: Corner, b: Corner) => number, by: number): number =>
    sumOf(near, (a, b) => of(a, b) * product(a, b)) / (by * area)
  const [x, y] = [mean((a, b) => a.x + b.x, 6), mean((a, b) => a.y + b.y, 6)]
  const xx = mean((a, b) => a.x * a.x + a.x * b.x + b.x * b.x, 12) - x * x
  const yy = mean((a, b) => a.y * a.y + a.y * b.y + b.y * b.y, 12) - y * y
  const xy = mean((a, b) => a.x * b.y + 2 * a.x * a.y + 2 * b.x * b.y + b.x * a.y, 24) - x * y
  const [half, apart] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)]
  return {
    centre: { x: x + first.x, y: y + first.y },
    /** Of the major axis, radians from the picture's x towards its y. */
    angle: Math.atan2(2 * xy, xx - yy) / 2,
    majorPx: 4 * Math.sqrt(half + apart),
    minorPx: 4 * Math.sqrt(Math.max(0, half - apart)),
  }
}

export type ShapeName = 'equivalentDiameter' | 'diameter' | 'smallestDiameter' | 'majorAxis' | 'minorAxis'

/** Lengths of a good outline, mm where there is a scale, else px, with uncertainty (k = 2); `placePx` is how well its line is known. */
export function lengthsOf(
  ring: readonly Corner[],
  scale: PixelScale | undefined,
  placePx = 1,
): Readonly<Record<ShapeName, Quantity>> {
  const { majorPx, minorPx } = axesOf(ring)
  const { most, least } = feretOf(ring)
  const length = (px: number): Quantity => lengthOf(px, scale, placePx)
  return {
    equivalentDiameter: length(2 * Math.sqrt(surfaceOf(ring) / Math.PI)),
    diameter: length(most),
    smallestDiameter: length(least),
    majorAxis: length(majorPx),
    minorAxis: length(minorPx),
  }
}

/** Surface of a good outline, mm² where there is a scale, else px², with uncertainty (k = 2). */
export const outlineArea = (ring: readonly Corner[], scale: PixelScale | undefined, placePx = 1): Quantity =>
  areaOf({ px: surfaceOf(ring), aroundPx: sumOf(ring, far) }, scale, placePx)

/** P² ÷ (4 π A) − 1: 0 for a circle, more the more the border runs in and out. */
export const irregularityOf = (ring: readonly Corner[]): number =>
  sumOf(ring, far) ** 2 / (4 * Math.PI * surfaceOf(ring)) - 1
