import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Communication, Patient } from '@medplum/fhirtypes'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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

describe('photographs', () => {
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
    const threads = (await (await call('threads', session)).json()) as { messages: { photographs: number }[] }[]
    expect(threads.map(({ messages }) => messages.map(({ photographs }) => photographs))).toEqual([[1]])
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
