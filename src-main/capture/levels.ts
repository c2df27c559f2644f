import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Levels as Pictures } from '../imaging/index.ts'
import type { NewBlob } from '../vault/index.ts'
import { type CaptureNeeds, type Drawer, machine } from './desk.ts'
import type { HeldShot } from './rows.ts'
import { sealedLevel } from './sealed.ts'

export interface Levels {
  /** Makes the smaller pictures of an original in the background; asking twice is asking once. */
  make(blobId: string): Promise<void>
  /** Takes up what an earlier run left undone. */
  resume(): Promise<void>
  /** Lets go of what has not begun; it is taken up at the next `resume`. */
  stop(): void
}

/** Not the picture's fault: it stays pending and is tried again at the next start. */
const passing: ReadonlySet<string> = new Set([
  'vault.locked',
  'vault.full',
  'vault.readOnly',
  'vault.diskFailed',
  'imaging.closed',
])

const mediaTypes = { thumb: 'image/webp', screen: 'image/jpeg' } as const

type Needs = Pick<CaptureNeeds, 'vault' | 'darkroom' | 'log'> & Drawer & { readonly newId: () => string }

const bytesOf = async ({ vault }: Needs, blobId: string): Promise<Uint8Array> => {
  const reader = await vault.blob(blobId as BlobId)
  if (reader === undefined) throw new Fault('vault.blobDamaged')
  return reader.read(0, reader.size)
}

const sealed = (pictures: Pictures, of: string, ids: Record<'thumb' | 'screen', string>): NewBlob[] =>
  (['thumb', 'screen'] as const).map(level => ({
    id: ids[level] as BlobId,
    meta: sealedLevel({ of, level, mediaType: mediaTypes[level] }),
    bytes: pictures[level],
  }))

async function develop(needs: Needs, { blobId, patientId }: HeldShot): Promise<void> {
  const { vault, ops, darkroom, newId } = needs
  const pictures = await darkroom.levels(await bytesOf(needs, blobId))
  const ids = { thumb: newId(), screen: newId() }
  const act = { name: 'capture.levels', action: 'C', patientId, entity: `Media/${blobId}` } as const
  const done = ops.setLevels({ blobId, thumbId: ids.thumb, screenId: ids.screen })
  await vault.keep(machine, act, sealed(pictures, blobId, ids), [done])
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
    await develop(needs, shot)
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'unknown'
    needs.log(`capture: no smaller pictures of ${blobId} (${code})`)
    // What is no refusal may be our own mistake: tried again at the next start, with an update perhaps.
    if (!(error instanceof Fault) || passing.has(code)) return
    await giveUp(needs, shot, code === 'vault.blobDamaged')
  }
}

/** One original after the other, so that making small pictures never takes more than one picture's memory. */
export function openLevels(needs: Needs): Levels {
  const asked = new Map<string, Promise<void>>()
  let last: Promise<unknown> = Promise.resolve()
  let era = 0
  const make = (blobId: string): Promise<void> => {
    const already = asked.get(blobId)
    if (already !== undefined) return already
    const begun = era
    const work = last
      .then(() => (era === begun ? tried(needs, blobId) : undefined))
      .catch((error: unknown) => {
        needs.log(`capture: smaller pictures of ${blobId} put off (${error instanceof Fault ? error.code : 'unknown'})`)
      })
      .finally(() => asked.delete(blobId))
    asked.set(blobId, work)
    last = work
    return work
  }
  return {
    make,
    resume: async () => {
      for (const blobId of await needs.store.pending()) void make(blobId)
    },
    stop: () => void era++,
  }
}
