import type { NewMark } from '../../src-shared/contract/review.ts'
import type { Comparability } from '../../src-shared/imaging/compare/comparability.ts'
import type { PairNow } from './use-pair.ts'

/** A residual in mm, by the fixed picture's scale that the verdict has used already; undefined where it is not calibrated. */
function mmOf(px: number, residual: Comparability['residual']): number | undefined {
  return residual?.mm === undefined || residual.px === 0 ? undefined : (px * residual.mm) / residual.px
}

/** The pair a decision is about, as marks name it. */
function aboutOf({ fixed, moving, current }: PairNow) {
  if (!fixed || !moving) return undefined
  const { patientId, blobId, lesionId } = fixed
  const { caseId } = moving
  const replaces = current?.decision?.markId
  return {
    about: { patientId, caseId, blobId, ...(lesionId && { lesionId }), ...(replaces && { replaces }) },
    movingBlobId: moving.blobId,
  }
}

/** A decision on a registration as it is kept, with the similarity that growth is measured by and that one's own residual. */
export function decisionFor(
  pair: PairNow,
  decision: 'accepted' | 'rejected',
  reason: string | undefined,
): NewMark | undefined {
  const pairOf = aboutOf(pair)
  const registration = pair.current?.registration
  if (!pairOf || !registration?.fit) return undefined
  const { fit, engine, inliers } = registration
  const residualPx = fit.residual.similarityPx
  const residualMm = mmOf(residualPx, pair.verdict?.residual)
  return {
    markId: crypto.randomUUID(),
    ...pairOf.about,
    body: {
      kind: 'registration',
      movingBlobId: pairOf.movingBlobId,
      engine,
      similarity: [...fit.similarity],
      inliers,
      residualPx,
      ...(residualMm !== undefined && { residualMm }),
      decision,
      ...(reason && { reason }),
    },
  }
}
