import Database from 'better-sqlite3'
import { migrations } from './schema.ts'

export type Connection = Database.Database

/** The fork's own call, which the types of the original do not know. */
type Keyed = Connection & { key(key: Buffer): number }

/** The database does not open under this key: a wrong key, or a damaged file. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey'
}

/** What must hold on every connection, and why: see `assertPragmas`. */
const demanded = {
  journal_mode: 'wal',
  // WAL alone drops to NORMAL, which loses acknowledged commits on a power cut.
  synchronous: 2,
  // Temporary b-trees would spill in clear to /var/tmp.
  temp_store: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
} as const

/** Opens one connection on the encrypted file with a raw 32-byte key; throws WrongKey where it does not fit. */
export const connect = (file: string, key: Buffer): Connection => {
  if (key.length !== 32) throw new WrongKey('the key must have 32 bytes')
  const database = new Database(file) as Keyed
  try {
    database.pragma(`cipher='sqlcipher'`)
    database.pragma('legacy=4')
    database.key(Buffer.concat([Buffer.from('raw:'), key]))
    database.pragma('temp_store=MEMORY')
    database.pragma('journal_mode=WAL')
    for (const [name, value] of Object.entries(demanded).slice(1)) database.pragma(`${name}=${value}`)
    database.pragma('busy_timeout=5000')
    assertPragmas(database)
  } catch (cause) {
    database.close()
    if (isCode(cause, 'SQLITE_NOTADB')) throw new WrongKey('the key does not open this database', { cause })
    throw cause
  }
  return database
}

const assertPragmas = (database: Connection): void => {
  for (const [name, value] of Object.entries(demanded)) {
    const found: unknown = database.pragma(name, { simple: true })
    // mmap_size answers nothing at all where mapping is compiled out, which is what is wanted.
    if (found !== value && !(name === 'mmap_size' && found === undefined)) {
      throw new Error(`pragma ${name} is ${String(found)}, must be ${value}`)
    }
  }
}

/** Brings the schema up to date; refuses a database written by a newer program. */
export const migrate = (database: Connection): void => {
  const version = Number(database.pragma('user_version', { simple: true }))
  if (version > migrations.length) throw new Error(`database schema ${version} is newer than this program`)
  migrations.slice(version).forEach((sql, offset) => {
    database
      .transaction(() => {
        database.exec(sql)
        database.pragma(`user_version=${version + offset + 1}`)
      })
      .immediate()
  })
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
