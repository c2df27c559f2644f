import type { NewMark } from '../../src-shared/contract/review.ts'

/** What of a mark is the clinician's; its name and its time are the record's. */
export type Drawn = Omit<NewMark, 'markId' | 'replaces'>

/** Something this session did: a thing (named for the session) went from one state to another; absent: it was not there. */
export interface Change {
  readonly thing: string
  readonly before?: Drawn
  readonly after?: Drawn
}

/** Changes that belong together: they are taken back and done again in one. */
export type Step = readonly Change[]

/** What was done, to be undone, and what was undone, to be done again; newest last. */
export interface Session {
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
  /** The mark that now stands for a thing. */
  readonly markOf: Readonly<Record<string, string>>
}

export const fresh: Session = { done: [], undone: [], markOf: {} }

const longest = 200

/** What the engine has to be asked for so that a thing comes from one state to another. */
export type Asked =
  | { readonly kind: 'put'; readonly drawn: Drawn; readonly replaces?: string }
  | { readonly kind: 'void'; readonly markId: string }

/** How a change is asked of the engine; undefined where there is nothing to do. */
export function askedOf({ markOf }: Session, { thing, after }: Change): Asked | undefined {
  const now = markOf[thing]
  if (after) return { kind: 'put', drawn: after, ...(now !== undefined && { replaces: now }) }
  return now === undefined ? undefined : { kind: 'void', markId: now }
}

/** A step the other way round. */
export const reversed = (step: Step): Step =>
  step.toReversed().map(({ thing, before, after }) => ({
    thing,
    ...(after && { before: after }),
    ...(before && { after: before }),
  }))

/** The session after the engine did one change and called the mark so. */
export function named(session: Session, { thing, after }: Change, markId: string): Session {
  const { [thing]: _, ...others } = session.markOf
  return { ...session, markOf: after ? { ...others, [thing]: markId } : others }
}

/** Where a step goes once it is durable. */
export type Noted = (session: Session, step: Step) => Session

/** A new step: what had been undone is over. */
export const kept: Noted = ({ done, markOf }, step) => ({ done: [...done, step].slice(-longest), undone: [], markOf })

/** The newest step was taken back. */
export const undoneOf: Noted = ({ done, undone, markOf }, step) => ({
  done: done.slice(0, -1),
  undone: [...undone, step],
  markOf,
})

/** The step undone last was done again. */
export const redoneOf: Noted = ({ done, undone, markOf }, step) => ({
  done: [...done, step],
  undone: undone.slice(0, -1),
  markOf,
})

/** The thing that a mark stands for, if this session knows it. */
export const thingOf = ({ markOf }: Session, markId: string): string =>
  Object.entries(markOf).find(([, mark]) => mark === markId)?.[0] ?? markId

/** The session with a mark of an earlier session in it, as a thing of its own. */
export const knowing = (session: Session, markId: string): Session =>
  Object.values(session.markOf).includes(markId)
    ? session
    : { ...session, markOf: { ...session.markOf, [markId]: markId } }
