import { randomBytes } from 'node:crypto'
import { link, lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import { readOpener, readRange } from './blob-file.ts'
import { type BlobKeys, type Opener, SealBroken } from './blob-format.ts'
import { makeFolder, syncFolder } from './durable.ts'
import { pathOf } from './places.ts'
import { plainCache } from './plain-cache.ts'
import type { BlobRow } from './store.ts'
import type { BlobReader } from './types.ts'

export interface Blobs {
  /** Throws vault.blobDamaged when the file is not the one the database knows. */
  reader(id: BlobId): Promise<BlobReader | undefined>
  close(): void
}

interface BlobNeeds {
  readonly folder: string
  readonly keys: BlobKeys
  readonly row: (id: BlobId) => Promise<BlobRow | undefined>
}

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
  const openers = new Map<string, Opener>()
  const plains = plainCache()
  let closed = false

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
