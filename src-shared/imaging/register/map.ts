import { apply, inverse } from './matrix.ts'
import type { Fit, Flow, Level, Matrix, Point, Registration } from './types.ts'

type Mapped = Pick<Registration, 'fixed'> & { readonly fit?: Fit | undefined }

/** How the skin is bent at a fixed point, fixed px; outside the picture as at its edge. */
export const bendAt = (flow: Flow, { widthPx, heightPx }: Registration['fixed'], { x, y }: Point): Point => {
  const { columns, rows } = flow
  const across = Math.min(columns - 1, Math.max(0, (x / widthPx) * (columns - 1)))
  const down = Math.min(rows - 1, Math.max(0, (y / heightPx) * (rows - 1)))
  const left = Math.min(columns - 2, Math.floor(across))
  const top = Math.min(rows - 2, Math.floor(down))
  const [u, v] = [across - left, down - top]
  const at = top * columns + left
  const mixed = (nodes: readonly number[]): number => {
    const upper = (nodes[at] ?? 0) * (1 - u) + (nodes[at + 1] ?? 0) * u
    const lower = (nodes[at + columns] ?? 0) * (1 - u) + (nodes[at + columns + 1] ?? 0) * u
    return upper * (1 - v) + lower * v
  }
  return { x: mixed(flow.dx), y: mixed(flow.dy) }
}

const fitOf = ({ fit }: Mapped): Fit => {
  if (fit === undefined) throw new Error('a refused registration maps nothing')
  return fit
}

const matrixOf = (fit: Fit, level: Level): Matrix => (level === 'similarity' ? fit.similarity : fit.affine)

/** Where a fixed point lies in the moving picture, at a level. Throws on a refused registration. */
export function unmapPoint(registration: Mapped, point: Point, level: Level): Point {
  const fit = fitOf(registration)
  const bend = level === 'flow' ? bendAt(fit.flow, registration.fixed, point) : { x: 0, y: 0 }
  return apply(inverse(matrixOf(fit, level)), { x: point.x + bend.x, y: point.y + bend.y })
}

/** Where a moving point lies in the fixed picture, at a level. Throws on a refused registration. */
export function mapPoint(registration: Mapped, point: Point, level: Level): Point {
  const fit = fitOf(registration)
  const straight = apply(matrixOf(fit, level), point)
  if (level !== 'flow') return straight
  let bent = straight
  // The flow is smooth and small against its grid, so going on until it stands still takes a few steps.
  for (let step = 0; step < 30; step++) {
    const bend = bendAt(fit.flow, registration.fixed, bent)
    bent = { x: straight.x - bend.x, y: straight.y - bend.y }
  }
  return bent
}
