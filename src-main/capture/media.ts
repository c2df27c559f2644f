import { type Laterality, lateralities } from '../../src-shared/clinical/body-sites.ts'
import { checklists } from '../../src-shared/clinical/views.ts'
import type { Device, Verdict } from '../../src-shared/contract/capture.ts'
import { type Extension, type Media, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import {
  type BinaryRecord,
  codeSystem,
  lesionExtension,
  personOf,
  refTo,
  siteConceptOf,
  structure,
} from '../records/index.ts'
import type { ShotRow } from './rows.ts'
import { isClip } from './shot.ts'
import type { Upload } from './upload.ts'

/** ISIC metadata words for how a dermoscopic image was lit (field dermoscopic_type). */
const dermoscopic: Readonly<Record<NonNullable<Device['dermoscopic']>, string>> = {
  'contact-polarized': 'contact polarized',
  'contact-non-polarized': 'contact non-polarized',
  'non-contact-polarized': 'non-contact polarized',
}

const viewLabels = new Map(Object.values(checklists).flatMap(({ views }) => views.map(({ id, label }) => [id, label])))

const verdictExtension = ({ verdict, version, measures }: Verdict): Extension => ({
  url: `${structure}/media-quality`,
  extension: [
    { url: 'verdict', valueCode: verdict },
    { url: 'formula', valueString: version },
    ...Object.entries(measures).map(([name, value]) => ({ url: name, valueDecimal: value })),
  ],
})

const sideExtension = (side: Laterality): Extension => ({
  url: `${structure}/media-laterality`,
  valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', ...lateralities[side] }] },
})

const lightExtension = (light: NonNullable<Device['dermoscopic']>): Extension => ({
  url: `${structure}/media-dermoscopic-type`,
  valueString: dermoscopic[light],
})

const extensionsOf = (row: ShotRow): Extension[] => {
  const device = JSON.parse(row.device) as Device
  return [
    { url: `${structure}/media-sha256`, valueString: row.sha256 },
    ...(row.lesionId === null ? [] : [lesionExtension(row.lesionId)]),
    ...(row.laterality === null ? [] : [sideExtension(row.laterality as Laterality)]),
    ...(device.dermoscopic === undefined ? [] : [lightExtension(device.dermoscopic)]),
    ...(row.quality === null ? [] : [verdictExtension(JSON.parse(row.quality) as Verdict)]),
  ]
}

/** `url` names the Binary that stands for the sealed file; `hash` is base64 SHA-1, as R4 asks (hl7.org/fhir/R4/datatypes.html#Attachment). */
export const attachmentOf = ({ uploadId, mediaType, sizeBytes, sha1 }: Upload) => ({
  contentType: mediaType,
  url: `Binary/${uploadId}`,
  size: sizeBytes,
  hash: sha1,
})

const mediaType = (clip: boolean) => ({
  system: 'http://terminology.hl7.org/CodeSystem/media-type',
  ...(clip ? { code: 'video', display: 'Video' } : { code: 'image', display: 'Image' }),
})
// DICOM CID 29 modalities (PS3.16): dermoscopy has its own, any other photograph is XC.
const modality = (light: boolean) => ({
  system: 'http://dicom.nema.org/resources/ontology/DCM',
  ...(light ? { code: 'DMS', display: 'Dermoscopy' } : { code: 'XC', display: 'External-camera Photography' }),
})

/** A kept picture of a case as Media (R4). Sizes in px as seen. `row.caseId` must be set. */
export const mediaOf = (row: ShotRow, { upload, by }: { upload: Upload; by: Caller }): Media => {
  const device = JSON.parse(row.device) as Device
  const view = row.view ?? ''
  const media: Media = {
    resourceType: 'Media',
    id: row.blobId,
    extension: extensionsOf(row),
    status: 'completed',
    type: { coding: [mediaType(isClip(row))] },
    modality: { coding: [modality(device.dermoscopic !== undefined)] },
    view: { coding: [{ system: `${codeSystem}/view`, code: view, display: viewLabels.get(view) ?? view }] },
    subject: refTo('Patient', row.patientId),
    encounter: refTo('Encounter', row.caseId ?? ''),
    createdDateTime: row.takenAt,
    operator: personOf(by),
    bodySite: siteConceptOf(row.siteCode ?? '', (row.laterality ?? undefined) as Laterality | undefined),
    height: row.heightPx,
    width: row.widthPx,
    content: attachmentOf(upload),
    // Seconds (hl7.org/fhir/R4/media-definitions.html#Media.duration).
    ...(upload.durationMs !== undefined && { duration: upload.durationMs / 1000 }),
    ...(device.label && { deviceName: device.label }),
    ...(upload.truncated && { note: [{ text: 'The file ends before its picture does; it was kept as it arrived.' }] }),
  }
  return withLid(media, row.blobId)
}

/** The elements that take a picture out of the record; its bytes and history stay. */
export const voided = (reason: string): Pick<Media, 'status'> & { statusReason: { text: string } } => ({
  status: 'entered-in-error',
  statusReason: { text: reason },
})

/** What stands for the sealed file in FHIR; the bytes stay in the vault. */
export const binaryOf = ({ uploadId, mediaType, sizeBytes, sha1, sha256 }: Upload, patientId: string): BinaryRecord =>
  withLid(
    {
      resourceType: 'Binary',
      id: uploadId,
      contentType: mediaType,
      securityContext: refTo('Patient', patientId),
      size: sizeBytes,
      sha1,
      sha256,
    } satisfies BinaryRecord,
    uploadId,
  )
