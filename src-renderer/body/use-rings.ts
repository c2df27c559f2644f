import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Differences, Mark } from '../../src-shared/contract/review.ts'
import { useCutis } from '../link/index.ts'
import type { Stage } from '../viewer/stage.ts'
import type { Pair } from './pose-review.tsx'

/** A place that differs, and what was decided of it. */
export interface Ring {
  readonly centre: readonly [number, number]
  readonly radiusPx: number
  readonly decided?: Mark
}

export interface Sought {
  readonly answer: { readonly data: Differences | undefined; readonly error: unknown; readonly refetch: () => unknown }
  readonly rings: readonly Ring[]
  readonly chosen: number | undefined
  readonly choose: (index: number) => void
}

type Candidate = Differences['candidates'][number]

/** A decision belongs to the candidate whose middle it lies on, give or take a radius. */
const isOf = ({ centre, radiusPx }: Candidate, { body }: Mark): boolean =>
  body.kind === 'ring' && Math.hypot(body.centre[0] - centre[0], body.centre[1] - centre[1]) <= radiusPx

/** Candidates in the order of reading, with their decisions; a decision that no candidate points at any more stands at the end. */
export function ringsOf(candidates: readonly Candidate[], marks: readonly Mark[]): readonly Ring[] {
  const decisions = marks.filter(({ body, state }) => body.kind === 'ring' && state === 'current')
  const shown = candidates.map(candidate => {
    const decided = decisions.find(mark => isOf(candidate, mark))
    return { ...candidate, ...(decided && { decided }) }
  })
  const taken = new Set(shown.map(({ decided }) => decided?.markId))
  const others = decisions.flatMap(mark => {
    if (taken.has(mark.markId) || mark.body.kind !== 'ring') return []
    return [{ centre: mark.body.centre, radiusPx: mark.body.radiusPx, decided: mark }]
  })
  return [...shown, ...others]
}

/** Places of a pair that differ. Choosing one brings both panes there. */
export function useRings({ before, now }: Pair, stage: Stage): Sought {
  const cutis = useCutis()
  const input = { blobId: now.blobId, priorBlobId: before.blobId }
  const answer = useQuery(cutis.review.differences.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }))
  const marks = useQuery(cutis.review.marks.queryOptions({ input: { blobId: now.blobId } }))
  const [chosen, setChosen] = useState<number>()
  const rings = answer.data ? ringsOf(answer.data.candidates, marks.data ?? []) : []
  const choose = (index: number) => {
    setChosen(index)
    stage.activate('now')
  }
  return { answer, rings, chosen, choose }
}
