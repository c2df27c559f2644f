import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writevSync } from 'node:fs'
import { Fault } from '../../src-shared/faults.ts'
import { type BlobKeys, chunkBytes, chunkCount, newSealer, type Sealer } from './blob-format.ts'
import { freeBytes, syncFolderNow } from './durable.ts'
import { freeNow } from './lend.ts'
import { pathOf, rowOf, shardOf } from './places.ts'
import type { Asks } from './protocol.ts'
import type { BlobRow } from './store.ts'

const chunksPerWrite = 4

/** Writes a new sealed file and makes its bytes (not yet its name) durable. Leaves nothing behind when it fails. */
export function writeSealed(path: string, sealer: Sealer, bytes: Uint8Array): void {
  const fd = openSync(path, 'wx', 0o600)
  try {
    writeAll(fd, sealer, bytes)
    fsyncSync(fd)
  } catch (error) {
    closeSync(fd)
    rmSync(path, { force: true })
    throw error
  }
  closeSync(fd)
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

function writeParts(fd: number, parts: readonly Buffer[]): void {
  let left = [...parts]
  for (let length = byteLength(left); length > 0; length = byteLength(left)) {
    const written = writevSync(fd, left)
    if (written === length) return
    left = [Buffer.concat(left).subarray(written)]
  }
}

const byteLength = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0)

export interface Sealing {
  keys(ask: Asks['sealKeys']['ask']): undefined
  /** Room on the disk → temporary file → fsync → name. Throws vault.full, vault.duplicate. */
  seal(ask: Asks['seal']['ask']): BlobRow
  /** Makes the names of sealed files durable. */
  settle(ask: Asks['settle']['ask']): undefined
  discard(ask: Asks['discard']['ask']): undefined
  close(): void
}

interface Place {
  readonly folder: string
  readonly keys: BlobKeys
  readonly marginBytes: number
}

/** The half of the vault that writes sealed files, in a thread of its own: its fsyncs make no query wait, and no hop is paid per call. */
export function openSealing(): Sealing {
  let place: Place | undefined
  const here = (): Place => {
    if (place === undefined) throw new Fault('vault.locked')
    return place
  }
  return {
    keys({ folder, kek, vaultId, epoch, marginBytes }) {
      place = { folder, marginBytes, keys: { kek: Buffer.from(kek.buffer), vaultId, epoch } }
      return undefined
    },
    seal({ id, meta, shared, size }) {
      const bytes = new Uint8Array(shared, 0, size)
      const { folder, keys, marginBytes } = here()
      const path = pathOf(folder, id)
      if (existsSync(path)) throw new Fault('vault.duplicate')
      if (freeBytes(folder) < bytes.length + marginBytes) throw new Fault('vault.full')
      const sealer = newSealer(keys, { id, meta, size: bytes.length })
      renameSync(writeOnceMore(path, sealer, bytes), path)
      return rowOf({ id, size: bytes.length, seal: sealer.seal, headerBytes: sealer.header.length })
    },
    settle({ ids }) {
      for (const shard of new Set(ids.map(id => shardOf(here().folder, id)))) syncFolderNow(shard)
      return undefined
    },
    discard({ ids }) {
      for (const id of ids) rmSync(pathOf(here().folder, id), { force: true })
      return undefined
    },
    close() {
      place?.keys.kek.fill(0)
      place = undefined
    },
  }
}

/** Returns the temporary file's path. */
function writeOnceMore(path: string, sealer: Sealer, bytes: Uint8Array): string {
  const temporary = (): string => `${path}.${randomBytes(4).toString('hex')}.tmp`
  const first = temporary()
  try {
    writeSealed(first, sealer, bytes)
    return first
  } catch (error) {
    // A failed fsync may have dropped the pages: asking the same file again would answer "ok". Once more, to a new file.
    if (!(error instanceof Error && 'code' in error && error.code === 'EIO')) throw error
    const second = temporary()
    writeSealed(second, sealer, bytes)
    return second
  }
}
