import type { Device } from '../../src-shared/fhir/index.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op } from '../vault/index.ts'
import type { Desk } from './desk.ts'
import { observationOf } from './observation.ts'
import type { HeldReading, ReadingRow, ReadingState } from './rows.ts'

export interface Keeping {
  readonly act: Act
  readonly rows: readonly ReadingRow[]
  readonly device?: Device
}

const facts = ({ manufacturer, serialNumber, modelNumber, version, specialization }: Device): string =>
  JSON.stringify([manufacturer, serialNumber, modelNumber, version, specialization])

/** A device that is known as it is needs no second writing. */
async function deviceOps({ records }: Desk, device: Device | undefined): Promise<Op[]> {
  if (!device?.id) return []
  const held = await records.read('Device', device.id)
  return held && facts(held) === facts(device) ? [] : [records.put(device)]
}

/** Readings, what the clinic gets of them, and the audit row: durable together, or nothing is. What is in quarantine stays here. */
export async function keepRows(desk: Desk, by: Caller, { act, rows, device }: Keeping): Promise<void> {
  if (rows.length === 0) return
  const accepted = rows.filter(({ state }) => state === 'accepted')
  await desk.vault.commit(by, act, [
    desk.ops.add(rows),
    ...(await deviceOps(desk, device)),
    ...accepted.map(row => desk.records.put(observationOf(row))),
  ])
}

export interface Decided {
  readonly patientId: string
  readonly readingIds: readonly string[]
  readonly take: 'accept' | 'reject'
  readonly reason?: string | undefined
}

/** A nurse's word on readings: accepted ones go to the clinic, rejected ones are taken back from it. Nothing is deleted. */
export function decide(desk: Desk, by: Caller, { patientId, readingIds, take, reason }: Decided): Promise<number> {
  return desk.inTurn(async () => {
    const state: ReadingState = take === 'accept' ? 'accepted' : 'rejected'
    const found = await desk.store.these([...new Set(readingIds)])
    const rows = found.filter(row => row.patientId === patientId && row.state !== state)
    if (rows.length === 0) return 0
    // What never left quarantine was never told to the clinic: there is nothing to take back.
    const told = rows.filter(row => take === 'accept' || row.state === 'accepted')
    const act = { name: `monitoring.${take}`, action: 'U', patientId, entity: `Reading/${rows.length}` } as const
    await desk.vault.commit(by, act, [
      desk.ops.decide(rows.map(({ readingId }) => ({ readingId, state, reason: reason ?? null }))),
      ...told.map(row => desk.records.put(observationOf({ ...plain(row), state }))),
    ])
    return rows.length
  })
}

function plain(held: HeldReading): ReadingRow {
  const { unsynced: _unsynced, ...row } = held
  return row
}
