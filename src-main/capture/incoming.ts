import { Fault } from '../../src-shared/faults.ts'
import { limits } from '../imaging/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { lookedAt, type Upload } from './upload.ts'
import { openRoom } from './waiting-room.ts'

const together = 400 * 1024 * 1024

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
  /** How many bytes may wait together; only tests set it. */
  readonly togetherBytes?: number
}

export interface Incoming {
  /** Takes an original over. Faults capture.notAnImage, capture.tooLarge, capture.tooManyWaiting. */
  take(by: Caller, bytes: Uint8Array): Promise<Upload>
  /** Takes what the same person uploaded out of the waiting ones while it is being kept; Fault capture.uploadGone. */
  claim(by: Caller, uploadId: string): Claim
  /** What the same person uploaded and has not kept yet, left where it is. */
  look(by: Caller, uploadId: string): Upload | undefined
  /** Zeroes and lets go of everything that is not being kept this moment. */
  forget(): void
}

/** Originals between the bytes door and `keep`: at most 100 MB each and 400 MB together, for ten minutes, never on the disk. */
export function openIncoming({ now, newId, togetherBytes = together }: IncomingNeeds): Incoming {
  const room = openRoom(now)
  return {
    take: async (by, bytes) => {
      if (bytes.byteLength > limits.bytes) throw new Fault('capture.tooLarge')
      if (room.bytes() + bytes.byteLength > togetherBytes) throw new Fault('capture.tooManyWaiting')
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
    look: (by, uploadId) => room.find(by.userId, uploadId),
    forget: room.forget,
  }
}
