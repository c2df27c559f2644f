import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { observationOf, openStation, patientOf } from '../../src-main/sync/rig/open.ts'
import { startClinic } from './clinic.ts'

test('a patient, what hangs on it, and an image arrive at the clinic', async () => {
  let origin: string | undefined
  const station = await openStation({ clinic: () => origin })
  const clinic = await startClinic(() => station)
  origin = clinic.origin()
  const patientId = randomUUID()
  await station.put(patientOf(patientId, 'Novak'), observationOf(randomUUID(), patientId, 'x'))
  await station.keepImage(new Uint8Array(300_000).fill(7), patientId)
  station.sync.start()
  await station.until('sent', async () => (await station.look.outbox()).length === 0)
  expect(await station.sync.service.state({} as never, {} as never)).toMatchObject({ link: 'online', waiting: 0 })
  await station.close()
  await clinic.close()
})
