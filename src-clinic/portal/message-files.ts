import type { Communication, CommunicationPayload, Media } from '@medplum/fhirtypes'
import { idOf, names } from './codes.ts'
import type { PatientDesk } from './desk.ts'

/** A file of a message as the patient's page is told of it: where it stands in its message, and what it is said to be. */
export interface PortalFile {
  readonly place: number
  readonly kind: 'picture' | 'clip' | 'paper' | 'other'
}

/** Files of a message, a telling of the types a page can show; others are named and not shown. */
const kinds: Readonly<Record<string, PortalFile['kind']>> = {
  'image/jpeg': 'picture',
  'image/png': 'picture',
  'video/mp4': 'clip',
  'video/webm': 'clip',
  'application/pdf': 'paper',
}

/** What a part of a message refers to: sent as a file, or a picture of this patient's own record that is still in it. */
export const attachmentIn = async (
  desk: PatientDesk,
  { contentAttachment, contentReference }: CommunicationPayload,
) => {
  if (contentAttachment !== undefined) return contentAttachment
  const mediaId = idOf(contentReference, 'Media')
  if (mediaId === undefined) return undefined
  const media = await desk.repository.readResource<Media>('Media', mediaId).catch(() => undefined)
  const isOwn = media?.status !== 'entered-in-error' && names(media?.subject, 'Patient', desk.patientId)
  return isOwn ? media?.content : undefined
}

/** Pictures, clips and papers of a message. */
export const filesOf = async (desk: PatientDesk, { payload = [] }: Communication): Promise<PortalFile[]> => {
  const files = await Promise.all(
    payload.map(async (part, place): Promise<PortalFile[]> => {
      if (part.contentString !== undefined) return []
      const attachment = await attachmentIn(desk, part)
      const type = attachment?.contentType?.split(';')[0] ?? ''
      return [{ place, kind: Object.hasOwn(kinds, type) ? (kinds[type] ?? 'other') : 'other' }]
    }),
  )
  return files.flat()
}
