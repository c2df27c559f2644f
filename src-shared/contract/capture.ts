import { eventIterator } from '@orpc/contract'
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
  /**
   * The engine adds by itself `pixelSpacingMm`, where a DICOM file states it, and `durationMs` of a clip. A clip (WebM or
   * MP4, at most 100 MB, `mediaType` `video/*`) is uploaded and kept like a picture; then its poster, a still drawn in the window, is
   * kept as a picture of the same case with `clipOf`, the clip's `blobId`, among its settings: the bytes door serves the poster's
   * `thumb` and `screen` for the clip, and the clip itself, also in ranges, as `full`.
   */
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

/** One picture on a camera, a phone, a card or in a watched folder. */
export const DeviceImage = z.object({
  /** The same picture has the same key after a replug and in a later session. */
  key: z.string().max(700),
  name: z.string(),
  sizeBytes: z.number().nonnegative(),
  /** `YYYY-MM-DDThh:mm:ss` by the device's own clock, without a zone. */
  takenAt: z.string().optional(),
  /** It was kept here before. */
  known: z.boolean(),
})
export type DeviceImage = z.output<typeof DeviceImage>

const DeviceKey = z.string().min(1).max(200)

/** An original that waits in memory, as the bytes door answers it too. */
export const Waiting = z.object({
  uploadId: z.uuid(),
  sha256: z.string(),
  sizeBytes: z.number(),
  mediaType: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
})
export type Waiting = z.output<typeof Waiting>

export const capture = {
  /**
   * The pictures of a device, told once they are all known. The device is in use until the asker goes away. Faults devices.*.
   */
  deviceImages: query('image.capture')
    .input(z.object({ deviceKey: DeviceKey }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('reading'), done: z.int(), total: z.int().optional() }),
          z.object({ kind: z.literal('listed'), images: z.array(DeviceImage), shutter: z.boolean() }),
        ]),
      ),
    ),
  /** Reads one picture of a device that `deviceImages` holds open. It waits in memory like an upload, for `keep`; nothing is erased. */
  takeDeviceImage: query('image.capture')
    .input(z.object({ deviceKey: DeviceKey, key: z.string().max(700) }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('reading'), done: z.number(), total: z.number().optional() }),
          z.object({ kind: z.literal('taken'), upload: Waiting }),
        ]),
      ),
    ),
  /** Releases the shutter of a device that `deviceImages` holds open, and names the new picture. */
  releaseShutter: command('image.capture')
    .input(z.object({ deviceKey: DeviceKey }))
    .output(DeviceImage),
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
