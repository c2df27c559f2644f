import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { TileIndex, TileName } from '../../src-shared/imaging/tiles.ts'
import { openPack, type Pack } from '../imaging/index.ts'
import { type CaptureNeeds, type Drawer, machine } from './desk.ts'
import type { Levels } from './levels.ts'
import type { HeldShot } from './rows.ts'
import { isClip } from './shot.ts'

/** `share` is a copy without metadata, made when it is asked for. */
export type Level = 'full' | 'screen' | 'thumb' | 'share'

/** A picture as the bytes door serves it. */
export interface Opened {
  readonly mediaType: string
  readonly sizeBytes: number
  readonly patientId: string
  /** Bytes [start, end); Fault vault.blobDamaged, vault.locked. */
  read(start: number, end: number): Promise<Uint8Array>
}

/** Levels that lie in the vault as files. */
type FileLevel = Exclude<Level, 'share'>

type Needs = Pick<CaptureNeeds, 'vault' | 'darkroom' | 'log'> & Drawer & { readonly levels: Levels }

/** A large picture's tiles as the bytes door serves them. */
export interface OpenedTiles {
  readonly patientId: string
  readonly index: TileIndex
  /** Bytes of these tiles in the order asked, empty where there is no such tile. Fault vault.blobDamaged, vault.locked. */
  read(names: readonly TileName[]): AsyncIterable<Uint8Array>
}

/** A damaged original is marked, so that its tile says so; a damaged level is made anew from the original. */
async function mark({ vault, ops, levels, log }: Needs, shot: HeldShot, level: FileLevel | 'tiles'): Promise<void> {
  const { blobId, patientId } = shot
  const act = { name: 'capture.damaged', action: 'U', patientId, entity: `Media/${blobId}` } as const
  log(`capture: the ${level} picture of ${blobId} is damaged`)
  if (level === 'tiles') {
    await vault.commit(machine, act, [ops.dropTiles(blobId)])
    void levels.cut(blobId)
  } else if (level !== 'full') {
    await vault.commit(machine, act, [ops.dropLevels(blobId)])
    void levels.make(blobId)
  } else if (shot.state === 'kept') await vault.commit(machine, act, [ops.setState(blobId, 'damaged')])
}

/** Runs `work`; where it meets a broken seal, that is written down before it is told. */
const watched = async <T>(
  needs: Needs,
  { shot, level }: { shot: HeldShot; level: FileLevel | 'tiles' },
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault && error.code === 'vault.blobDamaged') await mark(needs, shot, level)
    throw error
  }
}

const fileOf = (shot: HeldShot, level: FileLevel): string | null =>
  ({ full: shot.blobId, thumb: shot.thumbId, screen: shot.screenId })[level]

const mediaTypeOf = (shot: HeldShot, level: FileLevel): string =>
  ({ full: shot.mediaType, thumb: 'image/webp', screen: 'image/jpeg' })[level]

/** The shot, after its smaller pictures are made where one of them is asked for and they are not yet there. */
async function ready({ store, levels }: Needs, blobId: string, level: FileLevel): Promise<HeldShot | undefined> {
  const shot = await store.shot(blobId)
  if (level === 'full' || shot?.levels !== 'pending') return shot
  await levels.make(blobId)
  return store.shot(blobId)
}

/** The shot whose level is shown: a clip's poster for its smaller pictures, where it has one. */
async function standing(needs: Needs, blobId: string, level: FileLevel): Promise<HeldShot | undefined> {
  const shot = await ready(needs, blobId, level)
  if (level === 'full' || !shot || !isClip(shot)) return shot
  const poster = await needs.store.posterOf(blobId)
  return poster === undefined ? undefined : await ready(needs, poster, level)
}

/** Opens one level of a kept picture; undefined where there is none (unknown id, or a file no smaller picture could be made of). */
export const openerOf =
  (needs: Needs) =>
  async (blobId: string, level: Level): Promise<Opened | undefined> => {
    if (level === 'share') return await sharedOf(needs, blobId)
    const shot = await standing(needs, blobId, level)
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

/**
 * A copy of a kept picture without metadata, in memory; undefined where there is no such picture. Faults capture.voided,
 * vault.blobDamaged, imaging.notStripped and others of the darkroom.
 */
async function sharedOf(needs: Needs, blobId: string): Promise<Opened | undefined> {
  const { vault, store, darkroom } = needs
  const shot = await store.shot(blobId)
  if (shot === undefined) return undefined
  if (shot.state === 'voided') throw new Fault('capture.voided')
  const original = await watched(needs, { shot, level: 'full' }, async () => {
    const reader = await vault.blob(blobId as BlobId)
    return reader?.read(0, reader.size)
  })
  if (original === undefined) return undefined
  const { bytes, mediaType } = await darkroom.share(original)
  const { patientId } = shot
  return { mediaType, sizeBytes: bytes.byteLength, patientId, read: async (start, end) => bytes.slice(start, end) }
}

/** Packs whose heads are kept open: two panes and their neighbours, and some more. */
const mostOpen = 16

/** Opens a picture's tiles, made first where they are still to be made; undefined where it has none. */
export function tilesOpenerOf(needs: Needs) {
  const open = new Map<string, Pack>()
  const packOf = async (shot: HeldShot, tilesId: string): Promise<Pack | undefined> => {
    const known = open.get(tilesId)
    if (known) return known
    const reader = await needs.vault.blob(tilesId as BlobId)
    if (!reader) return undefined
    const read = (start: number, end: number) => watched(needs, { shot, level: 'tiles' }, () => reader.read(start, end))
    const pack = await openPack({ size: reader.size, read })
    void verified(needs, shot)
    open.set(tilesId, pack)
    const [oldest] = open.size > mostOpen ? open.keys() : []
    if (oldest !== undefined) open.delete(oldest)
    return pack
  }
  const tilesOf = async (blobId: string): Promise<OpenedTiles | undefined> => {
    const shot = await tiled(needs, blobId)
    // A picture whose original is damaged is not shown, even where its tiles read.
    if (!shot?.tilesId || shot.state === 'damaged') return undefined
    const { tilesId, patientId } = shot
    const pack = await watched(needs, { shot, level: 'tiles' }, () => packOf(shot, tilesId))
    return pack && { patientId, index: pack.index, read: names => pack.read(names) }
  }
  // A lock closes the readers that packs hold.
  return { tilesOf, forget: () => open.clear() }
}

const pieceBytes = 1024 * 1024

/** Reads an original to its end beside the tiles that are shown of it, so that a broken seal is noticed and written down. */
async function verified(needs: Needs, shot: HeldShot): Promise<void> {
  const { blobId } = shot
  try {
    await watched(needs, { shot, level: 'full' }, async () => {
      const reader = await needs.vault.blob(blobId as BlobId)
      for (let at = 0; reader && at < reader.size; at += pieceBytes)
        await reader.read(at, Math.min(reader.size, at + pieceBytes))
    })
  } catch (error) {
    needs.log(`capture: ${blobId} not verified (${error instanceof Fault ? error.code : 'unknown'})`)
  }
}

/** The shot, after its small pictures and its tiles are made where they are still to be. */
async function tiled(needs: Needs, blobId: string): Promise<HeldShot | undefined> {
  const shot = await ready(needs, blobId, 'screen')
  if (shot?.tiles !== 'pending') return shot
  await needs.levels.cut(blobId)
  return needs.store.shot(blobId)
}
