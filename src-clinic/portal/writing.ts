import { createHash } from 'node:crypto'
import type {
  Appointment,
  Communication,
  CommunicationPayload,
  QuestionnaireResponse,
  QuestionnaireResponseItemAnswer,
  Resource,
} from '@medplum/fhirtypes'
import { type PortalAnswer, type PortalForm, questionnaireOf } from '../../src-shared/portal/index.ts'
import { refuse } from '../fhir/outcomes.ts'
import type { ClinicRepository } from '../fhir/repository.ts'
import { searchBundle } from '../fhir/repository-search.ts'
import { codes, sentSystem } from './codes.ts'
import { nameOf, type PatientDesk } from './desk.ts'
import type { SentPicture } from './pictures.ts'
import { appointmentsOf, ownAppointment, ownThread } from './reading.ts'

const self = ({ patientId, patient }: PatientDesk) => ({
  reference: `Patient/${patientId}`,
  type: 'Patient' as const,
  display: nameOf(patient),
})
const subject = ({ patientId }: PatientDesk) => ({ reference: `Patient/${patientId}` })

/** What was sent bears the patient's id, so that nobody's key can stand for what another sent. */
const keyed = ({ patientId }: PatientDesk, key: string) => ({ system: sentSystem, value: `${patientId}/${key}` })

interface Once<T extends Resource> {
  readonly key: string
  readonly make: (repository: ClinicRepository) => Promise<T>
}

/** Makes a resource unless this patient sent it before: a telephone sends again where it heard no answer. */
const once = <T extends Resource>(desk: PatientDesk, type: T['resourceType'], { key, make }: Once<T>): Promise<T> =>
  desk.repository.withTransaction(async repository => {
    const { system, value } = keyed(desk, key)
    const params = [{ name: 'identifier', value: `${system}|${value}` }]
    const { entry = [] } = await searchBundle<T>(repository, params, { type, base: '' })
    return (entry[0]?.resource as T | undefined) ?? make(repository)
  })

const names = {
  'image/jpeg': 'photograph-{n}.jpg',
  'video/mp4': 'video-{n}.mp4',
  'video/webm': 'video-{n}.webm',
} as const

/** Stores photographs and clips in the message's own transaction. Their names are ours: none of the patient's is kept. */
const attach = async (
  repository: ClinicRepository,
  photographs: readonly SentPicture[],
  creation: string,
): Promise<CommunicationPayload[]> => {
  const payload: CommunicationPayload[] = []
  for (const [place, { mediaType, bytes }] of photographs.entries()) {
    const { id } = await repository.createBinary(mediaType, bytes)
    const hash = createHash('sha1').update(bytes).digest('base64')
    const title = names[mediaType].replace('{n}', String(place + 1))
    const about = { contentType: mediaType, size: bytes.length, hash, title, creation }
    payload.push({ contentAttachment: { ...about, url: `Binary/${id}` } })
  }
  return payload
}

/** A message of the patient, in a conversation of theirs or a new one. */
export const writeMessage = async (
  desk: PatientDesk,
  said: { key: string; threadId?: string | undefined; topic?: string | undefined; text: string },
  photographs: () => readonly SentPicture[] = () => [],
): Promise<{ id: string | undefined }> => {
  const { key, threadId, topic = '', text } = said
  const sent = desk.now().toISOString()
  const before = threadId === undefined ? undefined : await ownThread(desk, threadId)
  const header = (): Communication => ({
    resourceType: 'Communication',
    identifier: [keyed(desk, `${key}/thread`)],
    status: 'in-progress',
    category: [{ coding: [{ system: codes.threadKind, code: 'patient' }] }],
    subject: subject(desk),
    topic: { coding: [{ system: codes.thread, code: 'thread' }], text: topic },
    sent,
    sender: self(desk),
  })
  const message = (partOf: string, attached: CommunicationPayload[]): Communication => ({
    resourceType: 'Communication',
    identifier: [keyed(desk, key)],
    partOf: [{ reference: `Communication/${partOf}` }],
    status: 'completed',
    category: [{ coding: [{ system: codes.audience, code: 'patient' }] }],
    subject: subject(desk),
    sent,
    sender: self(desk),
    payload: [{ contentString: text }, ...attached],
  })
  const make = async (repository: ClinicRepository) => {
    const thread = before ?? (await repository.createResource(header()))
    return repository.createResource(message(thread.id ?? '', await attach(repository, photographs(), sent)))
  }
  const { id } = await once<Communication>(desk, 'Communication', { key, make })
  return { id }
}

/** So many requests may be open at once; more would be an accident or a flood. */
const mostOpen = 5

/** The wish for an appointment, or for another time of one: the staff finds it on the wait list. */
export const askAppointment = async (
  desk: PatientDesk,
  said: {
    key: string
    kind: 'in-person' | 'video'
    words: string
    from?: string | undefined
    to?: string | undefined
    moves?: string | undefined
  },
): Promise<{ id: string | undefined }> => {
  const { key, kind, words, from, to, moves } = said
  const moved = moves === undefined ? undefined : await ownAppointment(desk, moves)
  if (moved !== undefined && moved.status !== 'booked') throw refuse(409, 'This appointment cannot be moved.')
  const appointment: Appointment = {
    resourceType: 'Appointment',
    identifier: [keyed(desk, key)],
    status: 'proposed',
    appointmentType: { coding: [{ system: codes.portal, code: 'asked' }], text: 'Asked for by the patient' },
    serviceType: [{ coding: [{ system: codes.appointmentKind, code: kind }] }],
    created: desk.now().toISOString(),
    comment: words,
    ...(moved && { supportingInformation: [{ reference: `Appointment/${moved.id}` }] }),
    ...((from ?? to) && { requestedPeriod: [{ ...(from && { start: from }), ...(to && { end: to }) }] }),
    participant: [{ actor: subject(desk), required: 'required', status: 'accepted' }],
  }
  const make = async (repository: ClinicRepository) => {
    const open = (await appointmentsOf(desk)).filter(({ status }) => status === 'proposed')
    if (open.length >= mostOpen) throw refuse(409, 'There are enough requests open.')
    return repository.createResource(appointment)
  }
  const { id } = await once<Appointment>(desk, 'Appointment', { key, make })
  return { id }
}

const answerOf = (answer: PortalAnswer): QuestionnaireResponseItemAnswer => {
  if (typeof answer === 'number') return { valueInteger: answer }
  return typeof answer === 'boolean' ? { valueBoolean: answer } : { valueString: answer }
}

/** A form the patient has filled in, one of them the symptom log. */
export const writeForm = async (
  desk: PatientDesk,
  said: { key: string; form: PortalForm; answers: readonly { id: string; answer: PortalAnswer }[] },
): Promise<{ id: string | undefined }> => {
  const { key, form, answers } = said
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    identifier: keyed(desk, key),
    questionnaire: questionnaireOf(form),
    status: 'completed',
    subject: subject(desk),
    source: subject(desk),
    authored: desk.now().toISOString(),
    item: answers.map(({ id, answer }) => ({ linkId: id, answer: [answerOf(answer)] })),
  }
  const make = (repository: ClinicRepository) => repository.createResource(response)
  const { id } = await once<QuestionnaireResponse>(desk, 'QuestionnaireResponse', { key, make })
  return { id }
}
