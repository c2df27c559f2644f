import { criteria, criterionOf } from '../../src-shared/clinical/dermoscopy/criteria.ts'
import type { Answers, CriterionGroup } from '../../src-shared/clinical/dermoscopy/criterion.ts'
import { unseenOn } from '../../src-shared/clinical/dermoscopy/scores.ts'
import type { MarkOf } from '../../src-shared/contract/marks.ts'
import type { Shape } from '../marks/shape.ts'
import type { Spot } from '../marks/spot.ts'

type Kept = MarkOf<'score'>['ticks']
/** What suggested a tick before it was taken. */
export type Suggested = NonNullable<Kept[number]['suggested']>

/** What was answered for one criterion, and the lines and rings on the picture that it rests on. */
export interface Tick {
  readonly value: boolean | number
  readonly regions: readonly (readonly Spot[])[]
  /** Only on one that was taken as it was suggested. */
  readonly suggested?: Suggested
}

/** Criterion code to answer; what is not there was not answered. */
export type Ticks = Readonly<Record<string, Tick>>

type Context = MarkOf<'score'>['context']

/** The answers without their places. */
export const answersIn = (ticks: Ticks): Answers =>
  Object.fromEntries(Object.entries(ticks).map(([code, { value }]) => [code, value]))

/** Answers a criterion; the same answer again takes it back. A presence that needs a place is answered by `withRegion`. */
export function answered(ticks: Ticks, code: string, value: boolean | number): Ticks {
  const { [code]: before, ...others } = ticks
  return before?.value === value ? others : { ...others, [code]: { value, regions: [] } }
}

/** Takes suggestions over as they are, all of them in one step. */
export const withTaken = (ticks: Ticks, taken: readonly (Tick & { readonly code: string })[]): Ticks => ({
  ...ticks,
  ...Object.fromEntries(taken.map(({ code, ...tick }) => [code, tick])),
})

/** A grade stays, anything else is present. */
const valueWithPlace = (before: Tick | undefined): boolean | number =>
  typeof before?.value === 'number' ? before.value : true

/** Present, and one place more. Changed by hand, it is no suggestion any longer. */
export const withRegion = (ticks: Ticks, code: string, ring: readonly Spot[]): Ticks => ({
  ...ticks,
  [code]: { value: valueWithPlace(ticks[code]), regions: [...(ticks[code]?.regions ?? []), ring] },
})

/** One place less; with its last place the answer goes, too. */
export function withoutRegion(ticks: Ticks, code: string, at: number): Ticks {
  const { [code]: before, ...others } = ticks
  const regions = (before?.regions ?? []).filter((_, index) => index !== at)
  return regions.length === 0 ? others : { ...others, [code]: { value: valueWithPlace(before), regions } }
}

/** Everything of a group that was not answered is absent. Grades are not guessed. */
export function restAbsent(ticks: Ticks, group: CriterionGroup, unseen: readonly string[]): Ticks {
  const open = criteria.filter(
    one => one.group === group && !one.grades && ticks[one.code] === undefined && !unseen.includes(one.code),
  )
  return { ...ticks, ...Object.fromEntries(open.map(({ code }) => [code, { value: false, regions: [] }])) }
}

/** The number of every criterion that has places, in the order of the checklist: what stands on the picture and in the report. */
export function numbersOf(ticks: Ticks): ReadonlyMap<string, number> {
  const placed = criteria.filter(({ code }) => (ticks[code]?.regions.length ?? 0) > 0)
  return new Map(placed.map(({ code }, at) => [code, at + 1]))
}

/** Ticks as they are kept, in the order of the checklist; what this light cannot show is left out. */
export function keptTicks(ticks: Ticks, context: Context): Kept {
  const unseen = unseenOn(context)
  return criteria.flatMap(({ code }) => {
    const tick = ticks[code]
    if (!tick || unseen.includes(code)) return []
    const regions = tick.regions.map(ring => ring.map(([x, y]): [number, number] => [x, y]))
    return [{ criterion: code, value: tick.value, regions, ...(tick.suggested && { suggested: tick.suggested }) }]
  })
}

/** Kept ticks as they are edited; a criterion that is no longer known is left out. */
export const ticksOf = (kept: Kept): Ticks =>
  Object.fromEntries(
    kept.flatMap(({ criterion, value, regions, suggested }) =>
      typeof value === 'string' || !criterionOf(criterion)
        ? []
        : [[criterion, { value, regions, ...(suggested && { suggested }) }]],
    ),
  )

const topOf = (ring: readonly Spot[]): Spot | undefined =>
  ring.reduce<Spot | undefined>((best, spot) => (best && best[1] <= spot[1] ? best : spot), undefined)

/** A criterion's places as one shape, so that it lights up whole, and a number at each. `only` leaves the others away. */
export function shapesOf(ticks: Ticks, nameOf: (code: string) => string, only?: ReadonlySet<string>): readonly Shape[] {
  return [...numbersOf(ticks)].flatMap(([code, number]): Shape[] => {
    if (only && !only.has(code)) return []
    const regions = ticks[code]?.regions ?? []
    const lines = regions.map(points => ({ points, closed: points.length > 2 }))
    const base = { name: nameOf(code), look: 'mark' as const, label: String(number) }
    return regions.map((ring, at) => {
      const labelAt = topOf(ring)
      const id = at === 0 ? code : `${code}#${at}`
      return { ...base, id, lines: at === 0 ? lines : [], ...(labelAt && { labelAt }) }
    })
  })
}
