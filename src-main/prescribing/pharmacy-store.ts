import type { StoreModule } from '../vault/index.ts'

/** A pharmacy the clinic's patients go to; `ncpdp` is null where nobody gave its number. */
export interface PharmacyEntry {
  readonly name: string
  readonly ncpdp: string | null
}

interface Pharmacies {
  all(): PharmacyEntry[]
  replace(list: readonly PharmacyEntry[]): void
}

/** The clinic's own list of pharmacies: it suggests, and no prescription hangs on it. */
export const pharmacyStore: StoreModule<Pharmacies> = {
  name: 'pharmacy',
  migrations: [
    {
      id: 'pharmacy/1',
      sql: 'CREATE TABLE pharmacy (name TEXT NOT NULL PRIMARY KEY, ncpdp TEXT) STRICT, WITHOUT ROWID;',
    },
  ],
  open: db => ({
    all: () => db.all<PharmacyEntry>('SELECT name, ncpdp FROM pharmacy ORDER BY name'),
    replace(list) {
      db.run('DELETE FROM pharmacy')
      for (const { name, ncpdp } of list) db.run('INSERT INTO pharmacy (name, ncpdp) VALUES (?, ?)', name, ncpdp)
    },
  }),
}
