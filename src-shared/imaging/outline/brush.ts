import { contourOf, simplified } from './contour.ts'
import { alone, type Field } from './field.ts'
import type { Corner } from './suggestion.ts'

/** A round brush drawn along a path, px of the picture: what it covers joins the outline, or leaves it. */
export interface BrushStroke {
  readonly act: 'add' | 'erase'
  readonly path: readonly Corner[]
  /** Half the brush's width, px. */
  readonly radius: number
}

/** Cells across the longer side: at least so many; more where the brush is small, but never more than the second. */
const fewestCells = 256
const mostCells = 768
/** Distances are true this near to a line, cells; further off only which side of it a cell lies on matters. */
const band = 3
/** Empty cells around everything, so that no line runs along the border. */
const margin = 4
/** How far a ring may leave the line it was made of, cells. */
const tolerance = 0.4
/** Corners that can still be edited one by one. */
export const mostCorners = 80

interface Grid {
  readonly left: number
  readonly top: number
  /** Side of a cell, px. */
  readonly cell: number
  readonly width: number
  readonly height: number
}

/** The grid over the ring and the brush. */
function gridOf(ring: readonly Corner[], { path, radius }: BrushStroke): Grid {
  const all = [...ring, ...path]
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)]
  const [left, top] = [Math.min(...xs) - radius, Math.min(...ys) - radius]
  const [across, down] = [Math.max(...xs) + radius - left, Math.max(...ys) + radius - top]
  const longer = Math.max(across, down)
  const cells = Math.min(mostCells, Math.max(fewestCells, (4 * longer) / radius))
  const cell = longer / cells
  const sideOf = (size: number): number => Math.ceil(size / cell) + 2 * margin
  return { left: left - margin * cell, top: top - margin * cell, cell, width: sideOf(across), height: sideOf(down) }
}

/** Corners in cells of the grid, where the middle of the first cell is at .5. */
const onGrid = (corners: readonly Corner[], { left, top, cell }: Grid): readonly Corner[] =>
  corners.map(({ x, y }) => ({ x: (x - left) / cell, y: (y - top) / cell }))

type Edge = readonly [Corner, Corner]

const offEdge = (x: number, y: number, [a, b]: Edge): number => {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const squared = dx * dx + dy * dy
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / squared))
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy)
}

/** Lowers each cell near an edge to its distance from it, cells. */
function near({ width, height }: Grid, edges: readonly Edge[], reach: number): Float32Array {
  const off = new Float32Array(width * height).fill(reach)
  for (const edge of edges) {
    const [[fromX, toX], [fromY, toY]] = [
      [Math.min(edge[0].x, edge[1].x) - reach, Math.max(edge[0].x, edge[1].x) + reach],
      [Math.min(edge[0].y, edge[1].y) - reach, Math.max(edge[0].y, edge[1].y) + reach],
    ]
    for (let y = Math.max(0, Math.floor(fromY)); y < Math.min(height, toY); y++) {
      for (let x = Math.max(0, Math.floor(fromX)); x < Math.min(width, toX); x++) {
        const at = y * width + x
        off[at] = Math.min(off[at] ?? reach, offEdge(x + 0.5, y + 0.5, edge))
      }
    }
  }
  return off
}

const edgesOf = (corners: readonly Corner[], closed: boolean): readonly Edge[] =>
  corners.flatMap((corner, at): Edge[] => {
    const next = corners[at + 1] ?? (closed ? corners[0] : corners.length === 1 ? corner : undefined)
    return next ? [[corner, next]] : []
  })

/** Where a level line crosses the edges, from left to right. */
const crossingsAt = (edges: readonly Edge[], y: number): readonly number[] =>
  edges
    .filter(([a, b]) => a.y > y !== b.y > y)
    .map(([a, b]) => a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y))
    .sort((one, other) => one - other)

/** Distance from a ring's line, cells; above zero within it (even-odd). */
function ringField(grid: Grid, ring: readonly Corner[]): Float32Array {
  const edges = edgesOf(ring, true)
  const off = near(grid, edges, band).map(value => -value)
  for (let y = 0; y < grid.height; y++) {
    const crossings = crossingsAt(edges, y + 0.5)
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const [from = 0, to = 0] = crossings.slice(pair, pair + 2)
      const start = y * grid.width
      for (let x = Math.ceil(from - 0.5); x < to - 0.5; x++) off[start + x] = -(off[start + x] ?? 0)
    }
  }
  return off
}

/** Distance into the brush's trace, cells; above zero where it covered. */
function traceField(grid: Grid, path: readonly Corner[], radius: number): Float32Array {
  return near(grid, edgesOf(path, false), radius + band).map(value => radius - value)
}

/** Both fields as one, and whether the brush reached the ring at all. */
function joined(act: BrushStroke['act'], ring: Float32Array, trace: Float32Array) {
  let meets = false
  const data = ring.map((value, at) => {
    const covered = trace[at] ?? -band
    if (value > 0 && covered > 0) meets = true
    return act === 'add' ? Math.max(value, covered) : Math.min(value, -covered)
  })
  return { data, meets }
}

/** A ring of at most so many corners, which leaves the old one no further than that needs; `from` px are always allowed. */
export function ofFewCorners(ring: readonly Corner[], from: number, most = mostCorners): readonly Corner[] {
  let allowed = from
  let fewer = simplified(ring, allowed)
  while (fewer.length > most) {
    allowed *= 1.5
    fewer = simplified(ring, allowed)
  }
  return fewer.length < 3 ? ring : fewer
}

/**
 * A ring after a stroke of the brush, px of the picture. A stroke that does not meet it changes nothing; of several parts the
 * largest stays, without holes; undefined where nothing is left.
 */
export function brushed(ring: readonly Corner[], stroke: BrushStroke): readonly Corner[] | undefined {
  const grid = gridOf(ring, stroke)
  const { cell, left, top, width, height } = grid
  const radius = stroke.radius / cell
  const trace = traceField(grid, onGrid(stroke.path, grid), radius)
  const { data, meets } = joined(stroke.act, ringField(grid, onGrid(ring, grid)), trace)
  if (!meets) return ring
  const field: Field = { width, height, data }
  const line = simplified(contourOf(alone(field).field), tolerance)
  if (line.length < 3) return undefined
  const next = line.map(({ x, y }) => ({ x: left + x * cell, y: top + y * cell }))
  return ofFewCorners(next, tolerance * cell)
}
