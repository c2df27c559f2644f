/** What can be asked of somebody else. */
export const orderKinds = ['referral', 'laboratory', 'biopsy', 'phototherapy'] as const
export type OrderKind = (typeof orderKinds)[number]

/** What people do with an order. A result is no step: it is there or it is not, and is read from the record. */
export const orderSteps = [
  'sent',
  'accepted',
  'scheduled',
  'seen',
  'reported',
  'refused',
  'begun',
  'collected',
  'signed',
  'told',
  'planned',
  'closed',
  'withdrawn',
] as const
export type OrderStep = (typeof orderSteps)[number]

export const orderStates = ['draft', ...orderSteps, 'resulted'] as const
export type OrderState = (typeof orderStates)[number]

/** One step taken. `id` is made by whoever takes it, so that a step told twice is taken once. */
export interface CourseEvent {
  readonly id: string
  readonly what: OrderStep
  /** `signed` only: the digests of the results that were seen. */
  readonly seen?: readonly string[] | undefined
}

type Ways = Readonly<Partial<Record<OrderState, readonly OrderStep[]>>>

const referral: Ways = {
  draft: ['sent', 'withdrawn'],
  sent: ['accepted', 'scheduled', 'refused', 'withdrawn'],
  accepted: ['scheduled', 'seen', 'refused', 'withdrawn'],
  scheduled: ['seen', 'scheduled', 'refused', 'withdrawn'],
  seen: ['reported'],
  reported: ['closed'],
  // A refusal stays in sight until somebody says what happens instead.
  refused: ['closed'],
}

/** From a result on there is one way only: signed, told, planned, closed. */
const afterResult: Ways = { resulted: ['signed'], signed: ['told'], told: ['planned'], planned: ['closed'] }

const ways: Readonly<Record<OrderKind, Ways>> = {
  referral,
  biopsy: { draft: ['sent', 'withdrawn'], sent: ['collected', 'withdrawn'], ...afterResult },
  laboratory: {
    draft: ['sent', 'withdrawn'],
    sent: ['collected', 'withdrawn'],
    collected: ['withdrawn'],
    ...afterResult,
  },
  phototherapy: { draft: ['sent', 'withdrawn'], sent: ['begun', 'withdrawn'], begun: ['closed', 'withdrawn'] },
}

/** True for orders that end with a result: their loop stays open until the patient has been told. */
export const isLoop = (kind: OrderKind): boolean => kind === 'biopsy' || kind === 'laboratory'

/** The steps open from a state. */
export const stepsFrom = (kind: OrderKind, state: OrderState): readonly OrderStep[] => ways[kind][state] ?? []

const isBefore = (state: OrderState): boolean => state === 'sent' || state === 'collected'
const isOut = (state: OrderState): boolean => state === 'draft' || state === 'withdrawn'

/** The digests the last signature was given for. */
const signedOf = (events: readonly CourseEvent[]): readonly string[] =>
  events.findLast(({ what }) => what === 'signed')?.seen ?? []

/**
 * Where an order stands: by the last step, and for a loop by the results that are in the record now (`results`: their digests, of final
 * reports only). A result nobody has signed brings the loop back to `resulted`, even a closed one: an addendum must be read and told.
 * A result taken out again leaves the loop waiting for one.
 */
export function standOf(kind: OrderKind, events: readonly CourseEvent[], results: readonly string[]): OrderState {
  const last: OrderState = events.at(-1)?.what ?? 'draft'
  if (!isLoop(kind) || isOut(last)) return last
  if (results.length === 0) return isBefore(last) ? last : 'collected'
  const signed = signedOf(events)
  return isBefore(last) || results.some(one => !signed.includes(one)) ? 'resulted' : last
}

export interface Course {
  readonly kind: OrderKind
  readonly events: readonly CourseEvent[]
  readonly results: readonly string[]
}

/**
 * The events with one more; the same ones where it was taken already; undefined where it is not open now. A signature must be for
 * exactly the results that are there.
 */
export function taken({ kind, events, results }: Course, event: CourseEvent): readonly CourseEvent[] | undefined {
  if (events.some(({ id }) => id === event.id)) return events
  if (!stepsFrom(kind, standOf(kind, events, results)).includes(event.what)) return undefined
  if (event.what === 'signed' && !isSame(event.seen ?? [], results)) return undefined
  return [...events, event]
}

const isSame = (seen: readonly string[], there: readonly string[]): boolean =>
  seen.length === there.length && there.every(one => seen.includes(one))
