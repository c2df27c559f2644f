import { Fault } from '../../src-shared/faults.ts'
import type { Levels, Made, Shared, Tiles } from './darkroom-words.ts'
import { type DarkroomNeeds, openWorker } from './darkroom-worker.ts'
import { sniff } from './sniff.ts'

export interface Darkroom {
  /**
   * Display levels of a picture, one at a time in the order asked.
   * Faults: imaging.notPicture, imaging.notShown, imaging.tooLarge, imaging.failed, imaging.tooSlow, imaging.closed.
   */
  levels(bytes: Uint8Array): Promise<Levels>
  /** The tile pyramid of a picture whose longer side is beyond `tiledFromPx`; in the same queue, faults as `levels`. */
  tiles(bytes: Uint8Array): Promise<Tiles>
  /** A copy without metadata; faults as `levels`, and imaging.notStripped where it cannot be proved that nothing is left. */
  share(bytes: Uint8Array): Promise<Shared>
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
  const worker = openWorker<{ readonly make: keyof Made; readonly bytes: Uint8Array }, object>(needs)
  let closed = false
  let last: Promise<unknown> = Promise.resolve()

  const made = async <Name extends keyof Made>(make: Name, bytes: Uint8Array): Promise<Made[Name]> => {
    check(bytes)
    const before = last
    const mine = (async () => {
      await before.catch(() => undefined)
      if (closed) throw new Fault('imaging.closed')
      // Our own process makes what it is asked for.
      return (await worker.run({ make, bytes })) as Made[Name]
    })()
    last = mine
    return await mine
  }

  return {
    levels: bytes => made('levels', bytes),
    tiles: bytes => made('tiles', bytes),
    share: async bytes => {
      const copy = await made('share', bytes)
      if ('refused' in copy) throw new Fault('imaging.notStripped')
      return copy
    },
    close: () => {
      closed = true
      worker.stop(new Fault('imaging.closed'))
    },
  }
}
