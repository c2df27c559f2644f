import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewAllergy, NewMedicine, NewResult } from '../../src-shared/contract/chart.ts'
import { ChartView } from '../../src-shared/contract/chart.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import { openRig, type Rig } from '../records/rig/open.ts'
import { openChart } from './index.ts'

let rig: Rig
let now: Date
let calls: ReturnType<typeof openChart>['service']
let patientId: PatientId

beforeEach(async () => {
  now = new Date('2026-11-24T09:00:00Z')
  rig = await openRig(() => now)
  calls = openChart({ vault: rig.vault, records: rig.records, now: () => now }).service
  const patient = await rig.calls.addPatient({ family: 'Rig', given: 'Ada', sex: 'female' }, rig.asking)
  patientId = patient.patientId as PatientId
})
afterEach(() => rig.close())

const newId = () => randomUUID() as RecordId
const later = () => {
  now = new Date(now.getTime() + 60_000)
}
const view = async (history = false) =>
  ChartView.parse(JSON.parse(JSON.stringify(await calls.view({ patientId, history }, rig.asking))))
const resourceOf = async (type: string, id: string) => JSON.parse((await rig.store.read(type, id))?.body ?? '{}')

const penicillin = (): NewAllergy => ({
  recordId: newId(),
  patientId,
  substance: 'Penicillin',
  codes: [{ system: 'rxnorm', code: '70618' }],
  kind: 'allergy',
  criticality: 'high',
  verification: 'confirmed',
  active: true,
  reactions: [{ text: 'Anaphylaxis', severity: 'severe' }],
})

const alt = (value: string, takenAt = '2026-11-20T08:00:00Z'): NewResult => ({
  recordId: newId(),
  patientId,
  loinc: '1742-6',
  takenAt,
  measured: { kind: 'number', value, unit: 'U/L', low: '7', high: '40' },
})

test('an empty chart says that nobody has asked for allergies', async () => {
  expect(await view()).toEqual({
    problems: [],
    allergies: { state: 'not-asked', list: [] },
    medicines: [],
    results: [],
    facts: {},
  })
  await expect(calls.view({ patientId: newId() as never }, rig.asking)).rejects.toMatchObject({
    code: 'records.unknown',
  })
})

test('a problem with its code is kept once, changed as it was seen, and resolved', async () => {
  const recordId = newId()
  const said = { recordId, patientId, text: 'Psoriasis', icd10: 'L40.0', status: 'active', onset: '2019' } as const
  await calls.addProblem(said, rig.asking)
  await calls.addProblem(said, rig.asking)
  const [first, ...others] = (await view()).problems
  expect(others).toEqual([])
  expect(first).toMatchObject({ text: 'Psoriasis', icd10: 'L40.0', status: 'active', onset: '2019', by: 'Dr. Rig' })
  later()
  const seenAt = first?.updatedAt ?? ''
  await calls.changeProblem({ recordId, seenAt, text: 'Psoriasis', status: 'resolved' }, rig.asking)
  const [changed] = (await view()).problems
  expect(changed).toMatchObject({ status: 'resolved', unsynced: true })
  expect(changed).not.toHaveProperty('icd10')
  expect(changed).not.toHaveProperty('onset')
  // Somebody who still looks at the old line does not write over the new one.
  await expect(
    calls.changeProblem({ recordId, seenAt, text: 'Psoriasis', status: 'active' }, rig.asking),
  ).rejects.toMatchObject({ code: 'chart.notCurrent' })
  const names = (await rig.witnessed()).map(({ act }) => act.name)
  expect(names.filter(name => name.startsWith('chart.'))).toEqual(['chart.addProblem', 'chart.changeProblem'])
})

test('a diagnosis code must be of the list; one that came from elsewhere may stay', async () => {
  const said = { recordId: newId(), patientId, text: 'Acne', status: 'active' } as const
  const refused = async (icd10: string) =>
    await expect((async () => await calls.addProblem({ ...said, icd10 }, rig.asking))()).rejects.toMatchObject({
      code: 'chart.unknownCode',
    })
  await refused('L70.99')
  const imported = {
    resourceType: 'Condition',
    subject: { reference: `Patient/${patientId}` },
    code: {
      coding: [
        { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'L70.8' },
        { system: 'http://snomed.info/sct', code: '11381005' },
      ],
      text: 'Acne',
    },
    id: said.recordId,
  } as const
  await rig.vault.commit(rig.asking.who(), { name: 'test', action: 'C' }, [rig.records.put(imported as never)])
  const [line] = (await view()).problems
  expect(line).toMatchObject({ icd10: 'L70.8', status: 'active' })
  later()
  const seenAt = line?.updatedAt ?? ''
  await calls.changeProblem(
    { recordId: said.recordId, seenAt, text: 'Acne', icd10: 'L70.8', status: 'remission' },
    rig.asking,
  )
  const { code } = await resourceOf('Condition', said.recordId)
  expect(code.coding).toHaveLength(2)
  expect((await view()).problems[0]).toMatchObject({ icd10: 'L70.8', status: 'remission' })
})

test('no known allergies is an assertion; the first allergy ends it, and it is refused while one is listed', async () => {
  const none = newId()
  await calls.noKnownAllergies({ recordId: none, patientId }, rig.asking)
  const asserted = await view()
  expect(asserted.allergies).toMatchObject({ state: 'none-known', list: [], noneKnown: { by: 'Dr. Rig' } })
  expect((await resourceOf('AllergyIntolerance', none)).code.coding[0].code).toBe('716186003')
  later()
  const allergy = penicillin()
  await calls.addAllergy(allergy, rig.asking)
  const { allergies } = await view()
  expect(allergies.state).toBe('listed')
  expect(allergies).not.toHaveProperty('noneKnown')
  expect(allergies.list).toEqual([
    expect.objectContaining({ substance: 'Penicillin', active: true, criticality: 'high' }),
  ])
  expect(allergies.list[0]?.codes).toEqual([{ system: 'rxnorm', code: '70618' }])
  await expect(calls.noKnownAllergies({ recordId: newId(), patientId }, rig.asking)).rejects.toMatchObject({
    code: 'chart.allergiesListed',
  })
  // Refuted: it counts no longer, and since the statement has ended, the question is open again.
  const { recordId, patientId: _, ...said } = allergy
  const seenAt = allergies.list[0]?.updatedAt ?? ''
  later()
  await calls.changeAllergy({ ...said, recordId, seenAt, verification: 'refuted' }, rig.asking)
  const after = (await view()).allergies
  expect(after).toMatchObject({ state: 'not-asked', list: [{ verification: 'refuted', active: false }] })
  await calls.noKnownAllergies({ recordId: newId(), patientId }, rig.asking)
  expect((await view()).allergies.state).toBe('none-known')
  // Held against the patient again: the statement ends with it.
  later()
  await calls.changeAllergy({ ...said, recordId, seenAt: after.list[0]?.updatedAt ?? '' }, rig.asking)
  expect((await view()).allergies).toMatchObject({ state: 'listed', list: [{ active: true }] })
})

test('what was entered in error is never deleted: hidden, shown with its reason, and closed to changes', async () => {
  const allergy = penicillin()
  await calls.addAllergy(allergy, rig.asking)
  const { recordId } = allergy
  const seenAt = (await view()).allergies.list[0]?.updatedAt ?? ''
  later()
  const out = { recordId, seenAt, type: 'AllergyIntolerance', reason: 'Belongs to the sister' } as const
  await calls.takeOut(out, rig.asking)
  expect((await view()).allergies).toEqual({ state: 'not-asked', list: [] })
  const [line] = (await view(true)).allergies.list
  expect(line).toMatchObject({ verification: 'entered-in-error', active: false, takenOut: 'Belongs to the sister' })
  expect(await resourceOf('AllergyIntolerance', recordId)).not.toHaveProperty('clinicalStatus')
  await expect(calls.takeOut({ ...out, seenAt: line?.updatedAt ?? '' }, rig.asking)).rejects.toMatchObject({
    code: 'chart.notCurrent',
  })
})

test('a medicine from elsewhere is told, changed and stopped; a prescription stands beside it', async () => {
  const recordId = newId()
  const said: Omit<NewMedicine, 'recordId' | 'patientId'> = {
    name: 'Ramipril',
    codes: [],
    sig: '5 mg once a day',
    since: '2024-03',
    source: 'relative',
  }
  await calls.addMedicine({ recordId, patientId, ...said }, rig.asking)
  const [told] = (await view()).medicines
  expect(told).toMatchObject({
    name: 'Ramipril',
    status: 'active',
    source: 'relative',
    since: '2024-03',
    by: 'Dr. Rig',
  })
  later()
  await calls.changeMedicine(
    { recordId, seenAt: told?.updatedAt ?? '', ...said, sig: '10 mg once a day', note: 'By letter' },
    rig.asking,
  )
  const [changed] = (await view()).medicines
  expect(changed).toMatchObject({ sig: '10 mg once a day', note: 'By letter', since: '2024-03' })
  later()
  const stop = { recordId, seenAt: changed?.updatedAt ?? '', on: '2026-11-20', reason: 'Cough' }
  await calls.stopMedicine(stop, rig.asking)
  const request = {
    resourceType: 'MedicationRequest',
    id: newId(),
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${patientId}` },
    medicationCodeableConcept: { text: 'Methotrexate 2.5 mg tablets' },
    authoredOn: '2026-11-01',
    dosageInstruction: [{ text: '4 tablets on Mondays' }],
  } as const
  const drafted = { ...request, id: newId(), status: 'draft' } as const
  await rig.vault.commit(rig.asking.who(), { name: 'test', action: 'C' }, [
    rig.records.put(request as never),
    rig.records.put(drafted as never),
  ])
  const lines = (await view()).medicines
  expect(lines.map(({ name, status, source }) => [name, status, source])).toEqual([
    ['Methotrexate 2.5 mg tablets', 'active', 'prescription'],
    ['Ramipril', 'stopped', 'relative'],
  ])
  expect(lines[1]).toMatchObject({ until: '2026-11-20', stoppedWhy: 'Cough', since: '2024-03' })
})

test('results by property, every digit kept, flagged by their own range, with the trend of the newest two', async () => {
  await calls.addResult(alt('38.50', '2026-10-01T08:00:00Z'), rig.asking)
  const second = alt('41.0')
  await calls.addResult(second, rig.asking)
  const hcg = { recordId: newId(), patientId, loinc: '2106-3', takenAt: '2026-11-21T08:00:00Z' }
  await calls.addResult({ ...hcg, measured: { kind: 'coded', answer: 'negative' } }, rig.asking)
  const { results } = await view()
  expect(results.map(({ name, trend }) => [name, trend])).toEqual([
    ['hCG, urine', undefined],
    ['ALT', 'up'],
  ])
  expect(results[0]?.results).toEqual([expect.objectContaining({ coded: 'negative', status: 'final' })])
  expect(results[1]?.results.map(({ value, flag, low, high }) => [value, flag, low, high])).toEqual([
    ['41.0', 'high', '7', '40'],
    ['38.50', 'normal', '7', '40'],
  ])
  // Taking one out changes nothing of its digits, and the trend is gone with it.
  later()
  const { recordId } = second
  const seenAt = results[1]?.results[0]?.updatedAt ?? ''
  await calls.takeOut({ recordId, seenAt, type: 'Observation', reason: 'Wrong sample' }, rig.asking)
  const [, group] = (await view()).results
  expect(group?.results.map(({ value }) => value)).toEqual(['38.50'])
  expect(group).not.toHaveProperty('trend')
  const hidden = (await view(true)).results[1]?.results[0]
  expect(hidden).toMatchObject({ value: '41.0', status: 'entered-in-error', takenOut: 'Wrong sample' })
  expect((await rig.store.read('Observation', recordId))?.body).toContain('"value":41.0')
})

test('a result is refused in a wrong unit, with a wrong range, of no code of the list, or from the future', async () => {
  const refused = async (result: NewResult, code: string) => {
    await expect((async () => await calls.addResult(result, rig.asking))()).rejects.toMatchObject({ code })
  }
  const base = alt('40')
  await refused({ ...base, loinc: '29463-7' }, 'chart.unknownCode')
  await refused({ ...base, loinc: '1742-5' }, 'chart.unknownCode')
  await refused({ ...base, measured: { kind: 'number', value: '4', unit: 'mg/dL' } }, 'chart.wrongUnit')
  await refused({ ...base, measured: { kind: 'coded', answer: 'positive' } }, 'chart.wrongUnit')
  await refused(
    { ...base, measured: { kind: 'number', value: '4', unit: 'U/L', low: '40.1', high: '40' } },
    'chart.wrongRange',
  )
  await refused({ ...base, takenAt: '2026-11-24T09:10:01Z' }, 'chart.implausible')
  await calls.addResult({ ...base, takenAt: '2026-11-24T09:10:00Z' }, rig.asking)
  expect((await view()).results).toHaveLength(1)
})

test('what a prescriber must know: the newest of each, with its day', async () => {
  const at = '2026-11-24T08:00:00.000Z'
  const set = (fact: Parameters<typeof calls.setFact>[0]['fact'], when = at) =>
    calls.setFact({ recordId: newId(), patientId, at: when, fact }, rig.asking)
  await set({ name: 'weight', value: '71.50' })
  await set({ name: 'weight', value: '69' }, '2026-08-01T08:00:00Z')
  await set({ name: 'pregnant', answer: 'no' })
  await set({ name: 'smoking', answer: 'former' })
  const creatinine = { kind: 'number', value: '0.90', unit: 'mg/dL' } as const
  await calls.addResult({ ...alt('1'), loinc: '2160-0', measured: creatinine }, rig.asking)
  const { facts } = await view()
  expect(facts).toMatchObject({
    weight: { value: '71.50', unit: 'kg', at, by: 'Dr. Rig' },
    pregnant: { answer: 'no', at },
    smoking: { answer: 'former' },
    creatinine: { value: '0.90', unit: 'mg/dL' },
  })
  expect(facts).not.toHaveProperty('height')
  expect(facts).not.toHaveProperty('canBecomePregnant')
  for (const [name, value] of [
    ['weight', '0.29'],
    ['weight', '700.1'],
    ['height', '19.9'],
    ['height', '276'],
  ] as const)
    await expect((async () => await set({ name, value }))()).rejects.toMatchObject({ code: 'chart.implausible' })
  await set({ name: 'weight', value: '0.3' })
  await set({ name: 'height', value: '275' })
})

test('a record of another patient is not taken for one that was kept', async () => {
  const other = await rig.calls.addPatient({ family: 'Other', given: '', sex: 'male' }, rig.asking)
  const allergy = penicillin()
  await calls.addAllergy(allergy, rig.asking)
  await expect(
    calls.addAllergy({ ...allergy, patientId: other.patientId as PatientId }, rig.asking),
  ).rejects.toMatchObject({ code: 'vault.duplicate' })
})
