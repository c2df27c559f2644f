import type { UserId } from '../../src-shared/ids.ts'
import type { StoreModule } from '../vault/index.ts'

interface Preferences {
  of(userId: UserId): Record<string, string>
  set(userId: UserId, key: string, value: string): void
}

/** What each person likes set up their way: device chosen, table columns, light or dark. */
export const preferenceStore: StoreModule<Preferences> = {
  name: 'preference',
  migrations: [
    {
      id: 'preference/1',
      sql: `CREATE TABLE preference (
              userId TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (userId, key)
            ) STRICT, WITHOUT ROWID;`,
    },
  ],
  open: db => ({
    of: userId => {
      const rows = db.all<{ key: string; value: string }>('SELECT key, value FROM preference WHERE userId = ?', userId)
      return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
    },
    set: (userId, key, value) =>
      db.run('INSERT OR REPLACE INTO preference (userId, key, value) VALUES (?, ?, ?)', userId, key, value),
  }),
}
