import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Bundle } from '../../src-shared/fhir/index.ts'
import { linksOf, newestOf, startOf } from './pull.ts'
import { type FakeClinic, openFakeClinic } from './rig/fake-clinic.ts'
import {
  face,
  named,
  observationOf,
  openRigVault,
  openStation,
  password,
  patientOf,
  type RigVault,
  type Station,
} from './rig/open.ts'
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

describe('news', () => {
  test('what others wrote is here, found by its name, under one id however often it is told', async () => {
    const there = foreign('Zahradnik')
    station.sync.start()
    await here(1)
    const [first] = await patients()
    clinic.add('Patient', there.id, { resourceType: 'Patient', name: [{ family: 'Zahradnikova' }] })
    await station.until('renamed', async () => (await patients())[0]?.body.includes('Zahradnikova') ?? false)
    expect((await patients()).map(one => one.id)).toEqual([first?.id])
    const found = await station.records.service.findPatients(
      { text: 'zahradnikova', limit: 10 } as never,
      station.asking,
    )
    expect(JSON.stringify(found)).toContain(first?.id)
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
})

describe('the cursor', () => {
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
})

describe('which clinic', () => {
  const stopped = (words: RegExp) =>
    station.until('stopped', async () => {
      const { link, trouble } = await state()
      return link === 'refused' && words.test(trouble ?? '')
    })
  const meetAgain = async () => {
    await station.sync.stop()
    station = await openAgain()
    station.sync.start()
  }
  const openAgain = () => openStation({ clinic: clinic.origin, rig, keep: true })

  test.each<[string, () => void, RegExp]>([
    ['another clinic at the address', () => clinic.reset(true), /another clinic/],
    ['404-server-reset', () => clinic.reset(), /forgotten this workstation/],
    ['restored-from-old-backup', () => void clinic.versions.splice(-1), /older state/],
  ])('%s: it stops and asks, and sends nothing', async (_, change, words) => {
    const id = randomUUID()
    await station.put(patientOf(id, 'Known'))
    station.sync.start()
    await sent()
    await station.put(patientOf(id, 'Known', { gender: 'male' }))
    await sent()
    await station.sync.stop()
    change()
    const before = clinic.versions.length
    await station.put(patientOf(id, 'Known', { gender: 'other' }))
    await meetAgain()
    await stopped(words)
    expect(clinic.versions).toHaveLength(before)
    await station.sync.startOver(station.asking.who())
    await station.until('sent or asked', async () =>
      (await station.look.outbox()).every(row => row.state === 'conflict'),
    )
    // An older body found there is nobody's base: what is here must not give way to it unasked.
    for (const { seq } of await station.sync.service.conflicts({} as never, station.asking))
      await station.sync.service.resolve({ seq, take: { gender: 'mine' } }, station.asking)
    await sent()
    expect(clinic.of('Patient')).toMatchObject([{ gender: 'other' }])
  })

  test('404 for one record: asked by our id first, then by a person', async () => {
    const id = randomUUID()
    await station.put(patientOf(id, 'Purged'), observationOf(randomUUID(), id, 'witness'))
    station.sync.start()
    await sent()
    const index = clinic.versions.findIndex(one => one.type === 'Patient')
    clinic.versions.splice(index, 1)
    await station.put(patientOf(id, 'Purged', { gender: 'male' }))
    await station.until('in conflict', async () => (await state()).conflicts === 1)
    const [conflict] = await station.sync.service.conflicts({} as never, station.asking)
    await station.sync.service.resolve({ seq: conflict?.seq ?? 0, take: { record: 'mine' } }, station.asking)
    await sent()
    expect(clinic.of('Patient')).toMatchObject([{ gender: 'male' }])
  })
})

describe('the vault', () => {
  test('key-unavailable: a lock in the middle ends the work quietly, the next start goes on', async () => {
    const own = await openStation({ clinic: clinic.origin })
    await own.put(...Array.from({ length: 40 }, (_, index) => patientOf(randomUUID(), `P${index}`)))
    own.sync.start()
    await own.until('sending', async () => clinic.of('Patient').length > 3)
    await own.vault.lock()
    await own.sync.stop()
    await own.vault.unlock(face.userId, password)
    own.sync.start()
    await own.until('sent', async () => (await own.look.outbox()).length === 0)
    expect(clinic.of('Patient')).toHaveLength(40)
    await own.close()
  })

  test('kill-9-after-send-before-ack: a row found in sending is looked up, not sent blindly', async () => {
    const id = randomUUID()
    await station.put(patientOf(id, 'Killed'))
    const [row] = await station.look.outbox()
    await station.vault.commit(station.asking.who(), { name: 'rig.mark', action: 'U' }, [
      station.vault.ops(syncStore).mark([row?.seq ?? 0]),
    ])
    clinic.add('Patient', randomUUID(), patientOf(id, 'Killed'))
    station.sync.start()
    await sent()
    expect(clinic.versions.filter(one => one.type === 'Patient')).toHaveLength(1)
  })

  test('labels in the queue name kinds, never people', async () => {
    const id = randomUUID()
    await station.put(patientOf(id, 'Secretname'), {
      ...named('Task', randomUUID()),
      status: 'requested',
      intent: 'order',
      for: { reference: `Patient/${id}` },
    })
    const items = await station.sync.service.items({} as never, station.asking)
    expect(items.map(item => item.label)).toEqual(['Patient details', 'Task'])
    expect(JSON.stringify(items)).not.toContain('Secretname')
  })
})
