import type { Connection } from './database.ts'

/** Small facts of the clinic itself: its identity, its signing keys. */
export const openSettings = (database: Connection) => ({
  /** The value under `name`; made and kept on first asking. */
  once: (name: string, make: () => string): string => {
    const find = database.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck()
    database.prepare('INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)').run(name, find.get(name) ?? make())
    return find.get(name) ?? ''
  },
})
export type Settings = ReturnType<typeof openSettings>
