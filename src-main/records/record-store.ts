import { parseKeepingDigits } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import type { Change, FoundCase, HeldRow, RecordName, RecordRow } from './rows.ts'
import { heldColumns as held } from './schema-store.ts'

const images = `(SELECT count(*) FROM record m WHERE m.type = 'Media' AND m.caseId = r.id AND m.deleted = 0
  AND m.body ->> '$.status' <> 'entered-in-error') AS images`

// Written as the partial indexes have them, or SQLite reads every body to answer.
const liveCase = `('planned', 'arrived', 'triaged', 'in-progress', 'onleave')`
const openTask = `('draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold')`

const upsert = `INSERT INTO record (type, id, body, patientId, caseId, sortAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (type, id) DO UPDATE SET base = record.agreed, body = excluded.body, patientId = excluded.patientId, caseId = excluded.caseId,
    sortAt = excluded.sortAt, updatedAt = excluded.updatedAt, deleted = 0`

/** Reads and writes of `record`, `outbox` (enqueueing only). */
export const openRecordSql = (db: Db) => {
  const enqueue = (type: string, id: string, at: string): void =>
    db.run('INSERT OR IGNORE INTO outbox (type, id, enqueuedAt) VALUES (?, ?, ?)', type, id, at)
  return {
    hold: (row: RecordRow): void => {
      const { type, id, body, patientId = null, caseId = null, sortAt = null, updatedAt } = row
      db.run(upsert, type, id, body, patientId, caseId, sortAt, updatedAt)
      enqueue(type, id, updatedAt)
    },
    /** Merged here, inside the transaction, so that a change which arrives in between is not written over; 36.50 stays 36.50. */
    change: ({ type, id, set, at }: Change): void => {
      const row = db.get<{ body: string }>(
        'SELECT body FROM record WHERE type = ? AND id = ? AND deleted = 0',
        type,
        id,
      )
      if (row === undefined) throw new Error(`no ${type} to change`)
      const body = JSON.stringify({ ...(parseKeepingDigits(row.body) as object), ...set })
      db.run('UPDATE record SET base = agreed, body = ?, updatedAt = ? WHERE type = ? AND id = ?', body, at, type, id)
      enqueue(type, id, at)
    },
    read: (type: string, id: string): HeldRow | undefined =>
      db.get<HeldRow>(`SELECT ${held} FROM record r WHERE r.type = ? AND r.id = ? AND r.deleted = 0`, type, id),
    ofPatient: (patientId: string): HeldRow[] =>
      db.all<HeldRow>(`SELECT ${held} FROM record r WHERE r.patientId = ? AND r.deleted = 0`, patientId),
    ofCase: (caseId: string): HeldRow[] =>
      db.all<HeldRow>(`SELECT ${held} FROM record r WHERE r.caseId = ? AND r.deleted = 0 ORDER BY r.sortAt`, caseId),
    case: (id: string): FoundCase | undefined =>
      db.get<FoundCase>(
        `SELECT ${held}, ${images} FROM record r WHERE r.type = 'Encounter' AND r.id = ? AND r.deleted = 0`,
        id,
      ),
    /** Visits not finished, and those begun since `since` (ISO 8601, UTC), newest first. */
    liveCases: (since: string, limit: number): FoundCase[] =>
      db.all<FoundCase>(
        `WITH chosen AS MATERIALIZED (
           SELECT id FROM record INDEXED BY record_live_case WHERE type = 'Encounter' AND body ->> '$.status' IN ${liveCase}
           UNION SELECT id FROM record WHERE type = 'Encounter' AND sortAt >= ?)
         SELECT ${held}, ${images} FROM chosen
           CROSS JOIN record r ON r.type = 'Encounter' AND r.id = chosen.id AND r.deleted = 0
         ORDER BY r.sortAt DESC LIMIT ?`,
        since,
        limit,
      ),
    /** Without consults, which have a list of their own. */
    openTasks: (limit: number): HeldRow[] =>
      db.all<HeldRow>(
        `SELECT ${held} FROM record r INDEXED BY record_open_task WHERE r.type = 'Task' AND r.deleted = 0
           AND r.body ->> '$.status' IN ${openTask} AND coalesce(r.body ->> '$.code.coding[0].code', '') <> 'consult'
         ORDER BY coalesce(r.body ->> '$.restriction.period.end', '9999'), r.sortAt LIMIT ?`,
        limit,
      ),
  }
}

/** Reads and writes of an import: many names at once, and `import_source`. */
export const openImportSql = (db: Db) => ({
  /** Remembers what an imported record looked like at its source, so that importing it again changes nothing. */
  noteSource: ({ type, id }: RecordName, sha256: string): void => {
    db.run('INSERT OR REPLACE INTO import_source VALUES (?, ?, ?)', type, id, sha256)
  },
  /** Which of these names are held, and under which body. */
  heldOf: (names: readonly RecordName[]): HeldRow[] =>
    db.all<HeldRow>(
      `SELECT ${held} FROM json_each(?) n JOIN record r
           ON r.type = n.value ->> '$.type' AND r.id = n.value ->> '$.id' AND r.deleted = 0`,
      JSON.stringify(names),
    ),
  sourcesOf: (names: readonly RecordName[]): (RecordName & { readonly sha256: string })[] =>
    db.all(
      `SELECT s.type, s.id, s.sha256 FROM json_each(?) n JOIN import_source s
           ON s.type = n.value ->> '$.type' AND s.id = n.value ->> '$.id'`,
      JSON.stringify(names),
    ),
})
