import { type Laterality, siteOf } from './body-sites.ts'
import { along, around, inside, middleOf, type Point, pathOf, type Ring, smooth } from './shape.ts'

export type ViewId =
  | 'front'
  | 'back'
  | 'head-front'
  | 'head-left'
  | 'head-right'
  | 'head-back'
  | 'scalp'
  | 'palms'
  | 'hands-back'
  | 'feet-top'
  | 'soles'
  | 'fingernails'
  | 'toenails'

/** One clickable place of a view. `path` is SVG path data (fill-rule evenodd); `labelAt` lies inside it. */
export interface BodyRegion {
  /** Unique within the view, e.g. "36141000-left". */
  readonly id: string
  readonly siteCode: string
  readonly laterality?: Laterality
  readonly path: string
  readonly labelAt: Point
  readonly rings: readonly Ring[]
}

export interface BodyView {
  readonly id: ViewId
  readonly label: string
  readonly width: number
  readonly height: number
  /** Silhouette as SVG path data. */
  readonly outline: string
  /** Fine lines that make the figure readable (eyes, mouth, folds); stroke only, not clickable. */
  readonly lines: readonly string[]
  readonly regions: readonly BodyRegion[]
}

/**
 * A region as drawn, on one half where the view is symmetrical: site code, kind, and its border walked round once.
 * The border is written "x,y x,y>x,y …": a corner, or (with >) the stretch of the silhouette between two points near it.
 * midline: half a border, from x = 0 back to x = 0, closed by its mirror image; island: small and smooth, cut out of what it lies in.
 */
export type Draft = readonly [site: string, kind: 'sided' | 'midline' | 'island', border: string]

export interface Sketch {
  readonly id: ViewId
  readonly label: string
  readonly width: number
  readonly height: number
  /** halves: half a figure, x from the midline; pair: one of two closed figures, x from the midline; whole: the whole figure. */
  readonly form: 'halves' | 'pair' | 'whole'
  /** Points of the silhouette, "x,y x,y …". */
  readonly silhouette: string
  readonly drafts: readonly Draft[]
  readonly lines?: readonly string[]
  /** Side of the patient on the viewer's right (halves, pair) or of the whole view. */
  readonly side: 'left' | 'right'
  /** Applied to every point as read. */
  readonly turn?: (point: Point) => Point
}

type Step = Point | { readonly from: Point; readonly to: Point }

const opposite = { left: 'right', right: 'left' } as const

const same = (point: Point): Point => point

const pointOf = (text: string, turn: (point: Point) => Point): Point => {
  const [x = 0, y = 0] = text.split(',').map(Number)
  return turn([x, y])
}

const pointsOf = (text: string, turn = same): Point[] => text.split(' ').map(one => pointOf(one, turn))

const stepsOf = (text: string, turn = same): Step[] =>
  text.split(' ').map(one => {
    const [from = '', to] = one.split('>')
    return to === undefined ? pointOf(from, turn) : { from: pointOf(from, turn), to: pointOf(to, turn) }
  })

interface Ground {
  readonly sketch: Sketch
  readonly line: readonly Point[]
}

const ringOf = ({ sketch, line }: Ground, [, kind, border]: Draft): Point[] => {
  if (kind === 'island') return smooth(pointsOf(border, sketch.turn), true)
  const walk = sketch.form === 'halves' ? along : around
  return stepsOf(border, sketch.turn).flatMap(step => ('from' in step ? walk(line, step.from, step.to) : [step]))
}

/** From distances off the midline to the view's own x; `sign` −1 mirrors. */
const placed = (sketch: Sketch, ring: Ring, sign: 1 | -1): Point[] =>
  ring.map(([x, y]) => [sketch.form === 'whole' ? x : sketch.width / 2 + sign * x, y])

const region = (site: string, rings: readonly Ring[], laterality?: Laterality): BodyRegion => ({
  id: laterality === undefined ? site : `${site}-${laterality}`,
  siteCode: site,
  ...(laterality === undefined ? {} : { laterality }),
  path: pathOf(rings),
  labelAt: middleOf(rings),
  rings,
})

/** Islands of the same side that lie in this ring. */
const holesOf = (islands: readonly Ring[], ring: Ring): readonly Ring[] =>
  islands.filter(island => island !== ring && inside([ring], island[0] ?? [0, 0]))

const regionsOf = (ground: Ground): BodyRegion[] => {
  const { sketch } = ground
  const drawn = sketch.drafts.map(draft => ({ site: draft[0], kind: draft[1], ring: ringOf(ground, draft) }))
  const islands = drawn.filter(({ kind }) => kind === 'island').map(({ ring }) => ring)
  return drawn.flatMap(({ site, kind, ring }) => {
    if (kind === 'midline') {
      const mirror = ring.map(([x, y]): Point => [-x, y]).reverse()
      return [region(site, [placed(sketch, [...ring, ...mirror], 1)])]
    }
    const all = [ring, ...(kind === 'island' ? [] : holesOf(islands, ring))]
    const on = (sign: 1 | -1): Ring[] => all.map(one => placed(sketch, one, sign))
    if (sketch.form === 'whole') return [region(site, on(1), siteOf(site)?.sided ? sketch.side : undefined)]
    return [region(site, on(1), sketch.side), region(site, on(-1), opposite[sketch.side])]
  })
}

const outlineOf = ({ sketch, line }: Ground): Ring[] => {
  if (sketch.form === 'whole') return [line]
  const [right, left] = [placed(sketch, line, 1), placed(sketch, line, -1)]
  return sketch.form === 'pair' ? [right, left] : [[...right, ...left.reverse()]]
}

const linesOf = (sketch: Sketch): string[] =>
  (sketch.lines ?? []).flatMap(points => {
    const line = smooth(pointsOf(points, sketch.turn), false)
    const right = pathOf([placed(sketch, line, 1)], false)
    return sketch.form === 'whole' ? [right] : [right, pathOf([placed(sketch, line, -1)], false)]
  })

/** Turns a sketch into a view: silhouette smoothed, sides mirrored, islands cut out. */
export const viewOf = (sketch: Sketch): BodyView => {
  const ground = { sketch, line: smooth(pointsOf(sketch.silhouette, sketch.turn), sketch.form !== 'halves') }
  const { id, label, width, height } = sketch
  return {
    id,
    label,
    width,
    height,
    outline: pathOf(outlineOf(ground)),
    lines: linesOf(sketch),
    regions: regionsOf(ground),
  }
}
