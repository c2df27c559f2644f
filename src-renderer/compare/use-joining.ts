import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Mark } from '../../src-shared/contract/review.ts'
import type { Joining } from '../../src-shared/imaging/compare/comparability.ts'
import type { Registration } from '../../src-shared/imaging/register/types.ts'
import { useCutis } from '../link/index.ts'
import { type Decision, decisionOn, joiningOf } from './taken.ts'

/** A picture as it was, or was not, laid over the first one. */
export interface Joined {
  readonly moving: Shot
  readonly joining: Joining
  readonly registration: Registration | undefined
  readonly decision: Decision | undefined
  readonly error: unknown
  /** Stops the registration that is under way. */
  readonly cancel: () => void
  /** Registers after it was stopped, failed or rejected. */
  readonly ask: () => void
}

const none: readonly Mark[] = []

const isPair = (fixed: Shot | undefined, moving: Shot): boolean =>
  fixed !== undefined && fixed.blobId !== moving.blobId && fixed.state === 'kept' && moving.state === 'kept'

/** By hand: what somebody stopped, and what somebody wants again. Of this visit of the screen only. */
function useHand() {
  const [hand, setHand] = useState<Readonly<Record<string, 'stopped' | 'wanted'>>>({})
  return { hand, set: (pair: string, to: 'stopped' | 'wanted') => setHand(before => ({ ...before, [pair]: to })) }
}

/** Lays every other picture over the first one, in the background, and tells how far that is and what was decided on it before. */
export function useJoinings(fixed: Shot | undefined, others: readonly Shot[]) {
  const { review } = useCutis()
  const { hand, set } = useHand()
  const marksQuery = useQuery({
    ...review.marks.queryOptions({ input: { blobId: fixed?.blobId ?? ('' as Shot['blobId']) } }),
    enabled: fixed !== undefined,
  })
  const marks = marksQuery.data ?? none
  const asked = others.map(moving => {
    const pair = `${fixed?.blobId} ${moving.blobId}`
    const decision = decisionOn(marks, moving.blobId)
    const cancelled = hand[pair] === 'stopped'
    const barred = decision?.body.decision === 'rejected' && hand[pair] !== 'wanted'
    // Decisions are known first: a rejected registration must not flash up before it is withheld.
    const ready = isPair(fixed, moving) && marksQuery.data !== undefined
    return { moving, pair, decision, cancelled, barred, enabled: ready && !cancelled && !barred }
  })
  const answers = useQueries({
    queries: asked.map(({ moving, enabled }) => ({
      ...review.register.queryOptions({
        input: { fixed: fixed?.blobId ?? ('' as Shot['blobId']), moving: moving.blobId },
      }),
      enabled,
    })),
  })
  const joined = asked.map(({ moving, pair, decision, cancelled, barred }, at): Joined => {
    const answer = answers[at]
    const registration = cancelled || barred ? undefined : (answer?.data as Registration | undefined)
    const error = registration ? undefined : (answer?.error ?? undefined)
    return {
      moving,
      decision,
      registration,
      error,
      joining: joiningOf({ registration, failed: error !== undefined, cancelled, barred, decision }),
      cancel: () => set(pair, 'stopped'),
      ask: () => {
        set(pair, 'wanted')
        if (error !== undefined) void answer?.refetch()
      },
    }
  })
  return { joined, marks }
}

/** The marks of one picture and all calibrations: what its scale is known from. */
export function useScaleFacts(shot: Shot | undefined) {
  const { review } = useCutis()
  const marks = useQuery({
    ...review.marks.queryOptions({ input: { blobId: shot?.blobId ?? ('' as Shot['blobId']) } }),
    enabled: shot !== undefined,
  })
  const calibrations = useQuery(review.calibrations.queryOptions({ input: {} }))
  return useMemo(
    () => ({ marks: marks.data ?? none, calibrations: calibrations.data ?? [] }),
    [marks.data, calibrations.data],
  )
}
