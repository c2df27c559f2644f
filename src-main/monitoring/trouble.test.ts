import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { omronDriver } from '../devices/drivers/omron/index.ts'
import { admitted, imported, keptAll, openRig, type Rig } from './rig/open.ts'
import { codeOf, cuff, meter, openWard, wrongClock } from './rig/plugs.ts'

let rig: Rig
let newPatient: ReturnType<typeof openWard>['newPatient']
let read: ReturnType<typeof openWard>['read']
let readings: ReturnType<typeof openWard>['readings']
beforeAll(async () => {
  rig = await openRig()
  ;({ newPatient, read, readings } = openWard(rig))
})
afterAll(async () => {
  await rig.close()
  rig.remove()
})

describe('a device that fails', () => {
  test.each(Array.from({ length: 15 }, (_, at) => at))(
    'unplugged after %i reports: typed, closed, nothing kept',
    async at => {
      const who = await newPatient()
      const state = await read(who, cuff({ unplugAfter: at }))
      expect([state.step, state.fault]).toEqual(['failed', 'devices.gone'])
      expect(state.rows).toEqual([])
      expect(await codeOf(keptAll(rig, state.importId))).toBe('monitoring.importGone')
      expect(rig.counts.opened).toBe(rig.counts.closed)
      expect(await rig.calls.captures({ patientId: who.patientId }, rig.asking)).toEqual([])
      // Plugged in again it is whole, and what is there is there once.
      expect(await keptAll(rig, (await read(who, cuff())).importId, { confirmed: true })).toMatchObject({ added: 2 })
      expect(await readings(who.patientId)).toHaveLength(2)
    },
  )

  test('nothing plugged in, an empty memory, silence: each has its code', async () => {
    const who = await newPatient()
    rig.plug(undefined)
    expect((await imported(rig, who.patientId, who)).fault).toBe('devices.notKnown')
    expect((await read(who, cuff({ silent: true }))).fault).toBe('devices.noAnswer')
    expect((await read(who, cuff({ readings: [] }))).fault).toBe('devices.noRecords')
  })

  test('a cancelled import lets go of the device and cannot be kept', async () => {
    const who = await newPatient()
    rig.plug(cuff())
    const [face] = await rig.devices.attached()
    const binding = { by: 'barcode', code: who.code } as const
    const asked = { patientId: who.patientId, binding, deviceKey: face?.deviceKey ?? '' }
    const { importId } = await rig.calls.startImport(asked, rig.asking)
    await rig.calls.cancelImport({ importId }, rig.asking)
    expect((await rig.calls.import({ importId }, rig.asking)).step).toBe('cancelled')
    expect(await codeOf(keptAll(rig, importId))).toBe('monitoring.importGone')
    while (rig.counts.opened !== rig.counts.closed) await new Promise(resolve => setTimeout(resolve, 1))
    expect((await read(who, cuff())).step).toBe('preview')
  })

  test('a driver with a bug is an internal fault, and its tape is safe for the next version', async () => {
    const broken = {
      ...omronDriver,
      decode: () => {
        throw new TypeError('a bug')
      },
    }
    const own = await openRig({ drivers: [broken] })
    own.plug(cuff())
    const patientId = await admitted(own, 'B-1')
    expect(await imported(own, patientId, { code: 'B-1' })).toMatchObject({ step: 'failed', fault: 'internal' })
    expect(await own.calls.captures({ patientId }, own.asking)).toHaveLength(1)
    await own.close()
    own.remove()
  })
})

describe('a clock that is wrong', () => {
  test('is corrected by the moment it was read beside ours, and waits for a yes', async () => {
    const who = await newPatient()
    const state = await read(who, meter({ header: wrongClock, results: ['R|1|^^^Glucose|99|mg/dL^P||||202512311200'] }))
    // The device shows 1 January 12:00 while it is 1 March 12:00 in Berlin.
    expect(state.clockAheadMinutes).toBeCloseTo(-59 * 1440, -1)
    expect(state.quarantineFor).toEqual(['clock'])
    const [row] = state.rows
    expect(row).toMatchObject({ method: 'coincident', notes: expect.arrayContaining(['wrong-device-time']) })
    expect(row?.effectiveAt.slice(0, 16)).toBe('2026-02-28T12:00')
    expect(row?.deviceTime).toBe('2025-12-31T12:00:00')
    expect(await keptAll(rig, state.importId)).toEqual({ added: 0, known: 0, quarantined: 1 })
    const asked = { patientId: who.patientId }
    const [waiting] = await rig.calls.quarantine(asked, rig.asking)
    expect(waiting).toMatchObject({ state: 'quarantine', unsynced: false })
    const readingId = waiting?.readingId ?? ''
    expect(await rig.records.read('Observation', readingId)).toBeUndefined()
    const decide = (take: 'accept' | 'reject') =>
      rig.calls.decide({ ...asked, readingIds: [readingId], take, reason: 'looked at' }, rig.asking)
    expect(await decide('accept')).toEqual({ changed: 1 })
    expect(await decide('accept')).toEqual({ changed: 0 })
    expect(await rig.records.read('Observation', readingId)).toMatchObject({ status: 'final' })
    expect(await readings(who.patientId)).toHaveLength(1)
    expect(await decide('reject')).toEqual({ changed: 1 })
    expect(await rig.records.read('Observation', readingId)).toMatchObject({ status: 'entered-in-error' })
    expect(await readings(who.patientId)).toEqual([])
    const stranger = await newPatient()
    const other = { patientId: stranger.patientId, readingIds: [readingId], take: 'accept' as const }
    expect(await rig.calls.decide(other, rig.asking)).toEqual({ changed: 0 })
  })

  test('confirmed at once, it counts at once', async () => {
    const who = await newPatient()
    const state = await read(who, meter({ header: wrongClock, results: ['R|1|^^^Glucose|98|mg/dL^P||||202512311200'] }))
    expect(await keptAll(rig, state.importId, { confirmed: true })).toEqual({ added: 1, known: 0, quarantined: 0 })
  })
})

describe('several users on one device', () => {
  const shared = {
    ...omronDriver,
    decode: (tape: Parameters<NonNullable<typeof omronDriver.decode>>[0]) => {
      const told = omronDriver.decode!(tape)
      return { ...told, readings: told.readings.map((reading, at) => ({ ...reading, user: String(at + 1) })) }
    },
  }
  test('wait until a nurse says whose they are', async () => {
    const own = await openRig({ drivers: [shared] })
    own.plug(cuff())
    const patientId = await admitted(own, 'U-1')
    const states = [await imported(own, patientId, { code: 'U-1' }), await imported(own, patientId, { code: 'U-1' })]
    const [first, second] = states
    expect(first).toMatchObject({ users: ['1', '2'], quarantineFor: ['users'] })
    expect(await keptAll(own, first?.importId ?? '', { confirmed: true, user: '1' })).toEqual({
      added: 1,
      known: 0,
      quarantined: 0,
    })
    expect(await keptAll(own, second?.importId ?? '', { confirmed: true })).toEqual({
      added: 0,
      known: 1,
      quarantined: 1,
    })
    await own.close()
    own.remove()
  })
})
