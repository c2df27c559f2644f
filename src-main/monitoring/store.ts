import type { BlobMeta, Db, StoreModule } from '../vault/index.ts'
import type { Decision, HeldReading, HeldTape, ReadingRow, ReadingState, Seen, TapeRow } from './rows.ts'
import { orphanTapeOf } from './sealed.ts'

const readingColumns = [
  'readingId',
  'patientId',
  'identity',
  'kind',
  'parts',
  'deviceTime',
  'deviceUser',
  'flags',
  'notes',
  'effectiveAt',
  'sortAt',
  'method',
  'device',
  'deviceId',
  'captureId',
  'state',
  'takenAt',
  'takenBy',
  'takenById',
] as const satisfies readonly (keyof ReadingRow)[]

const tapeColumns = [
  'captureId',
  'patientId',
  'device',
  'serial',
  'driver',
  'driverVersion',
  'startedAt',
  'zone',
  'sizeBytes',
  'sha256',
  'takenBy',
] as const satisfies readonly (keyof TapeRow)[]

const migration = {
  id: 'monitoring/1',
  sql: `
    CREATE TABLE reading (
      readingId TEXT PRIMARY KEY, patientId TEXT NOT NULL, identity TEXT NOT NULL, kind TEXT NOT NULL, parts TEXT NOT NULL,
      deviceTime TEXT, deviceUser TEXT, flags TEXT NOT NULL, notes TEXT NOT NULL,
      effectiveAt TEXT NOT NULL, sortAt TEXT NOT NULL, method TEXT NOT NULL,
      device TEXT NOT NULL, deviceId TEXT, captureId TEXT,
      state TEXT NOT NULL CHECK (state IN ('quarantine', 'accepted', 'rejected')), reason TEXT,
      takenAt TEXT NOT NULL, takenBy TEXT NOT NULL, takenById TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX reading_by_identity ON reading (identity, patientId);
    CREATE INDEX reading_by_patient ON reading (patientId, state, sortAt);
    CREATE INDEX reading_by_capture ON reading (captureId) WHERE captureId IS NOT NULL;
    CREATE TABLE tape (
      captureId TEXT PRIMARY KEY, patientId TEXT NOT NULL, device TEXT NOT NULL, serial TEXT NOT NULL,
      driver TEXT NOT NULL, driverVersion INTEGER NOT NULL, startedAt TEXT NOT NULL, zone TEXT NOT NULL,
      sizeBytes INTEGER NOT NULL, sha256 TEXT NOT NULL, takenBy TEXT NOT NULL) STRICT;
    CREATE INDEX tape_by_patient ON tape (patientId, startedAt);`,
} as const

const heldFrom = (from: string): string => `SELECT r.*, EXISTS (
    SELECT 1 FROM outbox o WHERE o.type = 'Observation' AND o.id = r.readingId) AS unsynced FROM ${from}`
const held = heldFrom('reading r')
const these = heldFrom('json_each(?) n CROSS JOIN reading r ON r.readingId = n.value')
const heldTape = 'SELECT t.*, (SELECT count(*) FROM reading r WHERE r.captureId = t.captureId) AS readings FROM tape t'

const insertOf = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
const addReading = insertOf('reading', readingColumns)
const addTape = insertOf('tape', tapeColumns)

const open = (db: Db) => ({
  /** All or none: an identity that is there already is a mistake of the caller. */
  add: (rows: readonly ReadingRow[]): void => {
    for (const row of rows) db.run(addReading, ...readingColumns.map(column => row[column]))
  },
  addTape: (row: TapeRow): void => db.run(addTape, ...tapeColumns.map(column => row[column])),
  decide: (decisions: readonly Decision[]): void => {
    for (const { readingId, state, reason } of decisions)
      db.run('UPDATE reading SET state = ?, reason = ? WHERE readingId = ?', state, reason, readingId)
  },
  /** Re-enters a sealed tape whose row a crash has swallowed. */
  adopt: (meta: BlobMeta, id: string): void => {
    const row = orphanTapeOf(meta, id)
    db.run(addTape, ...tapeColumns.map(column => row[column]))
  },
  /** Where these identities are held, of whichever patient. */
  seen: (identities: readonly string[]): Seen[] =>
    db.all<Seen>(
      `SELECT r.identity, r.patientId, r.readingId, r.state
         FROM json_each(?) n CROSS JOIN reading r ON r.identity = n.value`,
      JSON.stringify(identities),
    ),
  ofPatient: (patientId: string, state: ReadingState): HeldReading[] =>
    db.all<HeldReading>(
      `${held} WHERE r.patientId = ? AND r.state = ? ORDER BY r.sortAt, r.readingId`,
      patientId,
      state,
    ),
  ofCapture: (captureId: string): HeldReading[] =>
    db.all<HeldReading>(`${held} WHERE r.captureId = ? ORDER BY r.sortAt, r.readingId`, captureId),
  these: (readingIds: readonly string[]): HeldReading[] => db.all<HeldReading>(these, JSON.stringify(readingIds)),
  tape: (captureId: string): HeldTape | undefined => db.get<HeldTape>(`${heldTape} WHERE t.captureId = ?`, captureId),
  tapes: (patientId: string): HeldTape[] =>
    db.all<HeldTape>(`${heldTape} WHERE t.patientId = ? ORDER BY t.startedAt DESC, t.captureId`, patientId),
})

export type ReadingSql = ReturnType<typeof open>

/** The monitoring room's drawer: every reading, and every tape it was read from. */
export const readingStore: StoreModule<ReadingSql> = { name: 'reading', migrations: [migration], open }
