import type { z } from 'zod'
import { Fault } from '../../src-shared/faults.ts'
import type { Registration as Schema } from '../../src-shared/imaging/register/schema.ts'
import type { Desk } from './desk.ts'

type Registration = z.input<typeof Schema>

/** Registrations held in memory: enough for an afternoon's comparisons, a few kB each. */
const mostHeld = 64

/** A picture that may be measured, and its screen level as it is sent to the surveyor. */
export async function sheetOf({ capture }: Desk, blobId: string) {
  const shot = await capture.shot(blobId)
  if (shot === undefined) throw new Fault('records.unknown')
  if (shot.state === 'voided') throw new Fault('review.imageVoided')
  if (shot.state === 'damaged') throw new Fault('review.imageDamaged')
  if (shot.mediaType.startsWith('video/')) throw new Fault('imaging.notPicture')
  // Where no smaller picture could be made, the original itself may still be read.
  const opened = (await capture.bytesOf(blobId, 'screen')) ?? (await capture.bytesOf(blobId, 'full'))
  if (opened === undefined) throw new Fault('imaging.notShown')
  const bytes = await opened.read(0, opened.sizeBytes)
  return { shot, patientId: shot.patientId, sheet: { bytes, widthPx: shot.widthPx, heightPx: shot.heightPx } }
}

export interface Pair {
  readonly fixed: string
  readonly moving: string
}

/** What the surveyor is asked for. Answers are held until the next lock, as the same pair is looked at again and again. */
export function openSurveys(desk: Desk) {
  const held = new Map<string, Promise<Registration>>()

  const hold = (key: string, found: Promise<Registration>): void => {
    held.set(key, found)
    // What failed may go well the next time; what was asked longest ago makes room.
    found.catch(() => held.get(key) === found && held.delete(key))
    const [oldest] = held.keys()
    if (held.size > mostHeld && oldest !== undefined) held.delete(oldest)
  }

  return {
    /** At a lock: what is held in memory is let go. */
    forget: (): void => held.clear(),
    /** Lays `moving` over `fixed`. Faults review.imageVoided, review.imageDamaged, capture.wrongPatient, records.unknown, imaging.*. */
    register: async ({
      fixed,
      moving,
    }: Pair): Promise<{ readonly patientId: string; readonly found: Registration }> => {
      if (fixed === moving) throw new Fault('input.invalid')
      // Read each time, also for what is held: a picture may have been voided or found damaged meanwhile.
      const [under, over] = await Promise.all([sheetOf(desk, fixed), sheetOf(desk, moving)])
      if (under.patientId !== over.patientId) throw new Fault('capture.wrongPatient')
      const key = `${fixed} ${moving}`
      const before = held.get(key)
      if (before) return { patientId: under.patientId, found: await before }
      const found = desk.surveyor.run('register', [under.sheet, over.sheet]) as Promise<Registration>
      hold(key, found)
      return { patientId: under.patientId, found: await found }
    },
  }
}
