import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import { syncFolderNow } from './durable.ts'
import { quickCheck, type Sqlite } from './sqlite.ts'

const files = ['vault.db', 'vault.db-wal', 'head']

/** Copies the database's files as found (they stay encrypted) to damaged/<time>/, before anything tries to mend them. */
export function keepAsFound(folder: string, at: string): string {
  const to = join(folder, 'damaged', at.replaceAll(/[:.]/g, '-'))
  mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const file of files) if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(to, file))
  syncFolderNow(to)
  return to
}

/**
 * The first steps of the ladder: keep the files as found, rebuild the indexes, check again. Returns true when that mended it.
 * Throws vault.damaged otherwise. The next steps (rows by bisection, index from the sealed files, clinic, backup) attach here.
 */
export function mend(sqlite: Sqlite, folder: string, at: string): boolean {
  if (quickCheck(sqlite) === 'ok') return false
  keepAsFound(folder, at)
  try {
    sqlite.exec('REINDEX')
  } catch (cause) {
    throw new Fault('vault.damaged', { cause })
  }
  if (quickCheck(sqlite) !== 'ok') throw new Fault('vault.damaged')
  return true
}
