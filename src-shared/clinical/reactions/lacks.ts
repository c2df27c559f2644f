import type { ReactionContent } from '../../contract/reactions.ts'

/** What a report of form FDA 3500 is about, and why an event was serious (sections B1 and B2). */
export const reactionTypes = ['adverse event', 'product problem', 'use error', 'different manufacturer'] as const
export const reactionOutcomes = [
  'death',
  'life-threatening',
  'hospitalisation',
  'disability',
  'congenital anomaly',
  'other serious',
  'required intervention',
] as const

/** How a reaction went on. */
export const recoveries = ['recovered', 'recovering', 'lasting', 'after-effects', 'fatal', 'unknown'] as const

/** What a report must say before it is signed: a medicine, what happened, and since when. */
export const reactionNeeds = ['suspect', 'description', 'eventOn', 'diedOn', 'order'] as const
export type ReactionNeed = (typeof reactionNeeds)[number]

/** The items that are missing or contradict each other, in the order of the form; none where it may be signed. */
export function lacksOf({ suspects, description, eventOn, outcomes, diedOn }: ReactionContent): ReactionNeed[] {
  const died = outcomes.includes('death')
  const open: Readonly<Record<ReactionNeed, boolean>> = {
    suspect: !suspects.some(({ name }) => name !== undefined),
    description: description === undefined,
    eventOn: eventOn === undefined,
    diedOn: died !== (diedOn !== undefined),
    // Days are ISO 8601, which sort as they follow.
    order: suspects.some(({ from, to }) => from !== undefined && to !== undefined && from > to),
  }
  return reactionNeeds.filter(need => open[need])
}
