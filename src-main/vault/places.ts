import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sealedBytes } from './blob-format.ts'
import { makeFolder, syncFolderNow } from './durable.ts'
import type { BlobRow } from './store.ts'

/** 256 folders by the last two hex digits, which are random in every UUID version in use. */
export const shards: readonly string[] = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))
export const blobFolder = (folder: string): string => join(folder, 'blobs')
export const shardOf = (folder: string, id: string): string => join(blobFolder(folder), id.slice(-2).toLowerCase())
export const pathOf = (folder: string, id: string): string => join(shardOf(folder, id), id.toLowerCase())

/** Makes every folder a sealed file can lie in, durably, so that keeping one never has to. */
export function layFolders(folder: string): void {
  const there = existsSync(blobFolder(folder)) ? new Set(readdirSync(blobFolder(folder))) : new Set()
  if (shards.every(shard => there.has(shard))) return
  for (const shard of shards) makeFolder(join(blobFolder(folder), shard))
  syncFolderNow(blobFolder(folder))
  syncFolderNow(folder)
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
