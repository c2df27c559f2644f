import type { Communication, CommunicationPayload } from '@medplum/fhirtypes'
import { bareClip } from '../../src-shared/imaging/clip/bare.ts'
import { clipBytes } from '../../src-shared/portal/index.ts'
import { idOf } from './codes.ts'
import type { PatientDesk } from './desk.ts'
import { plainJpeg } from './jpeg.ts'
import { attachmentIn } from './message-files.ts'
import { isForPatient, nothing, ownThread } from './reading.ts'

/** Larger than what anybody can send with a message; a page of a telephone holds it in its memory. */
const mostBytes = clipBytes

/** The stored bytes of a Binary; undefined where it is gone or too large. */
const stored = ({ repository }: PatientDesk, binaryId: string): Buffer | undefined => {
  const { records } = repository.drawers
  const binary = records.current('Binary', binaryId)
  if (binary === undefined || binary.json === null) return undefined
  const parts: Buffer[] = []
  let length = 0
  for (const part of records.bytes(binary.seq)) {
    length += part.length
    if (length > mostBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * What it is by its own bytes, whatever was said of it; undefined for what a page must not be given. A photograph goes as it is in the
 * patient's record, for what turns it upright stands beside what tells of its camera; a clip without what tells of place and device.
 */
const shownAs = (bytes: Buffer): { readonly mediaType: string; readonly bytes: Buffer } | undefined => {
  if (plainJpeg(bytes) !== undefined) return { mediaType: 'image/jpeg', bytes }
  if (bytes.subarray(0, png.length).equals(png)) return { mediaType: 'image/png', bytes }
  if (bytes.subarray(0, 7).toString('latin1').startsWith('%PDF-')) return { mediaType: 'application/pdf', bytes }
  const clip = bareClip(bytes)
  return clip && { mediaType: clip.mime, bytes: Buffer.from(clip.bytes.buffer) }
}

/** A file of a message that is for the patient, in a conversation of theirs. A 404 for anything else, whether it exists or not. */
export const ownFile = async (desk: PatientDesk, messageId: string, place: number) => {
  const message = await desk.repository.readResource<Communication>('Communication', messageId).catch(() => undefined)
  if (message === undefined || !isForPatient(message, desk.patientId)) throw nothing()
  await ownThread(desk, idOf(message.partOf?.[0], 'Communication') ?? '')
  const bytes = await bytesOf(desk, message.payload?.[place] ?? {})
  const shown = bytes && shownAs(bytes)
  if (shown === undefined) throw nothing()
  return shown
}

const bytesOf = async (desk: PatientDesk, part: CommunicationPayload): Promise<Buffer | undefined> => {
  const attachment = await attachmentIn(desk, part)
  const binaryId = idOf({ reference: attachment?.url ?? '' }, 'Binary')
  return binaryId === undefined ? undefined : stored(desk, binaryId)
}
