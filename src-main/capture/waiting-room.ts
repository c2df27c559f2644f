import { Fault } from '../../src-shared/faults.ts'
import type { Upload } from './upload.ts'

const waitsMs = 10 * 60_000

interface Waiting {
  readonly upload: Upload
  readonly userId: string
  readonly until: number
}

/** Who waits, for how long, and how much memory that takes together. */
export function openRoom(now: () => Date) {
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
    /** What waits under this id, left where it is. */
    find: (userId: string, uploadId: string): Upload | undefined => {
      expire()
      const found = waiting.get(uploadId)
      return found?.userId === userId ? found.upload : undefined
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
