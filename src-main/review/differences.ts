import type { z } from 'zod'
import type { Differences } from '../../src-shared/contract/review.ts'
import { candidatesOf, type Laying } from '../../src-shared/imaging/body/candidates.ts'
import { mapPoint, unmapPoint } from '../../src-shared/imaging/register/map.ts'
import type { Registration } from '../../src-shared/imaging/register/types.ts'
import type { Desk } from './desk.ts'
import { sheetOf } from './survey-calls.ts'

type Face = z.input<typeof Differences>

const isOn = ({ x, y }: { x: number; y: number }, { widthPx, heightPx }: Registration['fixed']): boolean =>
  x >= 0 && y >= 0 && x <= widthPx && y <= heightPx

/** How the older picture lies over the newer one. The flow is used here: places are only pointed at, nothing is measured. */
function layingOf(found: Registration): Laying | undefined {
  const { fit } = found
  if (!fit || found.verdict !== 'accepted') return undefined
  const within = (place: { x: number; y: number }, picture: Registration['fixed']) =>
    isOn(place, picture) ? ([place.x, place.y] as const) : undefined
  return {
    onto: (x, y) => within(mapPoint(found, { x, y }, 'flow'), found.fixed),
    back: (x, y) => within(unmapPoint(found, { x, y }, 'flow'), found.moving),
    scale: fit.scale,
    residualPx: fit.residual.flowPx,
  }
}

/**
 * Places of a body picture that the picture before shows otherwise, in the order of reading. Where the two could not be laid over
 * each other there are none, and the reasons say why. Faults as `register`.
 */
export async function differencesOf(
  desk: Desk,
  found: Registration,
  { blobId, priorBlobId }: { blobId: string; priorBlobId: string },
): Promise<Face> {
  const { verdict, reasons, inliers, fit } = found
  const said = { verdict, reasons: [...reasons], inliers, residualPx: fit?.residual.flowPx }
  const laying = layingOf(found)
  if (!laying) return { ...said, candidates: [] }
  const [now, before] = await Promise.all([sheetOf(desk, blobId), sheetOf(desk, priorBlobId)])
  const [spots, old] = [await desk.surveyor.run('spots', [now.sheet]), await desk.surveyor.run('spots', [before.sheet])]
  const candidates = candidatesOf(spots.spots, old.spots, laying).map(({ x, y, radius }) => ({
    centre: [x, y] as [number, number],
    radiusPx: radius,
  }))
  return { ...said, candidates }
}
