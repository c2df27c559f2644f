import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PatientId } from '../../src-shared/ids.ts'
import { openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

type Json = Record<string, unknown>

const bundle = (...entry: readonly Json[]): string =>
  JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry })
const take = (json: string) => rig.calls.importBundle({ json }, rig.asking)
let count = 0
const urn = (): string => `urn:uuid:00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`

const patient = (family: string, more: Json = {}): Json => ({
  resourceType: 'Patient',
  name: [{ family, given: ['Imported'] }],
  ...more,
})
const condition = (reference: string, text = 'Eczema'): Json => ({
  resourceType: 'Condition',
  code: { text },
  subject: { reference },
})
const onePatient = async (text: string) => {
  const rows = await rig.calls.findPatients({ text, limit: 5 }, rig.asking)
  expect(rows).toHaveLength(1)
  return rows[0]?.patientId as PatientId
}
const problemsOf = async (patientId: PatientId) => (await rig.calls.patient({ patientId }, rig.asking)).problems

test('references inside the bundle are resolved by fullUrl, by Type/id and by base; what is not known is kept', async () => {
  const [a, base] = [urn(), 'https://old.example/fhir/']
  const answer = await take(
    bundle(
      { fullUrl: a, resource: { ...patient('Urn'), animal: { species: 'none' }, _birthDate: { id: 'x' } } },
      { fullUrl: urn(), resource: condition(a) },
      { fullUrl: `${base}Patient/7`, resource: { ...patient('Base'), id: '7' } },
      { fullUrl: `${base}Condition/1`, resource: { ...condition('Patient/7'), id: '1' } },
      { resource: { ...patient('Relative'), id: 'r1' } },
      { resource: condition('Patient/r1/_history/3') },
    ),
  )
  expect(answer).toEqual({ created: 6, updated: 0, refused: [] })
  for (const family of ['Urn', 'Base', 'Relative']) {
    const patientId = await onePatient(family)
    expect(await problemsOf(patientId)).toMatchObject([{ text: 'Eczema' }])
  }
  expect(await rig.records.read('Patient', await onePatient('Urn'))).toMatchObject({
    animal: { species: 'none' },
    _birthDate: { id: 'x' },
  })
})

test('importing again changes nothing, writes nothing, and leaves what was changed here since', async () => {
  const [a, b] = [urn(), urn()]
  const visit = { resourceType: 'Encounter', status: 'in-progress', class: { code: 'AMB' }, subject: { reference: a } }
  const json = bundle({ fullUrl: a, resource: patient('Twice') }, { fullUrl: b, resource: visit })
  expect(await take(json)).toMatchObject({ created: 2, updated: 0 })
  const patientId = await onePatient('Twice')
  const [opened] = (await rig.calls.patient({ patientId }, rig.asking)).cases
  await rig.calls.closeCase({ caseId: opened?.caseId as never }, rig.asking)
  const before = await rig.witnessed()
  expect(await take(json)).toEqual({ created: 0, updated: 0, refused: [] })
  expect(await rig.witnessed()).toEqual(before)
  expect((await rig.calls.patient({ patientId }, rig.asking)).cases).toMatchObject([{ status: 'finished' }])
  // Only what its source changed is taken over.
  const changed = bundle(
    { fullUrl: a, resource: patient('Twice', { gender: 'female' }) },
    { fullUrl: b, resource: visit },
  )
  expect(await take(changed)).toEqual({ created: 0, updated: 1, refused: [] })
  expect((await rig.calls.patient({ patientId }, rig.asking)).patient).toMatchObject({ sex: 'female' })
})

test('one identifier is one patient, and another birth date is a mix-up', async () => {
  const identifier = [{ system: 'urn:hospital', value: 'H-9' }]
  const first = patient('Same', { identifier, birthDate: '1970-01-02' })
  expect(await take(bundle({ fullUrl: urn(), resource: first }))).toMatchObject({ created: 1 })
  const again = bundle({ fullUrl: urn(), resource: { ...first, telecom: [{ value: '1' }] } })
  expect(await take(again)).toMatchObject({ created: 0, updated: 1 })
  const [a, b] = [urn(), urn()]
  const other = { ...first, birthDate: '1971-01-02' }
  expect(await take(bundle({ fullUrl: a, resource: other }, { fullUrl: b, resource: condition(a) }))).toEqual({
    created: 0,
    updated: 0,
    refused: [
      { entry: 1, type: 'Patient', why: 'A patient here has the same number but another birth date.' },
      { entry: 2, type: 'Condition', why: 'It names no patient of this bundle or of this workstation.' },
    ],
  })
})

test('two hospitals that number from 1 do not meet', async () => {
  for (const family of ['Hospital-A', 'Hospital-B']) {
    const resource = { ...patient(family), id: '1' }
    expect(
      await take(bundle({ resource }, { resource: { ...condition('Patient/1', family), id: '1' } })),
    ).toMatchObject({
      created: 2,
    })
  }
  for (const family of ['Hospital-A', 'Hospital-B'])
    expect(await problemsOf(await onePatient(family))).toMatchObject([{ text: family }])
})

test('what is wrong is refused by its number with a reason, what hangs on it too, and the rest comes in', async () => {
  const [a, b, visit] = [urn(), urn(), urn()]
  const encounter = (who: string): Json => ({
    resourceType: 'Encounter',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: who },
  })
  const answer = await take(
    bundle(
      { fullUrl: a, resource: patient('Right') },
      { fullUrl: b, resource: patient('Other') },
      { resource: condition('Patient/nowhere') },
      { resource: condition(urn()) },
      { resource: { ...condition(a), onsetDateTime: 'yesterday' } },
      { resource: { resourceType: 'Organization', name: 'x' } },
      { resource: 7 },
      { fullUrl: visit, resource: encounter(a) },
      { resource: { ...condition(b, 'Mixed'), encounter: { reference: visit } } },
      { resource: { ...condition(a, 'Fine'), encounter: { reference: visit } } },
      { resource: { resourceType: 'Media', status: 'completed', content: { data: 'AA==' } } },
      { resource: { ...condition(a), code: { text: 'x', extension: [{ url: 'Binary/1' }] } } },
    ),
  )
  expect(answer.created).toBe(4)
  expect(answer.refused.map(({ entry, why }) => [entry, why])).toEqual([
    [3, 'It names no patient of this bundle or of this workstation.'],
    [4, 'It names no patient of this bundle or of this workstation.'],
    [5, 'Condition.onsetDateTime is not as FHIR R4 asks for it.'],
    [6, 'Cutis does not keep records of this type.'],
    [7, 'The entry holds no record.'],
    [9, 'It points at Encounter of another patient.'],
    [11, 'Pictures are imported as files, so that their bytes can be checked and sealed.'],
    [12, 'It names a file that a bundle cannot bring. Import the file itself.'],
  ])
})

test('a held record of one patient cannot be taken over by another', async () => {
  const [a, b] = [await rig.calls.addPatient({ family: 'Owner', given: '', sex: 'other' }, rig.asking), urn()]
  const patientId = a.patientId as PatientId
  const mine = await rig.calls.addProblem({ patientId, text: 'Mine' }, rig.asking)
  const stolen = { ...condition(b, 'Theirs'), identifier: [{ system: 'urn:cutis:lid', value: mine.recordId }] }
  const answer = await take(bundle({ fullUrl: b, resource: patient('Thief') }, { resource: stolen }))
  expect(answer.refused).toEqual([{ entry: 2, type: 'Condition', why: 'This record belongs to another patient here.' }])
  expect(await problemsOf(patientId)).toMatchObject([{ text: 'Mine' }])
})

test('a bundle may speak of a patient who is held here', async () => {
  const { patientId } = await rig.calls.addPatient({ family: 'Held', given: '', sex: 'other' }, rig.asking)
  expect(await take(bundle({ resource: condition(`Patient/${patientId}`, 'From outside') }))).toMatchObject({
    created: 1,
  })
  expect(await problemsOf(patientId as PatientId)).toMatchObject([{ text: 'From outside' }])
})

test('narrative, foreign versions and pictures of elsewhere stay out; staff who are not held stay as what was said', async () => {
  const a = urn()
  const script = { status: 'generated', div: '<div><script>alert(1)</script></div>' }
  const resource = patient('Narrative', {
    text: script,
    meta: { versionId: '9', lastUpdated: '2099-01-01T00:00:00Z', tag: [{ code: 'kept' }] },
    photo: [{ contentType: 'image/png', url: 'Binary/00000000-0000-4000-8000-000000000001' }],
    contained: [{ resourceType: 'Organization', id: 'o', text: script }],
    generalPractitioner: [
      { reference: 'Practitioner?identifier=npi|1', display: 'Dr. Elsewhere' },
      { reference: '#o' },
    ],
  })
  expect(await take(bundle({ fullUrl: a, resource }))).toMatchObject({ created: 1, refused: [] })
  const kept = await rig.records.read('Patient', await onePatient('Narrative'))
  expect(JSON.stringify(kept)).not.toMatch(/script|versionId|lastUpdated|photo/)
  expect(kept).toMatchObject({
    meta: { tag: [{ code: 'kept' }] },
    generalPractitioner: [
      {
        type: 'Practitioner',
        display: 'Dr. Elsewhere',
        identifier: { system: 'urn:cutis:source', value: 'Practitioner?identifier=npi|1' },
      },
      { reference: '#o' },
    ],
  })
})

const hollow = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

test.each([
  ['no JSON', '<html>'],
  ['half a file', '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Pat'],
  ['no bundle', '{"resourceType":"Patient"}'],
  ['a list', '[]'],
  ['entries that are no list', '{"resourceType":"Bundle","entry":{}}'],
  ['100,000 levels', `{"resourceType":"Bundle","entry":${hollow(100_000)}}`],
])('%s is no bundle', async (_, json) => {
  await expect(take(json)).rejects.toMatchObject({ code: 'records.noBundle' })
})

test('more entries than a clinic has', async () => {
  const json = `{"resourceType":"Bundle","entry":[${'{},'.repeat(50_000)}{}]}`
  await expect(take(json)).rejects.toMatchObject({ code: 'records.bundleTooLarge' })
})

test.each([
  [
    '__proto__',
    '{"resourceType":"Patient","name":[{"__proto__":{"polluted":true}}]}',
    'It holds a forbidden field name.',
  ],
  [
    'constructor',
    '{"resourceType":"Patient","constructor":{"prototype":{"polluted":true}}}',
    'It holds a forbidden field name.',
  ],
  ['1e400', '{"resourceType":"Patient","multipleBirthInteger":1e400}', 'It holds a number too large to keep exactly.'],
  ['deep', `{"resourceType":"Patient","x":${hollow(90)}}`, 'It is nested too deeply.'],
])('%s: refused, and nothing else suffers', async (_, resource, why) => {
  const json = `{"resourceType":"Bundle","entry":[{"fullUrl":"${urn()}","resource":${resource}},{"fullUrl":"${urn()}","resource":{"resourceType":"Patient","name":[{"family":"Bystander${++count}"}]}}]}`
  expect(await take(json)).toEqual({ created: 1, updated: 0, refused: [{ entry: 1, type: 'Patient', why }] })
  expect(({} as Json)['polluted']).toBeUndefined()
})

test('the same entry twice comes in once', async () => {
  const a = urn()
  const answer = await take(
    bundle({ fullUrl: a, resource: patient('Double') }, { fullUrl: a, resource: patient('Double') }),
  )
  expect(answer).toMatchObject({ created: 1, refused: [{ entry: 2, why: 'It is the same record as entry 1.' }] })
})

test('any JSON at all is answered or refused in words, and every entry is accounted for', async () => {
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('Patient', 'Condition', 'Patient/1', '#', '', '2020-01-01'),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'resourceType',
          'reference',
          'subject',
          'id',
          'identifier',
          'code',
          'name',
          'text',
          'meta',
          'contained',
          'url',
        ),
        tie('tree'),
        { maxKeys: 4 },
      ),
    ),
  }))
  const type = fc.constantFrom('Patient', 'Condition', 'Observation', 'Task', 'Practitioner', 'Encounter')
  const resource = fc
    .tuple(type, fc.dictionary(fc.constantFrom('id', 'subject', 'name', 'status', 'code', 'for'), tree))
    .map(([resourceType, rest]) => ({ ...rest, resourceType }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ fullUrl: fc.option(tree), resource: fc.oneof(tree, resource) })),
      async entries => {
        const { created, updated, refused } = await take(bundle(...(entries as Json[])))
        expect(created + updated + refused.length).toBeLessThanOrEqual(entries.length)
        for (const { why } of refused) expect(why).toMatch(/\.$/)
      },
    ),
    { numRuns: 150 },
  )
})
