import { z } from 'zod'
import { BlobId, CaseId, PatientId, RecordId, UserId } from '../ids.ts'
import { command, query } from './call.ts'
import { PatientRow } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)

/** Whom a conversation is with: the patient, a colleague elsewhere (GP and dermatologist), or the team of this clinic. */
export const threadKinds = ['patient', 'colleague', 'internal'] as const
/** Who may read a message: the patient and the staff, or the staff alone. */
export const Audience = z.enum(['patient', 'staff'])
export type Audience = z.output<typeof Audience>

export const MessageThread = z.object({
  threadId: RecordId,
  kind: z.enum(threadKinds),
  topic: z.string(),
  patientId: PatientId,
  patient: PatientRow.pick({
    family: true,
    given: true,
    birthDate: true,
    sex: true,
    mrn: true,
    photo: true,
  }).optional(),
  count: z.int(),
  unread: z.int(),
  lastAt: Stamp,
  unsynced: z.boolean(),
  /** Where it is what referrer and dermatologist write about a consult: that consult, whose id is the thread's. It is written in there. */
  consult: z.object({ consultId: RecordId, caseId: CaseId }).optional(),
})
export type MessageThread = z.output<typeof MessageThread>

/** A file of a message: a PDF, JPEG, PNG, or a clip as MP4 or WebM. */
export const MessageFile = z.object({
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int().optional(),
  /** Where its bytes are held here: their address at the bytes door, level `full`. */
  blobId: BlobId.optional(),
  /** Else how far they are: being fetched, asked for in vain so far and asked for again, or never taken: too large, or no file of these kinds. */
  arrival: z.enum(['on-its-way', 'not-fetched', 'too-large', 'not-taken']).optional(),
})
export type MessageFile = z.output<typeof MessageFile>

export const Message = z.object({
  messageId: RecordId,
  threadId: RecordId,
  at: Stamp,
  by: z.string(),
  mine: z.boolean(),
  fromPatient: z.boolean(),
  audience: Audience,
  text: z.string(),
  /** Pictures and clips of the patient's record. */
  images: z.array(BlobId),
  /** Those of them that move. */
  clips: z.array(BlobId),
  files: z.array(MessageFile),
  /** `waiting`: kept here, not yet at the clinic. */
  state: z.enum(['waiting', 'at-clinic']),
  /** Who opened it at this workstation, and when first. */
  readBy: z.array(z.object({ userId: UserId, name: z.string(), at: Stamp })),
})
export type Message = z.output<typeof Message>

/** What somebody has begun to write. */
export const MessageDraft = z.object({
  audience: Audience,
  text: z.string().max(8000),
  images: z.array(BlobId).max(20),
})
export type MessageDraft = z.output<typeof MessageDraft>

export const MessageTemplate = z.object({ templateId: RecordId, title: Text(120), text: Text(4000) })
export type MessageTemplate = z.output<typeof MessageTemplate>

const one = z.object({ threadId: RecordId })
const reads = ['record', 'message']

export const messages = {
  /** Conversations, the one with the newest message first. */
  threads: query('message.read', { reads, audited: true })
    .input(z.object({ patientId: PatientId.optional() }))
    .output(z.array(MessageThread)),
  /** `limit` messages from a place counted from the oldest, which is 0 (without one: the newest), oldest first. Fault records.unknown. */
  page: query('message.read', { reads, audited: true })
    .input(
      one.extend({
        from: z.int().nonnegative().optional(),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ messages: z.array(Message), from: z.int(), total: z.int() })),
  /** How many messages of others the asker has not read. */
  unread: query('message.read', { reads }).output(z.int()),
  /** Messages with words that begin so, newest first. */
  search: query('message.read', { reads, audited: true })
    .input(z.object({ text: Text(200) }))
    .output(z.array(Message.extend({ topic: z.string() }))),
  /** Begins a conversation; told twice it begins once. Fault records.unknown. */
  begin: command('message.write')
    .input(one.extend({ patientId: PatientId, kind: z.enum(threadKinds), topic: Text(200) }))
    .output(MessageThread),
  /**
   * Keeps a message, the files it is given (uploaded to the bytes door as `attachments`, PDF, JPEG, PNG, MP4 or WebM, at most 25 MB each) and
   * its place in the queue; told twice it is kept once. Faults records.unknown, messages.elsewhere, messages.notForPatients, messages.fileGone.
   */
  send: command('message.write')
    .input(
      one.extend({
        messageId: RecordId,
        audience: Audience,
        text: Text(8000),
        images: z.array(BlobId).max(20),
        files: z
          .array(z.object({ uploadId: z.uuid(), name: z.string().max(500) }))
          .max(10)
          .default([]),
      }),
    )
    .output(Message),
  /** The asker has read these. */
  markRead: command('message.read')
    .input(one.extend({ messageIds: z.array(RecordId).min(1).max(200) }))
    .output(z.object({ unread: z.int() })),
  /** What the asker has begun to write here. */
  draft: query('message.write', { reads: ['message'] })
    .input(one)
    .output(z.object({ draft: MessageDraft.optional() })),
  /** Keeps what is being written; nothing in it takes it away. */
  saveDraft: command('message.write')
    .input(one.extend({ draft: MessageDraft }))
    .output(one),
  /** The clinic's, of every workstation, by title. */
  templates: query('message.read', { reads }).output(z.array(MessageTemplate)),
  /** Faults records.unknown where something else bears that id. */
  saveTemplate: command('message.template').input(MessageTemplate).output(MessageTemplate),
  removeTemplate: command('message.template')
    .input(MessageTemplate.pick({ templateId: true }))
    .output(MessageTemplate.pick({ templateId: true })),
}
