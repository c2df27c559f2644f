import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Appointment, Slot } from '../../src-shared/fhir/index.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import { codeSystem } from '../records/index.ts'
import { fresh, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const refused = (code: string) => expect.objectContaining({ code })
const zone = 'Europe/Berlin'

const visit = (patientId: PatientId, start: string, more: object = {}) => ({
  appointmentId: fresh(),
  patientId,
  kind: 'in-person' as const,
  start,
  zone,
  minutes: 20,
  resourceIds: [rig.clinician, rig.room],
  ...more,
})
const book = (told: ReturnType<typeof visit>) => rig.service.book(told, rig.asking)
const viewed = () => rig.service.view({ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }, rig.asking)

describe('a booking', () => {
  it('is an Appointment with a busy Slot of each resource and a task to remind, told twice it is one', async () => {
    const { patientId } = await rig.patient('Booked')
    const told = visit(patientId, '2026-11-05T09:00:00Z')
    const row = await book(told)
    await book(told)
    expect(row).toMatchObject({ state: 'booked', start: '2026-11-05T09:00:00.000Z', end: '2026-11-05T09:20:00.000Z' })
    const appointment = Appointment.parse(await rig.records.read('Appointment', row.appointmentId))
    expect(appointment.participant).toHaveLength(3)
    const [slotRef] = appointment.slot ?? []
    const slot = Slot.parse(await rig.records.read('Slot', slotRef?.reference?.slice(5) ?? ''))
    expect(slot).toMatchObject({ status: 'busy', schedule: { reference: `Schedule/${rig.clinician}` } })
    const tasks = await rig.records.service.tasks({ patientId }, rig.asking)
    expect(tasks).toMatchObject([{ text: 'Remind of the appointment', dueOn: '2026-11-04' }])
    expect(JSON.stringify(await rig.acts())).toContain('schedule.book')
  })

  it('is refused by what is taken: clinician, room, device, patient, each with its buffer', async () => {
    const [one, other] = [await rig.patient('One'), await rig.patient('Other')]
    await book(visit(one.patientId, '2026-11-05T12:00:00Z', { resourceIds: [rig.clinician, rig.room, rig.device] }))
    const again = (start: string, more: object) => book(visit(other.patientId, start, more))
    const at = '2026-11-05T12:22:00Z'
    await expect(again(at, {})).rejects.toEqual(refused('schedule.clinicianTaken'))
    const light = { kind: 'phototherapy', minutes: 15 }
    const inRoom = { ...light, resourceIds: [rig.room, rig.device] }
    await expect(again(at, inRoom)).rejects.toEqual(refused('schedule.roomTaken'))
    const elsewhere = { ...light, resourceIds: [rig.otherRoom, rig.device] }
    await expect(again(at, elsewhere)).rejects.toEqual(refused('schedule.deviceTaken'))
    await again('2026-11-05T12:25:00Z', elsewhere)
    const twice = visit(one.patientId, '2026-11-05T11:50:00Z', { ...light, resourceIds: [rig.otherRoom, rig.device] })
    await expect(book(twice)).rejects.toEqual(refused('schedule.deviceTaken'))
    const spare = (await rig.service.putResource({ resourceId: fresh(), kind: 'device', name: 'Lamp' }, rig.asking))
      .resourceId
    const lamp = visit(one.patientId, '2026-11-05T12:00:00Z', { ...light, resourceIds: [rig.otherRoom, spare] })
    await expect(book(lamp)).rejects.toEqual(refused('schedule.patientTaken'))
  })

  it('two that are asked for at the same moment: one stands', async () => {
    const [one, other] = [await rig.patient('First'), await rig.patient('Second')]
    const start = '2026-11-05T15:00:00Z'
    const asked = await Promise.allSettled([book(visit(one.patientId, start)), book(visit(other.patientId, start))])
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a booking and its time', () => {
  it('needs what its kind needs, and its follow-up window', async () => {
    const { patientId, lesionId } = await rig.patient('Window')
    const bare = visit(patientId, '2026-11-06T09:00:00Z', { resourceIds: [rig.clinician] })
    await expect(book(bare)).rejects.toEqual(refused('schedule.incomplete'))
    const followUp = { earliestOn: '2026-11-10', dueOn: '2026-11-12', latestOn: '2026-11-20' }
    const early = visit(patientId, '2026-11-09T09:00:00Z', { lesionId, followUp })
    await expect(book(early)).rejects.toEqual(refused('schedule.outsideWindow'))
    const stranger = await rig.patient('Stranger')
    const wrong = visit(stranger.patientId, '2026-11-10T09:00:00Z', { lesionId, followUp })
    await expect(book(wrong)).rejects.toEqual(refused('schedule.elsewhere'))
    expect(await book(visit(patientId, '2026-11-10T09:00:00Z', { lesionId, followUp }))).toMatchObject({ followUp })
  })

  it('moves as long as nobody came, and its old time is free', async () => {
    const [one, other] = [await rig.patient('Mover'), await rig.patient('Heir')]
    const { appointmentId } = await book(visit(one.patientId, '2026-11-16T09:00:00Z'))
    const told = { appointmentId: appointmentId as never, zone, resourceIds: [rig.clinician, rig.otherRoom] }
    await rig.service.move({ ...told, start: '2026-11-16T09:10:00Z' }, rig.asking)
    await rig.service.move({ ...told, start: '2026-11-16T10:00:00Z' }, rig.asking)
    await book(visit(other.patientId, '2026-11-16T09:00:00Z'))
    await rig.service.step({ appointmentId: appointmentId as never, what: 'arrived' }, rig.asking)
    const late = rig.service.move({ ...told, start: '2026-11-16T11:00:00Z' }, rig.asking)
    await expect(late).rejects.toEqual(refused('schedule.notNow'))
  })
})

const waits = (patientId: PatientId) => {
  const { start: _at, zone: _in, ...entry } = visit(patientId, '', { resourceIds: [] })
  return rig.service.wait(entry, rig.asking)
}
const stateOf = async (id: string) => (await viewed()).waiting.find(one => one.appointmentId === id)

describe('the wait list', () => {
  it('is offered what falls free, one at a time, the longest wait first; then the next', async () => {
    const { patientId } = await rig.patient('Leaver')
    const { appointmentId } = await book(visit(patientId, '2026-11-17T09:00:00Z'))
    const first = await waits((await rig.patient('Waits')).patientId)
    rig.pass(1)
    const second = await waits((await rig.patient('Waits too')).patientId)
    await rig.service.step({ appointmentId: appointmentId as never, what: 'cancelled' }, rig.asking)
    expect(await stateOf(first.appointmentId)).toMatchObject({ state: 'pending', start: '2026-11-17T09:00:00.000Z' })
    expect(await stateOf(second.appointmentId)).toMatchObject({ state: 'waitlist' })
    const decline = { appointmentId: first.appointmentId as never, accept: false }
    await rig.service.answerOffer(decline, rig.asking)
    expect(await stateOf(first.appointmentId)).toMatchObject({ state: 'waitlist' })
    expect(await stateOf(second.appointmentId)).toMatchObject({ state: 'pending' })
    rig.pass(5 * 60)
    const accept = { appointmentId: second.appointmentId as never, accept: true }
    await expect(rig.service.answerOffer(accept, rig.asking)).rejects.toEqual(refused('schedule.notNow'))
    expect(await stateOf(second.appointmentId)).toMatchObject({ state: 'waitlist' })
    for (const { appointmentId: id } of [first, second])
      await rig.service.step({ appointmentId: id as never, what: 'cancelled' }, rig.asking)
  })
})

const wish = async (patientId: PatientId, more: object = {}) => {
  const id = fresh()
  const asked = {
    resourceType: 'Appointment',
    id,
    status: 'proposed',
    serviceType: [{ coding: [{ system: `${codeSystem}/appointment-kind`, code: 'in-person' }] }],
    requestedPeriod: [{ start: '2026-11-24', end: '2026-11-27' }],
    participant: [{ actor: { reference: `Patient/${patientId}` }, status: 'accepted' }],
    ...more,
  } as const
  const derm = rig.asking.who()
  await rig.vault.commit(derm, { name: 'rig.wish', action: 'C' }, [rig.records.put(asked as never)])
  return id
}
const about = (id: string) => ({ supportingInformation: [{ reference: `Appointment/${id}` }] })
const given = (appointmentId: RecordId, start: string) =>
  rig.service.move({ appointmentId, start, zone, resourceIds: [rig.clinician, rig.otherRoom] }, rig.asking)

describe('what a patient asks for on the portal', () => {
  it('stands on the wait list with its days, and is given its first time as that same appointment', async () => {
    const { patientId } = await rig.patient('Wishes')
    const id = await wish(patientId)
    expect(await stateOf(id)).toMatchObject({ state: 'waitlist', asked: { from: '2026-11-24', moves: false } })
    expect(await given(id, '2026-11-24T09:00:00Z')).toMatchObject({ appointmentId: id, state: 'booked' })
    expect(await stateOf(id)).toBeUndefined()
  })

  it('another time moves the appointment that it is about, and the wish is off the list in the same commit', async () => {
    const { patientId } = await rig.patient('Another time')
    const { appointmentId: old } = await book(visit(patientId, '2026-11-25T09:00:00Z', { minutes: 30 }))
    const id = await wish(patientId, about(old))
    expect(await stateOf(id)).toMatchObject({
      minutes: 30,
      resourceIds: [rig.clinician, rig.room],
      asked: { moves: true, insteadOf: '2026-11-25T09:00:00.000Z' },
    })
    expect(await given(id, '2026-11-26T10:00:00Z')).toMatchObject({
      appointmentId: old,
      state: 'booked',
      start: '2026-11-26T10:00:00.000Z',
      minutes: 30,
    })
    expect([await stateOf(id), await rig.stateOf(id), await rig.stateOf(old)]).toEqual([
      undefined,
      'fulfilled',
      'booked',
    ])
  })

  it('moves nothing of another patient, and nothing that is over', async () => {
    const [one, other] = [await rig.patient('Theirs'), await rig.patient('Asker')]
    const { appointmentId: theirs } = await book(visit(one.patientId, '2026-11-25T12:00:00Z'))
    const foreign = await wish(other.patientId, about(theirs))
    await expect(given(foreign, '2026-11-26T12:00:00Z')).rejects.toEqual(refused('schedule.elsewhere'))
    await rig.service.step({ appointmentId: theirs as never, what: 'cancelled' }, rig.asking)
    const late = await wish(one.patientId, about(theirs))
    await expect(given(late, '2026-11-26T12:00:00Z')).rejects.toEqual(refused('schedule.notNow'))
    expect(await stateOf(late)).toMatchObject({ state: 'waitlist' })
  })
})

describe('an offer', () => {
  it('runs out while nobody looks: it goes to the next by the clock alone, and at once after an unlock', async () => {
    const { patientId } = await rig.patient('Goes')
    const { appointmentId } = await book(visit(patientId, '2026-11-19T15:00:00Z'))
    const first = await waits((await rig.patient('Sleeps')).patientId)
    rig.pass(1)
    const second = await waits((await rig.patient('Wakes')).patientId)
    await rig.service.step({ appointmentId: appointmentId as never, what: 'cancelled' }, rig.asking)
    const states = () => Promise.all([rig.stateOf(first.appointmentId), rig.stateOf(second.appointmentId)])
    rig.resume()
    rig.pass(3 * 60)
    expect(rig.tick()).toBe(true)
    expect(await states()).toEqual(['pending', 'waitlist'])
    rig.pass(61)
    rig.tick()
    await vi.waitFor(async () => expect(await states()).toEqual(['waitlist', 'pending']))
    rig.forget()
    expect(rig.tick()).toBe(false)
    rig.pass(5 * 60)
    expect(await states()).toEqual(['waitlist', 'pending'])
    rig.resume()
    await vi.waitFor(async () => expect(await states()).toEqual(['waitlist', 'waitlist']))
    rig.forget()
    expect(JSON.stringify(await rig.acts())).toContain('"Cutis"')
    for (const { appointmentId: id } of [first, second])
      await rig.service.step({ appointmentId: id as never, what: 'cancelled' }, rig.asking)
  })

  it('that has run out is gone for whoever looks', async () => {
    const { patientId } = await rig.patient('Looks')
    const { appointmentId } = await book(visit(patientId, '2026-11-20T15:00:00Z'))
    const entry = await waits((await rig.patient('Late')).patientId)
    await rig.service.step({ appointmentId: appointmentId as never, what: 'cancelled' }, rig.asking)
    rig.pass(5 * 60)
    expect(await stateOf(entry.appointmentId)).toMatchObject({ state: 'waitlist' })
    await rig.service.step({ appointmentId: entry.appointmentId as never, what: 'cancelled' }, rig.asking)
  })

  it('holds its place, and accepted it is booked', async () => {
    const [leaver, other] = [await rig.patient('No-show'), await rig.patient('Intruder')]
    const { appointmentId } = await book(visit(leaver.patientId, '2026-11-18T09:00:00Z'))
    const entry = await waits((await rig.patient('Taker')).patientId)
    await rig.service.step({ appointmentId: appointmentId as never, what: 'noshow' }, rig.asking)
    const intruding = book(visit(other.patientId, '2026-11-18T09:00:00Z'))
    await expect(intruding).rejects.toEqual(refused('schedule.clinicianTaken'))
    const told = { appointmentId: entry.appointmentId as never, accept: true }
    expect(await rig.service.answerOffer(told, rig.asking)).toMatchObject({ state: 'booked' })
  })
})
