import type { Db, StoreModule } from '../vault/index.ts'
import type { CalibrationRow, DescriptionRow, HeldMark, MarkRow } from './rows.ts'

const markColumns = [
  'markId',
  'rootId',
  'patientId',
  'caseId',
  'lesionId',
  'blobId',
  'kind',
  'body',
  'at',
  'by',
  'byId',
] as const satisfies readonly (keyof MarkRow)[]

const calibrationColumns = [
  'calibrationId',
  'deviceLabel',
  'setting',
  'at',
  'by',
  'longPx',
  'umPerPx',
  'relativeUncertainty',
  'deltaE',
  'method',
  'note',
] as const satisfies readonly (keyof CalibrationRow)[]

const migration = {
  id: 'review/1',
  sql: `
    CREATE TABLE mark (
      markId TEXT PRIMARY KEY, rootId TEXT NOT NULL, patientId TEXT NOT NULL, caseId TEXT, lesionId TEXT, blobId TEXT,
      kind TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, byId TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'replaced', 'voided')), reason TEXT) STRICT;
    CREATE UNIQUE INDEX mark_by_root ON mark (rootId) WHERE state = 'current';
    CREATE INDEX mark_by_patient ON mark (patientId, at);
    CREATE INDEX mark_by_lesion ON mark (lesionId, at) WHERE lesionId IS NOT NULL;
    CREATE INDEX mark_by_case ON mark (caseId, at) WHERE caseId IS NOT NULL;
    CREATE INDEX mark_by_picture ON mark (blobId, at) WHERE blobId IS NOT NULL;
    CREATE INDEX mark_by_kind ON mark (kind, at) WHERE state = 'current';
    CREATE TABLE calibration (
      calibrationId TEXT PRIMARY KEY, deviceLabel TEXT NOT NULL, setting TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
      longPx INTEGER NOT NULL, umPerPx REAL, relativeUncertainty REAL, deltaE REAL, method TEXT NOT NULL, note TEXT) STRICT;
    CREATE INDEX calibration_by_device ON calibration (deviceLabel, at);`,
} as const

const descriptions = {
  id: 'review/2',
  sql: `
    CREATE TABLE description (
      blobId TEXT PRIMARY KEY, lesionId TEXT NOT NULL, version TEXT NOT NULL, vector BLOB NOT NULL) STRICT;
    CREATE INDEX mark_confirmed ON mark (lesionId) WHERE kind = 'confirmation' AND state = 'current';`,
} as const

/** Dermoscopic pictures in the record of lesions that somebody confirmed. */
const confirmed = `FROM shot s JOIN mark c ON c.lesionId = s.lesionId AND c.kind = 'confirmation' AND c.state = 'current'
  LEFT JOIN description d ON d.blobId = s.blobId AND d.version = ?
  WHERE s.state = 'kept' AND json_extract(s.device, '$.dermoscopic') IS NOT NULL`

const held = `SELECT m.*, EXISTS (
    SELECT 1 FROM outbox o WHERE o.id = m.rootId AND o.type IN ('Observation', 'DiagnosticReport')) AS unsynced FROM mark m`

const insertOf = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`

/** By which of its names marks are asked for. */
export type MarkKey = 'patientId' | 'lesionId' | 'caseId' | 'blobId'

const open = (db: Db) => ({
  add: (row: MarkRow): void => db.run(insertOf('mark', markColumns), ...markColumns.map(column => row[column])),
  /** The one that another has taken the place of; throws where it is no longer current, so that nothing is overwritten. */
  replace: (markId: string): void => {
    const found = db.get(`SELECT 1 FROM mark WHERE markId = ? AND state = 'current'`, markId)
    if (found === undefined) throw new Error('the mark to replace is not current')
    db.run(`UPDATE mark SET state = 'replaced' WHERE markId = ?`, markId)
  },
  setVoided: (markId: string, reason: string): void =>
    db.run(`UPDATE mark SET state = 'voided', reason = ? WHERE markId = ? AND state = 'current'`, reason, markId),
  mark: (markId: string): HeldMark | undefined => db.get<HeldMark>(`${held} WHERE m.markId = ?`, markId),
  marksOf: (key: MarkKey, id: string): HeldMark[] =>
    db.all<HeldMark>(`${held} WHERE m.${keyed[key]} = ? ORDER BY m.at, m.markId`, id),
  addDescription: ({ blobId, lesionId, version, vector }: DescriptionRow): void =>
    db.run('INSERT OR REPLACE INTO description VALUES (?, ?, ?, ?)', blobId, lesionId, version, Buffer.from(vector)),
  /** Confirmed pictures that are not described yet by this version. */
  undescribed: (version: string): { blobId: string; lesionId: string }[] =>
    db.all(`SELECT s.blobId, s.lesionId ${confirmed} AND d.blobId IS NULL ORDER BY s.takenAt, s.blobId`, version),
  /** What tells that the described pictures are no longer those that were read. */
  describedStamp: (version: string): string => {
    const found = db.get<{ stamp: string }>(
      `SELECT count(*) || '/' || coalesce(max(d.rowid), 0) || '/' || coalesce(max(c.rowid), 0) AS stamp ${confirmed}
        AND d.blobId IS NOT NULL`,
      version,
    )
    return found?.stamp ?? ''
  },
  described: (version: string): DescriptionRow[] =>
    db.all<DescriptionRow>(
      `SELECT DISTINCT d.blobId, d.lesionId, d.version, d.vector ${confirmed} AND d.blobId IS NOT NULL ORDER BY d.blobId`,
      version,
    ),
  /** Current marks of one kind on these lesions. */
  ofLesions: (kind: string, lesionIds: readonly string[]): HeldMark[] =>
    db.all<HeldMark>(
      `${held} JOIN json_each(?) n ON m.lesionId = n.value WHERE m.kind = ? AND m.state = 'current' ORDER BY m.at, m.markId`,
      JSON.stringify(lesionIds),
      kind,
    ),
  /** Current marks of one kind, of everybody, oldest first. */
  open: (kind: string): HeldMark[] =>
    db.all<HeldMark>(`${held} WHERE m.kind = ? AND m.state = 'current' ORDER BY m.at, m.markId`, kind),
  addCalibration: (row: CalibrationRow): void =>
    db.run(insertOf('calibration', calibrationColumns), ...calibrationColumns.map(column => row[column])),
  calibrations: (): CalibrationRow[] => db.all<CalibrationRow>('SELECT * FROM calibration ORDER BY at, calibrationId'),
})

/** A key is spliced into SQL: only these four ever are. */
const keyed: Readonly<Record<MarkKey, string>> = {
  patientId: 'patientId',
  lesionId: 'lesionId',
  caseId: 'caseId',
  blobId: 'blobId',
}

export type MarkSql = ReturnType<typeof open>

/** The review room's drawer: every mark with its earlier versions, and the calibrations of devices. */
export const markStore: StoreModule<MarkSql> = { name: 'mark', migrations: [migration, descriptions], open }
