import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Message, MessageThread } from '../../src-shared/contract/messages.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import type { Asking } from '../kernel/door.ts'
import { type Records, recordWriting } from '../records/index.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import type { FetchFile } from './arriving.ts'
import { namedIn, shownMessage, shownThread } from './communication.ts'
import { type HeldMessage, type HeldThread, type MessageSql, messageStoreWith } from './store.ts'
import { openWaitingFiles, type WaitingFiles } from './waiting-files.ts'

export interface MessageNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit' | 'keep' | 'blob' | 'ops'>
  readonly records: Pick<Records, 'put' | 'read' | 'facesOf'>
  readonly capture: Pick<Capture, 'shot'>
  readonly now: () => Date
  readonly fetchFile: FetchFile
  readonly log: (line: string) => void
}

/** What the parts of this room share. */
export interface Desk extends MessageNeeds {
  readonly store: Reads<MessageSql>
  readonly ops: Writes<MessageSql>
  readonly waiting: WaitingFiles
  readonly at: () => string
}

/** The message room's drawer, able to re-enter a sealed file together with its message. */
const messageStore = messageStoreWith(recordWriting)

export const openDesk = (needs: MessageNeeds): Desk => ({
  ...needs,
  store: needs.vault.store(messageStore),
  ops: needs.vault.ops(messageStore),
  waiting: openWaitingFiles({ now: needs.now, newId: randomUUID }),
  at: () => needs.now().toISOString(),
})

export type Shown = z.input<typeof MessageThread>

type Placed = Pick<MessageThread, 'threadId' | 'lastAt'>
const byNewest = (one: Placed, other: Placed): number =>
  one.lastAt === other.lastAt ? one.threadId.localeCompare(other.threadId) : one.lastAt < other.lastAt ? 1 : -1

/** Conversations with their patients' faces, the one with the newest message first. */
export async function withFaces(desk: Desk, rows: readonly HeldThread[]): Promise<Shown[]> {
  const threads = rows.map(shownThread).toSorted(byNewest)
  const faces = await desk.records.facesOf([...new Set(threads.map(({ patientId }) => patientId))])
  return threads.map(thread => {
    const patient = faces.find(face => face.patientId === thread.patientId)
    return { ...thread, ...(patient && { patient }) }
  })
}

/** Fault records.unknown. */
export async function demand(desk: Desk, threadId: string, { who, about }: Asking): Promise<Shown> {
  const row = await desk.store.thread(who().userId, threadId)
  const [thread] = row ? await withFaces(desk, [row]) : []
  if (!thread) throw new Fault('records.unknown')
  about(thread.patientId)
  return thread
}

/** Messages with who has read them, and what of them is held here. */
export async function shown(desk: Desk, rows: readonly HeldMessage[], { who }: Asking): Promise<Message[]> {
  const named = rows.map(namedIn)
  const images = [...new Set(named.flatMap(one => one.images))]
  const [receipts, held, shots] = await Promise.all([
    desk.store.receipts(JSON.stringify(rows.map(({ id }) => id))),
    desk.store.files(JSON.stringify(named.flatMap(({ files }) => files))),
    Promise.all(images.map(image => desk.capture.shot(image))),
  ])
  const byMessage = Map.groupBy(receipts, ({ messageId }) => messageId)
  const clips = new Set(shots.flatMap(shot => (shot?.mediaType.startsWith('video/') ? (shot.blobId as string) : [])))
  const files = new Map(held.map(file => [file.fileId, file]))
  const { userId } = who()
  return rows.map(row => {
    const readers = byMessage.get(row.id) ?? []
    const readBy = readers.map(({ userId: id, name, at }) => ({ userId: id as UserId, name, at }))
    return shownMessage(row, { userId, readBy, clips, files })
  })
}
