import { useQuery } from '@tanstack/react-query'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Lesion } from '../../src-shared/contract/records.ts'
import type { LesionId } from '../../src-shared/ids.ts'
import { useCutis } from '../link/index.ts'
import type { PlaceOf } from '../ui/index.ts'
import { emptyDraft, type OrderDraft } from './draft.ts'

/** What the record gives a new order. */
export interface Known {
  readonly draft: OrderDraft
  /** ICD-10-CM codes of active problems. */
  readonly codes: readonly string[]
  readonly lesions: readonly Lesion[]
  readonly shots: readonly Shot[]
  readonly pairs: readonly { readonly markId: string; readonly by: string; readonly at: string }[]
  /** Whether this visit has a picture of the marked site of a lesion. */
  readonly hasSitePicture: (lesionId: LesionId | undefined) => boolean
}

const isSite = (lesionId: LesionId | undefined) => (shot: Shot) =>
  shot.view === 'biopsy-site' && (shot.lesionId === undefined || shot.lesionId === lesionId)

/** Pictures of the visit, or of the patient where none is open; kept ones only. */
function useShots({ patientId, caseId }: PlaceOf<'orders'>): readonly Shot[] {
  const { data = [] } = useQuery(useCutis().capture.shots.queryOptions({ input: { patientId } }))
  return data.filter(shot => shot.state === 'kept' && (caseId === undefined || shot.caseId === caseId))
}

/** The reason of the visit this is about. */
function useVisit({ patientId, caseId }: PlaceOf<'orders'>) {
  const { data } = useQuery(useCutis().records.patient.queryOptions({ input: { patientId } }))
  const visit = data?.cases.find(one => one.caseId === caseId)
  return { lesions: data?.lesions ?? [], reason: visit?.reason ?? '' }
}

/** The codes of active problems: offered first, chosen by nobody but a person. */
function useCodes({ patientId }: PlaceOf<'orders'>): readonly string[] {
  const { data } = useQuery(useCutis().chart.view.queryOptions({ input: { patientId, history: false } }))
  return (data?.problems ?? []).flatMap(({ status, icd10 }) => (status === 'active' && icd10 ? [icd10] : []))
}

/** What is known of this patient and visit, for a form that begins filled. */
export function useKnown(place: PlaceOf<'orders'>): Known {
  const shots = useShots(place)
  const { lesions, reason } = useVisit(place)
  const codes = useCodes(place)
  const { patientId, caseId } = place
  const asked = caseId === undefined ? { patientId } : { caseId }
  const { data: marks = [] } = useQuery(useCutis().review.marks.queryOptions({ input: asked }))
  const pairs = marks.filter(
    ({ body, state }) => body.kind === 'registration' && body.decision === 'accepted' && state === 'current',
  )
  const inVisit = new Set(shots.flatMap(({ lesionId }) => lesionId ?? []))
  const ofVisit = lesions.filter(({ lesionId }) => inVisit.has(lesionId))
  const [only, ...more] = caseId === undefined ? lesions : ofVisit.length > 0 ? ofVisit : lesions
  const images = caseId === undefined ? [] : shots.map(({ blobId }) => blobId)
  const lesionId = more.length === 0 ? only?.lesionId : undefined
  return {
    draft: { ...emptyDraft, reason, images, lesionId, pairMarkId: pairs.at(-1)?.markId },
    codes,
    lesions,
    shots,
    pairs,
    hasSitePicture: asked => caseId !== undefined && shots.some(isSite(asked)),
  }
}
