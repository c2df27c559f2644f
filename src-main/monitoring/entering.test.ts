import { afterAll, beforeAll, expect, test } from 'vitest'
import { ReadingFace } from '../../src-shared/contract/monitoring.ts'
import { Observation } from '../../src-shared/fhir/index.ts'
import { openRig, type Rig } from './rig/open.ts'
import { codeOf, openWard } from './rig/plugs.ts'

let rig: Rig
let ward: ReturnType<typeof openWard>
beforeAll(async () => {
  rig = await openRig()
  ward = openWard(rig)
})
afterAll(async () => {
  await rig.close()
  rig.remove()
})

const fever = {
  kind: 'temperature',
  parts: [{ mdc: 150364, value: '38.50', unit: 'Cel' }],
  measuredAt: '2026-03-01T11:30:00+01:00',
}

test('a reading entered by hand keeps its digits, names who entered it, and is there once', async () => {
  const { patientId } = await ward.newPatient()
  const face = await rig.calls.enter({ patientId, reading: fever }, rig.asking)
  expect(ReadingFace.parse(face)).toMatchObject({ method: 'entered', parts: [{ value: '38.50', implausible: false }] })
  expect(await rig.calls.enter({ patientId, reading: fever }, rig.asking)).toMatchObject({ readingId: face.readingId })
  expect(await ward.readings(patientId)).toHaveLength(1)
  expect(await rig.calls.readings({ patientId, kind: 'weight' }, rig.asking)).toEqual([])
  const observation = Observation.parse(await rig.records.read('Observation', face.readingId))
  expect(observation).toMatchObject({
    code: { coding: [{ code: '150364' }, { code: '8310-5' }] },
    performer: [{ display: 'Nurse Rig' }],
    effectiveDateTime: '2026-03-01T11:30:00+01:00',
  })
  expect(observation.device).toBeUndefined()
  expect((await rig.rows.read('Observation', face.readingId))?.body).toContain('"value":38.50')
})

test('what does not fit its measure is refused, and what no living person has is kept and marked', async () => {
  const { patientId } = await ward.newPatient()
  const [part = { mdc: 0, value: '', unit: '' }] = fever.parts
  const wrong = [
    { ...fever, kind: 'mood' },
    { ...fever, parts: [{ ...part, unit: 'kg' }] },
    { ...fever, parts: [{ ...part, mdc: 1 }] },
    { ...fever, parts: [part, part] },
    { ...fever, kind: '__proto__' },
  ]
  for (const reading of wrong)
    expect(await codeOf(rig.calls.enter({ patientId, reading }, rig.asking))).toBe('monitoring.notMeasured')
  const cold = { ...fever, parts: [{ ...part, value: '3.8' }] }
  expect((await rig.calls.enter({ patientId, reading: cold }, rig.asking)).parts[0]?.implausible).toBe(true)
  const nobody = { patientId: '11111111-1111-4111-8111-111111111111' as typeof patientId, reading: fever }
  expect(await codeOf(rig.calls.enter(nobody, rig.asking))).toBe('records.unknown')
})

test('a file is shown first, then taken in, and taken in again it adds nothing, whatever the zone', async () => {
  const { patientId, code } = await ward.newPatient()
  const text = [
    'measure,value,unit,measured_at,device',
    'weight,72.50,kg,2026-03-01T08:15,scale',
    'weight,72.50,kg,2026-03-01T08:15,scale',
    'blood-pressure,128/82,mmHg,2026-03-01T08:16:00-05:00,',
    'weight,72,mmHg,2026-03-01T08:17,',
  ].join('\n')
  const ask = (commit: boolean) =>
    rig.calls.importCsv({ patientId, binding: { by: 'barcode', code }, text, commit }, rig.asking)
  const shown = await ask(false)
  expect(shown).toMatchObject({ added: 0, wrong: [{ line: 5 }] })
  expect(shown.rows.map(({ mark, effectiveAt }) => [mark, effectiveAt])).toEqual([
    ['new', '2026-03-01T08:15:00+01:00'],
    ['repeated', '2026-03-01T08:15:00+01:00'],
    ['new', '2026-03-01T08:16:00-05:00'],
  ])
  expect(await ward.readings(patientId)).toEqual([])
  expect((await ask(true)).added).toBe(2)
  rig.place.zone = 'Asia/Kathmandu'
  expect(await ask(true)).toMatchObject({ added: 0, rows: [{ mark: 'known' }, { mark: 'known' }, { mark: 'known' }] })
  expect(await ward.readings(patientId)).toHaveLength(2)
  rig.place.zone = 'Europe/Berlin'
})
