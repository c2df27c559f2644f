import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsync, openSync, renameSync, rmSync, writevSync } from 'node:fs'
import { promisify } from 'node:util'
import { Fault } from '../../src-shared/faults.ts'
import { type BlobKeys, chunkBytes, chunkCount, newSealer, type Sealer } from './blob-format.ts'
import { foldersSync, freeBytes } from './durable.ts'
import { freeNow } from './lend.ts'
import { pathOf, rowOf, shardOf } from './places.ts'
import type { LentBlob } from './protocol.ts'
import type { BlobRow } from './store.ts'

const chunksPerWrite = 4
const synced = promisify(fsync)

/** A sealed file on its way: written under a temporary name, then synced, then named. */
export interface Sealed {
  readonly row: BlobRow
  /** Makes the bytes durable. Throws vault.diskFailed, EIO. */
  sync(): Promise<void>
  /** Gives the file its name; call after sync. */
  name(): void
  /** Takes away whatever there is of it. */
  discard(): void
}

export interface SealingPlace {
  readonly folder: string
  readonly keys: BlobKeys
  readonly marginBytes: number
}

/** Writes new sealed files, not yet durable. All or none; throws vault.full and vault.duplicate before anything is written. */
export function sealFiles(place: SealingPlace, blobs: readonly LentBlob[]): Sealed[] {
  const bytes = blobs.reduce((sum, blob) => sum + blob.size, 0)
  if (freeBytes(place.folder) < bytes + place.marginBytes) throw new Fault('vault.full')
  if (blobs.some(blob => existsSync(pathOf(place.folder, blob.id)))) throw new Fault('vault.duplicate')
  const done: Sealed[] = []
  try {
    for (const blob of blobs) done.push(sealFile(place, blob))
    return done
  } catch (error) {
    for (const file of done) file.discard()
    throw error
  }
}

function sealFile({ folder, keys }: SealingPlace, { id, meta, shared, size }: LentBlob): Sealed {
  const path = pathOf(folder, id)
  const bytes = new Uint8Array(shared, 0, size)
  const sealer = newSealer(keys, { id, meta, size })
  const write = (): WrittenFile => writeSealed(`${path}.${randomBytes(4).toString('hex')}.tmp`, sealer, bytes)
  let file = write()
  return {
    row: rowOf({ id, size, seal: sealer.seal, headerBytes: sealer.header.length }),
    async sync() {
      try {
        await file.sync()
      } catch (error) {
        // A failed fsync may have dropped the pages: asking the same file again would answer "ok". Once more, to a new file.
        if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error
        file.discard()
        file = write()
        await file.sync()
      }
    },
    name: () => file.rename(path),
    discard: () => file.discard(),
  }
}

interface WrittenFile {
  sync(): Promise<void>
  rename(to: string): void
  discard(): void
}

/** Writes a new sealed file; nothing of it is left behind when that fails. */
export function writeSealed(path: string, sealer: Sealer, bytes: Uint8Array): WrittenFile {
  let at = path
  let fd: number | undefined = openSync(path, 'wx', 0o600)
  const close = (): void => {
    if (fd !== undefined) closeSync(fd)
    fd = undefined
  }
  const discard = (): void => {
    close()
    rmSync(at, { force: true })
  }
  try {
    writeAll(fd, sealer, bytes)
  } catch (error) {
    discard()
    throw error
  }
  return {
    discard,
    async sync() {
      if (fd !== undefined) await synced(fd)
      close()
    },
    rename(to) {
      renameSync(at, to)
      at = to
    },
  }
}

/** Makes the names of sealed files durable. */
export async function syncNames(folder: string, ids: readonly string[]): Promise<void> {
  if (!foldersSync) return
  for (const shard of new Set(ids.map(id => shardOf(folder, id)))) {
    const fd = openSync(shard, 'r')
    try {
      await synced(fd)
    } finally {
      closeSync(fd)
    }
  }
}

function writeAll(fd: number, sealer: Sealer, bytes: Uint8Array): void {
  let parts: Buffer[] = [sealer.header]
  const count = chunkCount(bytes.length, chunkBytes)
  for (let index = 0; index < count; index++) {
    parts.push(...sealer.sealChunk(index, bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes)))
    if ((index + 1) % chunksPerWrite !== 0 && index + 1 < count) continue
    writeParts(fd, parts)
    parts.forEach(freeNow)
    parts = []
  }
}

const byteLength = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0)

function writeParts(fd: number, parts: readonly Buffer[]): void {
  let left = [...parts]
  for (let length = byteLength(left); length > 0; length = byteLength(left)) {
    const written = writevSync(fd, left)
    if (written === length) return
    left = [Buffer.concat(left).subarray(written)]
  }
}
