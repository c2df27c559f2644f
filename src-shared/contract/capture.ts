import { z } from 'zod'
import { BlobId, CaseId, LesionId, PatientId } from '../ids.ts'
import { command, query } from './call.ts'
import { Side } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })

/** How a picture was taken, as far as the camera or the clinician says. ISIC image types. */
export const Device = z.object({
  label: z.string().max(200),
  /** `camera` live, `file` picked or dropped, `paste` from the clipboard. */
  source: z.enum(['camera', 'file', 'paste']),
  dermoscopic: z.enum(['contact-polarized', 'contact-non-polarized', 'non-contact-polarized']).optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
export type Device = z.output<typeof Device>

export const Verdict = z.object({
  verdict: z.enum(['good', 'usable', 'retake']),
  version: z.string(),
  reasons: z.array(z.object({ code: z.string(), value: z.number(), limit: z.number() })),
  measures: z.record(z.string(), z.number()),
})
export type Verdict = z.output<typeof Verdict>

export const Shot = z.object({
  blobId: BlobId,
  patientId: PatientId,
  caseId: CaseId,
  lesionId: LesionId.optional(),
  siteCode: z.string(),
  laterality: Side.optional(),
  /** Words for site and side, for example "Cheek, left". */
  siteName: z.string(),
  view: z.string(),
  takenAt: Stamp,
  takenBy: z.string(),
  device: Device,
  mediaType: z.string(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  sizeBytes: z.int().positive(),
  sha256: z.string(),
  quality: Verdict.optional(),
  /** Which smaller pictures exist yet: they are made right after the capture is safe. */
  levels: z.enum(['pending', 'ready', 'failed']),
  state: z.enum(['kept', 'voided', 'damaged']),
  unsynced: z.boolean(),
})
export type Shot = z.output<typeof Shot>

export const Keep = z.object({
  /** From the bytes door: the original, uploaded but not yet kept. */
  uploadId: z.uuid(),
  caseId: CaseId,
  lesionId: LesionId.optional(),
  siteCode: z.string().min(1).max(20),
  laterality: Side.optional(),
  view: z.string().min(1).max(40),
  takenAt: Stamp,
  device: Device,
  quality: Verdict.optional(),
})
export type Keep = z.output<typeof Keep>

export const capture = {
  shots: query('image.read', { reads: ['shot'], audited: true })
    .input(
      z.union([z.object({ caseId: CaseId }), z.object({ lesionId: LesionId }), z.object({ patientId: PatientId })]),
    )
    .output(z.array(Shot)),
  /** Answers only when the original is durable and encrypted: file synced, row, outbox and audit committed. */
  keep: command('image.capture').input(Keep).output(Shot),
  voidShot: command('image.void')
    .input(z.object({ blobId: BlobId, reason: z.string().trim().min(3).max(300) }))
    .output(Shot),
  setPatientPhoto: command('image.capture')
    .input(z.object({ patientId: PatientId, uploadId: z.uuid() }))
    .output(z.object({ photo: BlobId })),
}
