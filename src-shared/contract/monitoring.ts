import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { PatientId } from '../ids.ts'
import { command, query } from './call.ts'

const Stamp = z.iso.datetime({ offset: true })

/** A number with its digits as the device gave them, or why there is none. */
export const ReadingPart = z.object({
  /** For example "Systolic". */
  name: z.string(),
  mdc: z.int(),
  value: z.string().optional(),
  absent: z.enum(['not-a-number', 'positive-infinity', 'negative-infinity', 'error']).optional(),
  unit: z.string(),
  /** Outside what can be true of a living person; kept, marked, and never charted. */
  implausible: z.boolean(),
})
export type ReadingPart = z.output<typeof ReadingPart>

export const ClockMethod = z.enum(['zone', 'coincident', 'estimated', 'entered'])

export const ReadingFace = z.object({
  readingId: z.string(),
  kind: z.string(),
  parts: z.array(ReadingPart),
  /** By the device's own clock, exactly as decoded. */
  deviceTime: z.string().optional(),
  /** When it was measured, after correction; recomputable, never part of its identity. */
  effectiveAt: Stamp,
  method: ClockMethod,
  notes: z.array(z.string()),
  user: z.string().optional(),
  device: z.string(),
  captureId: z.string().optional(),
  state: z.enum(['quarantine', 'accepted', 'rejected']),
  unsynced: z.boolean(),
})
export type ReadingFace = z.output<typeof ReadingFace>

export const PreviewRow = ReadingFace.extend({
  /** `new`, here already, or twice on the device. */
  mark: z.enum(['new', 'known', 'repeated']),
})
export type PreviewRow = z.output<typeof PreviewRow>

export const ImportState = z.object({
  importId: z.uuid(),
  patientId: PatientId,
  deviceKey: z.string(),
  device: z.string(),
  step: z.enum(['reading', 'preview', 'kept', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().optional(),
  unit: z.enum(['readings', 'files', 'bytes']),
  perSecond: z.number().optional(),
  /** Fault code, when failed. */
  fault: z.string().optional(),
  rows: z.array(PreviewRow),
  dropped: z.record(z.string(), z.number()),
  /** Minutes the device's clock is ahead of this computer's; absent where it has none or did not say. */
  clockAheadMinutes: z.number().optional(),
  users: z.array(z.string()),
  /** Why a nurse must look before anything counts: `users`, `clock`, or readings that another `patient` has already. */
  quarantineFor: z.array(z.enum(['users', 'clock', 'patient'])),
})
export type ImportState = z.output<typeof ImportState>

export const CaptureFace = z.object({
  captureId: z.string(),
  patientId: PatientId,
  device: z.string(),
  driver: z.string(),
  driverVersion: z.int(),
  startedAt: Stamp,
  sizeBytes: z.int(),
  sha256: z.string(),
  readings: z.int(),
})
export type CaptureFace = z.output<typeof CaptureFace>

export const Redecoded = z.object({
  version: z.int(),
  same: z.int(),
  added: z.array(ReadingFace),
  /** Readings that this version does not find any more: they stay until a person rejects them. */
  missing: z.array(ReadingFace),
})
export type Redecoded = z.output<typeof Redecoded>

export const LiveSample = z.object({
  atMs: z.number(),
  spo2: z.number().optional(),
  pulsePerMinute: z.number().optional(),
  pleth: z.number().optional(),
  perfusionPercent: z.number().optional(),
  flags: z.array(z.string()),
})
export type LiveSample = z.output<typeof LiveSample>

/** The patient is bound before a device is read: by the barcode on the wristband, or by two identifiers the nurse has read aloud. */
export const Binding = z.discriminatedUnion('by', [
  z.object({ by: z.literal('barcode'), code: z.string().min(1).max(80) }),
  z.object({ by: z.literal('identifiers'), birthDate: z.iso.date(), nameOrNumber: z.string().min(1).max(120) }),
])
export type Binding = z.output<typeof Binding>

// The example is what the permission table's test enters.
const decimal = z
  .string()
  .regex(/^-?\d{1,7}(\.\d{1,6})?$/)
  .meta({ examples: ['36.5'] })

const Entered = z.object({
  kind: z.string().max(40),
  parts: z
    .array(z.object({ mdc: z.int(), value: decimal, unit: z.string().max(20) }))
    .min(1)
    .max(4),
  measuredAt: Stamp,
})

export const monitoring = {
  /** Starts reading a device for a patient whose identity was confirmed. Fault monitoring.notThisPatient where it does not fit. */
  startImport: command('reading.write')
    .input(
      z.object({
        patientId: PatientId,
        binding: Binding,
        deviceKey: z.string().max(200),
        zone: z.string().max(60).optional(),
      }),
    )
    .output(z.object({ importId: z.uuid() })),
  import: query('reading.read', { reads: ['import'] })
    .input(z.object({ importId: z.uuid() }))
    .output(ImportState),
  cancelImport: command('reading.write')
    .input(z.object({ importId: z.uuid() }))
    .output(z.void()),
  /** Keeps the chosen readings. `user` names whose they are where the device holds several; `confirmed` says a quarantine was looked at. */
  keepImport: command('reading.write')
    .input(
      z.object({
        importId: z.uuid(),
        leaveOut: z.array(z.string()).max(20_000),
        confirmed: z.boolean(),
        user: z.string().max(40).optional(),
      }),
    )
    .output(z.object({ added: z.int(), known: z.int(), quarantined: z.int() })),
  /** Live measurement until the asker goes away; nothing of it is kept unless `keep` names a patient. */
  live: query('reading.read')
    .input(z.object({ deviceKey: z.string().max(200) }))
    .output(eventIterator(LiveSample)),
  readings: query('reading.read', { reads: ['reading'], audited: true })
    .input(z.object({ patientId: PatientId, kind: z.string().max(40).optional() }))
    .output(z.array(ReadingFace)),
  quarantine: query('reading.read', { reads: ['reading'], audited: true })
    .input(z.object({ patientId: PatientId }))
    .output(z.array(ReadingFace)),
  decide: command('reading.write')
    .input(
      z.object({
        patientId: PatientId,
        readingIds: z.array(z.string()).min(1).max(5000),
        take: z.enum(['accept', 'reject']),
        reason: z.string().max(300).optional(),
      }),
    )
    .output(z.object({ changed: z.int() })),
  enter: command('reading.write')
    .input(z.object({ patientId: PatientId, reading: Entered }))
    .output(ReadingFace),
  /** A CSV with a header: `measure,value,unit,measured_at[,device]`. Every row is judged on its own. */
  importCsv: command('reading.write')
    .input(z.object({ patientId: PatientId, binding: Binding, text: z.string().max(5_000_000), commit: z.boolean() }))
    .output(
      z.object({
        rows: z.array(PreviewRow),
        wrong: z.array(z.object({ line: z.int(), why: z.string() })),
        added: z.int(),
      }),
    ),
  captures: query('reading.read', { reads: ['reading'], audited: true })
    .input(z.object({ patientId: PatientId }))
    .output(z.array(CaptureFace)),
  /** Runs today's decoder over a stored capture and shows the difference; with `commit` the new readings enter quarantine. */
  redecode: command('reading.write')
    .input(z.object({ patientId: PatientId, captureId: z.string(), commit: z.boolean() }))
    .output(Redecoded),
  /** Sets a device's clock to this computer's local time. Only after a person asked; audited. */
  setClock: command('reading.write')
    .input(z.object({ deviceKey: z.string().max(200), importId: z.uuid() }))
    .output(z.object({ set: z.string() })),
}
