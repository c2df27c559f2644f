import type { Matrix, Point } from './types.ts'

/** Where a map takes a point. */
export const apply = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** First `before`, then `after`. */
export const compose = (after: Matrix, before: Matrix): Matrix => {
  const [a, b, c, d, e, f] = after
  const [p, q, r, s, t, u] = before
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f]
}

/** How much a map enlarges areas; negative where it mirrors. */
export const areaScale = ([a, b, c, d]: Matrix): number => a * d - b * c

/** The way back. Throws where the map flattens the plane, as there is none. */
export const inverse = (matrix: Matrix): Matrix => {
  const [a, b, c, d, e, f] = matrix
  const area = areaScale(matrix)
  if (!(Math.abs(area) > 1e-12)) throw new Error('a flat map has no inverse')
  return [d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area]
}

/** Scale, turn (degrees, clockwise as seen) and shift as one map. */
export const similarityOf = (scale: number, turnDeg: number, shift: Point): Matrix => {
  const turn = (turnDeg * Math.PI) / 180
  const [c, s] = [scale * Math.cos(turn), scale * Math.sin(turn)]
  return [c, s, -s, c, shift.x, shift.y]
}

/** The scale of a similarity, and its turn in degrees. */
export const scaleAndTurn = ([a, b]: Matrix): { scale: number; turnDeg: number } => ({
  scale: Math.hypot(a, b),
  turnDeg: (Math.atan2(b, a) * 180) / Math.PI,
})

/** A map between two pictures, told in the px of other sizes of them (`from` and `to`: new px per old px). */
export const resized = ([a, b, c, d, e, f]: Matrix, from: number, to: number): Matrix => [
  (a * to) / from,
  (b * to) / from,
  (c * to) / from,
  (d * to) / from,
  e * to,
  f * to,
]
