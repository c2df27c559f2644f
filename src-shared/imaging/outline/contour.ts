import type { Field } from './field.ts'
import type { Corner } from './suggestion.ts'

/** Sides of a cell that a line crosses, from and to, with the inside on its left; by which corners are inside (8 4 / 1 2). */
const crossings: readonly (readonly (readonly [Side, Side])[])[] = [
  [],
  [['bottom', 'left']],
  [['right', 'bottom']],
  [['right', 'left']],
  [['top', 'right']],
  [
    ['top', 'right'],
    ['bottom', 'left'],
  ],
  [['top', 'bottom']],
  [['top', 'left']],
  [['left', 'top']],
  [['bottom', 'top']],
  [
    ['left', 'top'],
    ['right', 'bottom'],
  ],
  [['right', 'top']],
  [['left', 'right']],
  [['bottom', 'right']],
  [['left', 'bottom']],
  [],
]
type Side = 'top' | 'right' | 'bottom' | 'left'

/** The field with a rim that mirrors the border's values below zero, so that a line along the border lies exactly on it. */
function rimmed({ width, height, data }: Field): Field {
  const [wide, high] = [width + 2, height + 2]
  const into = new Float32Array(wide * high)
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const [fromX, fromY] = [Math.min(width, Math.max(1, x)) - 1, Math.min(height, Math.max(1, y)) - 1]
      const value = data[fromY * width + fromX] ?? 0
      const rim = x === 0 || y === 0 || x === wide - 1 || y === high - 1
      into[y * wide + x] = rim ? -Math.abs(value) : value
    }
  }
  return { width: wide, height: high, data: into }
}

/** Which side leads to which: sides are numbered by the cell corner they begin at, level ones even, upright ones odd. */
function stepsOf({ width, height, data }: Field): Map<number, number> {
  const steps = new Map<number, number>()
  const inside = (cell: number): number => ((data[cell] ?? 0) > 0 ? 1 : 0)
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const cell = y * width + x
      const code = 8 * inside(cell) + 4 * inside(cell + 1) + 2 * inside(cell + width + 1) + inside(cell + width)
      const number = { top: 2 * cell, bottom: 2 * (cell + width), left: 2 * cell + 1, right: 2 * (cell + 1) + 1 }
      for (const [from, to] of crossings[code] ?? []) steps.set(number[from], number[to])
    }
  }
  return steps
}

/** Where zero is crossed on a side, in cells of the field before it got its rim. */
function crossed({ width, data }: Field, side: number): Corner {
  const cell = side >> 1
  const upright = side % 2 === 1
  const [from, to] = [data[cell] ?? 0, data[cell + (upright ? width : 1)] ?? 0]
  const share = from === to ? 0.5 : from / (from - to)
  return {
    x: (cell % width) - 0.5 + (upright ? 0 : share),
    y: Math.floor(cell / width) - 0.5 + (upright ? share : 0),
  }
}

/** The longest line at zero around a field's part above zero, in cells of the field; empty where nothing is above zero. */
export function contourOf(field: Field): readonly Corner[] {
  const padded = rimmed(field)
  const steps = stepsOf(padded)
  let longest: readonly number[] = []
  while (steps.size > 0) {
    const [start = 0] = steps.keys()
    const line: number[] = []
    for (let side: number | undefined = start; side !== undefined; ) {
      const next: number | undefined = steps.get(side)
      if (next !== undefined) line.push(side)
      steps.delete(side)
      side = next
    }
    if (line.length > longest.length) longest = line
  }
  return longest.map(side => crossed(padded, side))
}

const distance = (p: Corner, a: Corner, b: Corner): number => {
  const [x, y] = [b.x - a.x, b.y - a.y]
  const squared = x * x + y * y
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * x + (p.y - a.y) * y) / squared))
  return Math.hypot(p.x - a.x - along * x, p.y - a.y - along * y)
}

/** Fewer corners, none left out that lies further than `tolerance` from the line that remains (Douglas and Peucker 1973). */
export function simplified(ring: readonly Corner[], tolerance: number): readonly Corner[] {
  const first = ring[0]
  if (!first || ring.length < 4) return ring
  const closed = [...ring, first]
  const kept = new Set([0, Math.floor(ring.length / 2), ring.length])
  const spans: [number, number][] = [
    [0, Math.floor(ring.length / 2)],
    [Math.floor(ring.length / 2), ring.length],
  ]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    let [worst, at] = [tolerance, 0]
    for (let i = from + 1; i < to; i++) {
      const far = distance(closed[i] ?? first, closed[from] ?? first, closed[to] ?? first)
      if (far > worst) [worst, at] = [far, i]
    }
    if (at === 0) continue
    kept.add(at)
    spans.push([from, at], [at, to])
  }
  return ring.filter((_, i) => kept.has(i))
}
