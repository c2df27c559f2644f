import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import { syncFolderNow } from './durable.ts'
import { quickCheck, type Sqlite } from './sqlite.ts'

const files = ['vault.db', 'vault.db-wal']

/**
 * Copies the database's files as found (they stay encrypted) to damaged/<time of last change>/, before anything tries to mend them.
 * The same damage met again is not copied again, so that trying to sign in does not fill the disk.
 */
export function keepAsFound(folder: string): void {
  const there = files.filter(file => existsSync(join(folder, file)))
  const changed = Math.max(0, ...there.map(file => statSync(join(folder, file)).mtimeMs))
  const to = join(folder, 'damaged', new Date(changed).toISOString().replaceAll(/[:.]/g, '-'))
  if (existsSync(to)) return
  const temporary = `${to}.tmp`
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  for (const file of there) copyFileSync(join(folder, file), join(temporary, file))
  renameSync(temporary, to)
  syncFolderNow(to)
}

/**
 * The first steps of the ladder: keep the files as found, rebuild the indexes, check again. Returns true when that mended it.
 * Throws vault.damaged otherwise. The next steps (rows by bisection, index from the sealed files, clinic, backup) attach here.
 */
export function mend(sqlite: Sqlite, folder: string): boolean {
  if (quickCheck(sqlite) === 'ok') return false
  keepAsFound(folder)
  try {
    sqlite.exec('REINDEX')
  } catch (cause) {
    throw new Fault('vault.damaged', { cause })
  }
  if (quickCheck(sqlite) !== 'ok') throw new Fault('vault.damaged')
  return true
}
