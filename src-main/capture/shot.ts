import type { z } from 'zod'
import { type Laterality, siteLabelOf } from '../../src-shared/clinical/body-sites.ts'
import type { Keep, Shot, Verdict } from '../../src-shared/contract/capture.ts'
import type { HeldShot, ShotRow } from './rows.ts'
import type { Upload } from './upload.ts'

export type ShotFace = z.input<typeof Shot>

/** Who takes a picture, of whom, from which upload. */
export interface Taking {
  readonly upload: Upload
  readonly patientId: string
  readonly takenBy: string
}

const original = ({ upload, patientId, takenBy }: Taking) => ({
  blobId: upload.uploadId,
  patientId,
  takenBy,
  mediaType: upload.mediaType,
  widthPx: upload.widthPx,
  heightPx: upload.heightPx,
  sizeBytes: upload.sizeBytes,
  sha256: upload.sha256,
})

/** The device as the capturing side says, with the scale that the file itself says, which marks measure by, or a clip's duration. */
const deviceOf = ({ device }: Keep, { upload: { spacingMm, durationMs } }: Taking): Keep['device'] => {
  const said = {
    ...(spacingMm !== undefined && { pixelSpacingMm: spacingMm }),
    ...(durationMs !== undefined && { durationMs }),
  }
  return Object.keys(said).length === 0 ? device : { ...device, settings: { ...device.settings, ...said } }
}

/** True for a clip: a moving picture that is kept as it came and shown by its poster. */
export const isClip = ({ mediaType }: Pick<ShotRow, 'mediaType'>): boolean => mediaType.startsWith('video/')

/** The row of a picture of a case. */
export const shotRowOf = (keep: Keep, taking: Taking): ShotRow => ({
  ...original(taking),
  purpose: 'case',
  caseId: keep.caseId,
  lesionId: keep.lesionId ?? null,
  siteCode: keep.siteCode,
  laterality: keep.laterality ?? null,
  view: keep.view,
  takenAt: keep.takenAt,
  device: JSON.stringify(deviceOf(keep, taking)),
  quality: keep.quality === undefined ? null : JSON.stringify(keep.quality),
})

/** The row of a patient's portrait. */
export const portraitRowOf = (takenAt: string, taking: Taking): ShotRow => ({
  ...original(taking),
  purpose: 'portrait',
  caseId: null,
  lesionId: null,
  siteCode: null,
  laterality: null,
  view: null,
  takenAt,
  device: JSON.stringify({ label: '', source: 'file' }),
  quality: null,
})

/** A picture of a case as the glass sees it. Its rows were checked on the way in, so they are believed. */
export const shotOf = (row: HeldShot): ShotFace => {
  const siteCode = row.siteCode ?? ''
  const laterality = (row.laterality ?? undefined) as Laterality | undefined
  return {
    blobId: row.blobId,
    patientId: row.patientId,
    caseId: row.caseId ?? '',
    siteCode,
    siteName: siteLabelOf(siteCode, laterality),
    view: row.view ?? '',
    takenAt: row.takenAt,
    takenBy: row.takenBy,
    device: JSON.parse(row.device) as ShotFace['device'],
    mediaType: row.mediaType,
    widthPx: row.widthPx,
    heightPx: row.heightPx,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    levels: row.levels,
    state: row.state,
    unsynced: row.unsynced === 1,
    ...(row.lesionId !== null && { lesionId: row.lesionId }),
    ...(laterality !== undefined && { laterality }),
    ...(row.quality !== null && { quality: JSON.parse(row.quality) as Verdict }),
  }
}
