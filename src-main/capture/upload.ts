import type { Waiting } from '../../src-shared/contract/capture.ts'
import { Fault } from '../../src-shared/faults.ts'
import { clipOf, type NotPicture, type Picture, sniff } from '../imaging/index.ts'

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
  /** False for a picture that is kept but cannot be shown here. */
  readonly shown: boolean
  /** mm a px, where the file itself says it (DICOM). */
  readonly spacingMm?: number
  /** Of a clip, where its container says it. */
  readonly durationMs?: number
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

type Seen = Omit<Upload, 'uploadId' | 'bytes' | 'sizeBytes' | 'sha256' | 'sha1'>

/** A picture as it is seen: EXIF orientations 5 to 8 lie on their side. */
function seenOf(picture: Picture): Seen {
  const lying = picture.orientation >= 5 && picture.orientation <= 8
  const { widthPx, heightPx, shown, truncated, mime: mediaType } = picture
  const size = lying ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx }
  return { mediaType, ...size, shown, truncated, ...spacingOf(picture) }
}

/** A picture, else a clip. */
function mediumIn(bytes: Uint8Array): Seen {
  const picture = sniff(bytes)
  if (picture.ok) return seenOf(picture)
  const clip = picture.why === 'too-large' ? undefined : clipOf(bytes)
  if (clip === undefined) throw new Fault(refusals[picture.why])
  const { mime: mediaType, ...facts } = clip
  return { mediaType, ...facts, shown: false }
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

/** Pixels are square where rows and columns differ by less than this share; others carry no scale. */
const squareShare = 0.01

const spacingOf = ({ spacingMm }: Picture): Pick<Upload, 'spacingMm'> => {
  const [row, column] = spacingMm ?? [0, 0]
  return row > 0 && Math.abs(row - column) <= row * squareShare ? { spacingMm: (row + column) / 2 } : {}
}

/** What these bytes are, with both hashes; the id is given. Faults capture.notAnImage, capture.tooLarge. */
export async function lookedAt(uploadId: string, bytes: Uint8Array): Promise<Upload> {
  const seen = mediumIn(bytes)
  const [sha1, sha256] = await Promise.all([digest('SHA-1', bytes), digest('SHA-256', bytes)])
  return {
    uploadId,
    bytes,
    sizeBytes: bytes.byteLength,
    sha256: sha256.toString('hex'),
    sha1: sha1.toString('base64'),
    ...seen,
  }
}
