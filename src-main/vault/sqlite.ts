import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Db } from './db.ts'

export type Sqlite = Database.Database

/** Name, what to set, what must be read back. Each is a promise of the design; see security.md for the measured reasons. */
const pragmas: readonly (readonly [name: string, set: string, must: unknown])[] = [
  ['journal_mode', 'WAL', 'wal'],
  // WAL alone silently drops to NORMAL, which loses acknowledged commits at a power cut.
  ['synchronous', 'FULL', 2],
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
  ['foreign_keys', 'ON', 1],
  // Large sorts would otherwise spill plaintext into temporary files.
  ['temp_store', 'MEMORY', 2],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['mmap_size', '0', 0],
  ['secure_delete', 'FAST', 2],
  ['wal_autocheckpoint', '1000', 1000],
  ['cache_size', '-16384', -16384],
]

/** Chooses SQLCipher 4's page format (AES-256 and HMAC-SHA-512 per page) and gives the raw key, so nothing is derived at open. */
function unlock(sqlite: Sqlite, key: Buffer): void {
  sqlite.pragma(`cipher='sqlcipher'`)
  sqlite.pragma('legacy=4')
  const raw = Buffer.concat([Buffer.from('raw:'), key])
  ;(sqlite as Sqlite & { key(raw: Buffer): number }).key(raw)
  raw.fill(0)
}

/** Opens for looking only: nothing of the files is changed, not even a checkpoint at close. */
export function openToLook(path: string, key: Buffer): Sqlite {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true })
  unlock(sqlite, key)
  return sqlite
}

/** Opens for work, every pragma set and read back. Throws SQLITE_NOTADB when the key or the first page is wrong. */
export function openToWork(path: string, key: Buffer): Sqlite {
  // Made here, because SQLite would let others read it; its log and index take over the mode.
  closeSync(openSync(path, 'a', 0o600))
  const sqlite = new Database(path, { timeout: 5000 })
  try {
    unlock(sqlite, key)
    for (const [name, set] of pragmas) sqlite.pragma(`${name} = ${set}`)
    assertPragmas(sqlite)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** Throws when a pragma is not what the design promises. */
export function assertPragmas(sqlite: Sqlite): void {
  for (const [name, , must] of pragmas) {
    const is: unknown = sqlite.pragma(name, { simple: true })
    if (is !== must) throw new Error(`pragma ${name} is ${String(is)}, must be ${String(must)}`)
  }
}

/** "ok", or the first complaints of SQLite's own check. */
export function quickCheck(sqlite: Sqlite): string {
  try {
    return (sqlite.pragma('quick_check(20)') as { quick_check: string }[]).map(row => row.quick_check).join('; ')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The slice of SQLite that stores see. Outside a commit a statement that writes is refused, whatever a store intends. */
export function sliceOf(sqlite: Sqlite, mayWrite: () => boolean): Db {
  const statements = new Map<string, Database.Statement>()
  const prepared = (sql: string): Database.Statement => {
    let statement = statements.get(sql)
    if (statement === undefined) statements.set(sql, (statement = sqlite.prepare(sql)))
    if (!statement.readonly && !mayWrite()) throw new Error('a store wrote outside a commit')
    return statement
  }
  return {
    all: <Row>(sql: string, ...params: readonly unknown[]) => prepared(sql).all(...params) as Row[],
    get: <Row>(sql: string, ...params: readonly unknown[]) => prepared(sql).get(...params) as Row | undefined,
    run: (sql, ...params) => void prepared(sql).run(...params),
  }
}
