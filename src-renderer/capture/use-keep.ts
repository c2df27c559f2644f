import { useQueryClient } from '@tanstack/react-query'
import { useBytes, useClient, useCutis } from '../link/index.ts'
import { type Aim, nextAim } from './checklist.ts'
import { type KeepAbout, keepStill, sha256Of } from './keep.ts'
import { type Review, useSessions } from './session.ts'
import type { Desk, Given } from './use-desk.ts'

const longestLabel = 200

/** What the engine is told about a still: how it was taken, of what, and how good it is. */
function aboutOf(
  { still, verdict }: Review,
  aim: Aim & { siteCode: string },
  lens: Desk['lens'],
): Omit<KeepAbout, 'caseId'> {
  const { siteCode, view, lesionId, laterality } = aim
  return {
    siteCode,
    view,
    takenAt: still.takenAt,
    device: {
      label: still.label.slice(0, longestLabel),
      source: still.source,
      ...(lens ? { dermoscopic: lens } : {}),
      ...(still.settings ? { settings: still.settings } : {}),
    },
    ...(lesionId ? { lesionId } : {}),
    ...(laterality ? { laterality } : {}),
    ...(verdict ? { quality: verdict } : {}),
  }
}

/** Keeps the still under review; when the engine says that it is durable, the next missing view is aimed at. */
export function useKeep({ place }: Given, { session, aim, work, lens }: Desk): () => Promise<void> {
  const client = useClient()
  const cutis = useCutis()
  const cache = useQueryClient()
  const { upload } = useBytes()
  const { caseId } = place
  return async () => {
    const review = session?.review
    const { siteCode } = aim
    if (!review || review.saving === 'saving' || siteCode === undefined) return
    const { still, attempt } = review
    const sessions = useSessions.getState()
    sessions.review(caseId, still, { saving: 'saving' })
    const about = { caseId, ...aboutOf(review, { ...aim, siteCode }, lens) }
    const needs = { upload, digest: sha256Of, capture: client.capture }
    const kept = await keepStill(needs, still.bytes, { about, before: attempt })
    if (!kept.ok) return sessions.review(caseId, still, { saving: 'failed', error: kept.error, attempt: kept.attempt })
    const shots = [...work.shots.filter(({ blobId }) => blobId !== kept.shot.blobId), kept.shot]
    cache.setQueryData(cutis.capture.shots.queryKey({ input: { caseId } }), shots)
    sessions.letGo(caseId, still)
    sessions.aimAt(caseId, nextAim({ ...work, shots }, aim))
  }
}
