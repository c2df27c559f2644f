import { createHash } from 'node:crypto'
import { type Attached } from '../../src-shared/contract/devices.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { type Decoded, type Driver, decodeTape, encodeTape, type Tape } from '../devices/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import type { TapeRow } from './rows.ts'
import { sealedTape } from './sealed.ts'

/** What was read: of whom, with what, and all that went over the wire. */
export interface Recording {
  readonly patientId: string
  readonly zone: string
  readonly identity: Attached
  readonly driver: Driver
  readonly tape: Tape
}

/** Seals a tape before anything is made of it; resolves when it would survive a power cut. Faults vault.*. */
export async function sealTape({ vault, ops, newId }: Desk, by: Caller, recording: Recording): Promise<TapeRow> {
  const { patientId, zone, identity, driver, tape } = recording
  const bytes = encodeTape(tape)
  const captureId = newId()
  const row: TapeRow = {
    captureId,
    patientId,
    device: identity.label,
    serial: identity.serial ?? '',
    driver: driver.manifest.id,
    driverVersion: driver.manifest.version,
    startedAt: tape.startedAt,
    zone,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    takenBy: by.name,
  }
  const act = { name: 'monitoring.keepTape', action: 'C', patientId, entity: `Tape/${captureId}` } as const
  await vault.keep(by, act, [{ id: captureId as BlobId, meta: sealedTape(row), bytes }], [ops.addTape(row)])
  return row
}

/** What a driver of today makes of a tape. Faults devices.unsupported, devices.protocol and the like. */
export function decoded(driver: Driver | undefined, tape: Tape): Decoded {
  if (!driver?.decode) throw new Fault('devices.unsupported')
  return driver.decode(tape)
}

/** A sealed tape, opened. Faults records.unknown, vault.blobDamaged. */
export async function openTape({ store, vault }: Desk, patientId: string, captureId: string) {
  const row = await store.tape(captureId)
  // Another patient's tape is as good as none.
  if (row?.patientId !== patientId) throw new Fault('records.unknown')
  const reader = await vault.blob(captureId as BlobId)
  if (reader === undefined) throw new Fault('vault.blobDamaged')
  return { row, tape: decodeTape(await reader.read(0, reader.size)) }
}
