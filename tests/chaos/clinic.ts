import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openClinic } from '../../src-clinic/index.ts'
import type { Station } from '../../src-main/sync/rig/open.ts'

/** The embedded clinic in this process, on its own folder. */
export async function startClinic(station: () => Station) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cutis-clinic-'))
  const key = randomBytes(32)
  const registration = await station().sync.registration()
  const open = (port = 0) =>
    openClinic({ dataFolder, key, port, registration: registration as never, log: () => undefined })
  let clinic = await open()
  return {
    origin: () => clinic.origin,
    fhirBase: () => clinic.fhirBase,
    async restart() {
      const port = Number(new URL(clinic.origin).port)
      await clinic.close()
      clinic = await open(port)
    },
    async close() {
      await clinic.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
