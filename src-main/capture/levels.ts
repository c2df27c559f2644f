import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Levels as Pictures } from '../imaging/index.ts'
import type { NewBlob } from '../vault/index.ts'
import { machine } from './desk.ts'
import type { HeldShot } from './rows.ts'
import { sealedLevel } from './sealed.ts'
import { isClip } from './shot.ts'
import { type LevelNeeds, openTiling, originalOf, passing } from './tiling.ts'
import { openTurns } from './turns.ts'

export interface Levels {
  /** Makes the smaller pictures of an original in the background, and after them its tiles; asking twice is asking once. */
  make(blobId: string): Promise<void>
  /** Makes the tiles of an original that has its smaller pictures, before those nobody waits for. */
  cut(blobId: string): Promise<void>
  /** Takes up what an earlier run left undone. */
  resume(): Promise<void>
  /** Lets go of what has not begun; it is taken up at the next `resume`. */
  stop(): void
}

const mediaTypes = { thumb: 'image/webp', screen: 'image/jpeg' } as const

type Needs = LevelNeeds

const sealed = (pictures: Pictures, of: string, ids: Record<'thumb' | 'screen', string>): NewBlob[] =>
  (['thumb', 'screen'] as const).map(level => ({
    id: ids[level] as BlobId,
    meta: sealedLevel({ of, level, mediaType: mediaTypes[level] }),
    bytes: pictures[level],
  }))

async function develop(needs: Needs, { blobId, patientId }: HeldShot): Promise<void> {
  const { vault, ops, darkroom, newId } = needs
  const pictures = await darkroom.levels(await originalOf(needs, blobId))
  const ids = { thumb: newId(), screen: newId() }
  const act = { name: 'capture.levels', action: 'C', patientId, entity: `Media/${blobId}` } as const
  const done = ops.setLevels({ blobId, thumbId: ids.thumb, screenId: ids.screen })
  await vault.keep(machine, act, sealed(pictures, blobId, ids), [done])
}

async function letBe({ vault, ops }: Needs, { blobId, patientId }: HeldShot): Promise<void> {
  const act = { name: 'capture.levels', action: 'U', patientId, entity: `Media/${blobId}` } as const
  await vault.commit(machine, act, [ops.clipReady(blobId)])
}

async function giveUp({ vault, ops }: Needs, { blobId, patientId }: HeldShot, damaged: boolean): Promise<void> {
  const act = { name: 'capture.levels', action: 'U', patientId, entity: `Media/${blobId}`, outcome: 'failed' } as const
  const marks = damaged ? [ops.failLevels(blobId), ops.setState(blobId, 'damaged')] : [ops.failLevels(blobId)]
  await vault.commit(machine, act, marks)
}

async function tried(needs: Needs, blobId: string): Promise<void> {
  const shot = await needs.store.shot(blobId)
  if (shot?.levels !== 'pending') return
  try {
    await (isClip(shot) ? letBe(needs, shot) : develop(needs, shot))
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'unknown'
    needs.log(`capture: no smaller pictures of ${blobId} (${code})`)
    // What is no refusal may be our own mistake: tried again at the next start, with an update perhaps.
    if (!(error instanceof Fault) || passing.has(code)) return
    await giveUp(needs, shot, code === 'vault.blobDamaged')
  }
}

/** One original after the other; small pictures first, then the tiles of those that have them. */
export function openLevels(needs: Needs): Levels {
  const turns = openTurns(needs.log)
  const tile = openTiling(needs)
  const make = (blobId: string): Promise<void> =>
    turns.take(`smaller pictures of ${blobId}`, 'now', async () => {
      await tried(needs, blobId)
      void cut(blobId, 'later')
    })
  const cut = (blobId: string, urgency: 'now' | 'later'): Promise<void> =>
    turns.take(`tiles of ${blobId}`, urgency, () => tile(blobId))
  return {
    make,
    cut: blobId => cut(blobId, 'now'),
    resume: async () => {
      for (const blobId of await needs.store.pending()) void make(blobId)
      for (const blobId of await needs.store.untiled()) void cut(blobId, 'later')
    },
    stop: () => turns.stop(),
  }
}
