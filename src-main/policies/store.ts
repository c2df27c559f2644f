import type { Db, StoreModule } from '../vault/index.ts'

/** An edition as it is held. */
export interface HeldEdition {
  readonly body: string
  readonly unsynced: 0 | 1
}

const isPolicy = `type = 'Basic' AND body ->> '$.code.coding[0].code' = 'clinic-policy'`

const open = (db: Db) => ({
  editions: (): HeldEdition[] =>
    db.all<HeldEdition>(
      `SELECT r.body, EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type = 'Basic') AS unsynced
         FROM record r WHERE r.type = 'Basic' AND r.body ->> '$.code.coding[0].code' = 'clinic-policy' AND r.deleted = 0
         AND r.patientId IS NULL`,
    ),
})

export type PolicySql = ReturnType<typeof open>

/** The policy room's drawer: no table of its own, only the way to its records. */
export const policyStore: StoreModule<PolicySql> = {
  name: 'policy',
  migrations: [{ id: 'policies/1', sql: `CREATE INDEX record_policy ON record (id) WHERE ${isPolicy};` }],
  open,
}
