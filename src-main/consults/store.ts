import type { Db, StoreModule } from '../vault/index.ts'

/** A consult's Task as it is held. */
export interface HeldConsult {
  readonly id: string
  readonly body: string
  readonly unsynced: 0 | 1
}

// Written as the indexes have them, or SQLite reads every Task to answer.
const isConsult = `type = 'Task' AND body ->> '$.code.coding[0].code' = 'consult'`
const state = `body ->> '$.businessStatus.coding[0].code'`
const kind = `body ->> '$.businessStatus.coding[1].code'`
const due = `body ->> '$.restriction.period.end'`

// `deleted` and `id` stand in the index, too: in the row they lie behind the body, which is long.
const migration = {
  id: 'consults/1',
  sql: `
    CREATE INDEX record_consult ON record (${kind}, ${due}, ${state}, deleted, id) WHERE ${isConsult};
    CREATE INDEX record_consult_by_patient ON record (patientId, sortAt) WHERE ${isConsult};`,
} as const

const held = `r.id, r.body, EXISTS (
  SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type IN ('Task', 'QuestionnaireResponse', 'DiagnosticReport')) AS unsynced`
const from = `FROM record r INDEXED BY record_consult WHERE r.type = 'Task' AND r.body ->> '$.code.coding[0].code' = 'consult'
  AND r.deleted = 0 AND r.body ->> '$.businessStatus.coding[0].code' IN (SELECT value FROM json_each(?))`
// What waits for its sender comes last.
const order = `ORDER BY r.body ->> '$.businessStatus.coding[1].code' = 'HOLD-RETAKE', r.body ->> '$.businessStatus.coding[1].code',
  r.body ->> '$.restriction.period.end', r.id`

/** Which consults a list is about: their states, and whose they are where that matters. */
export interface Listing {
  readonly states: readonly string[]
  readonly ownerId?: string | undefined
  readonly requesterId?: string | undefined
}

/** The condition on whose they are, and what it is asked with; the index alone answers a list of everybody's. */
const whose = ({ states, ownerId, requesterId }: Listing) => {
  const asked = [
    ['owner', ownerId],
    ['requester', requesterId],
  ] as const
  const given = asked.filter(([, id]) => id !== undefined)
  return {
    sql: given.map(([who]) => ` AND r.body ->> '$.${who}.identifier.value' = ?`).join(''),
    values: [JSON.stringify(states), ...given.map(([, id]) => id ?? '')],
  }
}

const open = (db: Db) => ({
  /** The most urgent class first, then the nearest due time. Bodies are read only of the lines that are answered. */
  list: (listing: Listing, page: { from: number; limit: number }): HeldConsult[] => {
    const { sql, values } = whose(listing)
    return db.all<HeldConsult>(
      `WITH chosen AS MATERIALIZED (SELECT r.id AS name, row_number() OVER (${order}) AS place ${from}${sql} ${order} LIMIT ? OFFSET ?)
       SELECT ${held} FROM chosen CROSS JOIN record r ON r.type = 'Task' AND r.id = chosen.name ORDER BY chosen.place`,
      ...values,
      page.limit,
      page.from,
    )
  },
  count: (listing: Listing): number => {
    const { sql, values } = whose(listing)
    return db.get<{ n: number }>(`SELECT count(*) AS n ${from}${sql}`, ...values)?.n ?? 0
  },
  ofPatient: (patientId: string): HeldConsult[] =>
    db.all<HeldConsult>(
      `SELECT ${held} FROM record r INDEXED BY record_consult_by_patient WHERE r.type = 'Task'
         AND r.body ->> '$.code.coding[0].code' = 'consult' AND r.deleted = 0 AND r.patientId = ? ORDER BY r.sortAt DESC`,
      patientId,
    ),
  ofCase: (caseId: string): HeldConsult[] =>
    db.all<HeldConsult>(
      `SELECT ${held} FROM record r WHERE r.type = 'Task' AND r.caseId = ? AND r.deleted = 0
         AND r.body ->> '$.code.coding[0].code' = 'consult' ORDER BY r.sortAt DESC`,
      caseId,
    ),
  consult: (id: string): HeldConsult | undefined =>
    db.get<HeldConsult>(`SELECT ${held} FROM record r WHERE r.type = 'Task' AND r.id = ? AND r.deleted = 0`, id),
  /** The thread of a consult, oldest first. */
  messages: (consultId: string): HeldConsult[] =>
    db.all<HeldConsult>(
      `SELECT r.id, r.body, EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type = 'Communication') AS unsynced
         FROM record r, record t WHERE t.type = 'Task' AND t.id = ? AND r.type = 'Communication' AND r.patientId = t.patientId
         AND r.deleted = 0 AND r.body ->> '$.about[0].reference' = 'Task/' || t.id ORDER BY r.sortAt, r.id`,
      consultId,
    ),
})

export type ConsultSql = ReturnType<typeof open>

/** The consult room's drawer: no table of its own, only ways to find consults among the records. */
export const consultStore: StoreModule<ConsultSql> = { name: 'consult', migrations: [migration], open }
