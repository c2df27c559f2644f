import { extremities } from './body-extremities.ts'
import { back, front } from './body-figure.ts'
import { heads } from './body-head.ts'
import { nailSketches } from './body-nails.ts'
import type { Laterality } from './body-sites.ts'
import { type BodyRegion, type BodyView, type ViewId, viewOf } from './body-view.ts'
import { inside, type Point } from './shape.ts'

export type { BodyRegion, BodyView, ViewId } from './body-view.ts'

/** The body map: thirteen drawings, in the drawing's own units, the patient facing the viewer unless the label says otherwise. */
export const bodyViews = once((): readonly BodyView[] =>
  [front, back, ...heads, ...extremities, ...nailSketches].map(viewOf),
)

const byId = once(() => new Map(bodyViews().map(view => [view.id, view])))

/** Drawing them takes a quarter of a second, so it waits until somebody looks, and is done once. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/** The view with this id. */
export const bodyViewOf = (id: ViewId): BodyView => {
  const view = byId().get(id)
  if (view === undefined) throw new RangeError(`no body view ${id}`)
  return view
}

/** The region under a point in the view's units, or undefined beside the figure. */
export const regionAt = (view: BodyView, point: Point): BodyRegion | undefined =>
  view.regions.find(region => inside(region.rings, point))

/** A marked place: where on which drawing, and which coded site that is. */
export interface Pin {
  readonly viewId: ViewId
  /** In the view's units. */
  readonly x: number
  readonly y: number
  readonly siteCode: string
  readonly laterality?: Laterality
}

/** A pin at a point of a view; undefined beside the figure. */
export const pinAt = (view: BodyView, [x, y]: Point): Pin | undefined => {
  const region = regionAt(view, [x, y])
  if (region === undefined) return undefined
  const side = region.laterality === undefined ? {} : { laterality: region.laterality }
  return { viewId: view.id, x, y, siteCode: region.siteCode, ...side }
}

/** Every drawing on which a site can be shown, with its region; for a site known only by code, e.g. from another clinic. */
export const placesOf = (siteCode: string, laterality?: Laterality): { view: BodyView; region: BodyRegion }[] =>
  bodyViews().flatMap(view =>
    view.regions
      .filter(
        region =>
          region.siteCode === siteCode &&
          (laterality === undefined || region.laterality === undefined || region.laterality === laterality),
      )
      .map(region => ({ view, region })),
  )

/** The region to move to with an arrow key from another: the nearest whose middle lies that way; undefined at the rim. */
export const neighbourOf = (
  view: BodyView,
  from: BodyRegion,
  way: 'up' | 'down' | 'left' | 'right',
): BodyRegion | undefined => {
  const [fx, fy] = from.labelAt
  const aim = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }[way] as [number, number]
  const cost = ({ labelAt: [x, y] }: BodyRegion): number => {
    const forward = (x - fx) * aim[0] + (y - fy) * aim[1]
    const aside = Math.abs((x - fx) * aim[1]) + Math.abs((y - fy) * aim[0])
    return forward > 0.5 && aside < 2.5 * forward ? forward + 1.2 * aside : Number.POSITIVE_INFINITY
  }
  const best = view.regions.filter(region => region.id !== from.id).reduce((a, b) => (cost(b) < cost(a) ? b : a), from)
  return best === from || cost(best) === Number.POSITIVE_INFINITY ? undefined : best
}
