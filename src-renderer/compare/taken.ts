import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Calibration, Mark } from '../../src-shared/contract/review.ts'
import type { Joining, LightOfPicture, Taken } from '../../src-shared/imaging/compare/comparability.ts'
import type { Registration } from '../../src-shared/imaging/register/types.ts'
import { scaleOf } from '../marks/scale-of.ts'
import { kindOf } from './choice.ts'

interface Known {
  readonly marks: readonly Mark[]
  readonly calibrations: readonly Calibration[]
  readonly light: LightOfPicture | undefined
}

/** What of a picture decides whether it can be compared. */
export function takenOf(shot: Shot, { marks, calibrations, light }: Known): Taken {
  const value = shot.quality?.measures['focus']
  return {
    id: shot.blobId,
    state: shot.state,
    lesionId: shot.lesionId,
    site: `${shot.siteCode}/${shot.laterality ?? ''}`,
    view: shot.view,
    kind: kindOf(shot),
    lens: shot.device.dermoscopic,
    widthPx: shot.widthPx,
    heightPx: shot.heightPx,
    umPerPx: scaleOf(shot, marks, calibrations)?.scale.umPerPx,
    focus: shot.quality && value !== undefined ? { value, formula: shot.quality.version } : undefined,
    light,
  }
}

/** Somebody's decision on how two pictures lie over each other. */
export type Decision = Mark & { readonly body: Extract<Mark['body'], { kind: 'registration' }> }

/** The newest decision on this pair, of the marks of its fixed picture. */
export const decisionOn = (marks: readonly Mark[], movingBlobId: string): Decision | undefined =>
  marks.findLast(
    (mark): mark is Decision =>
      mark.state === 'current' && mark.body.kind === 'registration' && mark.body.movingBlobId === movingBlobId,
  )

/** Where a registration stands, from the asking to the answer. */
export interface Asked {
  readonly registration: Registration | undefined
  readonly failed: boolean
  /** Stopped by hand. */
  readonly cancelled: boolean
  /** A registration that was rejected is not used again by itself. */
  readonly barred: boolean
  readonly decision: Decision | undefined
}

/** As the verdict takes it. The residual is that of the affine fit, at which pictures are laid over each other and subtracted. */
export function joiningOf({ registration, failed, cancelled, barred, decision }: Asked): Joining {
  if (barred) return { kind: 'refused', reason: 'rejected-before' }
  if (cancelled) return { kind: 'refused', reason: 'cancelled' }
  if (failed) return { kind: 'refused', reason: 'failed' }
  if (!registration) return { kind: 'waiting' }
  const { fit, inliers, reasons } = registration
  if (!fit) return { kind: 'refused', reason: reasons[0] ?? 'no-features' }
  return {
    kind: 'joined',
    residualPx: fit.residual.affinePx,
    inliers,
    scale: fit.scale,
    decision: decision?.body.decision,
  }
}
