import type { Spot } from './spots.ts'

/** A place of the newer picture that the older one shows otherwise. It has no kind, no rank and no number: a person looks at it. */
export interface Candidate {
  readonly x: number
  readonly y: number
  readonly radius: number
}

export interface Laying {
  /** Where a place of the older picture lies on the newer one, px; undefined where the newer one ends. */
  readonly onto: (x: number, y: number) => readonly [number, number] | undefined
  /** Where a place of the newer picture lies on the older one; undefined where the older one ends: nothing can be said there. */
  readonly back: (x: number, y: number) => readonly [number, number] | undefined
  /** Fixed px per moving px. */
  readonly scale: number
  /** Error of the laying, px of the newer picture. */
  readonly residualPx: number
}

/** A spot counts as larger from here: the sizes are found in steps of 2, so this is one step and more. */
const grown = 1.9
/** Around each spot at least so far, px: skin slides. */
const leastReach = 6

/**
 * Places of the newer picture for which the older one shows no spot, or a clearly smaller one, where it lies. From top to bottom and
 * left to right: the order is that of reading, never of weight.
 */
export function candidatesOf(now: readonly Spot[], before: readonly Spot[], laying: Laying): readonly Candidate[] {
  const reach = Math.max(leastReach, 3 * laying.residualPx)
  const laid = before.flatMap(spot => {
    const place = laying.onto(spot.x, spot.y)
    return place ? [{ x: place[0], y: place[1], radius: spot.radius * laying.scale }] : []
  })
  const isKnown = ({ x, y, radius }: Spot): boolean =>
    laid.some(
      old =>
        Math.hypot(old.x - x, old.y - y) <= reach + Math.max(old.radius, radius) / 2 && radius < grown * old.radius,
    )
  return now
    .filter(spot => laying.back(spot.x, spot.y) !== undefined && !isKnown(spot))
    .map(({ x, y, radius }) => ({ x, y, radius }))
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
}
