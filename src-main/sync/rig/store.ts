import type { Act, Caller } from '../../kernel/caller.ts'
import type { Db, StoreModule } from '../../vault/index.ts'

export interface Seen {
  readonly type: string
  readonly id: string
  readonly body: string
  readonly base: string | null
  readonly serverId: string | null
  readonly serverVersion: string | null
  readonly theirs: string | null
  readonly deleted: 0 | 1
}

export interface RigStore {
  record(type: string, id: string): Seen | undefined
  recordsOf(type: string): Seen[]
  outbox(): {
    seq: number
    type: string
    id: string
    state: string
    attempts: number
    sent: string | null
    trouble: string | null
  }[]
  acts(): { name: string; patientId: string | null; role: string }[]
  removeRecord(type: string, id: string, at: string): void
  /** As before the first record was written. */
  wipe(): void
  witness(by: Caller, act: Act, at: string): void
}

/** Looks into the drawers of records and sync for the tests, and stands in for the audit. */
export const rigStore: StoreModule<RigStore> = {
  name: 'rig',
  migrations: [
    {
      id: 'rig/1',
      sql: `CREATE TABLE rig_witness (seq INTEGER PRIMARY KEY, name TEXT NOT NULL, patientId TEXT, role TEXT NOT NULL) STRICT;`,
    },
  ],
  open: (db: Db): RigStore => ({
    record: (type, id) => db.get<Seen>('SELECT *, agreed AS base FROM record WHERE type = ? AND id = ?', type, id),
    recordsOf: type => db.all<Seen>('SELECT *, agreed AS base FROM record WHERE type = ? ORDER BY id', type),
    outbox: () => db.all('SELECT seq, type, id, state, attempts, sent, trouble FROM outbox ORDER BY seq'),
    acts: () => db.all('SELECT name, patientId, role FROM rig_witness ORDER BY seq'),
    removeRecord: (type, id, at) => {
      db.run('UPDATE record SET deleted = 1 WHERE type = ? AND id = ?', type, id)
      db.run('INSERT OR IGNORE INTO outbox (type, id, enqueuedAt) VALUES (?, ?, ?)', type, id, at)
    },
    wipe: () => {
      for (const table of [
        'record',
        'outbox',
        'patient_index',
        'sync_cursor',
        'sync_setting',
        'sync_loose',
        'sync_unread',
        'rig_witness',
      ])
        db.run(`DELETE FROM ${table}`)
    },
    witness: (by, act) =>
      db.run(
        'INSERT INTO rig_witness (name, patientId, role) VALUES (?, ?, ?)',
        act.name,
        act.patientId ?? null,
        by.role,
      ),
  }),
}
