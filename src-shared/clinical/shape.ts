/** A place on a drawing: x to the viewer's right, y down, in the drawing's own units. */
export type Point = readonly [x: number, y: number]
export type Ring = readonly Point[]

const steps = 5

/** Catmull-Rom curve between b and c, without c itself. */
const between = (a: Point, b: Point, [c, d]: readonly [Point, Point]): Point[] =>
  Array.from({ length: steps }, (_, i): Point => {
    const t = i / steps
    const on = (axis: 0 | 1): number =>
      0.5 *
      (2 * b[axis] +
        (c[axis] - a[axis]) * t +
        (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t ** 2 +
        (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t ** 3)
    return [on(0), on(1)]
  })

/** A smooth line through the points, as many short segments; closed lines join their ends. */
export const smooth = (points: Ring, closed: boolean): Point[] => {
  const count = points.length
  const get = (i: number): Point => points[closed ? (i + count) % count : Math.min(Math.max(i, 0), count - 1)] ?? [0, 0]
  const spans = closed ? count : count - 1
  const line = Array.from({ length: spans }, (_, i) => between(get(i - 1), get(i), [get(i + 1), get(i + 2)])).flat()
  return closed ? line : [...line, get(count - 1)]
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])

const nearestIndex = (line: Ring, to: Point): number => {
  let best = 0
  for (let i = 1; i < line.length; i++) if (distance(line[i] ?? to, to) < distance(line[best] ?? to, to)) best = i
  return best
}

/** The stretch of a line between the points nearest to `from` and `to`, walked from one to the other. */
export const along = (line: Ring, from: Point, to: Point): Point[] => {
  const [first, last] = [nearestIndex(line, from), nearestIndex(line, to)]
  return first <= last ? line.slice(first, last + 1) : line.slice(last, first + 1).reverse()
}

/** As `along`, on a closed line, by the shorter way round. */
export const around = (line: Ring, from: Point, to: Point): Point[] => {
  const [first, last] = [nearestIndex(line, from), nearestIndex(line, to)]
  const forward = (last - first + line.length) % line.length
  const backward = line.length - forward
  const at = (i: number): Point => line[(i + line.length) % line.length] ?? from
  return forward <= backward
    ? Array.from({ length: forward + 1 }, (_, i) => at(first + i))
    : Array.from({ length: backward + 1 }, (_, i) => at(first - i))
}

/** True inside the rings by the even-odd rule, so that an inner ring is a hole. */
export const inside = (rings: readonly Ring[], [x, y]: Point): boolean => {
  let odd = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i] ?? [0, 0]
      const [bx, by] = ring[j] ?? [0, 0]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd
    }
  }
  return odd
}

const toSegment = (point: Point, [a, b]: readonly [Point, Point]): number => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const t = Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)))
  return distance(point, [a[0] + t * dx, a[1] + t * dy])
}

/** Distance from a point to the nearest border of the rings. */
export const toBorder = (rings: readonly Ring[], point: Point): number =>
  Math.min(...rings.flatMap(ring => ring.map((a, i) => toSegment(point, [a, ring[(i + 1) % ring.length] ?? a]))))

/** A roomy place near the middle of the rings, for a label or a keyboard focus mark; always inside. */
export const middleOf = (rings: readonly Ring[]): Point => {
  const outer = rings[0] ?? []
  const [xs, ys] = [outer.map(([x]) => x), outer.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const centre: Point = [left + wide / 2, top + high / 2]
  let best: { point: Point; score: number } = { point: outer[0] ?? [0, 0], score: Number.NEGATIVE_INFINITY }
  const grid = 11
  for (let i = 0; i < grid * grid; i++) {
    const point: Point = [left + (wide * ((i % grid) + 0.5)) / grid, top + (high * (Math.floor(i / grid) + 0.5)) / grid]
    if (!inside(rings, point)) continue
    const score = toBorder(rings, point) - distance(point, centre) / 4
    if (score > best.score) best = { point, score }
  }
  return best.point
}

const round = (value: number): string => String(Math.round(value * 100) / 100)

/** SVG path data; draw with fill-rule evenodd. */
export const pathOf = (rings: readonly Ring[], closed = true): string =>
  rings.map(ring => `M${ring.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${closed ? 'Z' : ''}`).join('')
