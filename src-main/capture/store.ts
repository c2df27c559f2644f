import { deviceImageKey } from '../../src-shared/device-image-key.ts'
import { tiledFromPx } from '../../src-shared/imaging/tiles.ts'
import type { BlobMeta, Db, StoreModule } from '../vault/index.ts'
import type { HeldShot, LevelIds, ShotRow, TilesId } from './rows.ts'
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

/** Large enough for tiles, and without them. */
const untiled = `tilesId IS NULL AND max(widthPx, heightPx) > ${tiledFromPx}`

const tilesMigration = {
  id: 'capture/2',
  sql: `
    ALTER TABLE shot ADD COLUMN tiles TEXT NOT NULL DEFAULT 'none';
    ALTER TABLE shot ADD COLUMN tilesId TEXT;
    UPDATE shot SET tiles = 'pending' WHERE levels = 'ready' AND max(widthPx, heightPx) > 2000;
    CREATE INDEX shot_untiled ON shot (tiles) WHERE tiles = 'pending';`,
} as const

/** Ready, and from now on waiting for tiles where it is large. */
const nowReady = `levels = 'ready', tiles = CASE WHEN ${untiled} THEN 'pending' ELSE tiles END`

const openSql = (db: Db) => ({
  add: (row: ShotRow): void =>
    db.run(
      `INSERT INTO shot (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map(column => row[column]),
    ),
  setLevels: ({ blobId, thumbId, screenId }: LevelIds): void =>
    db.run(`UPDATE shot SET ${nowReady}, thumbId = ?, screenId = ? WHERE blobId = ?`, thumbId, screenId, blobId),
  failLevels: (blobId: string): void => db.run(`UPDATE shot SET levels = 'failed' WHERE blobId = ?`, blobId),
  /** For levels that were lost: the original waits again. */
  dropLevels: (blobId: string): void =>
    db.run(`UPDATE shot SET levels = 'pending', thumbId = NULL, screenId = NULL WHERE blobId = ?`, blobId),
  setTiles: ({ blobId, tilesId }: TilesId): void =>
    db.run(`UPDATE shot SET tiles = 'ready', tilesId = ? WHERE blobId = ?`, tilesId, blobId),
  failTiles: (blobId: string): void => db.run(`UPDATE shot SET tiles = 'failed' WHERE blobId = ?`, blobId),
  /** For tiles that were lost: they are to be made again. */
  dropTiles: (blobId: string): void =>
    db.run(`UPDATE shot SET tiles = 'pending', tilesId = NULL WHERE blobId = ?`, blobId),
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
  /** The still that stands for a clip: kept with `clipOf` among its device's settings. */
  posterOf: (clipId: string): string | undefined =>
    db.get<{ blobId: string }>(
      `SELECT blobId FROM shot WHERE json_extract(device, '$.settings.clipOf') = ? AND state = 'kept'
        AND patientId = (SELECT patientId FROM shot WHERE blobId = ?) AND mediaType LIKE 'image/%'
        ORDER BY takenAt, blobId LIMIT 1`,
      clipId,
      clipId,
    )?.blobId,
  /** A clip has no smaller pictures of its own; its poster's are shown for it. */
  clipReady: (blobId: string): void => db.run(`UPDATE shot SET levels = 'ready' WHERE blobId = ?`, blobId),
  /** Large originals whose tiles are still to be made, newest first: those are looked at. */
  untiled: (): string[] =>
    db
      .all<{ blobId: string }>(`SELECT blobId FROM shot WHERE tiles = 'pending' ORDER BY takenAt DESC`)
      .map(({ blobId }) => blobId),
})

/** Tiles whose row a crash has swallowed. */
const adoptTiles = (db: Db, of: string, id: string): void => {
  if (db.get('SELECT 1 FROM shot WHERE blobId = ? AND tilesId IS NULL', of) === undefined)
    throw new Error('no original waits for these tiles')
  db.run(`UPDATE shot SET tiles = 'ready', tilesId = ? WHERE blobId = ?`, id, of)
}

/** A level whose row a crash has swallowed: taken back only where its original still waits for one. */
const adoptLevel = (db: Db, level: { of: string; level: 'thumb' | 'screen' | 'tiles' }, id: string): void => {
  if (level.level === 'tiles') return adoptTiles(db, level.of, id)
  const column = level.level === 'thumb' ? 'thumbId' : 'screenId'
  const free = db.get(`SELECT 1 FROM shot WHERE blobId = ? AND levels = 'pending' AND ${column} IS NULL`, level.of)
  if (free === undefined) throw new Error('no original waits for this level')
  db.run(`UPDATE shot SET ${column} = ? WHERE blobId = ?`, id, level.of)
  db.run(`UPDATE shot SET ${nowReady} WHERE blobId = ? AND thumbId IS NOT NULL AND screenId IS NOT NULL`, level.of)
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
  migrations: [migration, tilesMigration],
  open: db => openShots(db, records),
})
