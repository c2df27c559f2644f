import type { Migration } from '../vault/index.ts'

/**
 * `record` holds every FHIR resource as JSON, `outbox` what the clinic does not have yet (the sync room reads and settles it).
 * `patient_index` finds patients, `note_text` finds words in notes: both are folded copies and can be made again from `record`.
 * `base` is what the clinic and this workstation last agreed on, null where they never did, and empty while it is the body itself,
 * so that what comes in is written once: read it as `agreed`, and set `base = agreed` where the body is changed here.
 * `note_doc` gives notes a number of their own, because VACUUM may renumber the rows of a table keyed by text.
 */
export const recordMigrations: readonly Migration[] = [
  {
    id: 'records/1',
    sql: `
      CREATE TABLE record (
        type TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
        patientId TEXT, caseId TEXT, sortAt TEXT, updatedAt TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
        serverId TEXT, serverVersion TEXT, base TEXT, theirs TEXT, theirsVersion TEXT,
        agreed TEXT GENERATED ALWAYS AS (CASE base WHEN '' THEN body ELSE base END) VIRTUAL,
        PRIMARY KEY (type, id)) STRICT;
      CREATE UNIQUE INDEX record_by_server ON record (type, serverId) WHERE serverId IS NOT NULL;
      CREATE INDEX record_by_patient ON record (patientId, type, sortAt);
      CREATE INDEX record_by_case ON record (caseId, type) WHERE caseId IS NOT NULL;
      CREATE INDEX record_case_by_time ON record (sortAt) WHERE type = 'Encounter';
      CREATE INDEX record_entered ON record (updatedAt) WHERE type = 'Patient';
      CREATE INDEX record_live_case ON record (sortAt)
        WHERE type = 'Encounter' AND body ->> '$.status' IN ('planned', 'arrived', 'triaged', 'in-progress', 'onleave');
      CREATE INDEX record_open_task ON record (sortAt) WHERE type = 'Task' AND body ->> '$.status' IN
        ('draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold');
      CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, id TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending', attempts INTEGER NOT NULL DEFAULT 0, nextAt TEXT, trouble TEXT, sent TEXT,
        enqueuedAt TEXT NOT NULL) STRICT;
      CREATE UNIQUE INDEX outbox_fresh ON outbox (type, id) WHERE state = 'pending' AND attempts = 0;
      CREATE INDEX outbox_by_record ON outbox (type, id);
      CREATE TABLE patient_index (
        kind TEXT NOT NULL, value TEXT NOT NULL, patientId TEXT NOT NULL,
        PRIMARY KEY (kind, value, patientId)) STRICT, WITHOUT ROWID;
      CREATE INDEX patient_index_by_patient ON patient_index (patientId, kind);
      CREATE TABLE note_doc (doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
      CREATE VIRTUAL TABLE note_text USING fts5 (
        text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
      CREATE TABLE import_source (
        type TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (type, id)) STRICT, WITHOUT ROWID;`,
  },
]

/** What every read of a record answers (HeldRow), from `record r`. */
export const heldColumns = `r.type, r.id, r.body, r.patientId, r.updatedAt,
  EXISTS (SELECT 1 FROM outbox o WHERE o.type = r.type AND o.id = r.id) AS unsynced`
