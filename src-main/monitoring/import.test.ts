import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ImportState, ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { Device, Observation } from '../../src-shared/fhir/index.ts'
import { keptAll, openRig, type Rig } from './rig/open.ts'
import { codeOf, cuff, meter, openWard, pressures, wrongClock } from './rig/plugs.ts'

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

describe('an import', () => {
  test('is read, shown, and kept as readings, observations and a device, with its rows in the audit', async () => {
    const who = await newPatient()
    const state = await read(who, cuff())
    expect(ImportState.parse(state)).toMatchObject({ step: 'preview', quarantineFor: [], users: [], dropped: {} })
    expect(state.rows.map(({ mark, effectiveAt, method }) => [mark, effectiveAt, method])).toEqual([
      ['new', '2026-02-27T08:30:00+01:00', 'zone'],
      ['new', '2026-02-28T08:30:00+01:00', 'zone'],
    ])
    expect(await readings(who.patientId)).toEqual([])
    expect(await keptAll(rig, state.importId)).toEqual({ added: 2, known: 0, quarantined: 0 })
    expect(await keptAll(rig, state.importId)).toEqual({ added: 2, known: 0, quarantined: 0 })

    const [first, second] = await readings(who.patientId)
    expect(ReadingFace.parse(second)).toMatchObject({
      kind: 'blood-pressure',
      deviceTime: '2026-02-28T08:30:00',
      state: 'accepted',
      unsynced: true,
      parts: [
        { name: 'Systolic', mdc: 150021, value: '128', unit: 'mm[Hg]', implausible: false },
        { name: 'Diastolic', value: '82' },
        { name: 'Pulse', value: '67', unit: '/min' },
      ],
    })
    const observation = Observation.parse(await rig.records.read('Observation', first?.readingId ?? ''))
    expect(observation).toMatchObject({
      status: 'final',
      code: { coding: [{ code: '150020' }, { system: 'http://loinc.org', code: '85354-9' }] },
      subject: { reference: `Patient/${who.patientId}` },
      effectiveDateTime: '2026-02-27T08:30:00+01:00',
    })
    const deviceId = observation.device?.reference?.replace('Device/', '') ?? ''
    expect(Device.parse(await rig.records.read('Device', deviceId))).toMatchObject({
      manufacturer: 'Omron',
      modelNumber: 'M7080IT',
      specialization: [{ systemType: { coding: [{ code: '528391' }] } }],
    })
    const acts = (await rig.witnessed()).map(({ name }) => name)
    expect(acts.slice(-2)).toEqual(['monitoring.keepTape', 'monitoring.keepImport'])
    expect(rig.counts.opened).toBe(rig.counts.closed)
  })
})

describe('an import done again', () => {
  test('twice changes nothing: another port, zone, clock, day, and a decoder of another version', async () => {
    const who = await newPatient()
    const first = await read(who, meter())
    expect(first.dropped).toEqual({ 'control-solution': 1 })
    await keptAll(rig, first.importId)
    const before = await readings(who.patientId)
    expect(before.map(({ parts: [part] }) => part?.value)).toEqual(['133', '5.10'])
    rig.clock.at += 3 * 86_400_000
    const again = [
      await read(who, meter()),
      await read(who, meter({}, { port: 'hid-7' })),
      await read(who, meter({}, { serial: 'plug-number' })),
      await read(who, meter(), 'America/New_York'),
      await read(who, meter({ header: wrongClock })),
    ]
    for (const state of again) {
      expect(state.step).toBe('preview')
      expect(state.rows.map(({ mark }) => mark)).toEqual(['known', 'known'])
      expect(await keptAll(rig, state.importId, { confirmed: true })).toEqual({ added: 0, known: 2, quarantined: 0 })
    }
    expect(await readings(who.patientId)).toEqual(before)
    rig.clock.at -= 3 * 86_400_000
  })
})

describe('what a device holds', () => {
  test('a reading that stands twice on the device is kept once', async () => {
    const who = await newPatient()
    const [one = [], other = []] = pressures
    const state = await read(who, cuff({ readings: [one, one, other] }))
    expect(state.rows.map(({ mark }) => mark)).toEqual(['new', 'new', 'repeated'])
    // The other patients of this rig have them too, so a nurse says yes.
    expect(await keptAll(rig, state.importId, { confirmed: true })).toMatchObject({ added: 2, known: 1 })
    expect(await readings(who.patientId)).toHaveLength(2)
  })

  test('stored readings without a time wait for a person, and are known when they come again', async () => {
    const who = await newPatient()
    const untimed = [[0, 0, 0, 0, 0, 0, 0, 0, 128, 82, 67, 0, 0]]
    const state = await read(who, cuff({ readings: untimed }))
    expect(state.quarantineFor).toEqual(['clock'])
    expect(await keptAll(rig, state.importId)).toEqual({ added: 0, known: 0, quarantined: 1 })
    rig.clock.at += 86_400_000
    expect((await read(who, cuff({ readings: untimed }))).rows.map(({ mark }) => mark)).toEqual(['known'])
    rig.clock.at -= 86_400_000
  })

  test('what was left out is not kept, and is new the next time', async () => {
    const who = await newPatient()
    const state = await read(who, cuff())
    const leaveOut = state.rows.slice(0, 1).map(({ readingId }) => readingId)
    const { importId } = state
    expect(await rig.calls.keepImport({ importId, leaveOut, confirmed: true }, rig.asking)).toMatchObject({ added: 1 })
    expect((await read(who, cuff())).rows.map(({ mark }) => mark)).toEqual(['new', 'known'])
  })
})

describe('the wrong patient', () => {
  test.each([
    [{ by: 'barcode', code: 'MRN-OTHER' } as const],
    [{ by: 'barcode', code: '---' } as const],
    [{ by: 'identifiers', birthDate: '1980-05-18', nameOrNumber: 'Rig' } as const],
    [{ by: 'identifiers', birthDate: '1980-05-17', nameOrNumber: 'Smith' } as const],
    [{ by: 'identifiers', birthDate: '1980-05-17', nameOrNumber: 'R' } as const],
    [{ by: 'identifiers', birthDate: '1980-05-17', nameOrNumber: 'Pat Smith' } as const],
  ])('%j: nothing is opened', async binding => {
    const { patientId } = await newPatient()
    rig.plug(cuff())
    const { opened } = rig.counts
    const [face] = await rig.devices.attached()
    const asked = { patientId, binding, deviceKey: face?.deviceKey ?? '' }
    expect(await codeOf(rig.calls.startImport(asked, rig.asking))).toBe('monitoring.notThisPatient')
    const text = 'measure,value,unit,measured_at\nweight,72,kg,2026-03-01T08:15'
    expect(await codeOf(rig.calls.importCsv({ patientId, binding, text, commit: true }, rig.asking))).toBe(
      'monitoring.notThisPatient',
    )
    expect(rig.counts.opened).toBe(opened)
  })

  test.each(['Rig', 'Pat Rig', 'rig, pat', 'mrn'])('two identifiers that fit: %s', async text => {
    const { patientId, code } = await newPatient()
    rig.plug(cuff())
    const [face] = await rig.devices.attached()
    const nameOrNumber = text === 'mrn' ? code.toLowerCase() : text
    const binding = { by: 'identifiers', birthDate: '1980-05-17', nameOrNumber } as const
    const asked = { patientId, binding, deviceKey: face?.deviceKey ?? '' }
    const { importId } = await rig.calls.startImport(asked, rig.asking)
    await rig.calls.cancelImport({ importId }, rig.asking)
  })

  test('readings that another patient has already wait for a person', async () => {
    const [one, other] = [await newPatient(), await newPatient()]
    const [first = []] = pressures
    const mine = cuff({ readings: [[...first.slice(0, 8), 111, 71, 61, 0, 0]] })
    await keptAll(rig, (await read(one, mine)).importId)
    const state = await read(other, mine)
    expect(state.quarantineFor).toEqual(['patient'])
    expect(state.rows).toMatchObject([{ mark: 'new', notes: ['held-for-another-patient'] }])
    expect(await keptAll(rig, state.importId)).toMatchObject({ added: 0, quarantined: 1 })
    expect(await readings(other.patientId)).toEqual([])
  })
})
