import type { Db, StoreModule } from '../vault/index.ts'

/** A person's private key, sealed, and since when it is theirs. */
export interface KeyRow {
  readonly keyId: string
  readonly userId: string
  readonly sealed: string
  readonly recordId: string
}

const isKey = `type = 'Basic' AND body ->> '$.code.coding[0].code' = 'signing-key'`

const open = (db: Db) => ({
  /** The key a person signs with; undefined before the first. */
  keyOf: (userId: string): KeyRow | undefined =>
    db.get<KeyRow>('SELECT keyId, userId, sealed, recordId FROM signing_key WHERE userId = ?', userId),
  /** Every public key the records tell of, as JSON. */
  records: (): { readonly body: string }[] =>
    db.all<{ body: string }>(
      `SELECT body FROM record WHERE type = 'Basic' AND body ->> '$.code.coding[0].code' = 'signing-key'
         AND deleted = 0 AND patientId IS NULL`,
    ),
  /** What tells of the signatures, as JSON. */
  provenances: (): { readonly body: string }[] =>
    db.all<{ body: string }>(`SELECT body FROM record WHERE type = 'Provenance' AND deleted = 0`),
  /** Nothing opens it any more. */
  dropKey: (userId: string): void => db.run('DELETE FROM signing_key WHERE userId = ?', userId),
  /** In place of the one before, which nothing opens any more. */
  setKey: ({ keyId, userId, sealed, recordId }: KeyRow): void =>
    db.run(
      'INSERT OR REPLACE INTO signing_key (userId, keyId, sealed, recordId) VALUES (?, ?, ?, ?)',
      userId,
      keyId,
      sealed,
      recordId,
    ),
})

export type SigningSql = ReturnType<typeof open>

/** The signing room's drawer: private keys, each sealed by what only its person's password opens. */
export const signingStore: StoreModule<SigningSql> = {
  name: 'signing',
  migrations: [
    {
      id: 'signing/1',
      sql: `CREATE TABLE signing_key (
          userId TEXT PRIMARY KEY, keyId TEXT NOT NULL, sealed TEXT NOT NULL, recordId TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX record_signing_key ON record (id) WHERE ${isKey};`,
    },
  ],
  open,
}
