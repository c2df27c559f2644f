// Owns: the clinic's encrypted SQLite file, its schema, and every SQL text. Needs: a file path and a raw 32-byte key.
// Never: FHIR semantics, HTTP, tokens.
import { type AccessLog, openAccessLog } from './access-log.ts'
import { type Accounts, openAccounts } from './accounts.ts'
import { type Connection, connect, migrate } from './database.ts'
import { type Grants, openGrants } from './grants.ts'
import { type History, openHistory } from './history.ts'
import { type IndexRows, openIndexRows } from './index-rows.ts'
import { openRecords, type Records } from './records.ts'
import { openSearch, type Searcher } from './search.ts'
import { openSettings, type Settings } from './settings.ts'

export type { Access, AccessLog } from './access-log.ts'
export type { Account, Accounts } from './accounts.ts'
export type { Comparison, Criterion, Range } from './criteria.ts'
export { WrongKey } from './database.ts'
export type { Grants } from './grants.ts'
export type { HistoryQuery } from './history.ts'
export type { IndexKind, IndexRow } from './index-rows.ts'
export type { Current, Method, StoredVersion } from './records.ts'
export type { Found, Order, Search } from './search.ts'
export type { Settings } from './settings.ts'

/** One connection's view of the records. */
export interface Drawers {
  readonly records: Records
  readonly history: History
  readonly search: Searcher
  readonly index: IndexRows
}

export interface Store {
  /** Sees only what is committed. */
  readonly reading: Drawers
  /** Sees its own open transaction. */
  readonly writing: Drawers
  readonly settings: Settings
  readonly accounts: Accounts
  readonly grants: Grants
  readonly accessLog: AccessLog
  begin(): void
  /** Runs work inside the open transaction; where it throws, what it wrote is undone and the transaction goes on. */
  nested<R>(work: () => R): R
  commit(): void
  rollback(): void
  close(): void
}

const drawers = (connection: Connection): Drawers => ({
  records: openRecords(connection),
  history: openHistory(connection),
  search: openSearch(connection),
  index: openIndexRows(connection),
})

/**
 * Opens the clinic's database, making it where there is none. Two connections carry the records, so that reads never
 * see what somebody else's transaction has not yet committed; a third carries sign-in and the access log, so that
 * their writes cannot fall into an open record transaction. Throws WrongKey.
 */
export const openStore = (file: string, key: Buffer): Store => {
  const opened: Connection[] = []
  const connected = (): Connection => {
    const connection = connect(file, key)
    opened.push(connection)
    return connection
  }
  const closeAll = () => {
    for (const connection of opened.toReversed()) connection.close()
  }
  try {
    const writer = connected()
    migrate(writer)
    const desk = connected()
    return {
      writing: drawers(writer),
      reading: drawers(connected()),
      settings: openSettings(desk),
      accounts: openAccounts(desk),
      grants: openGrants(desk),
      accessLog: openAccessLog(desk),
      begin: () => void writer.exec('BEGIN IMMEDIATE'),
      nested: work => {
        // Where a full disk has ended the transaction, a savepoint would silently begin another.
        if (!writer.inTransaction) throw new Error('the transaction has ended')
        writer.exec('SAVEPOINT nested')
        try {
          const result = work()
          writer.exec('RELEASE nested')
          return result
        } catch (error) {
          // A full disk may already have ended the whole transaction.
          if (writer.inTransaction) writer.exec('ROLLBACK TO nested; RELEASE nested')
          throw error
        }
      },
      commit: () => void writer.exec('COMMIT'),
      rollback: () => {
        if (writer.inTransaction) writer.exec('ROLLBACK')
      },
      close: () => {
        writer.pragma('wal_checkpoint(TRUNCATE)')
        closeAll()
      },
    }
  } catch (cause) {
    closeAll()
    throw cause
  }
}
