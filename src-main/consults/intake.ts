import type { Intake, IntakeHistory, IntakeImage } from '../../src-shared/clinical/intake/history.ts'
import { ConsultPresentation } from '../../src-shared/clinical/intake/history.ts'
import type { Shot } from '../../src-shared/contract/capture.ts'
import type { Patient } from '../../src-shared/fhir/index.ts'
import type { BlobId, CaseId, PatientId, RecordId, UserId } from '../../src-shared/ids.ts'
import { present } from '../records/index.ts'
import type { ConsultRecord } from './body.ts'
import type { Desk } from './desk.ts'

type Kept = Awaited<ReturnType<Desk['capture']['shotsOf']>>

/** Pictures that count: kept, and no clip. */
const counts = ({ state, mediaType }: Kept[number]): boolean => state === 'kept' && mediaType.startsWith('image/')

/** The number of a lesion in the order in which its patient's pictures name them: only its being the same matters to the gate. */
const numbersOf = (shots: Kept): ReadonlyMap<string, number> =>
  new Map([...new Set(shots.flatMap(({ lesionId }) => lesionId ?? []))].map((lesionId, at) => [lesionId, at + 1]))

const imageOf = (shot: Kept[number], lesion: number | undefined): IntakeImage => ({
  blobId: shot.blobId as BlobId,
  viewId: shot.view,
  widthPx: shot.widthPx,
  heightPx: shot.heightPx,
  bytes: shot.sizeBytes,
  mime: shot.mediaType,
  takenAt: shot.takenAt,
  ...(lesion !== undefined && { lesion }),
  ...(shot.quality && { verdict: (shot.quality as Shot['quality'])?.verdict }),
})

/** What the record knows of the patient; a birth date known only to the month is none. */
const patientIn = (patientId: string, patient: Patient | undefined): Intake['patient'] =>
  present({
    patientId: patientId as PatientId,
    birthDate: patient?.birthDate?.length === 10 ? patient.birthDate : undefined,
    sex: patient && (patient.gender ?? 'unknown'),
  })

const referrerIn = ({ referrer, body: { content } }: ConsultRecord): Intake['referrer'] =>
  present({
    userId: referrer.userId as UserId,
    organisation: content.organisation || undefined,
    callback: content.callback || undefined,
  })

const consentsIn = ({ consultId, body: { content } }: ConsultRecord): Intake['consents'] =>
  content.consent?.consult && content.consent.photography
    ? [{ kind: 'store-and-forward', recordId: consultId as RecordId }]
    : []

/** Everything the gate looks at, put together from the record, the pictures of the visit and what the referrer wrote. */
export async function intakeOf(desk: Desk, record: ConsultRecord, history: IntakeHistory): Promise<Intake> {
  const { patientId, caseId, body, presentation } = record
  const { content, retakes } = body
  const [patient, all] = await Promise.all([desk.records.read('Patient', patientId), desk.capture.shotsOf(caseId)])
  const shots = all.filter(counts)
  const numbers = numbersOf(shots)
  const known = [...numbers.values()]
  return {
    caseId: caseId as CaseId,
    presentation: ConsultPresentation.parse(presentation),
    history,
    patient: patientIn(patientId, patient),
    referrer: referrerIn(record),
    consents: consentsIn(record),
    images: shots.map(shot => imageOf(shot, numbers.get(shot.lesionId ?? ''))),
    lesions: known,
    // A picture is of a numbered lesion only where that lesion is in the record with its site.
    pinned: known,
    dermoscope: shots.some(({ device }) => device.dermoscopic !== undefined),
    affected: content.affected,
    unaffected: content.unaffected,
    prescribing: content.prescribing,
    retakes: retakes.map(({ by: _by, ...request }) => request),
  }
}

/** What the visit's pictures say of a consult: which they are, and of which site. */
export async function picturesOf(desk: Desk, caseId: string) {
  const shots = (await desk.capture.shotsOf(caseId)).filter(counts)
  return { images: shots.map(({ blobId }) => blobId), site: shots[0]?.siteName ?? '' }
}
