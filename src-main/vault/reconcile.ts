import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { verifySealed } from './blob-file.ts'
import type { BlobKeys } from './blob-format.ts'
import { moveToFound } from './blobs.ts'
import { syncFolder } from './durable.ts'
import { blobFolder, pathOf, rowOf, shards } from './places.ts'
import type { BlobRow } from './store.ts'
import type { BlobMeta, Finding } from './types.ts'

export interface ReconcileNeeds {
  readonly folder: string
  readonly keys: BlobKeys
  readonly rows: readonly BlobRow[]
  /** Re-enters a file without a row; false when no room wants it. */
  readonly adopt: (row: BlobRow, meta: BlobMeta) => Promise<boolean>
}

const atOnce = 64
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const temporary = /^([0-9a-f-]{36})\.[0-9a-f]{8}\.tmp$/

/**
 * Compares files with rows after an opening: a whole file without a row is adopted or set aside in found/, a row whose file is
 * missing is reported, an unfinished file is taken away (nobody was told that it was kept).
 */
export async function reconcile(needs: ReconcileNeeds): Promise<Finding[]> {
  const rows = new Map(needs.rows.map(row => [row.id, row]))
  const findings: Finding[] = []
  const listed = await inParts(shards, async shard => {
    const folder = join(blobFolder(needs.folder), shard)
    return { folder, names: new Set(await readdir(folder).catch(() => [])) }
  })
  for (const { folder, names } of listed) {
    for (const name of names) {
      if (temporary.test(name)) await finish(needs, join(folder, name), { rows, names, findings })
    }
    for (const name of names) {
      if (uuid.test(name) && !rows.has(name)) findings.push(await enter(needs, name))
    }
    for (const name of names) rows.delete(name)
  }
  for (const id of rows.keys()) findings.push({ code: 'vault.blobMissing', entity: id })
  return findings
}

interface Seen {
  readonly rows: ReadonlyMap<string, BlobRow>
  readonly names: Set<string>
  readonly findings: Finding[]
}

/** A commit can reach the disk before the name of its file does: then the whole file still has its temporary name. */
async function finish({ folder, keys }: ReconcileNeeds, path: string, { rows, names }: Seen): Promise<void> {
  const id = temporary.exec(basename(path))?.[1] ?? ''
  const row = rows.get(id)
  if (row === undefined || names.has(id)) return rm(path, { force: true })
  const opener = await verifySealed(path, keys).catch(() => undefined)
  if (opener === undefined || !opener.seal.equals(row.seal)) return rm(path, { force: true })
  await rename(path, pathOf(folder, id))
  await syncFolder(dirname(path))
  names.add(id)
}

async function enter({ folder, keys, adopt }: ReconcileNeeds, id: string): Promise<Finding> {
  const path = pathOf(folder, id)
  const opener = await verifySealed(path, keys).catch(() => undefined)
  if (opener === undefined || opener.id !== id) {
    await moveToFound(folder, path, id)
    return { code: 'vault.blobDamaged', entity: id }
  }
  if (await adopt(rowOf(opener), opener.meta)) return { code: 'vault.blobAdopted', entity: id }
  await moveToFound(folder, path, id)
  return { code: 'vault.blobFound', entity: id }
}

/** Lengths only, so that a large vault opens quickly; every byte is authenticated whenever it is read. */
export async function wrongLengths(folder: string, rows: readonly BlobRow[]): Promise<Finding[]> {
  const lengths = await inParts(rows, row =>
    stat(pathOf(folder, row.id)).then(
      found => found.size,
      () => row.fileBytes,
    ),
  )
  return rows.flatMap((row, n) => (lengths[n] === row.fileBytes ? [] : [{ code: 'vault.blobDamaged', entity: row.id }]))
}

/** So many at a time that the disk is busy, and so few that a large vault does not fill the memory with promises. */
async function inParts<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < all.length; at += atOnce) {
    results.push(...(await Promise.all(all.slice(at, at + atOnce).map(work))))
  }
  return results
}
