import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import { writeCopy } from './backup.ts'
import type { Migration } from './db.ts'
import { openToLook, type Sqlite } from './sqlite.ts'

const keptBackups = 3
const applied = 'SELECT id FROM vault_migrations'

const appliedIn = (sqlite: Sqlite): string[] => {
  const known = sqlite.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'vault_migrations'`).get() !== undefined
  return known
    ? sqlite
        .prepare<[], { id: string }>(applied)
        .all()
        .map(row => row.id)
    : []
}

/**
 * Looks before anything is changed, and returns how many commits the database holds (undefined for a new one).
 * Throws vault.future, with every file as it was, when it holds a migration this program does not know.
 */
export function look(path: string, key: Buffer, migrations: readonly Migration[]): number | undefined {
  if (!existsSync(path) || statSync(path).size === 0) return undefined
  const known = new Set<string>(migrations.map(migration => migration.id))
  const sqlite = openToLook(path, key)
  try {
    const ids = appliedIn(sqlite)
    if (ids.some(id => !known.has(id))) throw new Fault('vault.future')
    if (!ids.includes('vault/1')) return undefined
    return sqlite.prepare<[], { counter: number }>('SELECT counter FROM vault_head').get()?.counter
  } finally {
    sqlite.close()
  }
}

/** Brings the schema up to date, one transaction for each migration, after a verified copy where there is something to lose. */
export function migrate(
  sqlite: Sqlite,
  key: Buffer,
  plan: { migrations: readonly Migration[]; backups: string; at: string },
): void {
  const done = new Set(appliedIn(sqlite))
  const due = plan.migrations.filter(migration => !done.has(migration.id))
  const first = due[0]
  if (first === undefined) return
  if (done.size > 0) backUp(sqlite, key, { folder: plan.backups, before: first.id })
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS vault_migrations (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID',
  )
  const record = sqlite.prepare('INSERT INTO vault_migrations VALUES (?, ?)')
  for (const migration of due) {
    sqlite
      .transaction(() => {
        sqlite.exec(migration.sql)
        record.run(migration.id, plan.at)
      })
      .immediate()
  }
}

function backUp(sqlite: Sqlite, key: Buffer, { folder, before }: { folder: string; before: string }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const copies = readdirSync(folder)
    .filter(name => name.endsWith('.db'))
    .sort()
  const number = Number(copies.at(-1)?.slice(0, 4) ?? 0) + 1
  writeCopy(sqlite, key, join(folder, `${String(number).padStart(4, '0')}-before-${before.replace('/', '-')}.db`))
  for (const old of copies.slice(0, Math.max(0, copies.length + 1 - keptBackups))) rmSync(join(folder, old))
}
