import { z } from 'zod'
import type { BlobMeta } from '../vault/index.ts'
import type { TapeRow } from './rows.ts'

// What is sealed into a tape's own header: its row can be made again from it, perhaps by a later Cutis.

const Row: z.ZodType<TapeRow> = z.object({
  captureId: z.uuid(),
  patientId: z.uuid(),
  device: z.string(),
  serial: z.string(),
  driver: z.string(),
  driverVersion: z.int(),
  startedAt: z.string(),
  zone: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  takenBy: z.string(),
})

const Sealed = z.object({ kind: z.literal('tape'), version: z.literal(1), tape: Row })

export const sealedTape = (tape: TapeRow): BlobMeta => ({ kind: 'tape', version: 1, tape })

/** What a file without a row says it is. Throws where it is no tape, or names another id than its own. */
export const orphanTapeOf = (meta: BlobMeta, id: string): TapeRow => {
  const { tape } = Sealed.parse(meta)
  if (tape.captureId !== id) throw new Error('the header names another file')
  return tape
}
