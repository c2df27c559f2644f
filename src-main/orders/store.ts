import type { Db, StoreModule } from '../vault/index.ts'

/** A record as it is held. */
export interface HeldOrder {
  readonly id: string
  readonly body: string
  readonly unsynced: 0 | 1
}

/** A laboratory's report with the Observations it names, a JSON array in no order. */
export interface HeldReport extends HeldOrder {
  readonly measured: string
}

// Written as the indexes have them, or SQLite reads every body to answer.
const isOrder = `type = 'ServiceRequest' AND body ->> '$.extension[0].url' = 'https://cutis.example/fhir/StructureDefinition/order'`
const isAside = `type = 'Task' AND body ->> '$.code.coding[0].code' = 'result-set-aside'`
const number = `body ->> '$.accessionIdentifier.value'`

const migration = {
  id: 'orders/1',
  sql: `
    CREATE INDEX record_order ON record (body ->> '$.status') WHERE ${isOrder};
    CREATE INDEX record_specimen_number ON record (${number}) WHERE type = 'Specimen';
    CREATE INDEX record_report_by_time ON record (sortAt) WHERE type = 'DiagnosticReport';
    CREATE INDEX record_result_aside ON record (id) WHERE ${isAside};`,
} as const

const held = `r.id, r.body, EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type = r.type) AS unsynced`
const report = `${held}, (
    SELECT json_group_array(json(o.body)) FROM json_each(r.body, '$.result') named JOIN record o
      ON o.type = 'Observation' AND o.id = substr(named.value ->> '$.reference', 13) AND o.deleted = 0
    WHERE named.value ->> '$.reference' LIKE 'Observation/%' AND o.patientId IS r.patientId) AS measured`
const order = `r.deleted = 0 AND r.type = 'ServiceRequest'
  AND r.body ->> '$.extension[0].url' = 'https://cutis.example/fhir/StructureDefinition/order'`

const open = (db: Db) => ({
  order: (id: string): HeldOrder | undefined =>
    db.get<HeldOrder>(`SELECT ${held} FROM record r WHERE ${order} AND r.id = ?`, id),
  ofPatient: (patientId: string): HeldOrder[] =>
    db.all<HeldOrder>(
      `SELECT ${held} FROM record r WHERE ${order} AND r.patientId = ? ORDER BY r.sortAt DESC`,
      patientId,
    ),
  /** What is under way anywhere in the clinic, oldest first. */
  active: (): HeldOrder[] =>
    db.all<HeldOrder>(
      `SELECT ${held} FROM record r INDEXED BY record_order
         WHERE ${order} AND r.body ->> '$.status' IN ('active', 'on-hold') ORDER BY r.sortAt, r.id`,
    ),
  reportsOf: (patientId: string): HeldReport[] =>
    db.all<HeldReport>(
      `SELECT ${report} FROM record r WHERE r.type = 'DiagnosticReport' AND r.patientId = ? AND r.deleted = 0 ORDER BY r.sortAt`,
      patientId,
    ),
  report: (id: string): HeldReport | undefined =>
    db.get<HeldReport>(
      `SELECT ${report} FROM record r WHERE r.type = 'DiagnosticReport' AND r.id = ? AND r.deleted = 0`,
      id,
    ),
  reportsSince: (at: string): HeldReport[] =>
    db.all<HeldReport>(
      `SELECT ${report} FROM record r WHERE r.type = 'DiagnosticReport' AND r.sortAt >= ? AND r.deleted = 0 ORDER BY r.sortAt`,
      at,
    ),
  /** Results that a person has set aside, as references. */
  aside: (): { readonly reference: string }[] =>
    db.all<{ reference: string }>(
      `SELECT r.body ->> '$.focus.reference' AS reference FROM record r INDEXED BY record_result_aside
         WHERE r.type = 'Task' AND r.body ->> '$.code.coding[0].code' = 'result-set-aside' AND r.deleted = 0`,
    ),
  /** The specimen of this number. */
  numbered: (label: string): HeldOrder | undefined =>
    db.get<HeldOrder>(
      `SELECT ${held} FROM record r WHERE r.type = 'Specimen' AND r.body ->> '$.accessionIdentifier.value' = ? AND r.deleted = 0`,
      label,
    ),
})

export type OrderSql = ReturnType<typeof open>

/** The order room's drawer: no table of its own, only ways to find orders and their results among the records. */
export const orderStore: StoreModule<OrderSql> = { name: 'order', migrations: [migration], open }
