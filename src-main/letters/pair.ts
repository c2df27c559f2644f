import type { Mark } from '../../src-shared/contract/review.ts'
import type { Asking } from '../kernel/door.ts'
import type { LetterNeeds } from './desk.ts'

/** The pair of an accepted registration and what may be said of its fit; undefined where it no longer stands or a picture is gone. */
export async function pairOn(
  desk: LetterNeeds,
  asking: Asking,
  { patientId, markId }: { readonly patientId: string; readonly markId: string },
) {
  const all = (await desk.review.service.marks({ patientId: patientId as never, history: false }, asking)) as Mark[]
  const mark = all.find(one => one.markId === markId)
  if (mark?.body.kind !== 'registration' || mark.body.decision !== 'accepted' || !mark.blobId) return undefined
  const { movingBlobId, residualPx, residualMm, inliers, engine } = mark.body
  const { pictures, bytes } = await desk.review.onPaper({ patientId, images: [movingBlobId, mark.blobId] })
  if (pictures.length !== 2) return undefined
  const residual = `${residualPx.toFixed(1)} px${residualMm === undefined ? '' : ` = ${residualMm.toFixed(3)} mm`}`
  const fit = `Registration accepted by ${mark.by}: residual ${residual}, ${inliers} agreeing places, ${engine.name} ${engine.version}.`
  return { pair: { pictures, fit }, bytes }
}
