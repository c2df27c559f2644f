import type { MarkBody, MarkOf, Scale } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { Change, Drawn } from './changes.ts'
import type { Tool } from './drawing.ts'
import { figuresOf, pxUnit } from './figures.ts'
import type { Spot } from './spot.ts'

/** What of a measurement is not arithmetic: the tool, its points and how well they were placed. */
export interface Measured {
  readonly tool: Exclude<Tool, 'region' | 'colour'>
  readonly points: readonly Spot[]
  /** k = 2, px of the original. */
  readonly placePx: number
}

/** A measurement as it is kept. How well its points were placed goes with it, so that it can be worked out again. */
export const measurementOf = (
  { tool, points, placePx }: Measured,
  scale: Scale | undefined,
): MarkOf<'measurement'> => ({
  kind: 'measurement',
  tool,
  points: points.map(([x, y]) => [x, y]),
  ...(scale && { scale }),
  figures: {
    ...figuresOf(tool, points, { scale, placePx }),
    placing: { value: placePx, unit: pxUnit },
  },
})

/** How well the points of a kept measurement or outline were placed, px, k = 2. */
export const placingOf = ({ figures }: Pick<MarkOf<'measurement'>, 'figures'>): number => figures['placing']?.value ?? 1

/** How well an outline can be followed by hand is what limits it, so its points are kept as few as that allows. */
export const outlineOf = (
  { points, placePx }: Pick<Measured, 'points' | 'placePx'>,
  scale: Scale | undefined,
): MarkOf<'outline'> => ({
  kind: 'outline',
  rings: [points.map(([x, y]) => [x, y])],
  origin: 'hand',
  edited: false,
  ...(scale && { scale }),
  figures: {
    ...figuresOf('polygon', points, { scale, placePx }),
    placing: { value: placePx, unit: pxUnit },
  },
})

/** An outline after its ring was changed, or its scale: what is not length or area stays as it was found. */
export function outlineAs(body: MarkOf<'outline'>, ring: readonly Spot[], scale: Scale | undefined): MarkOf<'outline'> {
  const { scale: _, ...without } = body
  const { figures, ...next } = outlineOf({ points: ring, placePx: placingOf(body) }, scale)
  const { origin } = body
  return { ...without, ...next, origin, figures: { ...body.figures, ...figures } }
}

const sameScale = (a: Scale | undefined, b: Scale | undefined): boolean =>
  a?.umPerPx === b?.umPerPx && a?.relativeUncertainty === b?.relativeUncertainty

/** A measurement or outline under another scale; undefined where nothing changes. */
export function remeasured(body: Mark['body'], scale: Scale | undefined): MarkBody | undefined {
  if ((body.kind !== 'measurement' && body.kind !== 'outline') || sameScale(body.scale, scale)) return undefined
  if (body.kind === 'outline') {
    const [ring, ...more] = body.rings
    return ring && more.length === 0 ? { ...outlineAs(body, ring, scale), edited: body.edited } : undefined
  }
  if (body.tool === 'colour') return undefined
  const { scale: _, ...without } = body
  const { tool, points } = body
  return { ...without, ...measurementOf({ tool, points, placePx: placingOf(body) }, scale) }
}

/** The changes that bring all measurements of a picture to a scale. */
export const remeasuredAll = (
  marks: readonly Mark[],
  scale: Scale | undefined,
  drawnOf: (mark: Mark) => Drawn,
): readonly Change[] =>
  marks.flatMap(mark => {
    const body = remeasured(mark.body, scale)
    const before = drawnOf(mark)
    return body ? [{ thing: mark.markId, before, after: { ...before, body } }] : []
  })
