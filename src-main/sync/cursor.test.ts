import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Bundle } from '../../src-shared/fhir/index.ts'
import { linksOf, newestOf, startOf } from './pull.ts'
import { type FakeClinic, openFakeClinic } from './rig/fake-clinic.ts'
import { openRigVault, openStation, patientOf, type RigVault, type Station } from './rig/open.ts'

let rig: RigVault
let clinic: FakeClinic
let station: Station

beforeAll(async () => {
  rig = await openRigVault()
})
afterAll(() => rig.close())
beforeEach(async () => {
  clinic = await openFakeClinic()
  station = await openStation({ clinic: clinic.origin, rig })
})
afterEach(async () => {
  await station.close()
  clinic.close()
})

const patients = async () => (await station.look.recordsOf('Patient')).filter(one => !one.deleted)
const here = (count: number) => station.until(`${count} here`, async () => (await patients()).length === count)
/** A patient another program made at the clinic. */
const foreign = (family: string, id: string = randomUUID()) =>
  clinic.add('Patient', id, { resourceType: 'Patient', name: [{ family }], gender: 'female' })

test('the next-link expires: it begins again a little earlier, and nothing is taken twice', async () => {
  foreign('First')
  station.sync.start()
  await here(1)
  clinic.misbehave(heard =>
    heard.path.includes('_cursor=') ? { status: 410, body: { resourceType: 'OperationOutcome' } } : undefined,
  )
  foreign('Second')
  await here(2)
  expect(clinic.heard.some(one => one.path.includes('_since='))).toBe(true)
})

test('a page that breaks off is asked for again', async () => {
  for (let index = 0; index < 5; index++) foreign(`P${index}`)
  let left = 2
  clinic.misbehave(heard => (heard.path.startsWith('_history') && left-- > 0 ? 'halve' : undefined))
  station.sync.start()
  await here(5)
})

test('a server without a history in order is asked type by type, equal timestamps and late commits included', async () => {
  const plain = await openFakeClinic({ history: false })
  const other = await openStation({ clinic: plain.origin, rig })
  plain.add('Patient', randomUUID(), { resourceType: 'Patient', name: [{ family: 'Early' }] })
  other.sync.start()
  await other.until('here', async () => (await other.look.recordsOf('Patient')).length === 1)
  // Committed late: its time lies before what was seen already.
  const late = plain.add('Patient', randomUUID(), { resourceType: 'Patient', name: [{ family: 'Late' }] })
  const at = new Date(Date.parse(late.at) - 60_000).toISOString()
  plain.versions[plain.versions.length - 1] = {
    ...late,
    at,
    body: { ...late.body, meta: { versionId: '1', lastUpdated: at } },
  }
  await other.until('both here', async () => (await other.look.recordsOf('Patient')).length === 2)
  await other.close()
  plain.close()
})

test('the clock here may be a day off either way', async () => {
  let offset = 86_400_000
  const skewed = await openStation({ clinic: clinic.origin, rig, now: () => new Date(Date.now() + offset) })
  skewed.sync.start()
  foreign('Ahead')
  await here(1)
  clinic.misbehave(() => 'lose')
  const id = randomUUID()
  await skewed.put(patientOf(id, 'Waits'))
  await skewed.until(
    'offline',
    async () => (await skewed.sync.service.state({} as never, skewed.asking)).link === 'offline',
  )
  // Set right in the middle of a wait: what was put off until "tomorrow" is not.
  offset = -86_400_000
  clinic.behave()
  foreign('Behind')
  await skewed.until('sent', async () => (await skewed.look.outbox()).length === 0)
  await here(3)
  await skewed.close()
})

test('pure parts', () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'history',
    link: [
      { relation: 'next', url: 'http://127.0.0.1:1/fhir/_history?_cursor=7' },
      { relation: 'monitor', url: '_history?_cursor=8' },
    ],
    entry: [
      { resource: { resourceType: 'Patient', meta: { lastUpdated: '2026-03-29T03:00:00+02:00' } } },
      { response: { status: '204', lastModified: '2026-03-29T00:59:00Z' } },
    ],
  } as Bundle
  expect(linksOf(bundle, 'http://127.0.0.1:1/fhir')).toEqual({
    next: '_history?_cursor=7',
    monitor: '_history?_cursor=8',
  })
  const elsewhere = { ...bundle, link: [{ relation: 'next', url: 'https://other.example/fhir/_history' }] }
  expect(linksOf(elsewhere, 'http://127.0.0.1:1/fhir')).toBeUndefined()
  // The hour that summer time skips is an instant like any other.
  expect(newestOf(bundle)).toBe('2026-03-29T01:00:00.000Z')
  expect(startOf('Patient', '2026-03-29T01:00:00.000Z')).toContain('_lastUpdated=ge2026-03-29T00:55:00.000Z')
})
