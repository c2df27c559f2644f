import { Fault } from '../../src-shared/faults.ts'
import type { Levels } from './darkroom-words.ts'
import { type DarkroomNeeds, openWorker } from './darkroom-worker.ts'
import { sniff } from './sniff.ts'

export interface Darkroom {
  /**
   * Display levels of a picture, one at a time in the order asked.
   * Faults: imaging.notPicture, imaging.notShown, imaging.tooLarge, imaging.failed, imaging.tooSlow, imaging.closed.
   */
  levels(bytes: Uint8Array): Promise<Levels>
  /** Ends the process; waiting pictures are refused with imaging.closed. */
  close(): void
}

/** Refuses before any decoder sees the bytes. */
const check = (bytes: Uint8Array): void => {
  const picture = sniff(bytes)
  if (picture.ok && picture.shown) return
  if (picture.ok || picture.why === 'dicom') throw new Fault('imaging.notShown')
  const large = picture.why === 'too-large' || picture.why === 'too-many-pixels'
  throw new Fault(large ? 'imaging.tooLarge' : 'imaging.notPicture')
}

/** Opens the darkroom: a queue before one separate process. A crash or a timeout costs one picture, never the queue. */
export const openDarkroom = (needs: DarkroomNeeds): Darkroom => {
  const worker = openWorker(needs)
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const levels = async (bytes: Uint8Array): Promise<Levels> => {
    check(bytes)
    const before = last
    const mine = (async () => {
      await before.catch(() => undefined)
      if (closed) throw new Fault('imaging.closed')
      return await worker.run(bytes)
    })()
    last = mine
    return await mine
  }

  return {
    levels,
    close: () => {
      closed = true
      worker.stop(new Fault('imaging.closed'))
    },
  }
}
