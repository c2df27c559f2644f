import type { Db, StoreModule } from '../vault/index.ts'
import { openInboxSql } from './inbox-store.ts'
import { recordIndexing } from './indexing.ts'
import { openAnswerSql, openDecisionSql, openSendingSql } from './outbox-store.ts'
import { openQueueReads, openQueueViews } from './queue-store.ts'
import type { Indexing } from './rows.ts'

const open = (db: Db, indexing: Indexing) => ({
  ...openQueueReads(db),
  ...openQueueViews(db),
  ...openSendingSql(db),
  ...openAnswerSql(db, indexing),
  ...openDecisionSql(db, indexing),
  ...openInboxSql(db, indexing),
  setting: (name: string): string | undefined =>
    db.get<{ value: string }>('SELECT value FROM sync_setting WHERE name = ?', name)?.value,
  setSetting: (name: string, value: string): void =>
    db.run('INSERT OR REPLACE INTO sync_setting VALUES (?, ?)', name, value),
})

export type SyncSql = ReturnType<typeof open>

/** The sync room's drawer: `outbox` and the clinic's columns of `record`, where the last look ended, and how to sign in. */
export const syncStore: StoreModule<SyncSql> = {
  name: 'sync',
  migrations: [
    {
      id: 'sync/1',
      sql: `
        CREATE TABLE sync_cursor (scope TEXT PRIMARY KEY, upTo TEXT, next TEXT) STRICT, WITHOUT ROWID;
        CREATE TABLE sync_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE sync_loose (
          targetType TEXT NOT NULL, targetId TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL,
          PRIMARY KEY (targetType, targetId, type, id)) STRICT, WITHOUT ROWID;
        -- What the clinic holds and this program cannot read: counted, so that it is not silently missing.
        CREATE TABLE sync_unread (
          type TEXT NOT NULL, serverId TEXT NOT NULL, PRIMARY KEY (type, serverId)) STRICT, WITHOUT ROWID;`,
    },
  ],
  open: db => open(db, recordIndexing),
}
