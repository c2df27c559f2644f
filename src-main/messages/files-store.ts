import type { Db } from '../vault/index.ts'

/** A file of a message, by the name its message gives it. */
export interface HeldFile {
  readonly fileId: string
  readonly blobId: string | null
  readonly patientId: string
  readonly mediaType: string | null
  readonly sizeBytes: number | null
  readonly tries: number
  readonly refused: 'too-large' | 'not-taken' | null
}
/** A file that a message names and that is not here. */
export interface WantedFile {
  readonly fileId: string
  readonly patientId: string
  /** SHA-1, base64, as the message says; may be missing. */
  readonly hash: string | null
  readonly tries: number
}
export interface CameFile {
  readonly fileId: string
  readonly blobId: string
  readonly patientId: string
  readonly mediaType: string
  readonly sizeBytes: number
}
/** True where a message has a file; the index and what asks it say it alike. */
const bearsFile = `instr(r.body, '"contentAttachment"') > 0`

/** The room's table of fetched files, and the way to messages that name some. */
export const filesMigration = {
  id: 'messages/3',
  sql: `
    CREATE INDEX record_message_file ON record (id)
      WHERE type = 'Communication' AND deleted = 0 AND ${bearsFile.replace('r.', '')};
    CREATE TABLE message_file (
      fileId TEXT PRIMARY KEY, blobId TEXT, patientId TEXT NOT NULL, mediaType TEXT, sizeBytes INTEGER,
      tries INTEGER NOT NULL, nextAt TEXT, refused TEXT
    ) STRICT, WITHOUT ROWID;`,
} as const

const attachedId = `substr(p.value ->> '$.contentAttachment.url', 8)`

/** Files of messages: sent from here they are records, fetched from the clinic rows of this room's own. */
export const openFiles = (db: Db) => ({
  /** What is known of the files named in a JSON array. */
  files: (ids: string): HeldFile[] =>
    db.all(
      `WITH named AS (SELECT DISTINCT value AS id FROM json_each(?))
       SELECT r.id AS fileId, r.id AS blobId, r.patientId, NULL AS mediaType, NULL AS sizeBytes, 0 AS tries, NULL AS refused
         FROM named JOIN record r ON r.type = 'Binary' AND r.id = named.id AND r.deleted = 0
       UNION ALL SELECT f.fileId, f.blobId, f.patientId, f.mediaType, f.sizeBytes, f.tries, f.refused
         FROM named JOIN message_file f ON f.fileId = named.id`,
      ids,
    ),
  /** Files that messages name, are not here and may be asked for at this moment; of the newest message first. */
  wantedFiles: (now: string, limit: number): WantedFile[] =>
    db.all(
      `SELECT ${attachedId} AS fileId, r.patientId, p.value ->> '$.contentAttachment.hash' AS hash, coalesce(f.tries, 0) AS tries
         FROM record r CROSS JOIN json_each(r.body, '$.payload') p LEFT JOIN message_file f ON f.fileId = ${attachedId}
       WHERE r.type = 'Communication' AND r.deleted = 0 AND ${bearsFile} AND r.patientId IS NOT NULL
         AND p.value ->> '$.contentAttachment.url' GLOB 'Binary/*'
         AND (f.fileId IS NULL OR (f.blobId IS NULL AND f.refused IS NULL AND f.nextAt <= ?))
         AND NOT EXISTS (SELECT 1 FROM record b WHERE b.type = 'Binary' AND b.id = ${attachedId})
       GROUP BY fileId ORDER BY max(r.sortAt) DESC LIMIT ?`,
      now,
      limit,
    ),
  fileCame: ({ fileId, blobId, patientId, mediaType, sizeBytes }: CameFile): void =>
    db.run(
      `INSERT INTO message_file (fileId, blobId, patientId, mediaType, sizeBytes, tries) VALUES (?, ?, ?, ?, ?, 0)
         ON CONFLICT (fileId) DO UPDATE SET blobId = excluded.blobId, patientId = excluded.patientId,
           mediaType = excluded.mediaType, sizeBytes = excluded.sizeBytes, nextAt = NULL WHERE message_file.blobId IS NULL`,
      fileId,
      blobId,
      patientId,
      mediaType,
      sizeBytes,
    ),
  putFileOff: ({ fileId, patientId, nextAt }: { fileId: string; patientId: string; nextAt: string }): void =>
    db.run(
      `INSERT INTO message_file (fileId, patientId, tries, nextAt) VALUES (?, ?, 1, ?)
         ON CONFLICT (fileId) DO UPDATE SET tries = tries + 1, nextAt = excluded.nextAt`,
      fileId,
      patientId,
      nextAt,
    ),
  refuseFile: ({ fileId, patientId, why }: { fileId: string; patientId: string; why: string }): void =>
    db.run(
      `INSERT INTO message_file (fileId, patientId, tries, refused) VALUES (?, ?, 1, ?)
         ON CONFLICT (fileId) DO UPDATE SET refused = excluded.refused`,
      fileId,
      patientId,
      why,
    ),
})

/** A fetched file whose row a crash took; where it was fetched anew meanwhile, that one stands. */
const cameAgain = `INSERT INTO message_file (fileId, blobId, patientId, mediaType, tries) VALUES (?, ?, ?, ?, 0)
  ON CONFLICT (fileId) DO UPDATE SET blobId = excluded.blobId, mediaType = excluded.mediaType WHERE message_file.blobId IS NULL`

/** Enters a fetched file again from its own header. */
export const reenter = (
  db: Db,
  { from, blobId, patientId, mediaType }: { from: string; blobId: string; patientId: string; mediaType: string },
): void => db.run(cameAgain, from, blobId, patientId, mediaType)
