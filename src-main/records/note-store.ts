import type { Db } from '../vault/index.ts'
import type { FoundNote } from './rows.ts'
import { heldColumns } from './schema-store.ts'

/** Reads and writes of the full-text index over notes. The text is folded before it comes here. */
export const openNoteSql = (db: Db) => ({
  /** `isNew`: nothing is there to be taken out first. */
  indexNote: (id: string, text: string | undefined, isNew = false): void => {
    if (!isNew) db.run('DELETE FROM note_text WHERE rowid = (SELECT doc FROM note_doc WHERE id = ?)', id)
    if (text === undefined) return
    db.run('INSERT OR IGNORE INTO note_doc (id) VALUES (?)', id)
    db.run('INSERT INTO note_text (rowid, text) SELECT doc, ? FROM note_doc WHERE id = ?', text, id)
  },
  /** Notes that match an FTS5 query (see noteQueryOf), of one patient or, with an empty id, of all; newest first. */
  notesMatching: (query: string, patientId: string, limit: number): FoundNote[] =>
    db.all<FoundNote>(
      `WITH chosen AS MATERIALIZED (
         SELECT d.id, n.sortAt FROM note_text t JOIN note_doc d ON d.doc = t.rowid
           JOIN record n ON n.type = 'DocumentReference' AND n.id = d.id AND n.deleted = 0
         WHERE note_text MATCH ? AND (? = '' OR n.patientId = ?)
         ORDER BY n.sortAt DESC LIMIT ?)
       SELECT ${heldColumns},
         (SELECT p.body FROM record p WHERE p.type = 'Patient' AND p.id = r.patientId) AS patient
       FROM chosen CROSS JOIN record r ON r.type = 'DocumentReference' AND r.id = chosen.id
       ORDER BY chosen.sortAt DESC`,
      query,
      patientId,
      patientId,
      limit,
    ),
})
