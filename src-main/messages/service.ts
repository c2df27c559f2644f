import type { z } from 'zod'
import type { Message, MessageThread, messages } from '../../src-shared/contract/messages.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Capture } from '../capture/index.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import type { Records } from '../records/index.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import { messageOf, shownMessage, shownThread, threadOf } from './communication.ts'
import { type HeldMessage, type HeldThread, type MessageSql, messageStore } from './store.ts'

export interface MessageNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit' | 'ops'>
  readonly records: Pick<Records, 'put' | 'read' | 'facesOf'>
  readonly capture: Pick<Capture, 'shot'>
  readonly now: () => Date
}

type MessageService = Service<typeof messages>
export interface Messages {
  readonly service: MessageService
}

interface Desk extends MessageNeeds {
  readonly store: Reads<MessageSql>
  readonly ops: Writes<MessageSql>
  readonly at: () => string
}
type Told<Call extends keyof MessageService> = Parameters<MessageService[Call]>[0]

/** After every message there can be. */
const end = { at: '9999', id: '' }
const mostFound = 200

export function openMessages(needs: MessageNeeds): Messages {
  const { vault, now } = needs
  const desk: Desk = {
    ...needs,
    store: vault.store(messageStore),
    ops: vault.ops(messageStore),
    at: () => now().toISOString(),
  }
  return {
    service: {
      threads: async ({ patientId }, { who }) => withFaces(desk, await desk.store.threads(who().userId, patientId)),
      page: (told, asking) => page(desk, told, asking),
      unread: (_, { who }) => desk.store.unread(who().userId),
      search: (told, asking) => search(desk, told, asking),
      begin: (told, asking) => begin(desk, told, asking),
      send: (told, asking) => send(desk, told, asking),
      markRead: (told, asking) => markRead(desk, told, asking),
      ...drafts(desk),
      ...templates(desk),
    },
  }
}

type Shown = z.input<typeof MessageThread>

async function withFaces(desk: Desk, rows: readonly HeldThread[]): Promise<Shown[]> {
  const threads = rows.map(shownThread)
  const faces = await desk.records.facesOf([...new Set(threads.map(({ patientId }) => patientId))])
  return threads.map(thread => {
    const patient = faces.find(face => face.patientId === thread.patientId)
    return { ...thread, ...(patient && { patient }) }
  })
}

/** Fault records.unknown. */
async function demand(desk: Desk, threadId: string, { who, about }: Asking): Promise<Shown> {
  const row = await desk.store.thread(who().userId, threadId)
  const [thread] = row ? await withFaces(desk, [row]) : []
  if (!thread) throw new Fault('records.unknown')
  about(thread.patientId)
  return thread
}

/** Messages with who has read them. */
async function shown(desk: Desk, rows: readonly HeldMessage[], { who }: Asking): Promise<Message[]> {
  const receipts = await desk.store.receipts(JSON.stringify(rows.map(({ id }) => id)))
  const byMessage = Map.groupBy(receipts, ({ messageId }) => messageId)
  return rows.map(row =>
    shownMessage(
      row,
      who().userId,
      (byMessage.get(row.id) ?? []).map(({ userId, name, at }) => ({ userId: userId as UserId, name, at })),
    ),
  )
}

async function page(desk: Desk, { threadId, before, limit }: Told<'page'>, asking: Asking) {
  await demand(desk, threadId, asking)
  const place = before ? { at: before.at, id: before.messageId } : end
  const rows = await desk.store.before(threadId, place, limit + 1)
  const messages = await shown(desk, rows.slice(0, limit).toReversed(), asking)
  return { messages, earlier: rows.length > limit }
}

async function search(desk: Desk, { text }: Told<'search'>, asking: Asking) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, sign => `\\${sign}`)}%`
  const rows = await desk.store.search(pattern, mostFound)
  const found = await shown(desk, rows, asking)
  return found.map((message, place) => ({ ...message, topic: topicIn(rows[place]?.thread) }))
}

const topicIn = (body = '{}'): string => (JSON.parse(body) as { topic?: { text?: string } }).topic?.text ?? ''

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

async function send(desk: Desk, told: Told<'send'>, asking: Asking): Promise<Message> {
  const by = asking.who()
  const { messageId, threadId, audience, images } = told
  const thread = await demand(desk, threadId, asking)
  const { patientId } = thread
  if (audience === 'patient' && thread.kind !== 'patient') throw new Fault('messages.notForPatients')
  const shots = await Promise.all(images.map(image => desk.capture.shot(image)))
  if (shots.some(shot => shot?.patientId !== patientId || shot.state !== 'kept')) throw new Fault('messages.elsewhere')
  if (!(await desk.store.message(messageId))) {
    const act = { name: 'messages.send', action: 'C', patientId, entity: `Communication/${messageId}` } as const
    const message = messageOf({ ...told, thread, by, at: desk.at() })
    await desk.vault.commit(by, act, [desk.records.put(message), desk.ops.dropDraft(threadId, by.userId)])
  }
  const row = await desk.store.message(messageId)
  const [sent] = row ? await shown(desk, [row], asking) : []
  if (sent?.threadId !== threadId) throw new Fault('records.unknown')
  return sent
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

function templates(desk: Desk): Pick<MessageService, 'templates' | 'saveTemplate' | 'removeTemplate'> {
  return {
    templates: async () => (await desk.store.templates()) as Awaited<ReturnType<MessageService['templates']>>,
    saveTemplate: async (template, { who }) => {
      const act = { name: 'messages.saveTemplate', action: 'U', entity: `Template/${template.templateId}` } as const
      await desk.vault.commit(who(), act, [desk.ops.keepTemplate(template)])
      return template
    },
    removeTemplate: async ({ templateId }, { who }) => {
      const act = { name: 'messages.removeTemplate', action: 'D', entity: `Template/${templateId}` } as const
      await desk.vault.commit(who(), act, [desk.ops.dropTemplate(templateId)])
      return { templateId }
    },
  }
}
