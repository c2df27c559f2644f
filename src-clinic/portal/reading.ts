import type { Appointment, Communication, DocumentReference, Patient, Reference } from '@medplum/fhirtypes'
import { refuse } from '../fhir/outcomes.ts'
import { bears, codes, idOf, names } from './codes.ts'
import type { PatientDesk } from './desk.ts'
import { filesOf, type PortalFile } from './message-files.ts'

const isGone = (status: string | undefined): boolean => status === 'entered-in-error'

const isWith = ({ participant }: Appointment, patientId: string): boolean =>
  participant.some(({ actor }) => names(actor, 'Patient', patientId))

const whom = (actors: readonly (Reference | undefined)[]): string =>
  actors.find(actor => actor?.type === 'Practitioner' || actor?.reference?.startsWith('Practitioner/'))?.display ?? ''

/** What stands there was written by the patient only where the patient asked. */
const wishOf = (one: Appointment) =>
  isAsked(one) && {
    words: one.comment,
    days: one.requestedPeriod?.[0],
    moves: idOf(one.supportingInformation?.[0], 'Appointment'),
  }

const kindOf = ({ serviceType }: Appointment): string | undefined =>
  serviceType?.[0]?.coding?.find(({ system }) => system === codes.appointmentKind)?.code

/** The patient's own appointments and requests. A note of the staff is not for the patient; the patient's own words are. */
export const appointmentsOf = async (desk: PatientDesk) => {
  const found = await desk.search<Appointment>('Appointment', { patient: `Patient/${desk.patientId}` })
  return found
    .filter(one => isWith(one, desk.patientId) && !isGone(one.status))
    .map(one => ({
      id: one.id,
      status: one.status,
      start: one.start,
      end: one.end,
      kind: kindOf(one),
      whom: whom(one.participant.map(({ actor }) => actor as Reference | undefined)),
      ...wishOf(one),
    }))
}

/** Made here by the patient, and not yet taken up by the staff. */
const isAsked = ({ status, appointmentType }: Appointment): boolean =>
  status === 'proposed' && bears(appointmentType, codes.portal, 'asked')

/** An appointment of this patient; a 404 for anything else, whether it exists or not. */
export const ownAppointment = async (desk: PatientDesk, id: string): Promise<Appointment> => {
  const found = await desk.repository.readResource<Appointment>('Appointment', id).catch(() => undefined)
  if (found === undefined || !isWith(found, desk.patientId) || isGone(found.status)) throw nothing()
  return found
}

export const nothing = () => refuse(404, 'There is nothing here.')

/** The header of a conversation with this patient; colleagues' and the team's own are none. */
const isThread = ({ topic, category = [], subject, status }: Communication, patientId: string): boolean =>
  bears(topic, codes.thread, 'thread') &&
  category.some(one => bears(one, codes.threadKind, 'patient')) &&
  names(subject, 'Patient', patientId) &&
  !isGone(status)

/** What the patient wrote, or what names the patient as its recipient and is not marked as the staff's. */
export const isForPatient = (message: Communication, patientId: string): boolean => {
  const { subject, sender, recipient = [], category = [], status } = message
  if (!names(subject, 'Patient', patientId) || isGone(status)) return false
  if (names(sender, 'Patient', patientId)) return true
  const isStaff = category.some(one => bears(one, codes.audience, 'staff'))
  return status === 'completed' && !isStaff && recipient.some(one => names(one, 'Patient', patientId))
}

const shownMessage = async (desk: PatientDesk, message: Communication) => ({
  id: message.id,
  at: message.sent ?? message.meta?.lastUpdated ?? '',
  by: message.sender?.display ?? '',
  mine: names(message.sender, 'Patient', desk.patientId),
  text: (message.payload ?? []).flatMap(({ contentString }) => contentString ?? []).join('\n'),
  files: (await filesOf(desk, message)) satisfies readonly PortalFile[],
})

/** A conversation of this patient, or a 404. */
export const ownThread = async (desk: PatientDesk, id: string): Promise<Communication> => {
  const found = await desk.repository.readResource<Communication>('Communication', id).catch(() => undefined)
  if (found === undefined || !isThread(found, desk.patientId)) throw nothing()
  return found
}

/** The patient's conversations with what is for the patient in them, newest conversation first. */
export const threadsOf = async (desk: PatientDesk) => {
  const query = { subject: `Patient/${desk.patientId}`, category: `${codes.threadKind}|patient` }
  const headers = (await desk.search<Communication>('Communication', query)).filter(one =>
    isThread(one, desk.patientId),
  )
  const threads = await Promise.all(headers.map(header => shownThread(desk, header)))
  return threads.toSorted((a, b) => b.lastAt.localeCompare(a.lastAt))
}

const shownThread = async (desk: PatientDesk, header: Communication) => {
  const found = await desk.search<Communication>('Communication', { 'part-of': `Communication/${header.id}` })
  const mine = found.filter(one => isForPatient(one, desk.patientId))
  const messages = (await Promise.all(mine.map(one => shownMessage(desk, one)))).toSorted((a, b) =>
    a.at.localeCompare(b.at),
  )
  return {
    id: header.id,
    topic: header.topic?.text ?? '',
    messages,
    lastAt: messages.at(-1)?.at ?? header.sent ?? '',
  }
}

/** LOINC document types that are written for the patient: instructions. Letters between clinicians and notes are not. */
const forPatients: ReadonlySet<string> = new Set(['69730-0'])

const isForReading = ({ status, docStatus, subject, type }: DocumentReference, patientId: string): boolean =>
  status === 'current' &&
  (docStatus === 'final' || docStatus === 'amended') &&
  names(subject as Reference<Patient> | undefined, 'Patient', patientId) &&
  (type?.coding?.some(({ system, code }) => system === 'http://loinc.org' && forPatients.has(code ?? '')) ?? false)

/** Instructions written for the patient. */
export const papersOf = async (desk: PatientDesk) => {
  const found = await desk.search<DocumentReference>('DocumentReference', { patient: `Patient/${desk.patientId}` })
  return found
    .filter(one => isForReading(one, desk.patientId))
    .map(({ id, date, description, type, content }) => ({
      id,
      at: date,
      title: description ?? type?.text ?? '',
      language: content[0]?.attachment?.language,
      hasFile: idOf({ reference: content[0]?.attachment?.url ?? '' }, 'Binary') !== undefined,
    }))
}

/** The file of a paper that is for the patient: the Binary's id and its type. A 404 for any other. */
export const ownPaper = async (desk: PatientDesk, id: string) => {
  const found = await desk.repository.readResource<DocumentReference>('DocumentReference', id).catch(() => undefined)
  if (found === undefined || !isForReading(found, desk.patientId)) throw nothing()
  const binaryId = idOf({ reference: found.content[0]?.attachment?.url ?? '' }, 'Binary')
  if (binaryId === undefined) throw nothing()
  const binary = desk.repository.drawers.records.current('Binary', binaryId)
  if (binary === undefined || binary.json === null) throw nothing()
  return { bytes: Buffer.concat([...desk.repository.drawers.records.bytes(binary.seq)]) }
}
