import type { Db, StoreModule } from '../vault/index.ts'

/** A prescription or a request as it is held. */
export interface HeldText {
  readonly id: string
  readonly body: string
  readonly unsynced: 0 | 1
}

// Written as the index has it, or SQLite reads every Task to answer.
const migration = {
  id: 'prescribing/1',
  sql: `
    CREATE INDEX record_refill ON record (sortAt) WHERE type = 'Task' AND body ->> '$.code.coding[0].code' = 'refill' AND deleted = 0;`,
} as const

const held = (type: string) =>
  `r.id, r.body, EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type = '${type}') AS unsynced`

/** So many requests are shown at once; the oldest come first, so none is forgotten behind them. */
const mostRefills = 100

const open = (db: Db) => ({
  ofPatient: (patientId: string): HeldText[] =>
    db.all<HeldText>(
      `SELECT ${held('MedicationRequest')} FROM record r WHERE r.type = 'MedicationRequest' AND r.deleted = 0 AND r.patientId = ?
         ORDER BY r.updatedAt DESC, r.id`,
      patientId,
    ),
  prescription: (id: string): HeldText | undefined =>
    db.get<HeldText>(
      `SELECT ${held('MedicationRequest')} FROM record r WHERE r.type = 'MedicationRequest' AND r.deleted = 0 AND r.id = ?`,
      id,
    ),
  refill: (id: string): HeldText | undefined =>
    db.get<HeldText>(
      `SELECT ${held('Task')} FROM record r WHERE r.type = 'Task' AND r.deleted = 0 AND r.id = ?
         AND r.body ->> '$.code.coding[0].code' = 'refill'`,
      id,
    ),
  /** Requests that wait for an answer, oldest first. */
  refills: (): HeldText[] =>
    db.all<HeldText>(
      `SELECT ${held('Task')} FROM record r INDEXED BY record_refill WHERE r.type = 'Task'
         AND r.body ->> '$.code.coding[0].code' = 'refill' AND r.deleted = 0
         AND r.body ->> '$.status' IN ('requested', 'received', 'accepted', 'in-progress') ORDER BY r.sortAt, r.id LIMIT ${mostRefills}`,
    ),
})

export type PrescriptionSql = ReturnType<typeof open>

/** The prescribing room's drawer: no table of its own, only ways to find its records. */
export const prescriptionStore: StoreModule<PrescriptionSql> = { name: 'prescription', migrations: [migration], open }
