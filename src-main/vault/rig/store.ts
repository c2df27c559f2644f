import type { Act, Caller } from '../../kernel/caller.ts'
import type { Db, StoreModule } from '../db.ts'
import type { BlobMeta } from '../types.ts'

interface ShotRow {
  readonly id: string
  readonly note: string
}

interface WitnessRow {
  readonly userId: string
  readonly act: string
  readonly entity: string | null
}

interface RigStore {
  addShot(row: ShotRow): void
  adoptShot(meta: BlobMeta, id: string): void
  /** Fails after having written, to see that nothing of a commit stays. */
  addAndFail(row: ShotRow): void
  /** A store that would write while reading. */
  sneak(): ShotRow[]
  /** Brings the thread down a moment later, as a bug in a native module would. */
  crash(): boolean
  shots(): ShotRow[]
  witnessed(): WitnessRow[]
  witness(by: Caller, act: Act, at: string): void
}

/** A drawer for the vault's own tests and fault campaigns: shots with their notes, and a list of who did what. */
export const rigStore: StoreModule<RigStore> = {
  name: 'rig',
  migrations: [
    {
      id: 'rig/1',
      sql: `CREATE TABLE rig_shots (id TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT;
            CREATE TABLE rig_witness (seq INTEGER PRIMARY KEY, user_id TEXT NOT NULL, act TEXT NOT NULL, entity TEXT, at TEXT NOT NULL) STRICT;`,
    },
  ],
  open: (db: Db): RigStore => {
    const addShot = (row: ShotRow): void => db.run('INSERT INTO rig_shots VALUES (?, ?)', row.id, row.note)
    return {
      addShot,
      adoptShot: (meta, id) => {
        if (typeof meta.note !== 'string') throw new Error('not a shot')
        addShot({ id, note: meta.note })
      },
      addAndFail: row => {
        addShot(row)
        throw new Error('failed on purpose')
      },
      sneak: () => {
        addShot({ id: 'sneaked', note: '' })
        return []
      },
      crash: () => {
        setTimeout(() => {
          throw new Error('crashed on purpose')
        })
        return true
      },
      shots: () => db.all<ShotRow>('SELECT id, note FROM rig_shots ORDER BY id'),
      witnessed: () => db.all<WitnessRow>('SELECT user_id AS userId, act, entity FROM rig_witness ORDER BY seq'),
      witness: (by, act, at) => {
        if (act.name === 'rig.unwitnessed') throw new Error('the witness refuses')
        db.run(
          'INSERT INTO rig_witness (user_id, act, entity, at) VALUES (?, ?, ?, ?)',
          by.userId,
          act.name,
          act.entity ?? null,
          at,
        )
      },
    }
  },
}
