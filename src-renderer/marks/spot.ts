import type { PaneView } from '../viewer/pane-view.ts'

/** A place on a picture: px of the upright original, x to the right, y down, from the outer corner of its first pixel. */
export type Spot = readonly [x: number, y: number]

/** The upright original's size, px. */
export interface Extent {
  readonly widthPx: number
  readonly heightPx: number
}

/** CSS px of a spot, from the pane's top left corner. */
export const cssOf = ({ toPane }: Pick<PaneView, 'toPane'>, [x, y]: Spot): Spot => {
  const css = toPane({ x, y })
  return [css.x, css.y]
}

/** The spot under a CSS px of the pane. */
export const spotAt = ({ toPicture }: Pick<PaneView, 'toPicture'>, [x, y]: Spot): Spot => {
  const spot = toPicture({ x, y })
  return [spot.x, spot.y]
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value))

/** The nearest spot on the picture, to a hundredth of a px: finer than any hand. */
export const onPicture = ({ widthPx, heightPx }: Extent, [x, y]: Spot): Spot => [
  Math.round(clamp(x, widthPx) * 100) / 100,
  Math.round(clamp(y, heightPx) * 100) / 100,
]

/** True where the spot lies on the picture or at most `slipPx` beside it. */
export const isOnPicture = ({ widthPx, heightPx }: Extent, [x, y]: Spot, slipPx = 0): boolean =>
  x >= -slipPx && y >= -slipPx && x <= widthPx + slipPx && y <= heightPx + slipPx

export const distance = ([ax, ay]: Spot, [bx, by]: Spot): number => Math.hypot(ax - bx, ay - by)

export const middleOf = ([ax, ay]: Spot, [bx, by]: Spot): Spot => [(ax + bx) / 2, (ay + by) / 2]

/** Area of a ring, square px, whichever way it runs. */
export const areaOf = (ring: readonly Spot[]): number => {
  let twice = 0
  let [px, py] = ring.at(-1) ?? [0, 0]
  for (const [x, y] of ring) {
    twice += px * y - x * py
    ;[px, py] = [x, y]
  }
  return Math.abs(twice) / 2
}

/** Length of a ring's edge, px. */
export const perimeterOf = (ring: readonly Spot[]): number =>
  ring.reduce((sum, spot, at) => sum + distance(spot, ring.at(at - 1) ?? spot), 0)

/** The angle at `corner` between the legs to `one` and `other`, degrees, 0–180. */
export const angleAt = (one: Spot, corner: Spot, other: Spot): number => {
  const turn =
    Math.atan2(other[1] - corner[1], other[0] - corner[0]) - Math.atan2(one[1] - corner[1], one[0] - corner[0])
  const degrees = Math.abs((turn * 180) / Math.PI)
  return degrees > 180 ? 360 - degrees : degrees
}

/** The four ends of an ellipse's axes from its long axis and any spot that says how wide it is (DICOM's ELLIPSE order). */
export const axesOf = (from: Spot, to: Spot, side: Spot): readonly [Spot, Spot, Spot, Spot] => {
  const [cx, cy] = middleOf(from, to)
  const length = distance(from, to) || 1
  const [nx, ny] = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length]
  const half = Math.abs((side[0] - cx) * nx + (side[1] - cy) * ny)
  return [from, to, [cx + nx * half, cy + ny * half], [cx - nx * half, cy - ny * half]]
}

/** A ring of an ellipse given by the four ends of its axes. */
export const ellipseRing = ([from, to, side]: readonly Spot[], corners = 72): readonly Spot[] => {
  if (!from || !to || !side) return []
  const [cx, cy] = middleOf(from, to)
  const [ax, ay] = [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2]
  const [bx, by] = [side[0] - cx, side[1] - cy]
  return Array.from({ length: corners }, (_, at) => {
    const [cos, sin] = [Math.cos((2 * Math.PI * at) / corners), Math.sin((2 * Math.PI * at) / corners)]
    return [cx + ax * cos + bx * sin, cy + ay * cos + by * sin] as const
  })
}

/** How far a spot lies from the stretch between two others, px. */
export const offStretch = (spot: Spot, from: Spot, to: Spot): number => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : ((spot[0] - from[0]) * dx + (spot[1] - from[1]) * dy) / square
  const held = Math.min(1, Math.max(0, along))
  return distance(spot, [from[0] + held * dx, from[1] + held * dy])
}

/** Leaves out spots that lie within `tolerancePx` of the line without them (Douglas and Peucker 1973). */
export function simplified(line: readonly Spot[], tolerancePx: number): readonly Spot[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || line.length < 3) return line
  let [worst, at] = [0, 0]
  for (let index = 1; index < line.length - 1; index++) {
    const off = offStretch(line[index] ?? first, first, last)
    if (off > worst) [worst, at] = [off, index]
  }
  if (worst <= tolerancePx) return [first, last]
  const head = simplified(line.slice(0, at + 1), tolerancePx)
  return [...head.slice(0, -1), ...simplified(line.slice(at), tolerancePx)]
}

type Edge = readonly [Spot, Spot]

const sideOf = ([from, to]: Edge, spot: Spot): number =>
  Math.sign((to[0] - from[0]) * (spot[1] - from[1]) - (to[1] - from[1]) * (spot[0] - from[0]))

/** True where each of two edges has its ends on both sides of the other. */
const crosses = (one: Edge, other: Edge): boolean =>
  sideOf(one, other[0]) * sideOf(one, other[1]) < 0 && sideOf(other, one[0]) * sideOf(other, one[1]) < 0

/** True where a ring runs through itself: it encloses no plain area. */
export function crossesItself(ring: readonly Spot[]): boolean {
  const edges = ring.map((spot, at): Edge => [spot, ring[(at + 1) % ring.length] ?? spot])
  return edges.some((edge, at) => edges.slice(at + 2).some(other => crosses(edge, other)))
}

/** True inside a ring (even-odd). */
export const isInside = ([x, y]: Spot, ring: readonly Spot[]): boolean => {
  let inside = false
  let [px, py] = ring.at(-1) ?? [0, 0]
  for (const [qx, qy] of ring) {
    if (qy > y !== py > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside
    ;[px, py] = [qx, qy]
  }
  return inside
}
