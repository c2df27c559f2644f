import { type Frame, halfOf, type Point, type Pose, unitOf } from './transform.ts'

/** A plane map as canvas and SVG write it: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`. */
export interface Matrix {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export const through = ({ a, b, c, d, e, f }: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** First `before`, then `after`. */
export const product = (after: Matrix, before: Matrix): Matrix => ({
  a: after.a * before.a + after.c * before.b,
  b: after.b * before.a + after.d * before.b,
  c: after.a * before.c + after.c * before.d,
  d: after.b * before.c + after.d * before.d,
  ...moved(through(after, { x: before.e, y: before.f })),
})

const moved = ({ x, y }: Point) => ({ e: x, f: y })

/** The way back; undefined where the map folds the plane flat. */
export function inverse({ a, b, c, d, e, f }: Matrix): Matrix | undefined {
  const area = a * d - b * c
  if (!Number.isFinite(1 / area)) return undefined
  const turned = { a: d / area, b: -b / area, c: -c / area, d: a / area, e: 0, f: 0 }
  return { ...turned, ...moved(through(turned, { x: -e, y: -f })) }
}

/** How many units of the target one unit of the source measures: the geometric mean of both directions. */
export const scaleIn = ({ a, b, c, d }: Matrix): number => Math.sqrt(Math.abs(a * d - b * c))

/** From px of the upright original (outer corner of its first px is 0,0) to px of the pane; `ratio` target px per CSS px. */
export function matrixOf(frame: Frame, pose: Pose, ratio = 1): Matrix {
  const unit = unitOf(frame) * ratio
  const longer = Math.max(1, frame.picture.width, frame.picture.height)
  const half = halfOf(frame)
  const re = (pose.re * unit) / longer
  const im = (pose.im * unit) / longer
  return {
    a: re,
    b: im,
    c: -im,
    d: re,
    e: (frame.pane.width * ratio) / 2 + (pose.x - pose.re * half.x + pose.im * half.y) * unit,
    f: (frame.pane.height * ratio) / 2 + (pose.y - pose.im * half.x - pose.re * half.y) * unit,
  }
}
