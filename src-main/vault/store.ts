import type { Db, StoreModule } from './db.ts'

export interface BlobRow {
  readonly id: string
  readonly size: number
  /** Length of the sealed file. */
  readonly fileBytes: number
  /** SHA-256 over the vault's id and the file's header: ties this row to one version of one file. */
  readonly seal: Uint8Array
}

export interface HeadRow {
  readonly counter: number
  readonly chain: string
  readonly slotsEpoch: number
  /** 1 when the database was last closed in order. */
  readonly clean: number
}

export interface VaultStore {
  head(): HeadRow
  setHead(counter: number, chain: string): void
  setSlotsEpoch(epoch: number): void
  setClean(clean: boolean): void
  addBlob(row: BlobRow, at: string): void
  blob(id: string): BlobRow | undefined
  blobs(): BlobRow[]
  blobCount(): number
}

/** The vault's own drawer: where the chain of commits stands, and which sealed files it answers for. */
export const vaultStore: StoreModule<VaultStore> = {
  name: 'vault',
  migrations: [
    {
      id: 'vault/1',
      sql: `
        CREATE TABLE vault_head (
          one INTEGER PRIMARY KEY CHECK (one = 1),
          counter INTEGER NOT NULL, chain TEXT NOT NULL,
          slots_epoch INTEGER NOT NULL, clean INTEGER NOT NULL
        ) STRICT;
        INSERT INTO vault_head VALUES (1, 0, '', 0, 1);
        CREATE TABLE vault_blobs (
          id TEXT PRIMARY KEY, size INTEGER NOT NULL, file_bytes INTEGER NOT NULL, seal BLOB NOT NULL, kept_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;`,
    },
  ],
  open: (db: Db): VaultStore => ({
    head: () => {
      const row = db.get<HeadRow>('SELECT counter, chain, slots_epoch AS slotsEpoch, clean FROM vault_head')
      if (row === undefined) throw new Error('the head row is gone')
      return row
    },
    setHead: (counter, chain) => db.run('UPDATE vault_head SET counter = ?, chain = ?', counter, chain),
    setSlotsEpoch: epoch => db.run('UPDATE vault_head SET slots_epoch = ?', epoch),
    setClean: clean => db.run('UPDATE vault_head SET clean = ?', clean ? 1 : 0),
    addBlob: (row, at) =>
      db.run('INSERT INTO vault_blobs VALUES (?, ?, ?, ?, ?)', row.id, row.size, row.fileBytes, row.seal, at),
    blob: id => db.get<BlobRow>('SELECT id, size, file_bytes AS fileBytes, seal FROM vault_blobs WHERE id = ?', id),
    blobs: () => db.all<BlobRow>('SELECT id, size, file_bytes AS fileBytes, seal FROM vault_blobs'),
    blobCount: () => db.get<{ n: number }>('SELECT count(*) AS n FROM vault_blobs')?.n ?? 0,
  }),
}
