import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeClinic, openFakeClinic } from './rig/fake-clinic.ts'
import { face, named, openRigVault, openStation, password, patientOf, type RigVault, type Station } from './rig/open.ts'
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

const sent = () => station.until('sent', async () => (await station.look.outbox()).length === 0)

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
