import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Heard } from '../../src-shared/visit/index.ts'
import { type ClinicServer, startServer } from '../index.ts'
import { invitation } from './rig/invitation.ts'
import { openRooms } from './rooms.ts'
import { iceServersFor } from './turn.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutis-visits-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = Buffer.alloc(32, 7)

test('credentials of the relay are those coturn works out', () => {
  const [server] = iceServersFor({ urls: ['turn:h:1'], secret: 'north' }, 'patient', 1_000_000)
  expect(server).toEqual({ urls: ['turn:h:1'], username: '1600:patient', credential: 'yPwHZp1Cl9gHEmkVgVy2YMpzZTs=' })
  expect(iceServersFor(undefined, 'patient', 0)).toEqual([])
})

describe('the patient side over HTTP', () => {
  let server: ClinicServer
  beforeEach(async () => {
    server = await startServer({ dataFolder: folder, log: () => undefined })
    server.open(key, [])
  })
  afterEach(() => server.stop())
  const post = (path: string, body: object) =>
    fetch(`${server.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('an unknown link is gone, and nobody enters the workstation side without a token', async () => {
    const token = 'x'.repeat(32)
    expect((await post('/visit/api/look', { token })).status).toBe(410)
    expect((await post('/visit/api/enter', { token, secret: '1980-05-17' })).status).toBe(410)
    expect((await post('/visit/api/enter', { token: '../../etc', secret: 'x' })).status).toBe(400)
    expect((await post('/visits/links', invitation)).status).toBe(401)
    expect((await fetch(`${server.origin}/visit/api/ice`)).status).toBe(401)
    expect((await fetch(`${server.origin}/visit/../clinic.db`)).status).toBe(404)
  })
  test('a line without a seat, or of another page, is refused', async () => {
    const address = `${server.origin.replace('http', 'ws')}/visit/line`
    const knock = async (origin?: string) => {
      const socket = new WebSocket(address, ['cutis-visit.v1', `seat.${'x'.repeat(32)}`], { ...(origin && { origin }) })
      const [error] = (await once(socket, 'error')) as [Error]
      return error.message
    }
    expect(await knock('https://evil.example')).toContain('403')
    expect(await knock(server.origin)).toContain('403')
  })
})

/** A socket as the rooms know it. */
const seatOf = () => {
  const told: Heard[] = []
  const hooks = new Map<string, (...args: unknown[]) => void>()
  const state = { closed: 0 }
  const socket = {
    bufferedAmount: 0,
    send: (text: string) => told.push(JSON.parse(text) as Heard),
    on: (name: string, hook: (...args: unknown[]) => void) => hooks.set(name, hook),
    close: (code: number) => {
      state.closed = code
      hooks.get('close')?.()
    },
    terminate: () => undefined,
  }
  return {
    told,
    state,
    socket: socket as unknown as WebSocket,
    say: (said: object) => hooks.get('message')?.(JSON.stringify(said), false),
  }
}

describe('rooms', () => {
  const visitId = randomUUID()
  const candidate = (seq: number) => ({
    kind: 'signal',
    session: visitId,
    seq,
    data: { type: 'candidate', candidate: { candidate: '', sdpMid: null, sdpMLineIndex: null } },
  })
  const open = () => {
    const rooms = openRooms({ clock: () => 0, allowLoopback: false, ended: () => undefined, guestOut: () => undefined })
    const [clinician, patient] = [seatOf(), seatOf()]
    rooms.take(visitId, 'clinician', clinician.socket)
    rooms.take(visitId, 'patient', patient.socket)
    return { rooms, clinician, patient }
  }
  test('nothing passes before the clinician has let the patient in', () => {
    const { clinician, patient } = open()
    clinician.say(candidate(0))
    patient.say({ kind: 'admit' })
    expect(patient.told.some(({ kind }) => kind === 'signal')).toBe(false)
    clinician.say({ kind: 'admit' })
    clinician.say(candidate(1))
    expect(patient.told.at(-1)).toMatchObject({ kind: 'signal', seq: 1 })
  })
  test('a seat taken elsewhere closes the first, and no line ends a visit', () => {
    const { rooms, clinician, patient } = open()
    const again = seatOf()
    rooms.take(visitId, 'patient', again.socket)
    expect(patient.state.closed).toBe(4409)
    again.say({ kind: 'end' })
    clinician.say({ kind: 'end' })
    expect(again.state.closed).toBe(0)
    rooms.end(visitId)
    expect(again.told.at(-1)).toEqual({ kind: 'ended' })
    expect(again.state.closed).toBe(4410)
    expect(rooms.state(visitId)).toBeUndefined()
  })
  test('a flood closes the line, and what is no message is refused', () => {
    const { patient } = open()
    patient.say({ kind: 'room', present: [], admitted: true })
    expect(patient.told.at(-1)).toEqual({ kind: 'refused' })
    for (let count = 0; count < 300; count += 1) patient.say({ kind: 'ping' })
    expect(patient.state.closed).toBe(1008)
  })
  test('a photograph is told, fetched, and only then called kept', () => {
    const { rooms, clinician, patient } = open()
    const photoId = rooms.addPhoto(visitId, { bytes: Buffer.from('x'), mediaType: 'image/jpeg' }) ?? ''
    expect(clinician.told.at(-1)).toMatchObject({ kind: 'photo', photoId, kept: false })
    expect(rooms.photo(visitId, photoId)?.bytes.toString()).toBe('x')
    rooms.photoKept(visitId, photoId)
    expect(patient.told.at(-1)).toMatchObject({ kind: 'photo', photoId, kept: true })
    expect(rooms.photo(visitId, photoId)).toBeUndefined()
  })
})

const guestVisit = randomUUID()
const guestFace = { id: randomUUID(), name: 'Ana Ruiz', role: 'interpreter' } as const
const signalTo = (to: string, type = 'candidate') => ({
  kind: 'signal',
  session: guestVisit,
  seq: 0,
  to,
  data: { type, candidate: { candidate: '', sdpMid: null, sdpMLineIndex: null } },
})
const openWithGuest = () => {
  const out: string[] = []
  const guestOut = (id: string) => void out.push(id)
  const rooms = openRooms({ clock: () => 0, allowLoopback: false, ended: () => undefined, guestOut })
  const [clinician, patient, third] = [seatOf(), seatOf(), seatOf()]
  rooms.take(guestVisit, 'clinician', clinician.socket)
  rooms.take(guestVisit, 'patient', patient.socket)
  clinician.say({ kind: 'admit' })
  rooms.takeGuest(guestVisit, guestFace, third.socket)
  return { rooms, clinician, patient, third, out }
}
const letIn = () => {
  const all = openWithGuest()
  all.patient.say({ kind: 'agree', guest: guestFace.id, given: true })
  all.clinician.say({ kind: 'admit', seat: 'guest' })
  return all
}
const kinds = (told: readonly Heard[]) => [...new Set(told.map(({ kind }) => kind))]

describe('a guest', () => {
  test('who waits hears nothing of the visit, and nobody hears them', () => {
    const { rooms, clinician, patient, third } = openWithGuest()
    clinician.say({ kind: 'chat', text: 'private' })
    clinician.say(signalTo('guest'))
    patient.say(signalTo('guest'))
    patient.say({ kind: 'state', camera: true, microphone: true, beside: 'nothing' })
    rooms.addPhoto(guestVisit, { bytes: Buffer.from('x'), mediaType: 'image/jpeg' })
    expect(kinds(third.told)).toEqual(['room'])
    expect(third.told.at(-1)).toMatchObject({ present: ['guest'], admitted: false })
    const before = [clinician.told.length, patient.told.length]
    third.say({ kind: 'chat', text: 'hello' })
    third.say(signalTo('patient'))
    third.say(signalTo('clinician'))
    expect([clinician.told.length, patient.told.length]).toEqual(before)
  })
  test('is let in by the clinician alone, and only after the yes of the patient to this very guest', () => {
    const { clinician, patient, third } = openWithGuest()
    const isIn = () => patient.told.some(heard => heard.kind === 'room' && heard.guest?.admitted === true)
    clinician.say({ kind: 'admit', seat: 'guest' })
    for (const seat of [clinician, third]) seat.say({ kind: 'agree', guest: guestFace.id, given: true })
    patient.say({ kind: 'agree', guest: randomUUID(), given: true })
    clinician.say({ kind: 'admit', seat: 'guest' })
    expect(isIn()).toBe(false)
    patient.say({ kind: 'agree', guest: guestFace.id, given: true })
    for (const seat of [patient, third]) seat.say({ kind: 'admit', seat: 'guest' })
    expect(isIn()).toBe(false)
    clinician.say({ kind: 'admit', seat: 'guest' })
    expect(isIn()).toBe(true)
    expect(patient.told.at(-1)).toMatchObject({ guest: { name: 'Ana Ruiz', role: 'interpreter' } })
  })
})

const vouched = {
  type: 'vouch',
  by: randomUUID(),
  name: 'Dr Skin',
  at: '2026-11-02T09:00:00.000Z',
  key: 'k'.repeat(43),
  value: 'v'.repeat(86),
} as const

describe('a vouch', () => {
  const signal = (data: object, to?: string) => ({ kind: 'signal', session: guestVisit, seq: 1, data, to })
  const seen = (told: readonly Heard[]) => told.flatMap(heard => (heard.kind === 'signal' ? [heard.data.type] : []))
  test('passes from the clinician alone, to whom it is for; verdicts pass to the clinician alone', () => {
    const { clinician, patient, third } = letIn()
    for (const to of ['patient', 'guest']) clinician.say(signal(vouched, to))
    for (const to of ['clinician', 'guest']) patient.say(signal(vouched, to))
    third.say(signal(vouched, 'patient'))
    for (const to of ['clinician', 'guest']) patient.say(signal({ type: 'verdict', verdict: 'holds' }, to))
    clinician.say(signal({ type: 'verdict', verdict: 'holds' }, 'patient'))
    expect([seen(patient.told), seen(third.told), seen(clinician.told)]).toEqual([['vouch'], ['vouch'], ['verdict']])
  })
  test('that is none is refused and reaches nobody', () => {
    const { clinician, patient } = letIn()
    clinician.say(signal({ ...vouched, name: 'x'.repeat(300) }, 'patient'))
    expect([clinician.told.at(-1), seen(patient.told)]).toEqual([{ kind: 'refused' }, []])
  })
})

describe('a guest who is let in', () => {
  test('each signal reaches only whom it is for, under the name of whoever said it', () => {
    const { clinician, patient, third } = letIn()
    const before = clinician.told.length
    patient.say({ ...signalTo('guest'), from: 'clinician' })
    expect(third.told.at(-1)).toMatchObject({ kind: 'signal', from: 'patient' })
    expect(clinician.told.length).toBe(before)
    const seen = third.told.length
    third.say(signalTo('guest'))
    third.say(signalTo('nobody'))
    expect(third.told.slice(seen).map(({ kind }) => kind)).toEqual(['refused'])
    clinician.say({ kind: 'chat', text: 'for all' })
    for (const seat of [clinician, patient, third]) expect(seat.told.at(-1)).toMatchObject({ text: 'for all' })
  })
  test('hears of no photograph, and one who is sent out takes nothing more in or out', () => {
    const { rooms, clinician, patient, third, out } = letIn()
    rooms.addPhoto(guestVisit, { bytes: Buffer.from('x'), mediaType: 'image/jpeg' })
    expect(kinds(third.told)).not.toContain('photo')
    rooms.sendGuestOut(guestVisit)
    expect([out, third.state.closed, third.told.at(-1)]).toEqual([[guestVisit], 4410, { kind: 'ended' }])
    const before = [clinician.told.length, patient.told.length]
    third.say(signalTo('patient'))
    expect([clinician.told.length, patient.told.length]).toEqual(before)
    expect(patient.told.at(-1)).not.toHaveProperty('guest')
    clinician.say(signalTo('patient'))
    expect(patient.told.at(-1)).toMatchObject({ kind: 'signal', from: 'clinician' })
  })
  test('a no of the patient sends out, at any time; another guest has to be agreed to anew', () => {
    const { rooms, patient, third, out } = letIn()
    patient.say({ kind: 'agree', guest: guestFace.id, given: false })
    expect([out, third.state.closed]).toEqual([[guestVisit], 4410])
    rooms.takeGuest(guestVisit, { ...guestFace, id: randomUUID() }, seatOf().socket)
    expect(patient.told.at(-1)).toMatchObject({ guest: { agreed: false, admitted: false } })
  })
})
