import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Communication, Patient } from '@medplum/fhirtypes'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mp4, webm } from '../../src-shared/imaging/clip/rig/make.ts'
import { clipBytes } from '../../src-shared/portal/index.ts'
import { type Clinic, openClinicRooms } from '../clinic.ts'
import { ClinicRepository } from '../fhir/repository.ts'
import { defaultLimits } from '../http/arrival.ts'
import { openFront } from '../http/front.ts'

let folder: string
let clinic: Clinic
let server: Server
let origin = ''
const clock = () => Date.parse('2026-11-26T09:00:00Z')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cutis-photographs-'))
  server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const shared = { clock, log: () => undefined }
  const key = Buffer.alloc(32, 7)
  clinic = openClinicRooms({ ...shared, file: join(folder, 'clinic.db'), key, origin, registrations: [] })
  const front = openFront({ ...shared, origin: () => origin, clinic: () => clinic, limits: defaultLimits })
  server.on('request', (request, response) => void front(request, response))
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await clinic.close()
  rmSync(folder, { recursive: true, force: true })
})

const newPatient = (family: string) =>
  new ClinicRepository(clinic.fhir.needs, 'staff').createResource<Patient>({
    resourceType: 'Patient',
    name: [{ family }],
  })
const sessionOf = (patientId: string): string => {
  const { passes } = clinic.portal
  const { token } = passes.invite({ patientId, secret: '1980-05-17', factor: 'birth-date', minutes: 60 })
  const opened = passes.open(token, '1980-05-17')
  return opened.kind === 'in' ? opened.session : ''
}
const call = (path: string, session: string, body?: object) =>
  fetch(`${origin}/portal/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const photograph = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#c08060' } })
    .withExif({ IFD0: { Make: 'CANARY-4711' } })
    .jpeg()
    .toBuffer()
const sendPicture = async (session: string, body: Uint8Array<ArrayBuffer>, type = 'image/jpeg') => {
  const headers = { 'content-type': type, authorization: `Bearer ${session}` }
  const answer = await fetch(`${origin}/portal/api/pictures`, { method: 'POST', headers, body })
  return { status: answer.status, ...((await answer.json()) as { pictureId: string }) }
}
const say = (session: string, pictures: readonly string[], key = randomUUID()) =>
  call('messages', session, { key, topic: 'Spot', text: 'Look', pictures })

describe('photographs', () => {
  test('go with their message once, without what tells where they were taken, and are nobody else’s', async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const [session, other] = [sessionOf(ana.id), sessionOf(ben.id)]
    const { status, pictureId } = await sendPicture(session, new Uint8Array(await photograph()))
    expect(status).toBe(201)
    expect((await say(other, [pictureId])).status).toBe(409)
    const key = randomUUID()
    expect((await say(session, [pictureId], key)).status).toBe(201)
    expect((await say(session, [pictureId], key)).status).toBe(201)
    expect((await say(session, [pictureId])).status).toBe(409)
    const threads = (await (await call('threads', session)).json()) as {
      messages: { id: string; files: object[] }[]
    }[]
    expect(threads.map(({ messages }) => messages.map(({ files }) => files))).toEqual([
      [[{ place: 1, kind: 'picture' }]],
    ])
    const repository = new ClinicRepository(clinic.fhir.needs, 'staff')
    const { records } = repository.drawers
    const stored = await repository.search<Communication>({
      resourceType: 'Communication',
      filters: [],
    })
    const attachment = stored.entry?.flatMap(({ resource }) => resource?.payload ?? [])
    const url = attachment?.find(({ contentAttachment }) => contentAttachment)?.contentAttachment?.url ?? ''
    const binary = records.current('Binary', url.slice('Binary/'.length))
    const bytes = Buffer.concat([...records.bytes(binary?.seq ?? 0)])
    expect(bytes.includes('CANARY-4711')).toBe(false)
    expect((await sharp(bytes).metadata()).width).toBe(60)
  })
  test('are JPEG by their bytes, of a size, brought by somebody who is in, and not without number', async () => {
    const { id } = await newPatient('Reyes')
    const session = sessionOf(id)
    const bytes = new Uint8Array(await photograph())
    expect((await sendPicture(session, new Uint8Array(Buffer.from('<svg/>')))).status).toBe(415)
    expect((await sendPicture(session, bytes, 'image/svg+xml')).status).toBe(415)
    expect((await sendPicture('x'.repeat(32), bytes)).status).toBe(401)
    expect((await sendPicture(session, new Uint8Array(12 * 1024 * 1024 + 1))).status).toBe(413)
    const sent = []
    for (let one = 0; one < 30; one += 1) sent.push((await sendPicture(session, bytes)).status)
    expect(sent).toContain(429)
    expect(
      (
        await say(
          session,
          Array.from({ length: 7 }, () => randomUUID()),
        )
      ).status,
    ).toBe(400)
  })
})

interface ThreadHere {
  readonly id: string
  readonly messages: readonly { id: string; files: readonly { place: number; kind: string }[] }[]
}
const threadsOf = async (session: string) => (await (await call('threads', session)).json()) as ThreadHere[]
const staff = () => new ClinicRepository(clinic.fhir.needs, 'staff')

/** A line of the staff in a conversation, with one more part. */
const staffSays = (patientId: string, threadId: string, more: object): Communication => ({
  resourceType: 'Communication',
  status: 'completed',
  partOf: [{ reference: `Communication/${threadId}` }],
  subject: { reference: `Patient/${patientId}` },
  sender: { display: 'Dr. Skin' },
  recipient: [{ reference: `Patient/${patientId}` }],
  payload: [{ contentString: 'Look' }, more],
})

describe('clips', () => {
  test.each([
    ['video/mp4', mp4({ telling: 'CANARY-4711' })],
    ['video/webm', webm({ telling: 'CANARY-4711' })],
  ])(
    '%s: goes with its message without what tells of place, and is played by its patient alone',
    async (type, clip) => {
      const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
      const [session, other] = [sessionOf(ana.id), sessionOf(ben.id)]
      const { status, pictureId } = await sendPicture(session, clip, type)
      expect([status, (await say(session, [pictureId])).status]).toEqual([201, 201])
      const [message] = (await threadsOf(session))[0]?.messages ?? []
      expect(message?.files).toEqual([{ place: 1, kind: 'clip' }])
      const path = `messages/${message?.id}/files/1`
      const answer = await call(path, session)
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect([answer.status, answer.headers.get('content-type'), bytes.length]).toEqual([200, type, clip.length])
      expect([Buffer.from(clip).includes('CANARY'), bytes.includes('CANARY')]).toEqual([true, false])
      expect((await call(path, other)).status).toBe(404)
      expect((await call(`messages/${message?.id}/files/0`, session)).status).toBe(404)
      expect((await call(`messages/${message?.id}/files/2`, session)).status).toBe(404)
    },
  )
  test('are whole, of a size, and one at a time', async () => {
    const session = sessionOf((await newPatient('Reyes')).id)
    expect((await sendPicture(session, mp4().slice(0, -8), 'video/mp4')).status).toBe(415)
    expect((await sendPicture(session, mp4(), 'video/quicktime')).status).toBe(415)
    expect((await sendPicture(session, new Uint8Array(clipBytes + 1), 'video/mp4')).status).toBe(413)
    const [first, second] = [
      await sendPicture(session, mp4(), 'video/mp4'),
      await sendPicture(session, webm(), 'video/webm'),
    ]
    expect((await say(session, [first.pictureId])).status).toBe(409)
    expect((await say(session, [second.pictureId])).status).toBe(201)
  })
})

describe('what the staff sent', () => {
  const seen = async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const session = sessionOf(ana.id)
    await say(session, [])
    const threadId = (await threadsOf(session))[0]?.id ?? ''
    const picture = await staff().createBinary('image/jpeg', await photograph())
    const content = { contentType: 'image/jpeg', url: `Binary/${picture.id}` }
    const media = (patientId: string, status: 'completed' | 'entered-in-error' = 'completed') =>
      staff().createResource({ resourceType: 'Media', status, subject: { reference: `Patient/${patientId}` }, content })
    const send = async (more: object, changed: object = {}) => {
      const { id } = await staff().createResource({ ...staffSays(ana.id, threadId, more), ...changed })
      return (await call(`messages/${id}/files/1`, session)).status
    }
    return { ana, ben, send, media, content, session }
  }
  test('a picture of the patient’s record is shown, one of another patient or taken out of the record is not', async () => {
    const { ana, ben, send, media } = await seen()
    const named = async (id: string) => send({ contentReference: { reference: `Media/${id}` } })
    expect(await named((await media(ana.id)).id)).toBe(200)
    expect(await named((await media(ben.id)).id)).toBe(404)
    expect(await named((await media(ana.id, 'entered-in-error')).id)).toBe(404)
  })
  test('nothing of a note for the staff, of a conversation among them, and nothing a page must not be given', async () => {
    const { ana, send, content } = await seen()
    expect(await send({ contentAttachment: content })).toBe(200)
    expect(await send({ contentAttachment: content }, { recipient: [] })).toBe(404)
    const header = await staff().createResource<Communication>({
      resourceType: 'Communication',
      status: 'in-progress',
      subject: { reference: `Patient/${ana.id}` },
    })
    expect(await send({ contentAttachment: content }, { partOf: [{ reference: `Communication/${header.id}` }] })).toBe(
      404,
    )
    const page = await staff().createBinary('image/jpeg', Buffer.from('<html><script>1</script></html>'))
    expect(await send({ contentAttachment: { ...content, url: `Binary/${page.id}` } })).toBe(404)
    expect(await send({ contentAttachment: { ...content, url: 'https://elsewhere.example/Binary/1' } })).toBe(404)
  })
})
