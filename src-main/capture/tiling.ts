import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { type CaptureNeeds, type Drawer, machine } from './desk.ts'
import type { HeldShot } from './rows.ts'
import { sealedLevel } from './sealed.ts'

/** Not the picture's fault: it stays pending and is tried again at the next start. */
export const passing: ReadonlySet<string> = new Set([
  'vault.locked',
  'vault.full',
  'vault.readOnly',
  'vault.diskFailed',
  'imaging.closed',
])

export type LevelNeeds = Pick<CaptureNeeds, 'vault' | 'darkroom' | 'log'> & Drawer & { readonly newId: () => string }

/** A kept original's bytes; a broken seal is a Fault. */
export const originalOf = async ({ vault }: LevelNeeds, blobId: string): Promise<Uint8Array> => {
  const reader = await vault.blob(blobId as BlobId)
  if (reader === undefined) throw new Fault('vault.blobDamaged')
  return reader.read(0, reader.size)
}

async function cut(needs: LevelNeeds, { blobId, patientId }: HeldShot): Promise<void> {
  const { vault, ops, darkroom, newId } = needs
  const { pack } = await darkroom.tiles(await originalOf(needs, blobId))
  const tilesId = newId()
  const meta = sealedLevel({ of: blobId, level: 'tiles', mediaType: 'application/octet-stream' })
  const act = { name: 'capture.tiles', action: 'C', patientId, entity: `Media/${blobId}` } as const
  await vault.keep(machine, act, [{ id: tilesId as BlobId, meta, bytes: pack }], [ops.setTiles({ blobId, tilesId })])
}

/** Cuts a large original into tiles where that is still to be done. One that cannot be cut is shown without. */
export const openTiling =
  (needs: LevelNeeds) =>
  async (blobId: string): Promise<void> => {
    const { vault, ops, store, log } = needs
    const shot = await store.shot(blobId)
    if (shot?.tiles !== 'pending') return
    try {
      await cut(needs, shot)
    } catch (error) {
      const code = error instanceof Fault ? error.code : 'unknown'
      log(`capture: no tiles of ${blobId} (${code})`)
      // A broken seal is found and written down by whoever looks at the original.
      if (!(error instanceof Fault) || passing.has(code) || code === 'vault.blobDamaged') return
      const entity = `Media/${blobId}`
      const act = { name: 'capture.tiles', action: 'U', patientId: shot.patientId, entity, outcome: 'failed' } as const
      await vault.commit(machine, act, [ops.failTiles(blobId)])
    }
  }
