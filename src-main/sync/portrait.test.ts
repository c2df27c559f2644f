import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeClinic, openFakeClinic } from './rig/fake-clinic.ts'
import { openStation, patientOf, type Station } from './rig/open.ts'

/** A portrait's bytes name their patient and the patient names the portrait: neither may wait for the other for ever. */
let clinic: FakeClinic
let station: Station

beforeEach(async () => {
  clinic = await openFakeClinic()
  station = await openStation({ clinic: clinic.origin })
})
afterEach(async () => {
  await station.close()
  clinic.close()
})

const blobId = randomUUID()
const photo = [{ contentType: 'image/jpeg', url: `Binary/${blobId}` }]
const sent = () => station.until('sent', async () => (await station.look.outbox()).length === 0)
const shown = () => (clinic.of('Patient')[0] as { photo?: { url: string }[] } | undefined)?.photo

async function putNewPatientWithPortrait(): Promise<string> {
  const id = randomUUID()
  await station.put(patientOf(id, 'Portrait'))
  await station.keepImage(new Uint8Array([1, 2, 3]), id, { blobId: blobId as never, mediaId: randomUUID() })
  await station.put(patientOf(id, 'Portrait', { photo }))
  return id
}

test('a new patient arrives without the portrait, then its bytes, then the patient with it', async () => {
  const id = await putNewPatientWithPortrait()
  station.sync.start()
  await sent()
  expect(clinic.of('Patient')).toHaveLength(1)
  const binary = clinic.versions.find(one => one.type === 'Binary')
  expect(shown()).toEqual([expect.objectContaining({ url: `Binary/${binary?.id}` })])
  expect(JSON.parse((await station.look.record('Patient', id))?.body ?? '')).toMatchObject({ photo })
})

test('an edit made on the way takes the portrait along, and nothing asks a person', async () => {
  const id = await putNewPatientWithPortrait()
  clinic.misbehave((heard, usual) => {
    if (heard.method !== 'POST' || !heard.path.startsWith('Patient')) return undefined
    clinic.misbehave(() => undefined)
    return station.put(patientOf(id, 'Edited', { photo })).then(usual)
  })
  station.sync.start()
  await sent()
  expect(clinic.of('Patient')).toEqual([expect.objectContaining({ name: [{ family: 'Edited', given: ['Ana'] }] })])
  expect(shown()).toHaveLength(1)
})

test('an answer that was lost is found again and the portrait still follows', async () => {
  await putNewPatientWithPortrait()
  let lost = 0
  clinic.misbehave((heard, usual) =>
    heard.method === 'POST' && heard.path.startsWith('Patient') && lost++ === 0 ? (usual(), 'lose') : undefined,
  )
  station.sync.start()
  await sent()
  expect(clinic.of('Patient')).toHaveLength(1)
  expect(shown()).toHaveLength(1)
})
