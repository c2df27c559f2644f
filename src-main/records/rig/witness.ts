import type { Act, Caller } from '../../kernel/caller.ts'
import type { StoreModule } from '../../vault/index.ts'

interface Witness {
  append(by: Caller, act: Act, at: string): void
  all(): { readonly name: string; readonly act: Act }[]
}

/** Who did what, as plain rows: the audit of a rig. */
export const witnessStore: StoreModule<Witness> = {
  name: 'witness',
  migrations: [
    {
      id: 'witness/1',
      sql: 'CREATE TABLE witness (seq INTEGER PRIMARY KEY, userName TEXT NOT NULL, act TEXT NOT NULL) STRICT',
    },
  ],
  open: db => ({
    append: (by, act) => db.run('INSERT INTO witness (userName, act) VALUES (?, ?)', by.name, JSON.stringify(act)),
    all: () =>
      db
        .all<{ userName: string; act: string }>('SELECT userName, act FROM witness ORDER BY seq')
        .map(({ userName, act }) => ({ name: userName, act: JSON.parse(act) as Act })),
  }),
}
