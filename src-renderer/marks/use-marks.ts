import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MarkBody, MarkOf } from '../../src-shared/contract/marks.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { BlobId, CaseId, LesionId, PatientId } from '../../src-shared/ids.ts'
import { useClient, useCutis } from '../link/index.ts'
import {
  askedOf,
  type Change,
  type Drawn,
  fresh,
  kept,
  knowing,
  type Noted,
  named,
  redoneOf,
  reversed,
  type Session,
  type Step,
  thingOf,
  undoneOf,
} from './changes.ts'
import { remeasuredAll } from './remeasured.ts'

/** The picture that is drawn on, and whose it is. */
export interface Ground {
  readonly blobId: BlobId
  readonly patientId: PatientId
  readonly caseId: CaseId
  readonly lesionId?: LesionId | undefined
}

const drawnOn = ({ blobId, patientId, caseId, lesionId }: Ground, body: MarkBody): Drawn => ({
  blobId,
  patientId,
  caseId,
  ...(lesionId !== undefined && { lesionId }),
  body,
})

const drawnOf = ({ patientId, caseId, lesionId, blobId, body }: Mark): Drawn => ({
  patientId,
  body,
  ...(caseId !== undefined && { caseId }),
  ...(lesionId !== undefined && { lesionId }),
  ...(blobId !== undefined && { blobId }),
})

interface Doing {
  readonly blobId: BlobId
  /** What to do, seen from the session as it is when its turn comes. */
  readonly find: (session: Session) => Step | undefined
  readonly noted: Noted
  /** Marks that are changed; they may be of an earlier session. */
  readonly of: readonly Mark[]
}

/** Asks the engine for one change after the other and notes the step in the session once all are durable. */
function useChanging() {
  const { review } = useClient()
  const { t } = useTranslation('marks')
  const [sessions, setSessions] = useState<Readonly<Record<string, Session>>>({})
  const latest = useRef(sessions)
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const ask = async (session: Session, change: Change): Promise<string> => {
    const asked = askedOf(session, change)
    if (!asked) return ''
    if (asked.kind === 'void')
      return (await review.voidMark({ markId: asked.markId, reason: t('removedReason') })).markId
    const { drawn, replaces } = asked
    return (await review.put({ markId: crypto.randomUUID(), ...drawn, ...(replaces && { replaces }) })).markId
  }
  const note = (blobId: BlobId, session: Session) => {
    latest.current = { ...latest.current, [blobId]: session }
    setSessions(latest.current)
  }
  const doNow = async ({ blobId, find, noted, of }: Doing) => {
    let session = of.reduce((now, { markId }) => knowing(now, markId), latest.current[blobId] ?? fresh)
    const step = find(session)
    if (!step) return
    const made: Change[] = []
    try {
      for (const change of noted === undoneOf ? reversed(step) : step) {
        // In order: a later change may stand on an earlier one.
        // oxlint-disable-next-line no-await-in-loop
        session = named(session, change, await ask(session, change))
        made.push(change)
      }
    } catch (error) {
      // What was done of a new step before it failed is durable, so it can be taken back, too.
      note(blobId, noted === kept && made.length > 0 ? kept(session, made) : session)
      throw error
    }
    note(blobId, noted(session, step))
  }
  const run = useMutation({
    mutationFn: async (doing: Doing) => {
      const mine = line.current.catch(() => undefined).then(() => doNow(doing))
      line.current = mine
      await mine
    },
  })
  return { run, sessions }
}

/**
 * The marks of one picture and what may be done to them: each change is durable before it counts, and this session's changes
 * can be taken back and done again. Undo and redo go through the record like everything else, so the history keeps them.
 */
export function useMarks(ground: Ground | undefined) {
  const blobId = ground?.blobId
  const { review } = useCutis()
  const query = useQuery({
    ...review.marks.queryOptions({ input: { blobId: blobId ?? ('' as BlobId) } }),
    enabled: blobId !== undefined,
  })
  const { run, sessions } = useChanging()
  const session = (blobId && sessions[blobId]) || fresh
  const marks = blobId === undefined ? [] : (query.data ?? [])
  const doing = (find: Doing['find'], noted: Noted = kept, of: readonly Mark[] = []) => {
    if (blobId !== undefined) run.mutate({ blobId, find, noted, of })
  }
  const add = (body: MarkBody) => {
    if (ground) doing(() => [{ thing: crypto.randomUUID(), after: drawnOn(ground, body) }])
  }
  const change = (mark: Mark, body: MarkBody) => {
    const before = drawnOf(mark)
    doing(now => [{ thing: thingOf(now, mark.markId), before, after: { ...before, body } }], kept, [mark])
  }
  const remove = (mark: Mark) =>
    doing(now => [{ thing: thingOf(now, mark.markId), before: drawnOf(mark) }], kept, [mark])
  /** Keeps the picture's scale and works its measurements out again under it, in one step. */
  const rescale = (body: MarkOf<'scale'>) => {
    if (!ground) return
    const old = marks.findLast(mark => mark.body.kind === 'scale')
    doing(
      now => [
        {
          thing: old ? thingOf(now, old.markId) : crypto.randomUUID(),
          ...(old && { before: drawnOf(old) }),
          after: drawnOn(ground, body),
        },
        ...remeasuredAll(marks, body.scale, drawnOf).map(one => ({ ...one, thing: thingOf(now, one.thing) })),
      ],
      kept,
      marks,
    )
  }
  return {
    query,
    marks,
    /** What went wrong with the last change; nothing was saved then. */
    error: run.error,
    forgetError: run.reset,
    busy: run.isPending,
    add,
    change,
    remove,
    rescale,
    undo: () => doing(now => now.done.at(-1), undoneOf),
    redo: () => doing(now => now.undone.at(-1), redoneOf),
    canUndo: session.done.length > 0,
    canRedo: session.undone.length > 0,
  }
}
export type Marks = ReturnType<typeof useMarks>
