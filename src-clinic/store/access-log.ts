import type { Connection } from './database.ts'

/** Who did what to which record, when (ms since 1970), and how it was answered (HTTP status). Never a value or a search text. */
export interface Access {
  readonly at: number
  readonly client: string
  readonly account: string
  readonly interaction: string
  readonly type: string
  readonly id: string
  readonly status: number
}

/** The clinic's access log. */
export const openAccessLog = (database: Connection) => {
  const insert = database.prepare<Access>(
    `INSERT INTO access_log (at, client, account, interaction, type, id, status)
     VALUES (@at, @client, @account, @interaction, @type, @id, @status)`,
  )
  const addAll = database.transaction((rows: readonly Access[]) => {
    for (const row of rows) insert.run(row)
  })
  const page = database.prepare<[number, number], Access & { seq: number }>(
    'SELECT * FROM access_log WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  return {
    add: (rows: readonly Access[]): void => {
      addAll.immediate(rows)
    },
    /** Rows after sequence number `after`, oldest first. */
    page: (after: number, limit: number): (Access & { seq: number })[] => page.all(after, limit),
  }
}
export type AccessLog = ReturnType<typeof openAccessLog>
