import { create } from 'zustand'
import type { Verdict } from '../../src-shared/contract/capture.ts'
import type { LesionId } from '../../src-shared/ids.ts'
import type { Aim } from './checklist.ts'
import type { Attempt } from './keep.ts'
import type { Clip } from './recorder.ts'
import type { Still } from './still.ts'

/** A still that waits for the person's word. It leaves only by being kept or by being retaken. */
export interface Review {
  readonly still: Still
  readonly verdict?: Verdict
  readonly saving: 'no' | 'saving' | 'failed'
  /** Why the last try to keep it failed. */
  readonly error?: unknown
  readonly attempt: Attempt
}

/** A recorded clip that waits for the person's word. It leaves only by being kept or by being thrown away. */
export interface WaitingClip {
  readonly clip: Clip
  /** What the engine knows it by, once its bytes were sent: it is not kept twice. */
  readonly uploadId?: string
}

/** The work on one visit's pictures. It outlives the screen, so that a lock or a look elsewhere loses nothing unsaved. */
export interface Session {
  readonly aim: Aim
  /** Lesions worked on in this visit, in the order they were taken up. */
  readonly chosen: readonly LesionId[]
  readonly affected: readonly string[]
  readonly unaffected: readonly string[]
  readonly review?: Review
  readonly recorded?: WaitingClip
}

interface Sessions {
  /** Whose sessions these are: nobody else finds them. */
  readonly owner?: string
  readonly byCase: Readonly<Record<string, Session>>
  readonly open: (owner: string, caseId: string, aim: Aim) => void
  readonly aimAt: (caseId: string, aim: Aim) => void
  readonly answer: (caseId: string, view: string, affected: boolean) => void
  readonly hold: (caseId: string, still: Still, attempt: Attempt) => void
  /** Changes the review that shows this still; a later answer about another still changes nothing. */
  readonly review: (caseId: string, still: Still, change: Partial<Omit<Review, 'still'>>) => void
  readonly letGo: (caseId: string, still: Still) => void
  /** A recording that ends after its person has gone is nobody else's. */
  readonly holdClip: (owner: string, caseId: string, clip: Clip) => void
  readonly clipSent: (caseId: string, clip: Clip, uploadId: string | undefined) => void
  readonly letClipGo: (caseId: string, clip: Clip) => void
}

const without = (list: readonly string[], one: string) => list.filter(item => item !== one)

const withAim = (session: Session, aim: Aim): Session => {
  const { lesionId } = aim
  const isNew = lesionId !== undefined && !session.chosen.includes(lesionId)
  return { ...session, aim, chosen: isNew ? [...session.chosen, lesionId] : session.chosen }
}

const fresh = (aim: Aim): Session => withAim({ aim, chosen: [], affected: [], unaffected: [] }, aim)

const emptied = ({ aim, chosen, affected, unaffected, recorded }: Session): Session => ({
  aim,
  chosen,
  affected,
  unaffected,
  ...(recorded && { recorded }),
})

export const useSessions = create<Sessions>()((set, get) => {
  const change = (caseId: string, next: (session: Session) => Session) =>
    set(({ byCase }) => {
      const session = byCase[caseId]
      return session ? { byCase: { ...byCase, [caseId]: next(session) } } : {}
    })
  return {
    byCase: {},
    open(owner, caseId, aim) {
      const mine = get().owner === owner
      if (!mine) for (const { review } of Object.values(get().byCase)) review?.still.pixels?.close()
      const byCase = mine ? get().byCase : {}
      if (mine && byCase[caseId]) return
      set({ owner, byCase: { ...byCase, [caseId]: fresh(aim) } })
    },
    aimAt: (caseId, aim) => change(caseId, session => withAim(session, aim)),
    answer: (caseId, view, isAffected) =>
      change(caseId, session => ({
        ...session,
        affected: [...without(session.affected, view), ...(isAffected ? [view] : [])],
        unaffected: [...without(session.unaffected, view), ...(isAffected ? [] : [view])],
      })),
    hold: (caseId, still, attempt) =>
      change(caseId, session => {
        // A still that waits is never pushed out by another one.
        if (session.review) return session
        return { ...session, review: { still, saving: 'no', attempt } }
      }),
    review: (caseId, still, patch) =>
      change(caseId, session =>
        session.review?.still === still ? { ...session, review: { ...session.review, ...patch } } : session,
      ),
    letGo: (caseId, still) =>
      change(caseId, session => {
        if (session.review?.still !== still) return session
        still.pixels?.close()
        return emptied(session)
      }),
    holdClip(owner, caseId, clip) {
      if (get().owner === owner)
        change(caseId, session => (session.recorded ? session : { ...session, recorded: { clip } }))
    },
    clipSent: (caseId, clip, uploadId) =>
      change(caseId, session =>
        session.recorded?.clip === clip ? { ...session, recorded: { clip, ...(uploadId && { uploadId }) } } : session,
      ),
    letClipGo: (caseId, clip) =>
      change(caseId, ({ recorded, ...session }) =>
        recorded?.clip === clip ? session : { ...session, ...(recorded && { recorded }) },
      ),
  }
})
