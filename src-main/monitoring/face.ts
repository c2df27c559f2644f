import type { z } from 'zod'
import { isImplausible, partOf } from '../../src-shared/clinical/measures.ts'
import type { CaptureFace, ReadingFace } from '../../src-shared/contract/monitoring.ts'
import type { Part } from '../devices/index.ts'
import type { HeldReading, HeldTape } from './rows.ts'

type Face = z.input<typeof ReadingFace>
type ShownPart = Face['parts'][number]

const isOut = (kind: string, { mdc, figure, unit }: Part): boolean => {
  const known = partOf(kind, mdc)
  // What has no bounds of its own, such as movement, cannot be outside of them.
  return known !== undefined && 'value' in figure && isImplausible(known, figure.value, unit)
}

/** True where one of the numbers cannot be true of a living person. */
export const anyImplausible = (kind: string, parts: readonly Part[]): boolean => parts.some(part => isOut(kind, part))

const partFace = (kind: string, part: Part): ShownPart => ({
  name: partOf(kind, part.mdc)?.name ?? kind,
  mdc: part.mdc,
  unit: part.unit,
  implausible: isOut(kind, part),
  ...('value' in part.figure ? { value: part.figure.value } : { absent: part.figure.absent }),
})

/** A reading as the glass sees it. Its rows were checked on the way in, so they are believed. */
export function readingFace(row: HeldReading): Face {
  const parts = JSON.parse(row.parts) as Part[]
  const flags = JSON.parse(row.flags) as string[]
  const notes = JSON.parse(row.notes) as string[]
  return {
    readingId: row.readingId,
    kind: row.kind,
    parts: parts.map(part => partFace(row.kind, part)),
    effectiveAt: row.effectiveAt,
    method: row.method,
    notes: [...notes, ...flags],
    device: row.device,
    state: row.state,
    unsynced: row.unsynced === 1,
    ...(row.deviceTime !== null && { deviceTime: row.deviceTime }),
    ...(row.deviceUser !== null && { user: row.deviceUser }),
    ...(row.captureId !== null && { captureId: row.captureId }),
  }
}

/** A tape as the glass sees it. */
export const captureFace = (row: HeldTape): z.input<typeof CaptureFace> => ({
  captureId: row.captureId,
  patientId: row.patientId,
  device: row.device,
  driver: row.driver,
  driverVersion: row.driverVersion,
  startedAt: row.startedAt,
  sizeBytes: row.sizeBytes,
  sha256: row.sha256,
  readings: row.readings,
})
