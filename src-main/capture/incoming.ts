import { Fault } from '../../src-shared/faults.ts'
import { limits, type NotPicture, type Picture, sniff } from '../imaging/index.ts'
import type { Caller } from '../kernel/caller.ts'

const together = 400 * 1024 * 1024
const waitsMs = 10 * 60_000

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

/** An upload that is being kept: it cannot expire meanwhile. */
export interface Claim {
  readonly upload: Upload
  /** It is kept: the bytes here are zeroed. */
  done(): void
  /** It could not be kept: it waits again, for as long as at first. */
  giveBack(): void
}

export interface IncomingNeeds {
  readonly now: () => Date
  readonly newId: () => string
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

async function lookedAt(uploadId: string, bytes: Uint8Array): Promise<Upload> {
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

export interface Incoming {
  /** Takes an original over. Faults capture.notAnImage, capture.tooLarge, capture.tooManyWaiting. */
  take(by: Caller, bytes: Uint8Array): Promise<Upload>
  /** Takes what the same person uploaded out of the waiting ones while it is being kept; Fault capture.uploadGone. */
  claim(by: Caller, uploadId: string): Claim
  /** Zeroes and lets go of everything that is not being kept this moment. */
  forget(): void
}

interface Waiting {
  readonly upload: Upload
  readonly userId: string
  readonly until: number
}

/** Who waits, for how long, and how much memory that takes together. */
function openRoom(now: () => Date) {
  const waiting = new Map<string, Waiting>()
  // Bytes that are being looked at or kept count too, or many at once would pass the limit.
  let reserved = 0
  // A lock meanwhile: what comes back afterwards is let go.
  let era = 0
  const drop = (uploadId: string): void => {
    waiting.get(uploadId)?.upload.bytes.fill(0)
    waiting.delete(uploadId)
  }
  const expire = (): void => {
    const time = now().getTime()
    for (const [id, { until }] of waiting) if (until <= time) drop(id)
  }
  return {
    era: () => era,
    bytes: (): number => {
      expire()
      return [...waiting.values()].reduce((sum, { upload }) => sum + upload.sizeBytes, reserved)
    },
    /** Counts `bytes` until the answered function is called. */
    reserve: (bytes: number): (() => void) => {
      reserved += bytes
      return () => {
        reserved -= bytes
      }
    },
    /** False, and its bytes zeroed, where a lock came in between. */
    add: (upload: Upload, userId: string, begun: number): boolean => {
      if (era !== begun) upload.bytes.fill(0)
      else waiting.set(upload.uploadId, { upload, userId, until: now().getTime() + waitsMs })
      return era === begun
    },
    takeOut: (userId: string, uploadId: string): Upload => {
      expire()
      const found = waiting.get(uploadId)
      if (found === undefined || found.userId !== userId) throw new Fault('capture.uploadGone')
      waiting.delete(uploadId)
      return found.upload
    },
    forget: (): void => {
      era++
      for (const { upload } of waiting.values()) upload.bytes.fill(0)
      waiting.clear()
    },
  }
}

/** Originals between the bytes door and `keep`: at most 100 MB each and 400 MB together, for ten minutes, never on the disk. */
export function openIncoming({ now, newId }: IncomingNeeds): Incoming {
  const room = openRoom(now)
  return {
    take: async (by, bytes) => {
      if (bytes.byteLength > limits.bytes) throw new Fault('capture.tooLarge')
      if (room.bytes() + bytes.byteLength > together) throw new Fault('capture.tooManyWaiting')
      const begun = room.era()
      const release = room.reserve(bytes.byteLength)
      try {
        const upload = await lookedAt(newId(), bytes)
        if (!room.add(upload, by.userId, begun)) throw new Fault('vault.locked')
        return upload
      } finally {
        release()
      }
    },
    claim: (by, uploadId) => {
      const upload = room.takeOut(by.userId, uploadId)
      const begun = room.era()
      const release = room.reserve(upload.sizeBytes)
      return {
        upload,
        done: () => {
          release()
          upload.bytes.fill(0)
        },
        giveBack: () => {
          release()
          room.add(upload, by.userId, begun)
        },
      }
    },
    forget: room.forget,
  }
}
