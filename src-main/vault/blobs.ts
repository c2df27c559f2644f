import { randomBytes } from 'node:crypto'
import { link, lstat, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { readOpener, readRange, writeSealed } from './blob-file.ts'
import { type BlobKeys, newSealer, type Opener, SealBroken, sealedBytes } from './blob-format.ts'
import { makeFolder, syncFolder, syncFolderNow } from './durable.ts'
import { plainCache } from './plain-cache.ts'
import type { BlobRow } from './store.ts'
import type { BlobReader, NewBlob } from './types.ts'

/** 256 folders by the last two hex digits, which are random in every UUID version in use. */
export const shards: readonly string[] = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
export const blobFolder = (folder: string): string => join(folder, 'blobs')
export const shardOf = (folder: string, id: string): string => join(blobFolder(folder), id.slice(-2).toLowerCase())
export const pathOf = (folder: string, id: string): string => join(shardOf(folder, id), id.toLowerCase())

/** Makes every folder a sealed file can lie in, durably, so that keeping one never has to. */
export function layFolders(folder: string): void {
  for (const shard of shards) makeFolder(join(blobFolder(folder), shard))
  syncFolderNow(blobFolder(folder))
  syncFolderNow(folder)
}

export interface Staged {
  readonly row: BlobRow
  /** Makes the file's name durable. */
  settle(): Promise<void>
  /** Takes the file away again, because its commit failed. */
  discard(): Promise<void>
}

export interface Blobs {
  /** Seals the bytes into a file of its own whose content is durable and whose name is in place. Throws vault.duplicate. */
  stage(blob: NewBlob): Promise<Staged>
  reader(id: BlobId): Promise<BlobReader | undefined>
  close(): void
}

interface BlobNeeds {
  readonly folder: string
  readonly keys: BlobKeys
  readonly row: (id: BlobId) => Promise<BlobRow | undefined>
}

/** What the database says of a sealed file. */
export const rowOf = (file: {
  id: string
  size: number
  seal: Buffer
  headerBytes: number
  chunk?: number
}): BlobRow => ({
  id: file.id,
  size: file.size,
  fileBytes: sealedBytes(file.headerBytes, file.size, file.chunk),
  seal: file.seal,
})

const broken = (error: unknown): boolean =>
  error instanceof SealBroken || (error instanceof Error && 'code' in error && error.code === 'ENOENT')

const asDamage = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    throw broken(error) ? new Fault('vault.blobDamaged', { cause: error }) : error
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

export function openBlobs({ folder, keys, row }: BlobNeeds): Blobs {
  const staging = new Set<string>()
  const openers = new Map<string, Opener>()
  const plains = plainCache()
  let closed = false

  const write = async (blob: NewBlob): Promise<Staged> => {
    const path = pathOf(folder, blob.id)
    if (await exists(path)) throw new Fault('vault.duplicate')
    const sealer = newSealer(keys, { id: blob.id, meta: blob.meta, size: blob.bytes.length })
    const temporary = () => `${path}.${randomBytes(4).toString('hex')}.tmp`
    let written = temporary()
    try {
      await writeSealed(written, sealer, blob.bytes)
    } catch (error) {
      // A failed fsync may have dropped the pages: asking the same file again would answer "ok". Once more, to a new file.
      if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error
      written = temporary()
      await writeSealed(written, sealer, blob.bytes)
    }
    await rename(written, path)
    return {
      row: rowOf({ id: blob.id, size: blob.bytes.length, seal: sealer.seal, headerBytes: sealer.header.length }),
      settle: () => syncFolder(shardOf(folder, blob.id)),
      discard: () => rm(path, { force: true }),
    }
  }

  const openerOf = async (id: BlobId): Promise<Opener | undefined> => {
    const known = openers.get(id)
    if (known !== undefined) return known
    const stored = await row(id)
    if (stored === undefined) return undefined
    const opener = await asDamage(readOpener(pathOf(folder, id), keys))
    const same = opener.id === id && opener.size === stored.size && opener.seal.equals(stored.seal)
    if (!same) throw new Fault('vault.blobDamaged')
    if (closed) throw new Fault('vault.locked')
    openers.set(id, opener)
    const oldest = openers.size > 1000 ? openers.keys().next().value : undefined
    if (oldest !== undefined) openers.delete(oldest)
    return opener
  }

  const whole = async (id: BlobId, opener: Opener): Promise<Buffer> => {
    const known = plains.get(id)
    if (known !== undefined) return known
    const plain = await asDamage(readRange(pathOf(folder, id), opener, { start: 0, end: opener.size }))
    if (!closed) plains.put(id, plain)
    return plain
  }

  const read = async (
    id: BlobId,
    opener: Opener,
    range: { start: number; end: number },
  ): Promise<Buffer<ArrayBuffer>> => {
    if (closed) throw new Fault('vault.locked')
    const { start, end } = range
    if (!(start >= 0 && start <= end && end <= opener.size)) throw new RangeError('bytes outside the sealed file')
    const bytes = plains.fits(opener.size)
      ? Buffer.from((await whole(id, opener)).subarray(start, end))
      : await asDamage(readRange(pathOf(folder, id), opener, range))
    if (closed) throw new Fault('vault.locked')
    return bytes
  }

  return {
    async stage(blob) {
      if (staging.has(blob.id)) throw new Fault('vault.duplicate')
      staging.add(blob.id)
      try {
        return await write(blob)
      } finally {
        staging.delete(blob.id)
      }
    },
    async reader(id) {
      const opener = await openerOf(id)
      if (opener === undefined) return undefined
      const { size, meta } = opener
      return { id, size, meta, read: (start, end) => read(id, opener, { start, end }) }
    },
    close() {
      closed = true
      for (const opener of openers.values()) opener.forget()
      openers.clear()
      plains.clear()
    },
  }
}

/** Puts a file into found/, under a name that is free; what was there stays. */
export async function moveToFound(folder: string, path: string, name: string): Promise<void> {
  const found = join(folder, 'found')
  makeFolder(found)
  const to = join(found, name)
  await link(path, (await exists(to)) ? `${to}.${randomBytes(4).toString('hex')}` : to)
  await unlink(path)
  await syncFolder(found)
}
