import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeClinic, openFakeClinic } from './rig/fake-clinic.ts'
import { observationOf, openRigVault, openStation, patientOf, type RigVault, type Station } from './rig/open.ts'

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
const sent = () => station.until('sent', async () => (await station.look.outbox()).length === 0)

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
  const startOver = () => station.sync.service.startOver({} as never, station.asking)
  await expect(startOver()).rejects.toMatchObject({ code: 'sync.noStranger' })
  const before = clinic.versions.length
  await station.put(patientOf(id, 'Known', { gender: 'other' }))
  await meetAgain()
  await stopped(words)
  expect(clinic.versions).toHaveLength(before)
  expect(await state()).toMatchObject({ stranger: true })
  await station.sync.service.startOver({} as never, station.asking)
  expect(await state()).toMatchObject({ stranger: false })
  await station.until('sent or asked', async () => (await station.look.outbox()).every(row => row.state === 'conflict'))
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
