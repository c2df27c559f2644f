import type { Message, messages } from '../../src-shared/contract/messages.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import { binaryOf, messageOf } from './communication.ts'
import { type Desk, demand, shown } from './desk.ts'
import { fileNameOf } from './file-kind.ts'
import { sealedFile } from './sealed-file.ts'

type Told = Parameters<Service<typeof messages>['send']>[0]

/** Sends; told twice, also at once, it is sent once. */
export function senderOf(desk: Desk): (told: Told, asking: Asking) => Promise<Message> {
  const sending = new Map<string, Promise<void>>()
  const once = (told: Told, asking: Asking): Promise<void> => {
    const already = sending.get(told.messageId)
    if (already !== undefined) return already
    const work = sendNow(desk, told, asking).finally(() => sending.delete(told.messageId))
    sending.set(told.messageId, work)
    return work
  }
  return async (told, asking) => {
    const { messageId, threadId } = told
    await demand(desk, threadId, asking)
    if (!(await desk.store.message(messageId))) await once(told, asking)
    const row = await desk.store.message(messageId)
    const [sent] = row ? await shown(desk, [row], asking) : []
    if (sent?.threadId !== threadId) throw new Fault('records.unknown')
    return sent
  }
}

/** The message, its files and what stands for them become durable together, or nothing does. */
async function sendNow(desk: Desk, told: Told, asking: Asking): Promise<void> {
  const by = asking.who()
  const { messageId, threadId, audience, images } = told
  const thread = await demand(desk, threadId, asking)
  const { patientId } = thread
  if (thread.consult !== undefined) throw new Fault('records.unknown')
  if (audience === 'patient' && thread.kind !== 'patient') throw new Fault('messages.notForPatients')
  const shots = await Promise.all(images.map(image => desk.capture.shot(image)))
  if (shots.some(shot => shot?.patientId !== patientId || shot.state !== 'kept')) throw new Fault('messages.elsewhere')
  const claim = desk.waiting.claim(
    by,
    told.files.map(({ uploadId }) => uploadId),
  )
  const at = desk.at()
  const files = claim.files.map((file, place) => ({ ...file, name: fileNameOf(told.files[place]?.name ?? '') }))
  const message = messageOf({ ...told, files, thread, by, at })
  const binaries = files.map(file => binaryOf(file, patientId))
  const blobs = files.map((file, place) => {
    const own = binaries.slice(place, place + 1)
    const records = place === files.length - 1 ? [...own, message] : own
    const meta = sealedFile({ keptAt: at, patientId, mediaType: file.mediaType, records })
    return { id: file.uploadId as BlobId, meta, bytes: file.bytes }
  })
  const act = { name: 'messages.send', action: 'C', patientId, entity: `Communication/${messageId}` } as const
  const writes = [...binaries, message].map(resource => desk.records.put(resource))
  try {
    await desk.vault.keep(by, act, blobs, [...writes, desk.ops.dropDraft(threadId, by.userId)])
  } catch (error) {
    claim.giveBack()
    throw error
  }
  claim.done()
}
