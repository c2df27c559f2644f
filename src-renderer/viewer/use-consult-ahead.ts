import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { WorkRow } from '../../src-shared/contract/consults.ts'
import { useAhead, useCutis } from '../link/index.ts'

/** A cursor that only passes by asks for nothing: the engine writes down who looked. */
const restMs = 120

/** Fetches a consult that is likely to be opened, and decodes its first picture, once the cursor rests on it. */
export function useConsultAhead(row: WorkRow | undefined): void {
  const cache = useQueryClient()
  const cutis = useCutis()
  const ahead = useAhead()
  const fetchIt = useEffectEvent(async (wanted: WorkRow) => {
    const { consultId, patientId } = wanted
    const [consult, shots] = await Promise.all([
      cache.fetchQuery(cutis.consults.consult.queryOptions({ input: { consultId } })),
      cache.fetchQuery(cutis.capture.shots.queryOptions({ input: { patientId } })),
    ])
    // As the consult shows them: the order is that of the shots.
    const first = shots.find(({ blobId, state }) => consult.images.includes(blobId) && state !== 'voided')
    if (first && first.state !== 'damaged') ahead.want(first.blobId)
  })
  const wish = useEffectEvent(() => {
    if (row) fetchIt(row).catch(() => {})
  })
  useEffect(() => {
    const timer = setTimeout(() => wish(), restMs)
    return () => clearTimeout(timer)
  }, [row?.consultId])
}
