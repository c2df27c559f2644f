import type { Audience, Message, MessageThread, threadKinds } from '../../src-shared/contract/messages.ts'
import { type Communication, withLid } from '../../src-shared/fhir/index.ts'
import type { BlobId, PatientId, RecordId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeIn, codeSystem, conceptOf, idIn, personOf, refTo } from '../records/index.ts'
import type { HeldMessage, HeldThread } from './store.ts'

type Kind = (typeof threadKinds)[number]

const kindSystem = `${codeSystem}/thread-kind`
const audienceSystem = `${codeSystem}/message-audience`

/** A conversation's header. */
export const threadOf = (told: {
  threadId: string
  patientId: string
  kind: Kind
  topic: string
  by: Caller
  at: string
}) =>
  withLid<Communication>(
    {
      resourceType: 'Communication',
      id: told.threadId,
      status: 'in-progress',
      category: [conceptOf(kindSystem, told.kind)],
      subject: refTo('Patient', told.patientId),
      topic: { ...conceptOf(codeSystem, 'thread'), text: told.topic },
      sent: told.at,
      sender: personOf(told.by),
    },
    told.threadId,
  )

interface Said {
  readonly thread: { readonly threadId: string; readonly patientId: string }
  readonly messageId: string
  readonly audience: Audience
  readonly text: string
  readonly images: readonly string[]
  readonly by: Caller
  readonly at: string
}

/** One message; only what is for the patient names the patient as its recipient. */
export const messageOf = ({ thread, messageId, audience, text, images, by, at }: Said) =>
  withLid<Communication>(
    {
      resourceType: 'Communication',
      id: messageId,
      partOf: [refTo('Communication', thread.threadId)],
      status: 'completed',
      category: [conceptOf(audienceSystem, audience)],
      subject: refTo('Patient', thread.patientId),
      sent: at,
      sender: personOf(by),
      ...(audience === 'patient' && { recipient: [refTo('Patient', thread.patientId)] }),
      payload: [{ contentString: text }, ...images.map(image => ({ contentReference: refTo('Media', image) }))],
    },
    messageId,
  )

const parsed = (body: string) => JSON.parse(body) as Communication

const kindIn = ({ category = [] }: Communication): Kind => {
  const codes = category.map(concept => codeIn(kindSystem, concept))
  return codes.includes('patient') ? 'patient' : codes.includes('colleague') ? 'colleague' : 'internal'
}

/** A conversation as it is shown, without the patient's face. */
export function shownThread(row: HeldThread): Omit<MessageThread, 'patient'> {
  const header = parsed(row.body)
  return {
    threadId: row.id as RecordId,
    kind: kindIn(header),
    topic: header.topic?.text ?? '',
    patientId: (idIn('Patient', header.subject) ?? '') as PatientId,
    count: row.count,
    unread: row.unread,
    lastAt: row.lastAt ?? header.sent ?? '',
    unsynced: row.unsynced === 1,
  }
}

/** For the patient is what the patient wrote, or what names the patient as recipient and is not marked otherwise. Else it is the staff's. */
function audienceIn({ category = [], recipient = [] }: Communication, fromPatient: boolean): Audience {
  if (fromPatient) return 'patient'
  const isMarked = category.some(concept => codeIn(audienceSystem, concept) === 'staff')
  return !isMarked && recipient.some(who => idIn('Patient', who) !== undefined) ? 'patient' : 'staff'
}

/** A message as it is shown to one person. */
export function shownMessage(row: HeldMessage, userId: string, readBy: Message['readBy']): Message {
  const message = parsed(row.body)
  const { sender, payload = [] } = message
  const fromPatient = idIn('Patient', sender) !== undefined
  return {
    messageId: row.id as RecordId,
    threadId: (idIn('Communication', message.partOf?.[0]) ?? '') as RecordId,
    at: row.at,
    by: sender?.display ?? '',
    mine: sender?.identifier?.value === userId,
    fromPatient,
    audience: audienceIn(message, fromPatient),
    text: payload.flatMap(({ contentString }) => contentString ?? []).join('\n'),
    images: payload.flatMap(({ contentReference }) => (idIn('Media', contentReference) as BlobId | undefined) ?? []),
    state: row.unsynced === 1 ? 'waiting' : 'at-clinic',
    readBy,
  }
}
