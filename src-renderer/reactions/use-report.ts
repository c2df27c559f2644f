import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lacksOf } from '../../src-shared/clinical/reactions/lacks.ts'
import type { ReactionContent, ReactionView } from '../../src-shared/contract/reactions.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { useClient } from '../link/index.ts'
import type { PlaceOf } from '../ui/place.ts'
import { tell } from '../ui/undo.tsx'
import { contentOf, type Draft, draftOf, isSame } from './draft.ts'

export interface Reporting {
  readonly place: PlaceOf<'reactions'>
  readonly reactionId: RecordId
  /** As it is kept; undefined while it never was. */
  readonly kept: ReactionView | undefined
  readonly start: Draft
  /** The signed report that it is to take the place of. */
  readonly corrects?: RecordId | undefined
}

export interface Listing {
  readonly kind?: 'allergy' | 'intolerance'
  readonly criticality?: 'high' | 'low' | 'unable-to-assess'
}

/** So long after the last key a draft keeps itself: neither a lock nor a crash takes more than that. */
const quietMs = 800

interface Last {
  readonly version: number
  readonly content: ReactionContent | undefined
}

/** A report under the hand: what is typed, kept by itself, and signed as it was kept. */
export function useReport({ place, reactionId, kept, start, corrects }: Reporting) {
  const { t } = useTranslation('reactions')
  const { reactions } = useClient()
  const [draft, setDraft] = useState(() => (kept ? draftOf(kept.content) : start))
  const [last, setLast] = useState<Last>({ version: kept?.version ?? 0, content: kept?.content })
  const { patientId, caseId } = place
  const content = contentOf(draft)
  const isKept = last.content !== undefined && isSame(content, last.content)
  const keep = async (): Promise<number> => {
    const { version, content: before } = last
    if (before !== undefined && isSame(content, before)) return version
    const beside = { ...(caseId && { caseId }), ...(corrects && { corrects }) }
    const view = await reactions.save({ reactionId, patientId, ...beside, version, content })
    setLast({ version: view.version, content })
    return view.version
  }
  const save = useMutation({ mutationFn: keep })
  const { mutate, isPending } = save
  useEffect(() => {
    if (isKept || isPending || isSame(content, contentOf(start))) return
    const timer = setTimeout(() => mutate(), quietMs)
    return () => clearTimeout(timer)
  })
  const sign = useMutation({
    mutationFn: async ({ code, list }: { code: string; list: Listing | undefined }) => {
      const version = await keep()
      const allergy = list && { recordId: crypto.randomUUID() as RecordId, ...list }
      return reactions.sign({ reactionId, version, code, ...(allergy && { allergy }) })
    },
    onSuccess: () => tell(t('signed')),
  })
  const drop = useMutation({
    mutationFn: async () => (last.version > 0 ? reactions.discard({ reactionId }) : undefined),
    onSuccess: () => tell(t('discarded')),
  })
  return { draft, setDraft, isKept, lacks: lacksOf(content), save, sign, drop }
}
export type Report = ReturnType<typeof useReport>
