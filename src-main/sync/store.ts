import type { Resource } from '../../src-shared/fhir/index.ts'
import type { Db, StoreModule } from '../vault/index.ts'
import { openInboxSql } from './inbox-store.ts'
import { openOutboxReads, openOutboxWrites } from './outbox-store.ts'
import type { Indexed } from './rows.ts'

/** How records make a body findable; they lend it, so that there is one way for what is written here and what comes in. */
export type Indexing = (db: Db) => {
  /** Updates the search index and answers the columns of the record's row. */
  put(resource: Resource, at: string): Indexed
  drop(type: string, id: string): void
}

const open = (db: Db, indexing: Indexing) => ({
  ...openOutboxReads(db),
  ...openOutboxWrites(db, indexing),
  ...openInboxSql(db, indexing),
  setting: (name: string): string | undefined =>
    db.get<{ value: string }>('SELECT value FROM sync_setting WHERE name = ?', name)?.value,
  setSetting: (name: string, value: string): void =>
    db.run('INSERT OR REPLACE INTO sync_setting VALUES (?, ?)', name, value),
})

export type SyncSql = ReturnType<typeof open>

/** The sync room's drawer: `outbox` and the clinic's columns of `record`, where the last look ended, and how to sign in. */
export const syncStoreWith = (indexing: Indexing): StoreModule<SyncSql> => ({
  name: 'sync',
  migrations: [
    {
      id: 'sync/1',
      sql: `
        CREATE TABLE sync_cursor (scope TEXT PRIMARY KEY, upTo TEXT, next TEXT) STRICT, WITHOUT ROWID;
        CREATE TABLE sync_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE sync_loose (
          targetType TEXT NOT NULL, targetId TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL,
          PRIMARY KEY (targetType, targetId, type, id)) STRICT, WITHOUT ROWID;`,
    },
  ],
  open: db => open(db, indexing),
})
