import type { Connection } from './database.ts'

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A version to append; `updated` in ms since 1970, `json` null for a deletion. */
interface NewVersion {
  readonly type: string
  readonly id: string
  readonly version: number
  readonly method: Method
  readonly updated: number
  readonly author: string
  readonly json: string | null
}

export interface StoredVersion extends NewVersion {
  readonly seq: number
}

export interface Current {
  readonly key: number
  readonly version: number
  readonly seq: number
  readonly updated: number
  readonly deleted: 0 | 1
  readonly json: string | null
}

const bytesPerPart = 256 * 1024

/** The versions of every resource on one connection. All calls are synchronous and throw SQLite's errors. */
export const openRecords = (database: Connection) => {
  const current = database.prepare<[string, string], Current>(
    `SELECT r.key, r.version, r.seq, r.updated, r.deleted, h.json FROM resource r JOIN history h ON h.seq = r.seq
     WHERE r.type = ? AND r.id = ?`,
  )
  const version = database.prepare<[string, string, number], StoredVersion>(
    'SELECT * FROM history WHERE type = ? AND id = ? AND version = ?',
  )
  const append = database.prepare<NewVersion>(
    `INSERT INTO history (type, id, version, method, updated, author, json)
     VALUES (@type, @id, @version, @method, @updated, @author, @json)`,
  )
  const point = database.prepare<[string, string, number, number, number, number]>(
    `INSERT INTO resource (type, id, version, seq, updated, deleted) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (type, id) DO UPDATE SET version = excluded.version, seq = excluded.seq, updated = excluded.updated,
       deleted = excluded.deleted`,
  )
  const keyOf = database.prepare<[string, string], number>('SELECT key FROM resource WHERE type = ? AND id = ?').pluck()
  const lastUpdated = database.prepare<[], number>('SELECT updated FROM history ORDER BY seq DESC LIMIT 1').pluck()
  const putPart = database.prepare<[number, number, Buffer]>(
    'INSERT INTO binary_part (seq, part, bytes) VALUES (?, ?, ?)',
  )
  const part = database
    .prepare<[number, number], Buffer>('SELECT bytes FROM binary_part WHERE seq = ? AND part = ?')
    .pluck()

  return {
    current: (type: string, id: string): Current | undefined => current.get(type, id),
    version: (type: string, id: string, number: number): StoredVersion | undefined => version.get(type, id, number),

    /** Appends a version and makes it current; answers its sequence number and the resource's index key. */
    append: (next: NewVersion): { readonly seq: number; readonly key: number } => {
      const seq = Number(append.run(next).lastInsertRowid)
      point.run(next.type, next.id, next.version, seq, next.updated, next.json === null ? 1 : 0)
      return { seq, key: keyOf.get(next.type, next.id) ?? 0 }
    },

    /** The time of the newest version, ms since 1970, 0 in an empty clinic. */
    lastUpdated: (): number => lastUpdated.get() ?? 0,

    putBytes: (seq: number, bytes: Buffer): void => {
      for (let offset = 0, at = 0; offset < bytes.length; offset += bytesPerPart, at += 1) {
        putPart.run(seq, at, bytes.subarray(offset, offset + bytesPerPart))
      }
    },

    /** The bytes kept with version `seq`, in parts of 256 KiB. */
    *bytes(seq: number): Generator<Buffer> {
      for (let at = 0; ; at += 1) {
        const bytes = part.get(seq, at)
        if (bytes === undefined) return
        yield bytes
      }
    },
  }
}
export type Records = ReturnType<typeof openRecords>
