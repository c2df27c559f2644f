import type { z } from 'zod'
import type { Redecoded } from '../../src-shared/contract/monitoring.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { deviceOf } from './device.ts'
import { readingFace } from './face.ts'
import { deviceIdOf } from './identity.ts'
import { judge } from './judge.ts'
import { keepRows } from './keep.ts'
import type { ReadingRow } from './rows.ts'
import { decoded, openTape } from './tapes.ts'

export interface Asked {
  readonly patientId: string
  readonly captureId: string
  readonly commit: boolean
}

/**
 * Runs today's decoder over a sealed tape and says what is different. What is new enters quarantine with `commit`; what is not
 * found any more stays until a person rejects it. Faults records.unknown, devices.*, vault.blobDamaged.
 */
export function redecode(
  desk: Desk,
  by: Caller,
  { patientId, captureId, commit }: Asked,
): Promise<z.input<typeof Redecoded>> {
  return desk.inTurn(async () => {
    const { row: tape, tape: bytes } = await openTape(desk, patientId, captureId)
    const driver = desk.devices.driver(tape.driver)
    const says = decoded(driver, bytes)
    const { readings, source } = await judge(desk, says, { tape, by })
    const found = new Set(readings.map(({ row }) => row.readingId))
    const missing = (await desk.store.ofCapture(captureId)).filter(({ readingId }) => !found.has(readingId))
    const fresh = readings
      .filter(({ mark }) => mark === 'new')
      .map(({ row }): ReadingRow => ({ ...row, state: 'quarantine' }))
    if (commit) {
      const act = { name: 'monitoring.redecode', action: 'C', patientId, entity: `Tape/${captureId}` } as const
      const kinds = driver?.manifest.measures ?? []
      const device = deviceOf(deviceIdOf(source), says.device, { kinds, name: driver?.manifest.label ?? tape.device })
      await keepRows(desk, by, { act, rows: fresh, device })
    }
    return {
      version: driver?.manifest.version ?? tape.driverVersion,
      same: readings.filter(({ mark }) => mark === 'known').length,
      added: fresh.map(row => readingFace({ ...row, unsynced: 0 })),
      missing: missing.map(readingFace),
    }
  })
}
