import { deviceImageKey } from '../../src-shared/device-image-key.ts'
import type { BlobMeta, Db, StoreModule } from '../vault/index.ts'
import type { HeldShot, LevelIds, ShotRow } from './rows.ts'
import { orphanOf } from './sealed.ts'

const columns = [
  'blobId',
  'purpose',
  'patientId',
  'caseId',
  'lesionId',
  'siteCode',
  'laterality',
  'view',
  'takenAt',
  'takenBy',
  'device',
  'mediaType',
  'widthPx',
  'heightPx',
  'sizeBytes',
  'sha256',
  'quality',
] as const satisfies readonly (keyof ShotRow)[]

const held = `SELECT s.*, EXISTS (
    SELECT 1 FROM outbox o WHERE o.id = s.blobId AND o.type IN ('Media', 'Binary')) AS unsynced FROM shot s`

const migration = {
  id: 'capture/1',
  sql: `
    CREATE TABLE shot (
      blobId TEXT PRIMARY KEY, purpose TEXT NOT NULL, patientId TEXT NOT NULL, caseId TEXT, lesionId TEXT,
      siteCode TEXT, laterality TEXT, view TEXT, takenAt TEXT NOT NULL, takenBy TEXT NOT NULL, device TEXT NOT NULL,
      mediaType TEXT NOT NULL, widthPx INTEGER NOT NULL, heightPx INTEGER NOT NULL, sizeBytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL, quality TEXT,
      levels TEXT NOT NULL DEFAULT 'pending', thumbId TEXT, screenId TEXT, state TEXT NOT NULL DEFAULT 'kept',
      CHECK (purpose = 'portrait' OR caseId IS NOT NULL)) STRICT;
    CREATE INDEX shot_by_case ON shot (caseId, takenAt);
    CREATE INDEX shot_by_lesion ON shot (lesionId, takenAt) WHERE lesionId IS NOT NULL;
    CREATE INDEX shot_by_patient ON shot (patientId, takenAt);
    CREATE INDEX shot_pending ON shot (levels) WHERE levels = 'pending';`,
} as const

const openSql = (db: Db) => ({
  add: (row: ShotRow): void =>
    db.run(
      `INSERT INTO shot (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map(column => row[column]),
    ),
  setLevels: ({ blobId, thumbId, screenId }: LevelIds): void =>
    db.run(`UPDATE shot SET levels = 'ready', thumbId = ?, screenId = ? WHERE blobId = ?`, thumbId, screenId, blobId),
  failLevels: (blobId: string): void => db.run(`UPDATE shot SET levels = 'failed' WHERE blobId = ?`, blobId),
  /** For levels that were lost: the original waits again. */
  dropLevels: (blobId: string): void =>
    db.run(`UPDATE shot SET levels = 'pending', thumbId = NULL, screenId = NULL WHERE blobId = ?`, blobId),
  setState: (blobId: string, state: HeldShot['state']): void =>
    db.run('UPDATE shot SET state = ? WHERE blobId = ?', state, blobId),
  shot: (blobId: string): HeldShot | undefined => db.get<HeldShot>(`${held} WHERE s.blobId = ?`, blobId),
  ofCase: (caseId: string): HeldShot[] =>
    db.all<HeldShot>(`${held} WHERE s.caseId = ? AND s.purpose = 'case' ORDER BY s.takenAt, s.blobId`, caseId),
  ofLesion: (lesionId: string): HeldShot[] =>
    db.all<HeldShot>(`${held} WHERE s.lesionId = ? AND s.purpose = 'case' ORDER BY s.takenAt, s.blobId`, lesionId),
  ofPatient: (patientId: string): HeldShot[] =>
    db.all<HeldShot>(`${held} WHERE s.patientId = ? AND s.purpose = 'case' ORDER BY s.takenAt, s.blobId`, patientId),
  /** Which of these are kept: SHA-256 of originals, or what a picture was known by on the device it was taken from. */
  knownImages: (keys: string[]): string[] =>
    db
      .all<{ key: string }>(
        `WITH asked AS (SELECT value AS key FROM json_each(?)),
          own AS (SELECT sha256 AS key FROM shot WHERE state = 'kept'
            UNION SELECT json_extract(device, '$.settings.${deviceImageKey}') FROM shot WHERE state = 'kept')
        SELECT key FROM asked WHERE key IN (SELECT key FROM own WHERE key IS NOT NULL)`,
        JSON.stringify(keys),
      )
      .map(({ key }) => key),
  /** Originals whose smaller pictures are still to be made, oldest first. */
  pending: (): string[] =>
    db
      .all<{ blobId: string }>(`SELECT blobId FROM shot WHERE levels = 'pending' ORDER BY takenAt`)
      .map(({ blobId }) => blobId),
})

/** A level whose row a crash has swallowed: taken back only where its original still waits for one. */
const adoptLevel = (db: Db, level: { of: string; level: 'thumb' | 'screen' }, id: string): void => {
  const column = level.level === 'thumb' ? 'thumbId' : 'screenId'
  const free = db.get(`SELECT 1 FROM shot WHERE blobId = ? AND levels = 'pending' AND ${column} IS NULL`, level.of)
  if (free === undefined) throw new Error('no original waits for this level')
  db.run(`UPDATE shot SET ${column} = ? WHERE blobId = ?`, id, level.of)
  db.run(`UPDATE shot SET levels = 'ready' WHERE blobId = ? AND thumbId IS NOT NULL AND screenId IS NOT NULL`, level.of)
}

const openShots = (db: Db, records: RecordWriting) => {
  const sql = openSql(db)
  const record = records(db)
  return {
    ...sql,
    /** Re-enters a sealed file from its own header: the shot, its FHIR records and their places in the outbox. */
    adopt: (meta: BlobMeta, id: string): void => {
      const orphan = orphanOf(meta, id)
      if (orphan.kind === 'level') return adoptLevel(db, orphan, id)
      sql.add(orphan.shot)
      for (const resource of orphan.records) record.put(resource, orphan.keptAt)
    },
  }
}

/** How records are written inside the vault's thread; the records room lends it. */
export type RecordWriting = (db: Db) => { put(resource: object, at: string): void }

export type ShotSql = ReturnType<typeof openShots>

/** The capture room's drawer: one row for every kept original. */
export const shotStoreWith = (records: RecordWriting): StoreModule<ShotSql> => ({
  name: 'shot',
  migrations: [migration],
  open: db => openShots(db, records),
})
