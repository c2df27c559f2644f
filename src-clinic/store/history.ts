import type { Connection } from './database.ts'
import type { StoredVersion } from './records.ts'

/** Which versions: of one resource, of one type, or of the whole clinic; `since` in ms, `after`/`before` exclusive sequence numbers. */
export interface HistoryQuery {
  readonly type?: string | undefined
  readonly id?: string | undefined
  readonly since?: number | undefined
  readonly cursor?: number | undefined
  readonly order: 'oldest-first' | 'newest-first'
  readonly limit: number
}

/** A page of versions in the order of their commits. */
export const openHistory = (database: Connection) => ({
  page: (query: HistoryQuery): StoredVersion[] => {
    const oldest = query.order === 'oldest-first'
    const terms: [string, string | number | undefined][] = [
      ['type = ?', query.type],
      ['id = ?', query.id],
      ['updated >= ?', query.since],
      [oldest ? 'seq > ?' : 'seq < ?', query.cursor],
    ]
    const used = terms.filter(([, value]) => value !== undefined)
    const where = used.length > 0 ? `WHERE ${used.map(([sql]) => sql).join(' AND ')}` : ''
    return database
      .prepare<unknown[], StoredVersion>(
        `SELECT * FROM history ${where} ORDER BY seq ${oldest ? 'ASC' : 'DESC'} LIMIT ?`,
      )
      .all(...used.map(([, value]) => value), query.limit)
  },

  /** The newest sequence number, 0 in an empty clinic. */
  head: (): number => database.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM history').pluck().get() ?? 0,
})
export type History = ReturnType<typeof openHistory>
