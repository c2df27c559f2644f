import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  rig.service.send({ threadId, messageId: fresh(), audience: 'staff', text, images: [], files: [], ...more }, rig.derm)
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
  const told = {
    threadId,
    messageId: fresh(),
    audience: 'patient',
    text: 'Please rest.',
    images: [image],
  } as const
  await rig.service.send({ ...told, images: [image], files: [] }, rig.derm)
  const again = await rig.service.send({ ...told, images: [image], files: [] }, rig.derm)
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

it('says which of its pictures move', async () => {
  const { threadId, patientId } = await begun('Moves')
  const [still, clip] = [rig.picture(patientId), rig.picture(patientId, 'video/webm')]
  const sent = await said(threadId, 'Both', { images: [still, clip] })
  expect([sent.images, sent.clips]).toEqual([[still, clip], [clip]])
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

it('answers any part of a conversation by its place, the newest where none is named', async () => {
  const { threadId } = await begun('Pages')
  for (const text of ['a', 'b', 'c', 'd', 'e']) await said(threadId, text)
  const part = async (from?: number) => {
    const { messages, ...place } = await rig.service.page(
      { threadId, limit: 3, ...(from !== undefined && { from }) },
      rig.derm,
    )
    return { texts: messages.map(({ text }) => text).join(''), ...place }
  }
  expect(await part()).toEqual({ texts: 'cde', from: 2, total: 5 })
  expect(await part(0)).toEqual({ texts: 'abc', from: 0, total: 5 })
  expect(await part(4)).toEqual({ texts: 'e', from: 4, total: 5 })
  expect(await part(9)).toEqual({ texts: '', from: 9, total: 5 })
})

describe('the search', () => {
  const texts = async (text: string) => (await rig.service.search({ text }, rig.nurse)).map(one => one.text)

  it('finds words without regard to case and accents, the last one as far as it is typed', async () => {
    const { threadId } = await begun('Found')
    await said(threadId, 'Apply 50% ureá twice')
    await said(threadId, 'Apply 500 urea')
    const found = await rig.service.search({ text: '50% UREA' }, rig.nurse)
    expect(found.map(({ text, topic }) => [text, topic])).toEqual([['Apply 50% ureá twice', 'About Found']])
    expect(await texts('apply ur')).toEqual(['Apply 500 urea', 'Apply 50% ureá twice'])
    expect(await texts('apply ur.')).toEqual([])
    expect(await texts('%')).toEqual([])
  })

  it('follows what arrives, changes and is taken away', async () => {
    const about = await begun('Follow')
    const message = fromPatient(about, 'zebrafish', '2026-11-01T10:00:00Z')
    await rig.arrive(message)
    expect(await texts('zebraf')).toEqual(['zebrafish'])
    await rig.arrive({ ...message, payload: [{ contentString: 'quokka' }] })
    expect(await texts('zebraf')).toEqual([])
    expect(await texts('quokka')).toEqual(['quokka'])
  })

  it('takes any text as words, never as a query of the database', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), async text => {
        expect(Array.isArray(await rig.service.search({ text }, rig.nurse))).toBe(true)
      }),
      { numRuns: 60 },
    )
    for (const text of ['"', 'a" OR "b', 'NEAR(a b)', 'text:x', 'a*', '-a', '(', '\u0000'])
      expect(Array.isArray(await rig.service.search({ text }, rig.nurse))).toBe(true)
  })
})

describe('files', () => {
  const pdf = () => new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n')

  it('go with their message, sealed, and as attachments to the clinic; sent twice at once they are sent once', async () => {
    const { threadId, patientId } = await begun('Files')
    const { uploadId } = await rig.attach(pdf())
    const told = { threadId, messageId: fresh(), audience: 'staff' as const, text: 'The report', images: [], files: [] }
    const files = [{ uploadId, name: '../report.pdf' }]
    const [sent] = await Promise.all([
      rig.service.send({ ...told, files }, rig.derm),
      rig.service.send({ ...told, files }, rig.derm),
    ])
    const length = pdf().length
    const file = { name: 'report.pdf', mediaType: 'application/pdf', sizeBytes: length, blobId: uploadId }
    expect(sent?.files).toEqual([file])
    const kept = Communication.parse(await rig.records.read('Communication', told.messageId))
    expect(kept.payload?.[1]?.contentAttachment).toMatchObject({ url: `Binary/${uploadId}`, title: 'report.pdf' })
    const opened = await rig.fileOf(uploadId)
    expect(opened).toMatchObject({ patientId, mediaType: 'application/pdf', sizeBytes: length })
    expect(new Uint8Array((await opened?.read(0, length)) ?? [])).toEqual(pdf())
    expect(await rig.fileOf(fresh())).toBeUndefined()
  })

  it('are not sent where one is gone, and wait again where the message is refused', async () => {
    const { threadId } = await begun('Gone', 'internal')
    const { uploadId } = await rig.attach(pdf())
    const files = [{ uploadId, name: 'a.pdf' }]
    await expect(said(threadId, 'Both', { files: [...files, { uploadId: fresh(), name: 'b' }] })).rejects.toEqual(
      refused('messages.fileGone'),
    )
    await expect(said(threadId, 'Out', { files, audience: 'patient' })).rejects.toEqual(
      refused('messages.notForPatients'),
    )
    expect((await said(threadId, 'Now', { files })).files).toHaveLength(1)
  })

  it('of a message whose rows a crash has swallowed are entered with it from their own headers', async () => {
    const { threadId } = await begun('Crash')
    const uploads = [await rig.attach(pdf()), await rig.attach(pdf())]
    const files = uploads.map(({ uploadId }, place) => ({ uploadId, name: `${place}.pdf` }))
    const { messageId } = await said(threadId, 'Two', { files })
    const before = (await rig.service.page({ threadId, limit: 10 }, rig.derm)).messages
    await rig.swallow([messageId, ...files.map(({ uploadId }) => uploadId)])
    expect((await rig.service.page({ threadId, limit: 10 }, rig.derm)).total).toBe(0)
    for (const { uploadId } of files) await rig.adopt(uploadId)
    expect((await rig.service.page({ threadId, limit: 10 }, rig.derm)).messages).toEqual(before)
  })
})

it('shows what is written about a consult among the conversations, and counts it as unread', async () => {
  const consult = await rig.consult('What is this?')
  const before = await rig.service.unread(undefined as never, rig.nurse)
  await rig.arrive(rig.lineOf(consult, 'Looks like lichen'))
  expect(await rig.service.unread(undefined as never, rig.nurse)).toBe(before + 1)
  const [thread] = await rig.service.threads({ patientId: consult.patientId }, rig.nurse)
  expect(thread).toMatchObject({
    kind: 'colleague',
    consult: { consultId: consult.consultId },
    topic: 'What is this?',
    unread: 1,
  })
  const threadId = consult.consultId
  const { messages } = await rig.service.page({ threadId, limit: 10 }, rig.nurse)
  expect(messages).toMatchObject([{ text: 'Looks like lichen', threadId, audience: 'staff' }])
  await rig.service.markRead({ threadId, messageIds: messages.map(one => one.messageId) as never }, rig.nurse)
  expect(await rig.service.unread(undefined as never, rig.nurse)).toBe(before)
  expect(await rig.service.search({ text: 'lichen' }, rig.nurse)).toMatchObject([{ topic: 'What is this?', threadId }])
  // It is written in the consult's own room, which knows whether it is still open.
  await expect(said(threadId, 'Not here')).rejects.toEqual(refused('records.unknown'))
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
  // Undone.
  await rig.service.saveTemplate(template, rig.nurse)
  expect(await rig.service.templates(undefined as never, rig.derm)).toEqual([template])
  await rig.service.removeTemplate(template, rig.nurse)
})
