import type { Waiting } from '../../src-shared/contract/capture.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type NotPicture, type Picture, sniff } from '../imaging/index.ts'

/** An original taken over but not yet kept: in memory only. Sizes in px as seen, after its orientation is applied. */
export interface Upload {
  /** Becomes the blob's id when it is kept, so that keeping twice cannot make two. */
  readonly uploadId: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly widthPx: number
  readonly heightPx: number
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
  /** Base64. */
  readonly sha1: string
  /** False for a picture that is kept but cannot be shown here (HEIC, AVIF). */
  readonly shown: boolean
  /** The file ends before its picture does. */
  readonly truncated: boolean
}

const refusals: Readonly<Record<NotPicture['why'], 'capture.notAnImage' | 'capture.tooLarge'>> = {
  'not-a-picture': 'capture.notAnImage',
  svg: 'capture.notAnImage',
  dicom: 'capture.notAnImage',
  empty: 'capture.notAnImage',
  'no-size': 'capture.notAnImage',
  'too-large': 'capture.tooLarge',
  'too-many-pixels': 'capture.tooLarge',
}

const pictureIn = (bytes: Uint8Array): Picture => {
  const seen = sniff(bytes)
  if (!seen.ok) throw new Fault(refusals[seen.why])
  return seen
}

const digest = async (name: 'SHA-1' | 'SHA-256', bytes: Uint8Array): Promise<Buffer> =>
  Buffer.from(await crypto.subtle.digest(name, bytes as Uint8Array<ArrayBuffer>))

/** What the glass is told of an original that waits. */
export const waitingFaceOf = ({ uploadId, sha256, sizeBytes, mediaType, widthPx, heightPx }: Upload): Waiting => ({
  uploadId,
  sha256,
  sizeBytes,
  mediaType,
  widthPx,
  heightPx,
})

/** What these bytes are, with both hashes; the id is given. Faults capture.notAnImage, capture.tooLarge. */
export async function lookedAt(uploadId: string, bytes: Uint8Array): Promise<Upload> {
  const picture = pictureIn(bytes)
  const [sha1, sha256] = await Promise.all([digest('SHA-1', bytes), digest('SHA-256', bytes)])
  // EXIF orientations 5 to 8 lie on their side.
  const lying = picture.orientation >= 5 && picture.orientation <= 8
  return {
    uploadId,
    bytes,
    mediaType: picture.mime,
    widthPx: lying ? picture.heightPx : picture.widthPx,
    heightPx: lying ? picture.widthPx : picture.heightPx,
    sizeBytes: bytes.byteLength,
    sha256: sha256.toString('hex'),
    sha1: sha1.toString('base64'),
    shown: picture.shown,
    truncated: picture.truncated,
  }
}
