import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Communication, Patient, Resource } from '@medplum/fhirtypes'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LID_SYSTEM } from '../../src-shared/fhir/index.ts'
import { type Clinic, openClinicRooms } from '../clinic.ts'
import { ClinicRepository } from '../fhir/repository.ts'
import { defaultLimits } from '../http/arrival.ts'
import { openFront } from '../http/front.ts'
import { codes } from './codes.ts'
import { findPatient } from './desk.ts'

let folder: string
let clinic: Clinic
let server: Server
let origin = ''
const clock = { at: 0 }

beforeEach(async () => {
  clock.at = Date.parse('2026-11-26T09:00:00Z')
  folder = mkdtempSync(join(tmpdir(), 'cutis-portal-'))
  server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const shared = { clock: () => clock.at, log: () => undefined }
  clinic = openClinicRooms({
    ...shared,
    file: join(folder, 'clinic.db'),
    key: Buffer.alloc(32, 7),
    origin,
    registrations: [],
  })
  const front = openFront({ ...shared, origin: () => origin, clinic: () => clinic, limits: defaultLimits })
  server.on('request', (request, response) => void front(request, response))
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await clinic.close()
  rmSync(folder, { recursive: true, force: true })
})

const put = <T extends Resource>(resource: T) =>
  new ClinicRepository(clinic.fhir.needs, 'staff').createResource<T>(resource)
const newPatient = async (family: string) => {
  const lid = randomUUID()
  const name = [{ family, given: ['Ana'] }]
  const patient = await put<Patient>({
    resourceType: 'Patient',
    identifier: [{ system: LID_SYSTEM, value: lid }],
    name,
  })
  return { lid, id: patient.id }
}
const call = (path: string, { body, session, method }: { body?: unknown; session?: string; method?: string } = {}) =>
  fetch(`${origin}/portal/api/${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(session !== undefined && { authorization: `Bearer ${session}` }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const link = (patientId: string) =>
  clinic.portal.passes.invite({ patientId, secret: '1980-05-17', factor: 'birth-date', minutes: 60 }).token
const open = async (token: string, secret = '1980-05-17') => {
  const answer = await call('open', { body: { token, secret } })
  return { status: answer.status, ...((await answer.json()) as { session: string; device: string; left: number }) }
}
const sessionOf = async (patientId: string) => (await open(link(patientId))).session
const read = async <T>(path: string, session: string) => (await (await call(path, { session })).json()) as T

const refTo = (id: string) => ({ reference: `Patient/${id}` })
const coded = (system: string, code: string) => ({ coding: [{ system, code }] })
const thread = (patientId: string, kind: string) =>
  put<Communication>({
    resourceType: 'Communication',
    status: 'in-progress',
    category: [coded(codes.threadKind, kind)],
    subject: refTo(patientId),
    topic: { ...coded(codes.thread, 'thread'), text: `About ${kind}` },
    sent: '2026-11-20T09:00:00Z',
  })
const message = (patientId: string, threadId: string, more: Partial<Communication>) =>
  put<Communication>({
    resourceType: 'Communication',
    status: 'completed',
    partOf: [{ reference: `Communication/${threadId}` }],
    subject: refTo(patientId),
    sent: '2026-11-21T09:00:00Z',
    ...more,
  })

describe('ways in', () => {
  test('a link enrols once; the browser then opens with the second factor alone, and all of it can be revoked', async () => {
    const { id } = await newPatient('Reyes')
    const token = link(id)
    expect(await (await call('look', { body: { token } })).json()).toEqual({ factor: 'birth-date' })
    expect(await open(token, '1980-05-18')).toMatchObject({ status: 403, left: 4 })
    const first = await open(token)
    expect(first.status).toBe(200)
    expect((await open(token)).status).toBe(410)
    const again = await open(first.device)
    expect(again).toMatchObject({ status: 200, device: first.device })
    expect(await read('me', again.session)).toEqual({ name: 'Ana Reyes' })
    clinic.portal.passes.revoke(id)
    expect((await call('me', { session: again.session })).status).toBe(401)
    expect((await open(first.device)).status).toBe(410)
  })
  test('five wrong answers close a link, and a browser', async () => {
    const { id } = await newPatient('Reyes')
    const { device } = await open(link(id))
    for (const token of [link(id), device]) {
      for (let tries = 0; tries < 4; tries += 1) expect((await open(token, 'wrong')).status).toBe(403)
      expect((await open(token, 'wrong')).status).toBe(410)
      expect((await open(token)).status).toBe(410)
    }
  })
  test('a session falls idle after half an hour, lives no longer than eight, and can be left', async () => {
    const { id } = await newPatient('Reyes')
    const { session, device } = await open(link(id))
    for (let asked = 0; asked < 16; asked += 1) {
      expect((await call('me', { session })).status).toBe(asked * 29 < 480 ? 200 : 401)
      clock.at += 29 * 60_000
    }
    const { session: other } = await open(device)
    clock.at += 31 * 60_000
    expect((await call('me', { session: other })).status).toBe(401)
    const { session: last } = await open(device)
    expect((await call('leave', { session: last, body: {} })).status).toBe(204)
    expect((await call('me', { session: last })).status).toBe(401)
  })
  test('a patient is found by the local id of their workstation, and by nothing else', async () => {
    const { id, lid } = await newPatient('Reyes')
    expect(await findPatient(clinic.fhir.needs, { lid })).toBe(id)
    expect(await findPatient(clinic.fhir.needs, { lid: randomUUID() })).toBeUndefined()
    const denied = await fetch(`${origin}/portals/links`, { method: 'POST', body: '{}' })
    expect(denied.status).toBe(401)
  })
})

describe('reading', () => {
  test('messages: what is for the patient, and nothing of the staff, of colleagues, or of another patient', async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const { id: threadId } = await thread(ana.id, 'patient')
    const internal = await thread(ana.id, 'internal')
    const recipient = [refTo(ana.id)]
    await message(ana.id, threadId, { payload: [{ contentString: 'For you' }], recipient })
    await message(ana.id, threadId, { payload: [{ contentString: 'Among us' }] })
    const staff = [coded(codes.audience, 'staff')]
    await message(ana.id, threadId, { payload: [{ contentString: 'Marked' }], recipient, category: staff })
    await message(ben.id, threadId, { payload: [{ contentString: 'Astray' }], recipient })
    await message(ana.id, internal.id, { payload: [{ contentString: 'Inside' }], recipient })
    await message(ana.id, threadId, {
      payload: [{ contentString: 'Withdrawn' }],
      recipient,
      status: 'entered-in-error',
    })
    const threads = await read<{ messages: { text: string }[] }[]>('threads', await sessionOf(ana.id))
    expect(threads.map(({ messages }) => messages.map(({ text }) => text))).toEqual([['For you']])
    expect(await read('threads', await sessionOf(ben.id))).toEqual([])
  })
  test("appointments: one's own, without the staff's note", async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const participant = [{ actor: refTo(ana.id), status: 'accepted' as const }]
    const times = { start: '2026-12-01T09:00:00Z', end: '2026-12-01T09:20:00Z' }
    await put({ resourceType: 'Appointment', status: 'booked', ...times, comment: 'Difficult', participant })
    const text = JSON.stringify(await read('appointments', await sessionOf(ana.id)))
    expect(text).toContain('2026-12-01T09:00:00Z')
    expect(text).not.toContain('Difficult')
    expect(await read('appointments', await sessionOf(ben.id))).toEqual([])
  })
})

describe('reading papers and results', () => {
  test('papers: final instructions with their file; no letters, no drafts, nobody else', async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const binary = await new ClinicRepository(clinic.fhir.needs, 'staff').createBinary(
      'application/pdf',
      Buffer.from('%PDF-own'),
    )
    const paper = (
      code: string,
      more: { docStatus?: 'final' | 'preliminary'; status?: 'current' | 'entered-in-error' },
    ) =>
      put({
        resourceType: 'DocumentReference',
        status: 'current',
        docStatus: 'final',
        type: coded('http://loinc.org', code),
        subject: refTo(ana.id),
        description: 'Your skin',
        content: [{ attachment: { contentType: 'application/pdf', url: `Binary/${binary.id}` } }],
        ...more,
      })
    const shown = await paper('69730-0', {})
    const hidden = [
      await paper('57133-1', {}),
      await paper('69730-0', { docStatus: 'preliminary' }),
      await paper('69730-0', { status: 'entered-in-error' }),
    ]
    const session = await sessionOf(ana.id)
    expect(await read('papers', session)).toEqual([{ id: shown.id, title: 'Your skin', hasFile: true }])
    expect(await (await call(`papers/${shown.id}/file`, { session })).text()).toBe('%PDF-own')
    for (const { id } of hidden) expect((await call(`papers/${id}/file`, { session })).status).toBe(404)
    expect((await call(`papers/${shown.id}/file`, { session: await sessionOf(ben.id) })).status).toBe(404)
    expect((await call(`papers/${binary.id}/file`, { session })).status).toBe(404)
  })
  test('results: only what the patient was told of by a person', async () => {
    const { id } = await newPatient('Reyes')
    const session = await sessionOf(id)
    const order = (what: string) =>
      put({
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'order',
        subject: refTo(id),
        extension: [{ url: codes.order, valueString: JSON.stringify({ events: [{ what }], linked: [] }) }],
      })
    const report = (orderId: string, conclusion: string) =>
      put({
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'Skin biopsy' },
        subject: refTo(id),
        basedOn: [{ reference: `ServiceRequest/${orderId}` }],
        conclusion,
      })
    await report((await order('signed')).id, 'Not yet told')
    expect(await read('results', session)).toEqual([])
    await report((await order('told')).id, 'A harmless mole')
    expect(await read('results', session)).toMatchObject([{ title: 'Skin biopsy', text: 'A harmless mole' }])
  })
})

describe('writing', () => {
  test('a message begins a conversation once, and goes on in it; never in another patient’s', async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const session = await sessionOf(ana.id)
    const body = { key: randomUUID(), topic: 'A new spot', text: 'It itches.' }
    expect((await call('messages', { session, body })).status).toBe(201)
    expect((await call('messages', { session, body })).status).toBe(201)
    const [first] = await read<{ id: string; messages: unknown[] }[]>('threads', session)
    expect(first?.messages).toMatchObject([{ mine: true, text: 'It itches.', by: 'Ana Reyes' }])
    const more = { key: randomUUID(), threadId: first?.id, text: 'Still.' }
    expect((await call('messages', { session, body: more })).status).toBe(201)
    const other = await sessionOf(ben.id)
    expect((await call('messages', { session: other, body: { ...more, key: randomUUID() } })).status).toBe(404)
    // The same key of another patient is another message.
    expect((await call('messages', { session: other, body })).status).toBe(201)
    expect(await read('threads', session)).toMatchObject([{ messages: [{}, {}] }])
    expect(await read('threads', other)).toMatchObject([{ messages: [{ by: 'Ana Bauer' }] }])
  })
  test('an appointment is asked for, moved only where it is one’s own and booked, and not without end', async () => {
    const [ana, ben] = [await newPatient('Reyes'), await newPatient('Bauer')]
    const session = await sessionOf(ana.id)
    const participant = [{ actor: refTo(ben.id), status: 'accepted' as const }]
    const times = { start: '2026-12-01T09:00:00Z', end: '2026-12-01T09:20:00Z' }
    const foreign = await put({ resourceType: 'Appointment', status: 'booked', ...times, participant })
    const asked = () => ({ key: randomUUID(), kind: 'in-person', words: 'A check of my skin' })
    expect((await call('appointments', { session, body: { ...asked(), moves: foreign.id } })).status).toBe(404)
    for (let count = 0; count < 5; count += 1)
      expect((await call('appointments', { session, body: asked() })).status).toBe(201)
    expect((await call('appointments', { session, body: asked() })).status).toBe(409)
    expect(await read('appointments', session)).toHaveLength(5)
  })
  test('forms: answers that fit, once', async () => {
    const { id } = await newPatient('Reyes')
    const session = await sessionOf(id)
    const body = { key: randomUUID(), form: 'symptom-log', answers: { itch: 7, 'new-spots': true } }
    for (const status of [201, 201]) expect((await call('forms', { session, body })).status).toBe(status)
    expect(await read('forms', session)).toMatchObject([
      { form: 'symptom-log', answers: [{ id: 'itch', answer: 7 }, {}] },
    ])
    const wrong = { ...body, key: randomUUID(), answers: { itch: 12 } }
    expect((await call('forms', { session, body: wrong })).status).toBe(400)
  })
})

describe('what does not fit', () => {
  test('hostile bodies, addresses and floods are refused', async () => {
    const { id } = await newPatient('Reyes')
    const session = await sessionOf(id)
    const key = randomUUID()
    const bodies = [
      '{',
      '{"__proto__":{}}',
      { key, text: 'no thread and no topic' },
      { key, topic: 'x', threadId: 'y', text: 'both' },
      { key, topic: 'x', text: 'y', sender: { reference: 'Practitioner/1' } },
      { key: '../../x', topic: 'x', text: 'y' },
      { key, topic: 'x', text: 'y'.repeat(4001) },
    ]
    for (const body of bodies) expect((await call('messages', { session, body })).status).toBe(400)
    expect((await call('messages', { session, body: { key, topic: 'x', text: 'y'.repeat(40_000) } })).status).toBe(413)
    for (const path of ['Patient', 'toString', '../fhir/Patient', `papers/..%2f..%2f/file`, 'threads/x'])
      expect((await call(path, { session })).status).toBeGreaterThanOrEqual(400)
    expect((await call('me', { session, method: 'DELETE' })).status).toBe(404)
    clock.at += 3_600_000
    const calm = await sessionOf(id)
    const write = () => call('messages', { session: calm, body: { key: randomUUID(), topic: 'x', text: 'y' } })
    const statuses: number[] = []
    for (let count = 0; count < 21; count += 1) statuses.push((await write()).status)
    expect(statuses.filter(status => status === 429)).toHaveLength(1)
  })
})
