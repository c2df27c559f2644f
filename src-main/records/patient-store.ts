import type { Db } from '../vault/index.ts'
import type { FoundPatient, PatientKey, Term } from './rows.ts'
import { heldColumns } from './schema-store.ts'

const found = `${heldColumns},
  (SELECT max(v.sortAt) FROM record v WHERE v.patientId = r.id AND v.type = 'Encounter' AND v.deleted = 0) AS lastSeenAt`

const exactly = `SELECT patientId FROM patient_index WHERE kind = ? AND value = ?`
// A range over the primary key: unlike LIKE it needs no escaping and always uses the index.
const beginning = `SELECT patientId FROM patient_index WHERE kind = ? AND value >= ? AND value < ? || char(1114111)`

const termSql = (term: Term): string =>
  `SELECT patientId FROM (${term.map(({ prefix }) => (prefix ? beginning : exactly)).join(' UNION ')})`

const termParams = (term: Term): string[] =>
  term.flatMap(({ kind, value, prefix }) => (prefix ? [kind, value, value] : [kind, value]))

/** Reads and writes of `patient_index`: who is found by which word, date or number. */
export const openPatientSql = (db: Db) => ({
  /** `isNew`: nothing is there to be taken out first. */
  indexPatient: (id: string, keys: readonly PatientKey[], isNew = false): void => {
    if (!isNew) db.run('DELETE FROM patient_index WHERE patientId = ?', id)
    for (const { kind, value } of keys) {
      db.run('INSERT OR IGNORE INTO patient_index (kind, value, patientId) VALUES (?, ?, ?)', kind, value, id)
    }
  },
  /**
   * Patients who match every term, by name; at most eight terms. Bodies are read only of those who are answered; CROSS JOIN fixes
   * the order of the loops, which SQLite would otherwise turn round into a walk over every patient.
   */
  findPatients: (terms: readonly Term[], limit: number): FoundPatient[] =>
    db.all<FoundPatient>(
      `WITH chosen AS MATERIALIZED (
         SELECT f.patientId, s.value FROM (${terms.map(termSql).join(' INTERSECT ')}) f
           CROSS JOIN patient_index s ON s.patientId = f.patientId AND s.kind = 'sort'
         ORDER BY s.value, f.patientId LIMIT ?)
       SELECT ${found} FROM chosen CROSS JOIN record r ON r.type = 'Patient' AND r.id = chosen.patientId AND r.deleted = 0
       ORDER BY chosen.value, r.id`,
      ...terms.flatMap(termParams),
      limit,
    ),
  /** Those seen last come first; then those entered last. */
  latestPatients: (limit: number): FoundPatient[] =>
    db.all<FoundPatient>(
      `WITH chosen AS MATERIALIZED (
         SELECT id, max(at) AS at FROM (
           SELECT patientId AS id, sortAt AS at FROM (
             SELECT patientId, sortAt FROM record WHERE type = 'Encounter' AND deleted = 0 ORDER BY sortAt DESC LIMIT 1000)
           UNION ALL
           SELECT id, '' FROM (SELECT id FROM record INDEXED BY record_entered
             WHERE type = 'Patient' AND deleted = 0 ORDER BY updatedAt DESC LIMIT ?))
         GROUP BY id ORDER BY max(at) DESC LIMIT ?)
       SELECT ${found} FROM chosen
         CROSS JOIN record r ON r.type = 'Patient' AND r.id = chosen.id AND r.deleted = 0
       ORDER BY chosen.at DESC, r.updatedAt DESC`,
      limit,
      limit,
    ),
  patient: (id: string): FoundPatient | undefined =>
    db.get<FoundPatient>(`SELECT ${found} FROM record r WHERE r.type = 'Patient' AND r.id = ? AND r.deleted = 0`, id),
  patients: (ids: readonly string[]): FoundPatient[] =>
    db.all<FoundPatient>(
      `SELECT ${found} FROM json_each(?) n JOIN record r ON r.type = 'Patient' AND r.id = n.value AND r.deleted = 0`,
      JSON.stringify(ids),
    ),
})
