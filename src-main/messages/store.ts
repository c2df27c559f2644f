import type { BlobMeta, Db, StoreModule } from '../vault/index.ts'
import { filesMigration, openFiles, reenter } from './files-store.ts'
import { sealedIn } from './sealed-file.ts'

export interface HeldThread {
  readonly id: string
  readonly body: string
  readonly count: number
  readonly unread: number
  readonly lastAt: string | null
  readonly unsynced: 0 | 1
}
export interface HeldMessage {
  readonly id: string
  readonly body: string
  readonly at: string
  readonly unsynced: 0 | 1
}
interface Receipt {
  readonly messageId: string
  readonly userId: string
  readonly name: string
  readonly at: string
}
interface Template {
  readonly templateId: string
  readonly title: string
  readonly text: string
}

const migration = {
  id: 'messages/1',
  sql: `
    CREATE INDEX record_message ON record (body ->> '$.partOf[0].reference', sortAt, id) WHERE type = 'Communication';
    CREATE INDEX record_message_thread ON record (id) WHERE type = 'Communication' AND body ->> '$.topic.coding[0].code' = 'thread';
    CREATE TABLE message_receipt (
      messageId TEXT NOT NULL, userId TEXT NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (messageId, userId)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE message_draft (
      threadId TEXT NOT NULL, userId TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (threadId, userId)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE message_template (templateId TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
} as const

/**
 * The words of messages, for the search: a folded copy in the same encrypted pages, kept by triggers, so that it follows whatever
 * writes a record. `message_doc` gives messages a number of their own, because VACUUM may renumber rows keyed by text.
 */
const wordsOf = (row: string) =>
  `(SELECT group_concat(p.value ->> '$.contentString', ' ') FROM json_each(${row}.body, '$.payload') p)`
const enter = (row: string) => `
  INSERT INTO message_doc (id) SELECT ${row}.id WHERE ${row}.deleted = 0 AND ${wordsOf(row)} IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM message_doc WHERE id = ${row}.id);
  INSERT INTO message_text (rowid, text) SELECT doc, ${wordsOf(row)} FROM message_doc
    WHERE id = ${row}.id AND ${row}.deleted = 0 AND ${wordsOf(row)} IS NOT NULL;`
const takeOut = (row: string) =>
  `DELETE FROM message_text WHERE rowid = (SELECT doc FROM message_doc WHERE id = ${row}.id);`

const searchMigration = {
  id: 'messages/2',
  sql: `
    CREATE INDEX record_message_about ON record (body ->> '$.about[0].reference', sortAt, id) WHERE type = 'Communication';
    CREATE TABLE message_doc (doc INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE VIRTUAL TABLE message_text USING fts5 (
      text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
    INSERT INTO message_doc (id) SELECT id FROM record r WHERE type = 'Communication' AND deleted = 0 AND ${wordsOf('r')} IS NOT NULL;
    INSERT INTO message_text (rowid, text) SELECT d.doc, ${wordsOf('r')} FROM message_doc d
      JOIN record r ON r.type = 'Communication' AND r.id = d.id;
    CREATE TRIGGER message_entered AFTER INSERT ON record WHEN new.type = 'Communication' BEGIN
      ${takeOut('new')} ${enter('new')} END;
    CREATE TRIGGER message_changed AFTER UPDATE OF body, deleted ON record WHEN new.type = 'Communication' BEGIN
      ${takeOut('new')} ${enter('new')} END;
    CREATE TRIGGER message_gone AFTER DELETE ON record WHEN old.type = 'Communication' BEGIN
      ${takeOut('old')} END;`,
} as const

// Written as the indexes have them, or SQLite reads every Communication to answer.

/** What a conversation is among the records (`r`), and which messages (`m`) are its own. */
const kinds = {
  thread: {
    from: `record r`,
    is: `r.type = 'Communication' AND r.body ->> '$.topic.coding[0].code' = 'thread' AND r.deleted = 0`,
    has: `m.body ->> '$.partOf[0].reference' = 'Communication/' || r.id`,
  },
  /** A consult of which something was written; found from its messages, for most consults have none. */
  consult: {
    from: `(SELECT DISTINCT substr(b.body ->> '$.about[0].reference', 6) AS id FROM record b
        WHERE b.type = 'Communication' AND b.body ->> '$.about[0].reference' BETWEEN 'Task/' AND 'Task0') n CROSS JOIN record r`,
    is: `r.type = 'Task' AND r.id = n.id AND r.body ->> '$.code.coding[0].code' = 'consult' AND r.deleted = 0`,
    has: `m.body ->> '$.about[0].reference' = 'Task/' || r.id`,
  },
} as const
type Kind = (typeof kinds)[keyof typeof kinds]

const inThread = ({ has }: Kind) =>
  `m.type = 'Communication' AND m.deleted = 0 AND ${has} AND m.patientId IS r.patientId`
const waits = (name: string) =>
  `EXISTS (SELECT 1 FROM outbox o WHERE o.type = 'Communication' AND o.id = ${name}.id) AS unsynced`
const isUnread = `(m.body ->> '$.sender.identifier.value') IS NOT ?
  AND NOT EXISTS (SELECT 1 FROM message_receipt s WHERE s.messageId = m.id AND s.userId = ?)`
const thread = (kind: Kind) => `r.id, r.body, ${waits('r')},
  (SELECT count(*) FROM record m WHERE ${inThread(kind)}) AS count,
  (SELECT count(*) FROM record m WHERE ${inThread(kind)} AND ${isUnread}) AS unread,
  (SELECT max(m.sortAt) FROM record m WHERE ${inThread(kind)}) AS lastAt`
const message = `m.id, m.body, coalesce(m.sortAt, m.updatedAt) AS at, ${waits('m')}`

const both = <Row>(ask: (kind: Kind) => Row[]): Row[] => [...ask(kinds.thread), ...ask(kinds.consult)]

type Found = HeldMessage & { readonly thread: string }

const open = (db: Db) => ({
  threads: (userId: string, patientId: string | undefined): HeldThread[] =>
    both(kind =>
      db.all<HeldThread>(
        `SELECT ${thread(kind)}, r.sortAt FROM ${kind.from} WHERE ${kind.is} AND (? IS NULL OR r.patientId = ?)`,
        userId,
        userId,
        patientId ?? null,
        patientId ?? null,
      ),
    ),
  thread: (userId: string, id: string): HeldThread | undefined =>
    both(kind =>
      db.all<HeldThread>(`SELECT ${thread(kind)} FROM ${kind.from} WHERE ${kind.is} AND r.id = ?`, userId, userId, id),
    )[0],
  unread: (userId: string): number =>
    both(kind =>
      db.all<{ n: number }>(
        `SELECT count(*) AS n FROM ${kind.from} CROSS JOIN record m ON ${inThread(kind)} WHERE ${kind.is} AND ${isUnread}`,
        userId,
        userId,
      ),
    ).reduce((sum, { n }) => sum + n, 0),
  /** Oldest first, from a place counted from the oldest. */
  page: (threadId: string, from: number, limit: number): HeldMessage[] =>
    both(kind =>
      db.all<HeldMessage>(
        `SELECT ${message} FROM ${kind.from} CROSS JOIN record m ON ${inThread(kind)} WHERE ${kind.is} AND r.id = ?
           ORDER BY m.sortAt, m.id LIMIT ? OFFSET ?`,
        threadId,
        limit,
        from,
      ),
    ),
  ...openFound(db),
  ...openFiles(db),
  ...openDesk(db),
})

/** Single messages, and what is known of several. */
const openFound = (db: Db) => ({
  message: (id: string): HeldMessage | undefined =>
    db.get<HeldMessage>(
      `SELECT ${message} FROM record m WHERE m.type = 'Communication' AND m.id = ? AND m.deleted = 0`,
      id,
    ),
  /** Messages that match an FTS5 query, newest first. */
  search: (query: string, limit: number): Found[] =>
    db.all<Found>(
      `WITH hit AS MATERIALIZED (
         SELECT m.id, m.sortAt FROM message_text t JOIN message_doc d ON d.doc = t.rowid
           JOIN record m ON m.type = 'Communication' AND m.id = d.id AND m.deleted = 0
         WHERE message_text MATCH ? AND (m.body ->> '$.partOf[0].reference' IS NOT NULL OR m.body ->> '$.about[0].reference' IS NOT NULL)
         ORDER BY m.sortAt DESC, m.id DESC)
       SELECT ${message}, coalesce(h.body, k.body) AS thread FROM hit CROSS JOIN record m ON m.type = 'Communication' AND m.id = hit.id
         LEFT JOIN record h ON h.type = 'Communication' AND h.id = substr(m.body ->> '$.partOf[0].reference', 15)
           AND h.patientId IS m.patientId AND h.deleted = 0 AND h.body ->> '$.topic.coding[0].code' = 'thread'
         LEFT JOIN record k ON k.type = 'Task' AND k.id = substr(m.body ->> '$.about[0].reference', 6)
           AND k.patientId IS m.patientId AND k.deleted = 0 AND k.body ->> '$.code.coding[0].code' = 'consult'
       WHERE h.id IS NOT NULL OR k.id IS NOT NULL
       ORDER BY hit.sortAt DESC, hit.id DESC LIMIT ?`,
      query,
      limit,
    ),
  /** Of the messages named in a JSON array. */
  receipts: (ids: string): Receipt[] =>
    db.all<Receipt>(
      `SELECT messageId, userId, name, at FROM message_receipt
         WHERE messageId IN (SELECT value FROM json_each(?)) ORDER BY at, userId`,
      ids,
    ),
})

/** What stands beside the conversations: drafts, templates, and who has read what. */
const openDesk = (db: Db) => ({
  draft: (threadId: string, userId: string): string | undefined =>
    db.get<{ body: string }>('SELECT body FROM message_draft WHERE threadId = ? AND userId = ?', threadId, userId)
      ?.body,
  /** Bodies of the clinic's templates, the removed ones among them. */
  templates: (): string[] =>
    db
      .all<{ body: string }>(
        `SELECT body FROM record
           WHERE type = 'Basic' AND body ->> '$.code.coding[0].code' = 'message-template' AND deleted = 0 AND patientId IS NULL`,
      )
      .map(({ body }) => body),
  /** Written before templates were records. */
  oldTemplates: (): Template[] => db.all<Template>('SELECT templateId, title, text FROM message_template'),
  /** The first reading counts. */
  read: ({ messageId, userId, name, at }: Receipt): void =>
    db.run('INSERT OR IGNORE INTO message_receipt VALUES (?, ?, ?, ?)', messageId, userId, name, at),
  keepDraft: (threadId: string, userId: string, body: string): void =>
    db.run('INSERT OR REPLACE INTO message_draft VALUES (?, ?, ?)', threadId, userId, body),
  dropDraft: (threadId: string, userId: string): void =>
    db.run('DELETE FROM message_draft WHERE threadId = ? AND userId = ?', threadId, userId),
  dropOldTemplate: (templateId: string): void =>
    db.run('DELETE FROM message_template WHERE templateId = ?', templateId),
})

/** How records are written inside the vault's thread; the records room lends it. */
type RecordWriting = (db: Db) => { put(resource: object, at: string): void }

const openWith = (db: Db, records: RecordWriting) => {
  const record = records(db)
  return {
    ...open(db),
    /** Re-enters a sealed file from its own header, with the message where it was the last of it. */
    adopt: (meta: BlobMeta, id: string): void => {
      const sealed = sealedIn(meta)
      if (sealed?.from !== undefined) return reenter(db, { ...sealed, from: sealed.from, blobId: id })
      if (sealed === undefined || sealed.records[0]?.id !== id) throw new Error('none of this room')
      for (const resource of sealed.records) record.put(resource, sealed.keptAt)
    },
  }
}
/** The clinic's templates are records; the index and what asks it say it alike. */
const templateMigration = {
  id: 'messages/4',
  sql: `CREATE INDEX record_message_template ON record (id)
    WHERE type = 'Basic' AND body ->> '$.code.coding[0].code' = 'message-template';`,
} as const

export type MessageSql = ReturnType<typeof openWith>

/** The message room's drawer: receipts, drafts, templates, words to search, and ways to find conversations among the records. */
export const messageStoreWith = (records: RecordWriting): StoreModule<MessageSql> => ({
  name: 'message',
  migrations: [migration, searchMigration, filesMigration, templateMigration],
  open: db => openWith(db, records),
})
