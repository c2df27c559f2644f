import type { StoreModule } from '../vault/index.ts'

interface Folders {
  all(): string[]
  add(path: string): void
  remove(path: string): void
}

/** The folders that somebody named on this workstation; the same for everybody who sits at it. */
export const folderStore: StoreModule<Folders> = {
  name: 'watchedFolder',
  migrations: [
    {
      id: 'watchedFolder/1',
      sql: 'CREATE TABLE watched_folder (seq INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;',
    },
  ],
  open: db => ({
    all: () => db.all<{ path: string }>('SELECT path FROM watched_folder ORDER BY seq').map(({ path }) => path),
    add: path => db.run('INSERT OR IGNORE INTO watched_folder (path) VALUES (?)', path),
    remove: path => db.run('DELETE FROM watched_folder WHERE path = ?', path),
  }),
}
