import { afterAll, beforeAll, expect, test } from 'vitest'
import { lidOf } from '../../src-shared/fhir/index.ts'
import type { PatientId } from '../../src-shared/ids.ts'
import { openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const nobody = '11111111-1111-4111-8111-111111111111' as never
const newPatient = async (family: string, more: { birthDate?: string; mrn?: string } = {}) => {
  const added = await rig.calls.addPatient({ family, given: 'Ana Maria', sex: 'female', ...more }, rig.asking)
  return { ...added, patientId: added.patientId as PatientId }
}
const found = async (text: string) =>
  (await rig.calls.findPatients({ text, limit: 50 }, rig.asking)).map(({ family }) => family)

test('a patient is kept, waits for the clinic, and the addition is witnessed under its id', async () => {
  const patient = await newPatient('Kowalska', { birthDate: '1980-05-17', mrn: 'A-100 200' })
  expect(patient).toMatchObject({ given: 'Ana Maria', birthDate: '1980-05-17', mrn: 'A-100 200', unsynced: true })
  const kept = await rig.records.read('Patient', patient.patientId)
  expect(kept && lidOf(kept)).toBe(patient.patientId)
  expect((await rig.witnessed()).at(-1)).toEqual({
    name: 'Dr. Rig',
    act: {
      name: 'records.addPatient',
      action: 'C',
      patientId: patient.patientId,
      entity: `Patient/${patient.patientId}`,
    },
  })
  expect(rig.stale.at(-1)).toEqual(expect.arrayContaining(['record', 'outbox']))
})

test.each([
  ['kowal ana'],
  ['ANA KOWALSKA'],
  ['maria'],
  ['1980-05-17'],
  ['17.05.1980'],
  ['17/5/1980'],
  ['5/17/1980'],
  ['17.5.80 kowalska'],
  ['a100200'],
  ['A-100 200'],
])('"%s" finds her', async text => {
  expect(await found(text)).toContain('Kowalska')
})

test.each([['100200'], ['17.05.1981'], ['kowalska peter'], ['"'], ['%'], ['*'], ['kow OR ana NEAR']])(
  '"%s" does not',
  async text => {
    expect(await found(text)).toEqual([])
  },
)

test.each([
  ['Müller', ['muller', 'mueller', 'Müller', 'MUELL']],
  ['Mueller-Strauß', ['Müller strauss', 'strauß', 'mueller']],
  ['Sørensen', ['sorensen', 'soerensen', 'SØR']],
  ['Łukasz', ['lukasz', 'łuk']],
  ['Æbelø', ['aebelo', 'æbel']],
  ["O'Brien", ['obrien', "o'brien", 'brien']],
  ['Nguyễn', ['nguyen']],
  ['İpek', ['ipek']],
  ['김민준', ['김민']],
])('%s is found however it is typed', async (family, typed) => {
  await newPatient(family)
  for (const text of typed) expect([text, await found(text)]).toEqual([text, expect.arrayContaining([family])])
})

test('a record number belongs to one patient', async () => {
  await newPatient('First', { mrn: '55 55' })
  await expect(newPatient('Second', { mrn: '5555' })).rejects.toMatchObject({ code: 'records.mrnTaken' })
})

test('a visit from its opening to its end, with a note that is found by its words', async () => {
  const { calls, asking } = rig
  const { patientId } = await newPatient('Visit')
  const opened = await calls.openCase({ patientId, presentation: 'single-lesion', reason: 'New mole' }, asking)
  expect(opened).toMatchObject({
    status: 'in-progress',
    presentation: 'single-lesion',
    clinician: 'Dr. Rig',
    imageCount: 0,
  })
  const caseId = opened.caseId as never
  const note = await calls.writeNote({ caseId, text: 'Großer Nävus, ödematös.\n<b>7 mm</b>' }, asking)
  expect(note).toMatchObject({ author: 'Dr. Rig', caseId, patientId, unsynced: true })

  rig.shown.length = 0
  const seen = await calls.case({ caseId }, asking)
  expect(seen.notes.map(({ text }) => text)).toEqual(['Großer Nävus, ödematös.\n<b>7 mm</b>'])
  expect(rig.shown).toEqual([patientId])

  for (const text of ['grosser', 'NAVUS odem', '7 mm'])
    expect([text, await calls.searchNotes({ text }, asking)]).toMatchObject([
      text,
      [{ patientName: 'Ana Maria Visit' }],
    ])
  expect(await calls.searchNotes({ text: 'navus', patientId: nobody }, asking)).toEqual([])
  expect(await calls.searchNotes({ text: 'nirgends' }, asking)).toEqual([])

  expect(await calls.closeCase({ caseId }, asking)).toMatchObject({ status: 'finished' })
  const before = (await rig.witnessed()).length
  expect(await calls.closeCase({ caseId }, asking)).toMatchObject({ status: 'finished' })
  expect((await rig.witnessed()).length).toBe(before)
  expect(await rig.records.read('Encounter', caseId)).toMatchObject({
    period: { start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T09:00:00.000Z' },
  })

  const timeline = await calls.timeline({ patientId }, asking)
  expect(timeline.map(({ kind, title }) => `${kind}: ${title}`).toSorted()).toEqual([
    'note: Progress note',
    'visit: Single lesion',
  ])
})

test('a lesion keeps its site, its side and its pin', async () => {
  const { calls, asking } = rig
  const { patientId } = await newPatient('Lesion')
  const pin = { view: 'front', x: 0.25, y: 0.5 }
  const lesion = { patientId, label: 'L1', siteCode: '36141000', laterality: 'left', pin } as const
  const added = await calls.addLesion(lesion, asking)
  expect(added).toMatchObject({ ...lesion, siteName: 'Cheek, left', imageCount: 0 })
  expect((await calls.patient({ patientId }, asking)).lesions).toEqual([added])
  const kept = await rig.records.read('BodyStructure', added.lesionId)
  const uid = kept?.identifier?.find(({ system }) => system === 'urn:dicom:uid')?.value?.replace('urn:oid:', '')
  // DICOM: at most 64 characters, digits and dots, no leading zero.
  expect(uid).toMatch(/^2\.25\.(0|[1-9]\d{0,38})$/)
  await expect(calls.addLesion({ ...lesion, siteCode: '1' }, asking)).rejects.toMatchObject({
    code: 'records.siteUnknown',
  })
})

test('problems and tasks', async () => {
  const { calls, asking } = rig
  const { patientId } = await newPatient('Tasks')
  await calls.addProblem({ patientId, text: 'Psoriasis vulgaris' }, asking)
  expect((await calls.patient({ patientId }, asking)).problems).toMatchObject([
    { text: 'Psoriasis vulgaris', status: 'active', since: '2026-11-24' },
  ])
  const task = await calls.addTask({ patientId, text: 'Call back', dueOn: '2026-12-01' }, asking)
  const { tasks } = await calls.today(undefined, asking)
  expect(tasks).toContainEqual({ ...task, patientName: 'Ana Maria Tasks', dueOn: '2026-12-01', status: 'requested' })
  expect(await calls.closeTask({ taskId: task.taskId as never }, asking)).toMatchObject({ status: 'completed' })
  expect((await calls.today(undefined, asking)).tasks.map(({ taskId }) => taskId)).not.toContain(task.taskId)
  expect(await calls.tasks({ patientId }, asking)).toEqual([])
  const again = { taskId: task.taskId as never, status: 'in-progress' } as const
  expect(await calls.reopenTask(again, asking)).toMatchObject({ status: 'in-progress' })
  const sooner = await calls.addTask({ patientId, text: 'Send the letter', dueOn: '2026-11-30' }, asking)
  const undated = await calls.addTask({ patientId, text: 'Ask about the allergy' }, asking)
  expect((await calls.tasks({ patientId }, asking)).map(({ taskId }) => taskId)).toEqual([
    sooner.taskId,
    task.taskId,
    undated.taskId,
  ])
})

test('who is not held is not written to', async () => {
  const { calls, asking } = rig
  const unknown = { code: 'records.unknown' }
  await expect(calls.patient({ patientId: nobody }, asking)).rejects.toMatchObject(unknown)
  await expect(calls.timeline({ patientId: nobody }, asking)).rejects.toMatchObject(unknown)
  await expect(calls.writeNote({ caseId: nobody, text: 'x' }, asking)).rejects.toMatchObject(unknown)
  await expect(calls.openCase({ patientId: nobody, presentation: 'nail', reason: '' }, asking)).rejects.toMatchObject(
    unknown,
  )
  await expect(calls.addTask({ patientId: nobody, text: 'x' }, asking)).rejects.toMatchObject(unknown)
})

test('a change keeps every element it does not name', async () => {
  const { patientId } = await newPatient('Changed')
  const read = () => rig.records.read('Patient', patientId)
  const before = await read()
  for (const active of [false, true, false]) {
    const op = rig.records.change({ type: 'Patient', id: patientId }, { active, gender: undefined })
    await rig.vault.commit(rig.asking.who(), { name: 'rig', action: 'U' }, [op])
  }
  const { gender: _gone, ...rest } = before ?? {}
  expect(await read()).toEqual({ ...rest, active: false })
})

test('with nothing typed, those seen last come first', async () => {
  const { calls, asking } = rig
  const { patientId } = await newPatient('Zuletzt')
  await calls.openCase({ patientId, presentation: 'nail', reason: '' }, asking)
  const rows = await calls.findPatients({ text: '  ', limit: 3 }, asking)
  expect(rows).toHaveLength(3)
  expect(rows.map(({ family }) => family)).toContain('Zuletzt')
  expect(rows.find(({ family }) => family === 'Zuletzt')?.lastSeenAt).toBe('2026-11-24T09:00:00.000Z')
})

test("today shows the visits that are not finished, and today's that are", async () => {
  const { calls, asking } = rig
  const { patientId } = await newPatient('Today')
  const visit = (status: string, start: string) => ({
    resource: {
      resourceType: 'Encounter',
      status,
      class: { code: 'AMB' },
      subject: { reference: `Patient/${patientId}` },
      period: { start },
      reasonCode: [{ text: `${status} ${start.slice(0, 4)}` }],
    },
  })
  const entry = [
    visit('in-progress', '2020-01-01T09:00:00Z'),
    visit('planned', '2021-01-01T09:00:00Z'),
    visit('finished', '2022-01-01T09:00:00Z'),
    visit('finished', '2026-11-24T12:00:00Z'),
    visit('cancelled', '2019-01-01T09:00:00Z'),
  ]
  await calls.importBundle({ json: JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }) }, asking)
  const { cases } = await calls.today(undefined, asking)
  const mine = cases.filter(one => one.patientId === patientId)
  expect(mine.map(({ reason }) => reason)).toEqual(['finished 2026', 'planned 2021', 'in-progress 2020'])
  expect(mine[0]?.patient).toMatchObject({ family: 'Today' })
})
