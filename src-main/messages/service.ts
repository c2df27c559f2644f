import type { messages } from '../../src-shared/contract/messages.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { OpenedBytes } from '../kernel/bytes.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { openArriving } from './arriving.ts'
import { threadOf } from './communication.ts'
import { type Desk, demand, type MessageNeeds, openDesk, type Shown, shown, withFaces } from './desk.ts'
import { sealedIn } from './sealed-file.ts'
import { senderOf } from './sending.ts'
import { templateCalls } from './templates.ts'
import type { WaitingFile } from './waiting-files.ts'
import { wordQueryOf } from './word-query.ts'

type MessageService = Service<typeof messages>
export interface Messages {
  readonly service: MessageService
  /** Takes a file into memory, for a later `send`. Faults messages.notAFile, messages.fileTooLarge, messages.tooManyFiles. */
  readonly attach: (by: Caller, bytes: Uint8Array) => Promise<Omit<WaitingFile, 'bytes' | 'sha1'>>
  /** Opens a kept file of a message; undefined where there is none. */
  readonly fileOf: (blobId: string) => Promise<(OpenedBytes & { readonly patientId: string }) | undefined>
  /** After an unlock: files of messages written elsewhere are fetched, now and from then on. */
  readonly resume: () => void
  /** Records have come: their files may be wanted. */
  readonly look: () => void
  /** Resolves when no file is being fetched. */
  readonly settled: () => Promise<void>
  /** At a lock: lets go of every file that was not sent, and fetches none any longer. */
  readonly forget: () => void
}
type Told<Call extends keyof MessageService> = Parameters<MessageService[Call]>[0]

const mostFound = 200

export function openMessages(needs: MessageNeeds): Messages {
  const desk = openDesk(needs)
  const { resume, look, settled, forget } = openArriving(desk)
  return {
    service: {
      threads: async ({ patientId }, { who }) => withFaces(desk, await desk.store.threads(who().userId, patientId)),
      page: (told, asking) => page(desk, told, asking),
      unread: (_, { who }) => desk.store.unread(who().userId),
      search: (told, asking) => search(desk, told, asking),
      begin: (told, asking) => begin(desk, told, asking),
      send: senderOf(desk),
      markRead: (told, asking) => markRead(desk, told, asking),
      ...drafts(desk),
      ...templateCalls(desk),
    },
    attach: async (by, bytes) => {
      const { bytes: _bytes, sha1: _sha1, ...face } = await desk.waiting.take(by, bytes)
      return face
    },
    fileOf: blobId => fileOf(desk, blobId),
    resume,
    look,
    settled,
    forget: () => {
      forget()
      desk.waiting.forget()
    },
  }
}

/** What the file's own sealed header says counts: no other file of the vault is a message's. */
async function fileOf({ vault }: Desk, blobId: string) {
  const reader = await vault.blob(blobId as BlobId)
  const sealed = reader && sealedIn(reader.meta)
  if (!reader || !sealed) return undefined
  const { mediaType, patientId } = sealed
  return { mediaType, patientId, sizeBytes: reader.size, read: (start: number, end: number) => reader.read(start, end) }
}

async function page(desk: Desk, { threadId, from, limit }: Told<'page'>, asking: Asking) {
  const { count: total } = await demand(desk, threadId, asking)
  const start = from ?? Math.max(0, total - limit)
  const rows = await desk.store.page(threadId, start, limit)
  return { messages: await shown(desk, rows, asking), from: start, total }
}

async function search(desk: Desk, { text }: Told<'search'>, asking: Asking) {
  const query = wordQueryOf(text)
  if (query === undefined) return []
  const rows = await desk.store.search(query, mostFound)
  const found = await shown(desk, rows, asking)
  return found.map((message, place) => ({ ...message, topic: topicIn(rows[place]?.thread) }))
}

/** Of a conversation's header, or of a consult. */
function topicIn(body = '{}'): string {
  const { topic, description } = JSON.parse(body) as { topic?: { text?: string }; description?: string }
  return topic?.text ?? description ?? ''
}

async function begin(desk: Desk, told: Told<'begin'>, asking: Asking): Promise<Shown> {
  const by = asking.who()
  const { threadId, patientId } = told
  if (!(await desk.records.read('Patient', patientId))) throw new Fault('records.unknown')
  if (!(await desk.records.read('Communication', threadId))) {
    const act = { name: 'messages.begin', action: 'C', patientId, entity: `Communication/${threadId}` } as const
    await desk.vault.commit(by, act, [desk.records.put(threadOf({ ...told, by, at: desk.at() }))])
  }
  return demand(desk, threadId, asking)
}

async function markRead(desk: Desk, { threadId, messageIds }: Told<'markRead'>, asking: Asking) {
  const { userId, name } = asking.who()
  const { patientId } = await demand(desk, threadId, asking)
  const rows = await Promise.all(messageIds.map(id => desk.store.message(id)))
  const here = await shown(
    desk,
    rows.filter(row => row !== undefined),
    asking,
  )
  const read = here.filter(message => message.threadId === threadId && !message.mine)
  const act = { name: 'messages.markRead', action: 'U', patientId, entity: `Communication/${threadId}` } as const
  const at = desk.at()
  if (read.length > 0)
    await desk.vault.commit(
      asking.who(),
      act,
      read.map(({ messageId }) => desk.ops.read({ messageId, userId, name, at })),
    )
  return { unread: await desk.store.unread(userId) }
}

function drafts(desk: Desk): Pick<MessageService, 'draft' | 'saveDraft'> {
  return {
    draft: async ({ threadId }, { who }) => {
      const body = await desk.store.draft(threadId, who().userId)
      return body === undefined ? {} : { draft: JSON.parse(body) }
    },
    saveDraft: async ({ threadId, draft }, asking) => {
      const by = asking.who()
      const { patientId } = await demand(desk, threadId, asking)
      const act = { name: 'messages.saveDraft', action: 'U', patientId, entity: `Communication/${threadId}` } as const
      const isEmpty = draft.text === '' && draft.images.length === 0
      const { keepDraft, dropDraft } = desk.ops
      const op = isEmpty ? dropDraft(threadId, by.userId) : keepDraft(threadId, by.userId, JSON.stringify(draft))
      await desk.vault.commit(by, act, [op])
      return { threadId }
    },
  }
}
