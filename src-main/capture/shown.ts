import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { type CaptureNeeds, type Drawer, machine } from './desk.ts'
import type { Levels } from './levels.ts'
import type { HeldShot } from './rows.ts'

export type Level = 'full' | 'screen' | 'thumb'

/** A picture as the bytes door serves it. */
export interface Opened {
  readonly mediaType: string
  readonly sizeBytes: number
  readonly patientId: string
  /** Bytes [start, end); Fault vault.blobDamaged, vault.locked. */
  read(start: number, end: number): Promise<Uint8Array>
}

type Needs = Pick<CaptureNeeds, 'vault' | 'log'> & Drawer & { readonly levels: Levels }

/** A damaged original is marked, so that its tile says so; a damaged level is made anew from the original. */
async function mark({ vault, ops, levels, log }: Needs, shot: HeldShot, level: Level): Promise<void> {
  const { blobId, patientId } = shot
  const act = { name: 'capture.damaged', action: 'U', patientId, entity: `Media/${blobId}` } as const
  log(`capture: the ${level} picture of ${blobId} is damaged`)
  if (level !== 'full') {
    await vault.commit(machine, act, [ops.dropLevels(blobId)])
    void levels.make(blobId)
  } else if (shot.state === 'kept') await vault.commit(machine, act, [ops.setState(blobId, 'damaged')])
}

/** Runs `work`; where it meets a broken seal, that is written down before it is told. */
const watched = async <T>(
  needs: Needs,
  { shot, level }: { shot: HeldShot; level: Level },
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault && error.code === 'vault.blobDamaged') await mark(needs, shot, level)
    throw error
  }
}

const fileOf = (shot: HeldShot, level: Level): string | null =>
  ({ full: shot.blobId, thumb: shot.thumbId, screen: shot.screenId })[level]

const mediaTypeOf = (shot: HeldShot, level: Level): string =>
  ({ full: shot.mediaType, thumb: 'image/webp', screen: 'image/jpeg' })[level]

/** The shot, after its smaller pictures are made where one of them is asked for and they are not yet there. */
async function ready({ store, levels }: Needs, blobId: string, level: Level): Promise<HeldShot | undefined> {
  const shot = await store.shot(blobId)
  if (level === 'full' || shot?.levels !== 'pending') return shot
  await levels.make(blobId)
  return store.shot(blobId)
}

/** Opens one level of a kept picture; undefined where there is none (unknown id, or a file no smaller picture could be made of). */
export const openerOf =
  (needs: Needs) =>
  async (blobId: string, level: Level): Promise<Opened | undefined> => {
    const shot = await ready(needs, blobId, level)
    const file = shot && fileOf(shot, level)
    if (!shot || !file) return undefined
    const reader = await watched(needs, { shot, level }, () => needs.vault.blob(file as BlobId))
    if (reader === undefined) return undefined
    return {
      mediaType: mediaTypeOf(shot, level),
      sizeBytes: reader.size,
      patientId: shot.patientId,
      read: (start, end) => watched(needs, { shot, level }, () => reader.read(start, end)),
    }
  }
