import type { Mark } from '../../src-shared/contract/review.ts'
import { isFree, type Tool } from './drawing.ts'
import { distance, ellipseRing, middleOf, type Spot } from './spot.ts'

/** One line of a shape, px of the picture; a closed one joins its ends. */
export interface Line {
  readonly points: readonly Spot[]
  readonly closed: boolean
}

/** `suggestion`: nobody confirmed it yet, so it is dashed; `still`: there, but not to be chosen now. */
export type ShapeLook = 'mark' | 'suggestion' | 'still'

/** Something that lies on the picture. */
export interface Shape {
  readonly id: string
  /** What it is, in words; also the name of its handles. */
  readonly name: string
  readonly lines: readonly Line[]
  readonly look: ShapeLook
  /** Words beside it on the picture. */
  readonly label?: string
  readonly labelAt?: Spot
  /** Points that can be moved while it is chosen. */
  readonly handles?: readonly Spot[]
  /** True where handles may be added and taken away. */
  readonly nodes?: boolean
}

const ringAround = (centre: Spot, radius: number): readonly Spot[] =>
  Array.from({ length: 48 }, (_, at) => {
    const turn = (2 * Math.PI * at) / 48
    return [centre[0] + radius * Math.cos(turn), centre[1] + radius * Math.sin(turn)] as const
  })

const ellipseLines = (points: readonly Spot[]): readonly Line[] => [
  { points: ellipseRing(points), closed: true },
  { points: points.slice(0, 2), closed: false },
  { points: points.slice(2, 4), closed: false },
]

/** The lines that show a drawing's points, whole or not. */
export function linesOf(tool: Tool, points: readonly Spot[]): readonly Line[] {
  const [centre, edge] = points
  if (!centre || !edge) return []
  if (tool === 'colour') return [{ points: ringAround(centre, distance(centre, edge)), closed: true }]
  if (tool === 'ellipse' && points.length === 4) return ellipseLines(points)
  return [{ points, closed: isFree(tool) && points.length > 2 }]
}

/** Where a shape's words stand: beside its rightmost point. */
export const labelSpot = (points: readonly Spot[]): Spot | undefined =>
  points.reduce<Spot | undefined>((best, spot) => (best === undefined || spot[0] > best[0] ? spot : best), undefined)

/** A kept mark as it lies on its picture; undefined for marks that have no place. */
export function shapeOf({ markId, body }: Mark, words: { name: string; label: string }): Shape | undefined {
  const base = { id: markId, name: words.name, label: words.label, look: 'mark' as const }
  if (body.kind === 'measurement') {
    const lines = linesOf(body.tool, body.points)
    return withLabel({ ...base, lines, handles: body.points, nodes: body.tool === 'polygon' }, body.points)
  }
  if (body.kind === 'scale' && body.line) {
    const [from, to] = body.line
    return { ...base, lines: [{ points: body.line, closed: false }], labelAt: middleOf(from, to) }
  }
  if (body.kind === 'outline') return withLabel({ ...base, ...ringsOf(body.rings) }, body.rings.flat())
  return undefined
}

/** More handles than this hide the edge they lie on. */
const mostHandles = 80

/** A single ring of few points can be edited by them. */
function ringsOf(rings: readonly (readonly Spot[])[]): Pick<Shape, 'lines' | 'handles' | 'nodes'> {
  const lines = rings.map(points => ({ points, closed: true }))
  const [ring] = rings
  return ring && rings.length === 1 && ring.length <= mostHandles ? { lines, handles: ring, nodes: true } : { lines }
}

function withLabel(shape: Shape, points: readonly Spot[]): Shape {
  const labelAt = labelSpot(points)
  return labelAt ? { ...shape, labelAt } : shape
}

/** SVG path data of a shape's lines, px of the picture. */
export const pathOf = (lines: readonly Line[]): string =>
  lines
    .filter(({ points }) => points.length > 0)
    .map(({ points, closed }) => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`)
    .join('')
