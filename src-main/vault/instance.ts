import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeFolder } from './durable.ts'
import { asFault } from './trouble.ts'

/**
 * Takes the data folder for this process; returns what gives it back. Throws vault.inUse, vault.readOnly, vault.full.
 * The kernel drops the lock when a process dies, however it dies, so there is no stale lock to guess about.
 */
export function takeFolder(folder: string): () => void {
  let lock: Database.Database | undefined
  try {
    makeFolder(folder)
    const path = join(folder, 'lock')
    lock = new Database(path, { timeout: 0 })
    chmodSync(path, 0o600)
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    throw asFault(error)
  }
  const held = lock
  return () => void held.close()
}
