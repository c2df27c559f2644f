import { afterAll, beforeAll, expect, it } from 'vitest'
import type { threadKinds } from '../../src-shared/contract/messages.ts'
import { Communication } from '../../src-shared/fhir/index.ts'
import { fresh, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const refused = (code: string) => expect.objectContaining({ code })
const begun = async (family: string, kind: (typeof threadKinds)[number] = 'patient') => {
  const patientId = await rig.patient(family)
  const threadId = fresh()
  await rig.service.begin({ threadId, patientId, kind, topic: `About ${family}` }, rig.derm)
  return { patientId, threadId }
}
const said = (threadId: ReturnType<typeof fresh>, text: string, more: object = {}) =>
  rig.service.send({ threadId, messageId: fresh(), audience: 'staff', text, images: [], ...more }, rig.derm)
/** What a patient's own page would make of it. */
const fromPatient = (about: { patientId: string; threadId: string }, text: string, sent: string) =>
  Communication.parse({
    resourceType: 'Communication',
    id: fresh(),
    status: 'completed',
    partOf: [{ reference: `Communication/${about.threadId}` }],
    subject: { reference: `Patient/${about.patientId}` },
    sender: { reference: `Patient/${about.patientId}`, display: 'Ada' },
    sent,
    payload: [{ contentString: text }],
  })

it('keeps a message once, with its place in the queue, and names the patient only where it is for the patient', async () => {
  const { threadId, patientId } = await begun('Once')
  const image = rig.picture(patientId) as never
  const told = { threadId, messageId: fresh(), audience: 'patient', text: 'Please rest.', images: [image] } as const
  await rig.service.send({ ...told, images: [image] }, rig.derm)
  const again = await rig.service.send({ ...told, images: [image] }, rig.derm)
  expect(again).toMatchObject({ mine: true, audience: 'patient', images: [image], state: 'waiting' })
  const note = await said(threadId, 'Anxious; call her.')
  const { messages } = await rig.service.page({ threadId, limit: 100 }, rig.derm)
  expect(messages.map(({ text, audience }) => [text, audience])).toEqual([
    ['Please rest.', 'patient'],
    ['Anxious; call her.', 'staff'],
  ])
  const kept = await rig.records.read('Communication', note.messageId)
  expect(kept?.recipient).toBeUndefined()
  expect(Communication.safeParse(kept).success).toBe(true)
})

it('sends nothing to a patient from a conversation among staff, and no picture of somebody else', async () => {
  const { threadId } = await begun('Staff', 'internal')
  await expect(said(threadId, 'Hello', { audience: 'patient' })).rejects.toEqual(refused('messages.notForPatients'))
  const other = rig.picture(await rig.patient('Other'))
  await expect(said(threadId, 'Look', { images: [other] })).rejects.toEqual(refused('messages.elsewhere'))
  await expect(said(fresh(), 'Nowhere')).rejects.toEqual(refused('records.unknown'))
})

it('puts what arrives late in its place, counts it as unread, and keeps who read it', async () => {
  const about = await begun('Late')
  await said(about.threadId, 'How is it?')
  const before = await rig.service.unread(undefined as never, rig.derm)
  await rig.arrive(fromPatient(about, 'Second', '2026-11-01T10:00:00Z'))
  await rig.arrive(fromPatient(about, 'First', '2026-11-01T09:00:00Z'))
  const { messages } = await rig.service.page({ threadId: about.threadId, limit: 100 }, rig.derm)
  expect(messages.map(({ text }) => text)).toEqual(['First', 'Second', 'How is it?'])
  expect(messages[0]).toMatchObject({ fromPatient: true, audience: 'patient', mine: false })
  expect(await rig.service.unread(undefined as never, rig.derm)).toBe(before + 2)
  const ids = messages.map(({ messageId }) => messageId) as never
  await rig.service.markRead({ threadId: about.threadId, messageIds: ids }, rig.derm)
  expect(await rig.service.unread(undefined as never, rig.derm)).toBe(before)
  const read = await rig.service.page({ threadId: about.threadId, limit: 100 }, rig.nurse)
  expect(read.messages.map(({ readBy }) => readBy.map(({ name }) => name))).toEqual([['Dr. Skin'], ['Dr. Skin'], []])
})

it('tells two readers of one name apart', async () => {
  const about = await begun('Twins')
  await rig.arrive(fromPatient(about, 'Hello', '2026-11-01T10:00:00Z'))
  const twin = rig.person(rig.nurse.by.name)
  const [message] = (await rig.service.page({ threadId: about.threadId, limit: 100 }, rig.nurse)).messages
  const read = { threadId: about.threadId, messageIds: [message?.messageId as never] }
  await rig.service.markRead(read, rig.nurse)
  const unread = await rig.service.unread(undefined as never, twin)
  expect(await rig.service.markRead(read, twin)).toEqual({ unread: unread - 1 })
  const [seen] = (await rig.service.page({ threadId: about.threadId, limit: 100 }, rig.derm)).messages
  expect(seen?.readBy.map(({ userId }) => userId).toSorted()).toEqual([rig.nurse.by.userId, twin.by.userId].toSorted())
})

it('pages backwards without losing or repeating one', async () => {
  const { threadId } = await begun('Pages')
  for (const text of ['a', 'b', 'c', 'd', 'e']) await said(threadId, text)
  const last = await rig.service.page({ threadId, limit: 3 }, rig.derm)
  const [first] = last.messages
  const place = { at: first?.at as string, messageId: first?.messageId as never }
  const rest = await rig.service.page({ threadId, limit: 3, before: place }, rig.derm)
  expect([...rest.messages, ...last.messages].map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect([last.earlier, rest.earlier]).toEqual([true, false])
})

it('finds words as they are written, signs of patterns too', async () => {
  const { threadId } = await begun('Found')
  await said(threadId, 'Apply 50% urea twice')
  await said(threadId, 'Apply 500 urea')
  const found = await rig.service.search({ text: '50% UREA' }, rig.nurse)
  expect(found.map(({ text, topic }) => [text, topic])).toEqual([['Apply 50% urea twice', 'About Found']])
})

it('keeps a draft of each person until it is sent, and the templates of the clinic', async () => {
  const { threadId } = await begun('Draft')
  const draft = { audience: 'patient' as const, text: 'Half a sent', images: [] }
  await rig.service.saveDraft({ threadId, draft }, rig.derm)
  expect(await rig.service.draft({ threadId }, rig.derm)).toEqual({ draft })
  expect(await rig.service.draft({ threadId }, rig.nurse)).toEqual({})
  await said(threadId, 'Whole sentence')
  expect(await rig.service.draft({ threadId }, rig.derm)).toEqual({})
  const template = { templateId: fresh(), title: 'Aftercare', text: 'Keep it dry.' }
  await rig.service.saveTemplate(template, rig.nurse)
  await rig.service.saveTemplate({ ...template, text: 'Keep it dry for a day.' }, rig.nurse)
  expect(await rig.service.templates(undefined as never, rig.derm)).toEqual([
    { ...template, text: 'Keep it dry for a day.' },
  ])
  await rig.service.removeTemplate(template, rig.nurse)
  expect(await rig.service.templates(undefined as never, rig.derm)).toEqual([])
})
