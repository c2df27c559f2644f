import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { named, openStation, patientOf, type Station } from '../../src-main/sync/rig/open.ts'
import { rigStore } from '../../src-main/sync/rig/store.ts'
import { syncStore } from '../../src-main/sync/store.ts'
import type { Resource } from '../../src-shared/fhir/index.ts'
import { startClinic } from './clinic.ts'

// Two workstations with one sign-in stand for two devices of one practice; the clinic is the real one.
let origin: string | undefined
let clinic: Awaited<ReturnType<typeof startClinic>>
let left: Station
let right: Station

beforeAll(async () => {
  left = await openStation({ clinic: () => origin })
  clinic = await startClinic(() => left)
  right = await openStation({ clinic: () => origin })
  const key = (await left.store.setting('key')) ?? ''
  await right.vault.commit(right.asking.who(), { name: 'rig.key', action: 'C' }, [
    right.vault.ops(syncStore).setSetting('key', key),
  ])
  origin = clinic.origin()
}, 180_000)

afterAll(async () => {
  await left.close()
  await right.close()
  await clinic.close()
})

const body = async (station: Station, type: string, id: string): Promise<Resource & Record<string, unknown>> =>
  JSON.parse((await station.look.record(type, id))?.body ?? '{}')

const isQuiet = async (station: Station): Promise<boolean> => (await station.look.outbox()).length === 0
/** Resolves once the station holds these values. */
const holds = (station: Station, type: string, parts: { readonly id: string } & Record<string, unknown>) =>
  station.until('told', async () => {
    const held = await body(station, type, parts.id)
    return Object.entries(parts).every(([name, value]) => held[name] === value)
  })

/** A record both hold, agreed with the clinic, and both offline. */
async function shared(resource: { resourceType: string; id: string }): Promise<void> {
  left.sync.start()
  right.sync.start()
  await left.put(resource)
  left.sync.kick()
  await left.until('sent', () => isQuiet(left))
  await right.until('here too', async () => (await right.look.record(resource.resourceType, resource.id)) !== undefined)
  await left.sync.stop()
  await right.sync.stop()
}

/** Both edit; the left is heard first. */
async function bothEdit(mine: object, other: object): Promise<void> {
  await left.put(mine)
  await right.put(other)
  left.sync.start()
  await left.until('sent', () => isQuiet(left))
  right.sync.start()
}

test('different fields of one record come together on both devices', async () => {
  const id = randomUUID()
  const base = patientOf(id, 'Disjoint')
  await shared(base)
  await bothEdit({ ...base, gender: 'male' }, { ...base, birthDate: '1981-01-01' })
  await right.until('merged', () => isQuiet(right))
  await holds(left, 'Patient', { id, birthDate: '1981-01-01' })
  expect(await body(left, 'Patient', id)).toMatchObject({ gender: 'male', birthDate: '1981-01-01' })
  expect(await body(right, 'Patient', id)).toMatchObject({ gender: 'male', birthDate: '1981-01-01' })
})

test('the same field is a conflict: base, mine and theirs are shown, other rows go on, a choice settles it', async () => {
  const id = randomUUID()
  const base = patientOf(id, 'Overlap')
  await shared(base)
  await bothEdit({ ...base, gender: 'male' }, { ...base, gender: 'other', birthDate: '1982-02-02' })
  await right.until(
    'in conflict',
    async () => (await right.sync.service.state({} as never, right.asking)).conflicts === 1,
  )

  const another = randomUUID()
  await right.put(patientOf(another, 'Goes-on'))
  await right.until(
    'sent past the conflict',
    async () => (await right.look.record('Patient', another))?.serverId != null,
  )

  const [conflict] = await right.sync.service.conflicts({} as never, right.asking)
  expect(conflict).toMatchObject({
    type: 'Patient',
    recordId: id,
    patientId: id,
    patientName: 'Overlap, Ana',
    fields: [{ field: 'gender', base: '"female"', mine: '"other"', theirs: '"male"' }],
  })
  expect(right.asking.asked).toContain(id)
  const seq = conflict?.seq ?? 0
  await expect(right.sync.service.resolve({ seq, take: {} }, right.asking)).rejects.toMatchObject({
    code: 'sync.undecided',
  })
  await right.sync.service.resolve({ seq, take: { gender: 'mine' } }, right.asking)
  await right.until('settled', () => isQuiet(right))
  await holds(left, 'Patient', { id, gender: 'other' })
  expect(await body(left, 'Patient', id)).toMatchObject({ gender: 'other', birthDate: '1982-02-02' })
  await expect(right.sync.service.resolve({ seq, take: { gender: 'mine' } }, right.asking)).rejects.toMatchObject({
    code: 'sync.noConflict',
  })
})

test('to take theirs leaves nothing to send', async () => {
  const id = randomUUID()
  const base = patientOf(id, 'Theirs')
  await shared(base)
  await bothEdit({ ...base, gender: 'male' }, { ...base, gender: 'other' })
  await right.until('in conflict', async () => (await right.look.outbox()).some(row => row.state === 'conflict'))
  const [conflict] = await right.sync.service.conflicts({} as never, right.asking)
  await right.sync.service.resolve({ seq: conflict?.seq ?? 0, take: { gender: 'theirs' } }, right.asking)
  expect(await right.look.outbox()).toEqual([])
  expect(await body(right, 'Patient', id)).toMatchObject({ gender: 'male' })
})

test('a signed note changed on both sides always asks, though the fields differ', async () => {
  const [patientId, id] = [randomUUID(), randomUUID()]
  await shared(patientOf(patientId, 'Signed'))
  const note = {
    ...named('DocumentReference', id),
    status: 'current',
    docStatus: 'final',
    subject: { reference: `Patient/${patientId}` },
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from('note').toString('base64') } }],
  }
  await shared(note)
  await bothEdit({ ...note, description: 'left' }, { ...note, date: '2026-01-01T10:00:00Z' })
  await right.until('in conflict', async () => (await right.look.outbox()).some(row => row.state === 'conflict'))
  const [conflict] = await right.sync.service.conflicts({} as never, right.asking)
  expect(conflict?.fields.map(({ field }) => field)).toEqual(['date', 'description'])
  await right.sync.service.resolve(
    { seq: conflict?.seq ?? 0, take: { date: 'mine', description: 'theirs' } },
    right.asking,
  )
  await right.until('settled', () => isQuiet(right))
  await holds(left, 'DocumentReference', { id, date: '2026-01-01T10:00:00Z' })
  expect(await body(left, 'DocumentReference', id)).toMatchObject({ description: 'left' })
})

test.each(['mine', 'theirs'] as const)('deleted there, edited here: a person decides (%s)', async side => {
  const id = randomUUID()
  const base = patientOf(id, `Deleted-${side}`)
  await shared(base)
  await left.vault.commit(left.asking.who(), { name: 'rig.remove', action: 'D' }, [
    left.vault.ops(rigStore).removeRecord('Patient', id, new Date().toISOString()),
  ])
  await right.put({ ...base, gender: 'other' })
  left.sync.start()
  await left.until('deleted there', () => isQuiet(left))
  right.sync.start()
  await right.until('in conflict', async () => (await right.look.outbox()).some(row => row.state === 'conflict'))
  const [conflict] = await right.sync.service.conflicts({} as never, right.asking)
  expect(conflict?.fields).toHaveLength(1)
  expect(conflict?.fields[0]).not.toHaveProperty('theirs')
  await right.sync.service.resolve({ seq: conflict?.seq ?? 0, take: { record: side } }, right.asking)
  await right.until('settled', () => isQuiet(right))
  expect(await right.look.record('Patient', id)).toMatchObject({ deleted: side === 'theirs' ? 1 : 0 })
  if (side === 'mine') await holds(left, 'Patient', { id, gender: 'other' })
})

test('both made the same record: one at the clinic', async () => {
  const id = randomUUID()
  const base = patientOf(id, 'Twice')
  await left.sync.stop()
  await right.sync.stop()
  await left.put(base)
  await right.put(base)
  left.sync.start()
  right.sync.start()
  await left.until('sent', () => isQuiet(left))
  await right.until('sent', () => isQuiet(right))
  const [one, other] = [await left.look.record('Patient', id), await right.look.record('Patient', id)]
  expect(one?.serverId).toBe(other?.serverId)
})
