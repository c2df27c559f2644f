import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeClinic, openFakeClinic } from './rig/fake-clinic.ts'
import { openRigVault, openStation, patientOf, type RigVault, type Station } from './rig/open.ts'
import { syncStore } from './store.ts'

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

const state = () => station.sync.service.state({} as never, station.asking)
const patients = async () => (await station.look.recordsOf('Patient')).filter(one => !one.deleted)
const sent = () => station.until('sent', async () => (await station.look.outbox()).length === 0)
const bodyOf = async (type: string, id: string) => JSON.parse((await station.look.record(type, id))?.body ?? 'null')
const here = (count: number) => station.until(`${count} here`, async () => (await patients()).length === count)
/** A patient another program made at the clinic. */
const foreign = (family: string, id: string = randomUUID()) =>
  clinic.add('Patient', id, { resourceType: 'Patient', name: [{ family }], gender: 'female' })

test('what others wrote is here, found by its name, under one id however often it is told', async () => {
  const there = foreign('Zahradnik')
  station.sync.start()
  await here(1)
  const [first] = await patients()
  clinic.add('Patient', there.id, { resourceType: 'Patient', name: [{ family: 'Zahradnikova' }] })
  await station.until('renamed', async () => (await patients())[0]?.body.includes('Zahradnikova') ?? false)
  expect((await patients()).map(one => one.id)).toEqual([first?.id])
  const found = await station.records.service.findPatients({ text: 'zahradnikova', limit: 10 } as never, station.asking)
  expect(JSON.stringify(found)).toContain(first?.id)
})

test('a notice of the clinic is followed at once, also while nothing else is to be done', async () => {
  const told = await openStation({ clinic: clinic.origin, tempo: { pollMs: 3_600_000 } })
  foreign('First')
  told.sync.start()
  const count = async () => (await told.look.recordsOf('Patient')).length
  await told.until('the first look', async () => (await count()) === 1)
  for (const [at, family] of ['Second', 'Third'].entries()) {
    foreign(family)
    expect(await count()).toBe(at + 1)
    await told.until('listening', async () => clinic.notice() > 0)
    await told.until('told', async () => (await count()) === at + 2)
  }
  await told.close()
})

test('references are local, also where what they name comes later', async () => {
  const patient = randomUUID()
  clinic.add('Observation', randomUUID(), {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: `Patient/${patient}` },
  })
  station.sync.start()
  await station.until('here', async () => (await station.look.recordsOf('Observation')).length === 1)
  foreign('Later', patient)
  await here(1)
  const [one] = await patients()
  const [observation] = await station.look.recordsOf('Observation')
  expect(JSON.parse(observation?.body ?? '').subject).toEqual({ reference: `Patient/${one?.id}` })
  expect(observation?.base).toBe(observation?.body)
})

test('a deletion takes the record away, and an older page does not bring it back', async () => {
  const there = foreign('Gone')
  station.sync.start()
  await here(1)
  clinic.add('Patient', there.id)
  await here(0)
  const [row] = await station.look.recordsOf('Patient')
  const old = { resourceType: 'Bundle', type: 'history', entry: [{ resource: there.body }] }
  const page = {
    text: JSON.stringify(old),
    origin: `${clinic.origin()}/fhir`,
    scope: 'again',
    at: new Date().toISOString(),
  }
  await station.vault.commit(station.asking.who(), { name: 'rig.page', action: 'U' }, [
    station.vault.ops(syncStore).applyPage(page),
  ])
  expect(await station.look.record('Patient', row?.id ?? '')).toMatchObject({ deleted: 1 })
})

test('an unsent change is not written over, and what the clinic changed meanwhile comes together with it', async () => {
  const id = randomUUID()
  await station.put(patientOf(id, 'Mine'))
  station.sync.start()
  await sent()
  await station.sync.stop()
  await station.put(patientOf(id, 'Mine', { gender: 'male' }))
  const there = clinic.versions.find(one => one.type === 'Patient')
  clinic.add('Patient', there?.id ?? '', { ...there?.body, birthDate: '1999-09-09' })
  const { body } = clinic.now('Patient', there?.id ?? '') ?? {}
  const text = JSON.stringify({ resourceType: 'Bundle', type: 'history', entry: [{ resource: body }] })
  const page = { text, origin: `${clinic.origin()}/fhir`, scope: 'again' }
  await station.vault.commit(station.asking.who(), { name: 'rig.page', action: 'U' }, [
    station.vault.ops(syncStore).applyPage(page),
  ])
  expect(await bodyOf('Patient', id)).toMatchObject({ gender: 'male', birthDate: '1980-05-17' })
  expect((await station.look.record('Patient', id))?.theirs).toContain('1999-09-09')
  station.sync.start()
  await sent()
  expect(await bodyOf('Patient', id)).toMatchObject({ gender: 'male', birthDate: '1999-09-09' })
  expect(clinic.of('Patient')).toMatchObject([{ gender: 'male', birthDate: '1999-09-09' }])
})

test('what is no sound record stays at the clinic and is counted', async () => {
  clinic.add('Patient', randomUUID(), { resourceType: 'Patient', name: 'not a list' })
  foreign('Sound')
  station.sync.start()
  await here(1)
  expect((await state()).trouble).toMatch(/could not read: 1/)
})

test('version-skew: what a server drops stays here, also after it is changed there', async () => {
  const id = randomUUID()
  clinic.misbehave((heard, usual) => {
    if (heard.method !== 'POST' || !heard.path.startsWith('Patient')) return undefined
    const { communication: _unknown, ...less } = JSON.parse(heard.body.toString())
    return Object.assign(heard, { body: Buffer.from(JSON.stringify(less)) }) && usual()
  })
  const communication = [{ language: { text: 'Czech' } }]
  await station.put(patientOf(id, 'Skew', { communication }))
  station.sync.start()
  await sent()
  const there = clinic.versions.find(one => one.type === 'Patient')
  expect(there?.body).not.toHaveProperty('communication')
  clinic.add('Patient', there?.id ?? '', { ...there?.body, gender: 'male' })
  await station.until('told', async () => (await bodyOf('Patient', id)).gender === 'male')
  expect(await bodyOf('Patient', id)).toMatchObject({ communication })
})

test('signed-URL rewriting: neither a difference nor kept', async () => {
  const patientId = randomUUID()
  clinic.misbehave((heard, usual) => {
    const said = usual()
    if (!/^(Media|_history)/.test(heard.path)) return said
    return {
      ...said,
      body: JSON.stringify(said.body).replaceAll(
        /"Binary\/([0-9a-f-]+)"/g,
        `"https://store.example/Binary/$1/v1?Expires=${Date.now()}"`,
      ),
    }
  })
  await station.put(patientOf(patientId, 'Signed'))
  const { blobId, mediaId } = await station.keepImage(new Uint8Array(2000).fill(1), patientId)
  station.sync.start()
  await sent()
  const media = await bodyOf('Media', mediaId)
  await station.put({ ...media, status: 'entered-in-error' })
  await sent()
  expect((await bodyOf('Media', mediaId)).content.url).toBe(`Binary/${blobId}`)
  expect(clinic.of('Media')).toMatchObject([{ status: 'entered-in-error' }])
  expect((await state()).conflicts).toBe(0)
})
