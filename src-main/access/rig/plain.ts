import { DatabaseSync } from 'node:sqlite'
import type { Db, StoreModule } from '../../vault/index.ts'

/** A store over a plain database: what is under test is its SQL, whose pages the vault encrypts. */
export function openPlain<S>(module: StoreModule<S>) {
  const sqlite = new DatabaseSync(':memory:')
  const statement = (sql: string) => sqlite.prepare(sql)
  const db: Db = {
    all: (sql, ...params) => statement(sql).all(...(params as string[])) as never,
    get: (sql, ...params) => statement(sql).get(...(params as string[])) as never,
    run: (sql, ...params) => void statement(sql).run(...(params as string[])),
  }
  for (const { sql } of module.migrations) sqlite.exec(sql)
  return { sqlite, db, store: module.open(db) }
}
