import { axesOf, distance, middleOf, type Spot, simplified } from './spot.ts'

/** What can be drawn. `region` is a place on the picture that a score rests on; it has no figures. */
export type Tool = 'length' | 'ellipse' | 'polygon' | 'angle' | 'colour' | 'region'

/** What is drawn just now: the points set so far, and the one that still follows the pointer. */
export interface Drawing {
  readonly tool: Tool
  readonly points: readonly Spot[]
  readonly loose?: Spot
  /** True while the pointer is held: a line drawn in one stroke ends where it is let go. */
  readonly held: boolean
  /** How many points there were when the pointer went down. */
  readonly heldFrom?: number
}

/** Points after which a drawing is whole; `undefined`: as many as one likes, ended by Enter, a double click or its first point. */
const whole: Readonly<Record<Tool, number | undefined>> = {
  length: 2,
  angle: 3,
  ellipse: 3,
  colour: 2,
  polygon: undefined,
  region: undefined,
}
const fewest: Readonly<Record<Tool, number>> = { length: 2, angle: 3, ellipse: 3, colour: 2, polygon: 3, region: 3 }

export type Stroke =
  /** The pointer goes down, or Enter sets a point; `nearPx` is how far off still means the same point. */
  | { readonly kind: 'press'; readonly at: Spot; readonly nearPx: number }
  | { readonly kind: 'move'; readonly at: Spot; readonly nearPx: number }
  | { readonly kind: 'release'; readonly at: Spot; readonly nearPx: number }
  /** Takes the last point back. */
  | { readonly kind: 'back' }
  /** Ends a drawing of any number of points. */
  | { readonly kind: 'end' }

/** What a stroke leads to: the drawing goes on, or it is done and its points are ready to be kept. */
export interface Step {
  readonly drawing: Drawing
  readonly done?: readonly Spot[]
}

export const blank = (tool: Tool): Drawing => ({ tool, points: [], held: false })

/** True for a tool whose drawings are closed rings of any number of points. */
export const isFree = (tool: Tool): boolean => whole[tool] === undefined

/** Points as they are kept: an ellipse by the four ends of its axes, everything else as drawn. */
function finished(tool: Tool, points: readonly Spot[]): readonly Spot[] {
  const [from, to, side] = points
  return tool === 'ellipse' && from && to && side ? axesOf(from, to, side) : points
}

const done = ({ tool, points }: Drawing): Step => ({ drawing: blank(tool), done: finished(tool, points) })

function added(drawing: Drawing, at: Spot, held: boolean): Step {
  const { loose: _, ...kept } = drawing
  const next = { ...kept, points: [...drawing.points, at], held }
  return next.points.length === whole[drawing.tool] ? done(next) : { drawing: next }
}

const ended = (drawing: Drawing): Step =>
  isFree(drawing.tool) && drawing.points.length >= fewest[drawing.tool] ? done(drawing) : { drawing }

function pressed(drawing: Drawing, at: Spot, nearPx: number): Step {
  const [first] = drawing.points
  const last = drawing.points.at(-1)
  const closes = isFree(drawing.tool) && drawing.points.length >= 3 && first && distance(first, at) <= nearPx
  if (closes) return ended(drawing)
  // A second point on the first one would have no length: a double click is one point.
  if (last && distance(last, at) <= nearPx / 4) return { drawing: { ...drawing, held: true } }
  return added({ ...drawing, heldFrom: drawing.points.length }, at, true)
}

function moved(drawing: Drawing, at: Spot, nearPx: number): Step {
  const last = drawing.points.at(-1)
  if (drawing.held && isFree(drawing.tool) && last && distance(last, at) > nearPx / 2) return added(drawing, at, true)
  return { drawing: { ...drawing, loose: at } }
}

function released(drawing: Drawing, at: Spot, nearPx: number): Step {
  const last = drawing.points.at(-1)
  if (!drawing.held || !last) return { drawing }
  const free = { ...drawing, held: false }
  if (!isFree(drawing.tool)) return distance(last, at) > nearPx ? added(free, at, false) : { drawing: free }
  // A ring drawn in one stroke is done when the hand lets go; single clicks go on.
  if (drawing.points.length - (drawing.heldFrom ?? 0) < fewestOfStroke) return { drawing: free }
  return done({ ...free, points: simplified(drawing.points, nearPx / 12) })
}

/** Points set in one go from which on it was a stroke around something, not a shaky click. */
const fewestOfStroke = 10

/** One stroke of the hand on a drawing. */
export function drawn(drawing: Drawing, stroke: Stroke): Step {
  if (stroke.kind === 'back') return { drawing: { ...drawing, points: drawing.points.slice(0, -1), held: false } }
  if (stroke.kind === 'end') return ended(drawing)
  if (stroke.kind === 'press') return pressed(drawing, stroke.at, stroke.nearPx)
  return stroke.kind === 'move' ? moved(drawing, stroke.at, stroke.nearPx) : released(drawing, stroke.at, stroke.nearPx)
}

/** The points to show while drawing: those set, and the loose one where it would go. */
export function shownOf({ tool, points, loose }: Drawing): readonly Spot[] {
  const all = loose && points.length > 0 ? [...points, loose] : points
  return all.length === whole[tool] ? finished(tool, all) : all
}

/** What is done to a point of a kept shape: moved, taken away, or another one set halfway to the next. */
export type Reshape =
  | { readonly at: number; readonly to: Spot }
  | { readonly at: number; readonly act: 'remove' | 'insert' }

/** A ring's points after that; one of three points keeps them all. */
function ringReshaped(points: readonly Spot[], { at, act }: Extract<Reshape, { act: string }>): readonly Spot[] {
  const [here, next] = [points[at], points[(at + 1) % points.length]]
  if (act === 'remove') return points.length > 3 ? points.toSpliced(at, 1) : points
  return here && next ? points.toSpliced(at + 1, 0, middleOf(here, next)) : points
}

/** A drawing's points after one of them was changed; an ellipse keeps its axes square to each other. */
export function reshaped(tool: Tool, points: readonly Spot[], change: Reshape): readonly Spot[] {
  if ('act' in change) return isFree(tool) ? ringReshaped(points, change) : points
  const next = points.map((spot, index) => (index === change.at ? change.to : spot))
  const [from, to, side, other] = next
  if (tool !== 'ellipse' || !from || !to || !side || !other) return next
  return axesOf(from, to, change.at === 3 ? other : side)
}
