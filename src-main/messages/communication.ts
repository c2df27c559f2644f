import type { Audience, Message, MessageFile, MessageThread, threadKinds } from '../../src-shared/contract/messages.ts'
import { type Communication, type Task, withLid } from '../../src-shared/fhir/index.ts'
import type { BlobId, CaseId, PatientId, RecordId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import { type BinaryRecord, codeIn, codeSystem, conceptOf, idIn, personOf, refTo } from '../records/index.ts'
import { fileNameOf } from './file-kind.ts'
import type { HeldFile } from './files-store.ts'
import type { HeldMessage, HeldThread } from './store.ts'
import type { WaitingFile } from './waiting-files.ts'

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

/** `url` names the Binary that stands for the sealed file; `hash` is base64 SHA-1 (hl7.org/fhir/R4/datatypes.html#Attachment). */
const attachmentOf = (file: Said['files'][number], at: string) => ({
  contentType: file.mediaType,
  url: `Binary/${file.uploadId}`,
  size: file.sizeBytes,
  hash: file.sha1,
  title: file.name,
  creation: at,
})

/** What stands for the sealed file in FHIR; the bytes stay in the vault. */
export const binaryOf = ({ uploadId, mediaType, sizeBytes, sha1, sha256 }: WaitingFile, patientId: string) =>
  withLid<BinaryRecord>(
    {
      resourceType: 'Binary',
      id: uploadId,
      contentType: mediaType,
      securityContext: refTo('Patient', patientId),
      size: sizeBytes,
      sha1,
      sha256,
    },
    uploadId,
  )

interface Said {
  readonly thread: { readonly threadId: string; readonly patientId: string }
  readonly messageId: string
  readonly audience: Audience
  readonly text: string
  readonly images: readonly string[]
  readonly files: readonly (WaitingFile & { readonly name: string })[]
  readonly by: Caller
  readonly at: string
}

/** One message; only what is for the patient names the patient as its recipient. */
export const messageOf = ({ thread, messageId, audience, text, images, files, by, at }: Said) =>
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
      payload: [
        { contentString: text },
        ...images.map(image => ({ contentReference: refTo('Media', image) })),
        ...files.map(file => ({ contentAttachment: attachmentOf(file, at) })),
      ],
    },
    messageId,
  )

const parsed = (body: string) => JSON.parse(body) as Communication

const kindIn = ({ category = [] }: Communication): Kind => {
  const codes = category.map(concept => codeIn(kindSystem, concept))
  return codes.includes('patient') ? 'patient' : codes.includes('colleague') ? 'colleague' : 'internal'
}

type About = Pick<MessageThread, 'kind' | 'topic' | 'patientId' | 'consult'> & { readonly begunAt: string }

const aboutConsult = ({ description, authoredOn, for: patient, encounter }: Task, id: string): About => ({
  kind: 'colleague',
  topic: description ?? '',
  patientId: (idIn('Patient', patient) ?? '') as PatientId,
  consult: { consultId: id as RecordId, caseId: (idIn('Encounter', encounter) ?? '') as CaseId },
  begunAt: authoredOn ?? '',
})

const aboutThread = (header: Communication): About => ({
  kind: kindIn(header),
  topic: header.topic?.text ?? '',
  patientId: (idIn('Patient', header.subject) ?? '') as PatientId,
  begunAt: header.sent ?? '',
})

/** A conversation as it is shown, without the patient's face. */
export function shownThread(row: HeldThread): Omit<MessageThread, 'patient'> {
  const header = JSON.parse(row.body) as Communication | Task
  const about = header.resourceType === 'Task' ? aboutConsult(header, row.id) : aboutThread(header)
  const { begunAt, ...shown } = about
  return {
    threadId: row.id as RecordId,
    ...shown,
    count: row.count,
    unread: row.unread,
    lastAt: row.lastAt ?? begunAt,
    unsynced: row.unsynced === 1,
  }
}

/** For the patient is what the patient wrote, or what names the patient as recipient and is not marked otherwise. Else it is the staff's. */
function audienceIn({ category = [], recipient = [] }: Communication, fromPatient: boolean): Audience {
  if (fromPatient) return 'patient'
  const isMarked = category.some(concept => codeIn(audienceSystem, concept) === 'staff')
  return !isMarked && recipient.some(who => idIn('Patient', who) !== undefined) ? 'patient' : 'staff'
}

/** What is beside a message: who looks, who has read it, and what of it is held here. */
export interface Beside {
  readonly userId: string
  readonly readBy: Message['readBy']
  readonly clips: ReadonlySet<string>
  readonly files: ReadonlyMap<string, HeldFile>
}

const binary = /^Binary\/([A-Za-z0-9.-]{1,64})$/

/** Pictures of a message, and the sealed files it names. */
export function namedIn(row: HeldMessage): { readonly images: BlobId[]; readonly files: string[] } {
  const { payload = [] } = parsed(row.body)
  return {
    images: payload.flatMap(({ contentReference }) => (idIn('Media', contentReference) as BlobId | undefined) ?? []),
    files: payload.flatMap(({ contentAttachment }) => binaryIn(contentAttachment?.url) ?? []),
  }
}

/** So often asked in vain, it is said. */
const triesInVain = 3

/** What is held of a file, or how far it is. A file of another patient's is none of this message's. */
function arrivalOf(held: HeldFile | undefined, patientId: string | undefined): Pick<MessageFile, 'blobId' | 'arrival'> {
  if (held === undefined) return { arrival: 'on-its-way' }
  if (held.patientId !== patientId) return { arrival: 'not-taken' }
  if (held.blobId !== null) return { blobId: held.blobId as BlobId }
  if (held.refused !== null) return { arrival: held.refused }
  return { arrival: held.tries < triesInVain ? 'on-its-way' : 'not-fetched' }
}

const sizeOf = (size: unknown): Pick<MessageFile, 'sizeBytes'> => {
  const sizeBytes = Number(size ?? Number.NaN)
  return Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 ? { sizeBytes } : {}
}

type Attachment = NonNullable<NonNullable<Communication['payload']>[number]['contentAttachment']>

const binaryIn = (url = ''): string | undefined => binary.exec(url)?.[1]

/** One file of a message, as it is shown. */
function fileIn(
  { title, contentType = '', size, url }: Attachment,
  beside: Pick<Beside, 'files'> & { patientId: string },
) {
  const fileId = binaryIn(url)
  const held = beside.files.get(fileId ?? '')
  return {
    name: fileNameOf(title ?? ''),
    mediaType: held?.mediaType ?? contentType,
    ...sizeOf(held?.sizeBytes ?? size),
    ...(fileId === undefined ? ({ arrival: 'not-taken' } as const) : arrivalOf(held, beside.patientId)),
  }
}

function filesIn({ payload = [], subject }: Communication, files: Beside['files']): MessageFile[] {
  const patientId = idIn('Patient', subject) ?? ''
  return payload.flatMap(({ contentAttachment: one }) => (one === undefined ? [] : fileIn(one, { files, patientId })))
}

/** The conversation or the consult it belongs to. */
const threadIn = ({ partOf, about }: Communication): string =>
  idIn('Communication', partOf?.[0]) ?? idIn('Task', about?.[0]) ?? ''

/** A message as it is shown to one person. */
export function shownMessage(row: HeldMessage, { userId, readBy, clips, files }: Beside): Message {
  const message = parsed(row.body)
  const { images } = namedIn(row)
  const { sender, payload = [] } = message
  const fromPatient = idIn('Patient', sender) !== undefined
  return {
    messageId: row.id as RecordId,
    threadId: threadIn(message) as RecordId,
    at: row.at,
    by: sender?.display ?? '',
    mine: sender?.identifier?.value === userId,
    fromPatient,
    audience: audienceIn(message, fromPatient),
    text: payload.flatMap(({ contentString }) => contentString ?? []).join('\n'),
    images,
    clips: images.filter(image => clips.has(image)),
    files: filesIn(message, files),
    state: row.unsynced === 1 ? 'waiting' : 'at-clinic',
    readBy,
  }
}
