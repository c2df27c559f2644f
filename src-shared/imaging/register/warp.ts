import { unmapPoint } from './map.ts'
import type { Level, Matrix, Point, Registration } from './types.ts'

/** A triangle of the moving picture, where it goes in the fixed one, and the canvas's map between them. */
export interface Patch {
  readonly from: readonly [Point, Point, Point]
  readonly to: readonly [Point, Point, Point]
  /** Moving px to fixed px within this triangle: `context.transform(...matrix)` before drawing the whole picture clipped to `to`. */
  readonly matrix: Matrix
}

/** The map that takes three points to three points; undefined where the first three lie on a line. */
export function matrixOfTriangles(
  [p, q, r]: readonly [Point, Point, Point],
  [s, t, u]: readonly [Point, Point, Point],
): Matrix | undefined {
  const area = (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y)
  if (!(Math.abs(area) > 1e-9)) return undefined
  const solve = (zero: number, one: number, two: number): [number, number, number] => {
    const alongX = ((one - zero) * (r.y - p.y) - (two - zero) * (q.y - p.y)) / area
    const alongY = ((two - zero) * (q.x - p.x) - (one - zero) * (r.x - p.x)) / area
    return [alongX, alongY, zero - alongX * p.x - alongY * p.y]
  }
  const [a, c, e] = solve(s.x, t.x, u.x)
  const [b, d, f] = solve(s.y, t.y, u.y)
  return [a, b, c, d, e, f]
}

/**
 * The moving picture as triangles to lay over the fixed one. Levels without flow need only the two triangles of the
 * whole picture, which may also be drawn with `fit.similarity` or `fit.affine` at once.
 */
export function patchesOf(registration: Registration, level: Level): Patch[] {
  const { fit, fixed } = registration
  if (fit === undefined) return []
  const [columns, rows] = level === 'flow' ? [fit.flow.columns, fit.flow.rows] : [2, 2]
  const node = (column: number, row: number): Point => ({
    x: (column * fixed.widthPx) / (columns - 1),
    y: (row * fixed.heightPx) / (rows - 1),
  })
  const patches: Patch[] = []
  const add = (...to: [Point, Point, Point]): void => {
    const [p, q, r] = to
    const from = [
      unmapPoint(registration, p, level),
      unmapPoint(registration, q, level),
      unmapPoint(registration, r, level),
    ] as const
    const matrix = matrixOfTriangles(from, to)
    if (matrix !== undefined) patches.push({ from, to, matrix })
  }
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const [p, q] = [node(column, row), node(column + 1, row)]
      const [r, s] = [node(column, row + 1), node(column + 1, row + 1)]
      add(p, q, r)
      add(q, s, r)
    }
  }
  return patches
}
