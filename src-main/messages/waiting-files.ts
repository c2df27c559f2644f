import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import { type FileType, fileTypeOf, largestFile } from './file-kind.ts'

const waitsMs = 30 * 60_000
const usualTogether = 100 * 1024 * 1024

/** A file that somebody has picked and not sent yet: in memory only. */
export interface WaitingFile {
  /** Becomes the blob's id when the message is sent. */
  readonly uploadId: string
  readonly bytes: Uint8Array
  readonly mediaType: FileType
  readonly sizeBytes: number
  /** Hex. */
  readonly sha256: string
  /** Base64, as Attachment.hash wants it. */
  readonly sha1: string
}

/** Files that are being sent: they cannot expire meanwhile. */
interface Claim {
  readonly files: readonly WaitingFile[]
  /** They are kept: the bytes here are zeroed. */
  done(): void
  /** They could not be kept and wait again. */
  giveBack(): void
}

export interface WaitingNeeds {
  readonly now: () => Date
  readonly newId: () => string
  /** How many bytes may wait together; only tests set it. */
  readonly togetherBytes?: number
}

interface Entry {
  readonly file: WaitingFile
  readonly userId: string
  readonly until: number
}

const digest = async (name: 'SHA-1' | 'SHA-256', bytes: Uint8Array): Promise<Buffer> =>
  Buffer.from(await crypto.subtle.digest(name, bytes as Uint8Array<ArrayBuffer>))

async function lookedAt(uploadId: string, bytes: Uint8Array): Promise<WaitingFile> {
  const mediaType = fileTypeOf(bytes)
  if (mediaType === undefined) throw new Fault('messages.notAFile')
  const [sha1, sha256] = await Promise.all([digest('SHA-1', bytes), digest('SHA-256', bytes)])
  const hashes = { sha1: sha1.toString('base64'), sha256: sha256.toString('hex') }
  return { uploadId, bytes, mediaType, sizeBytes: bytes.byteLength, ...hashes }
}

/** Who waits, for how long, and how much memory that takes together. */
function openRoom(now: () => Date) {
  const waiting = new Map<string, Entry>()
  // Bytes that are being looked at or sent count too, or many at once would pass the limit.
  let reserved = 0
  // A lock meanwhile: what comes back afterwards is let go.
  let era = 0
  const expire = (): void => {
    const time = now().getTime()
    for (const [id, { file, until }] of waiting) {
      if (until > time) continue
      file.bytes.fill(0)
      waiting.delete(id)
    }
  }
  return {
    era: () => era,
    bytes: (): number => {
      expire()
      return [...waiting.values()].reduce((sum, { file }) => sum + file.sizeBytes, reserved)
    },
    /** Counts `bytes` until the answered function is called. */
    reserve: (bytes: number): (() => void) => {
      reserved += bytes
      return () => {
        reserved -= bytes
      }
    },
    /** False, and its bytes zeroed, where a lock came in between. */
    add: (file: WaitingFile, userId: string, begun: number): boolean => {
      if (era === begun) waiting.set(file.uploadId, { file, userId, until: now().getTime() + waitsMs })
      else file.bytes.fill(0)
      return era === begun
    },
    find: (ids: readonly string[]): (Entry | undefined)[] => {
      expire()
      return ids.map(id => waiting.get(id))
    },
    takeOut: (ids: readonly string[]): void => {
      for (const id of ids) waiting.delete(id)
    },
    forget: (): void => {
      era++
      for (const { file } of waiting.values()) file.bytes.fill(0)
      waiting.clear()
    },
  }
}

/** Files between the bytes door and the message they go with: for half an hour, never on the disk, let go at a lock. */
export function openWaitingFiles({ now, newId, togetherBytes = usualTogether }: WaitingNeeds) {
  const room = openRoom(now)
  return {
    /** Takes a file over. Faults messages.notAFile, messages.fileTooLarge, messages.tooManyFiles. */
    take: async (by: Caller, bytes: Uint8Array): Promise<WaitingFile> => {
      if (bytes.byteLength > largestFile) throw new Fault('messages.fileTooLarge')
      if (room.bytes() + bytes.byteLength > togetherBytes) throw new Fault('messages.tooManyFiles')
      const begun = room.era()
      const release = room.reserve(bytes.byteLength)
      try {
        const file = await lookedAt(newId(), bytes)
        if (!room.add(file, by.userId, begun)) throw new Fault('vault.locked')
        return file
      } finally {
        release()
      }
    },
    /** All of them or none; Fault messages.fileGone. */
    claim: (by: Caller, ids: readonly string[]): Claim => {
      const found = room.find(ids)
      const files = found.flatMap(entry => (entry?.userId === by.userId ? entry.file : []))
      if (files.length < ids.length || new Set(ids).size < ids.length) throw new Fault('messages.fileGone')
      const begun = room.era()
      const release = room.reserve(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
      room.takeOut(ids)
      return {
        files,
        done: () => {
          release()
          for (const file of files) file.bytes.fill(0)
        },
        giveBack: () => {
          release()
          for (const file of files) room.add(file, by.userId, begun)
        },
      }
    },
    forget: room.forget,
  }
}
export type WaitingFiles = ReturnType<typeof openWaitingFiles>
