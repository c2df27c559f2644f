import type { Db, StoreModule } from '../vault/index.ts'

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

// Written as the indexes have them, or SQLite reads every Communication to answer.
const isThread = `r.type = 'Communication' AND r.body ->> '$.topic.coding[0].code' = 'thread' AND r.deleted = 0`
const inThread = `m.type = 'Communication' AND m.deleted = 0 AND m.body ->> '$.partOf[0].reference' = 'Communication/' || r.id
  AND m.patientId IS r.patientId`
const waits = (name: string) =>
  `EXISTS (SELECT 1 FROM outbox o WHERE o.type = 'Communication' AND o.id = ${name}.id) AS unsynced`
const isUnread = `(m.body ->> '$.sender.identifier.value') IS NOT ?
  AND NOT EXISTS (SELECT 1 FROM message_receipt s WHERE s.messageId = m.id AND s.userId = ?)`
const thread = `r.id, r.body, ${waits('r')},
  (SELECT count(*) FROM record m WHERE ${inThread}) AS count,
  (SELECT count(*) FROM record m WHERE ${inThread} AND ${isUnread}) AS unread,
  (SELECT max(m.sortAt) FROM record m WHERE ${inThread}) AS lastAt`
const message = `m.id, m.body, coalesce(m.sortAt, m.updatedAt) AS at, ${waits('m')}`

const open = (db: Db) => ({
  threads: (userId: string, patientId: string | undefined): HeldThread[] =>
    db.all<HeldThread>(
      `SELECT ${thread} FROM record r WHERE ${isThread} AND (? IS NULL OR r.patientId = ?)
         ORDER BY coalesce(lastAt, r.sortAt) DESC, r.id`,
      userId,
      userId,
      patientId ?? null,
      patientId ?? null,
    ),
  thread: (userId: string, id: string): HeldThread | undefined =>
    db.get<HeldThread>(`SELECT ${thread} FROM record r WHERE ${isThread} AND r.id = ?`, userId, userId, id),
  unread: (userId: string): number =>
    db.get<{ n: number }>(
      `SELECT count(*) AS n FROM record r CROSS JOIN record m ON ${inThread} WHERE ${isThread} AND ${isUnread}`,
      userId,
      userId,
    )?.n ?? 0,
  /** Newest first, those before a place. */
  before: (threadId: string, place: { at: string; id: string }, limit: number): HeldMessage[] =>
    db.all<HeldMessage>(
      `SELECT ${message} FROM record r CROSS JOIN record m ON ${inThread} WHERE ${isThread} AND r.id = ?
         AND (m.sortAt, m.id) < (?, ?) ORDER BY m.sortAt DESC, m.id DESC LIMIT ?`,
      threadId,
      place.at,
      place.id,
      limit,
    ),
  message: (id: string): HeldMessage | undefined =>
    db.get<HeldMessage>(
      `SELECT ${message} FROM record m WHERE m.type = 'Communication' AND m.id = ? AND m.deleted = 0`,
      id,
    ),
  /** `pattern` is one of LIKE, with a backslash before what is meant as itself. */
  search: (pattern: string, limit: number): (HeldMessage & { readonly thread: string })[] =>
    db.all(
      `SELECT ${message}, r.body AS thread FROM record r CROSS JOIN record m ON ${inThread} WHERE ${isThread}
         AND m.body ->> '$.payload[0].contentString' LIKE ? ESCAPE '\\' ORDER BY m.sortAt DESC, m.id DESC LIMIT ?`,
      pattern,
      limit,
    ),
  /** Of the messages named in a JSON array. */
  receipts: (ids: string): Receipt[] =>
    db.all<Receipt>(
      `SELECT messageId, userId, name, at FROM message_receipt
         WHERE messageId IN (SELECT value FROM json_each(?)) ORDER BY at, userId`,
      ids,
    ),
  ...openDesk(db),
})

/** What stands beside the conversations: drafts, templates, and who has read what. */
const openDesk = (db: Db) => ({
  draft: (threadId: string, userId: string): string | undefined =>
    db.get<{ body: string }>('SELECT body FROM message_draft WHERE threadId = ? AND userId = ?', threadId, userId)
      ?.body,
  templates: (): Template[] => db.all<Template>('SELECT templateId, title, text FROM message_template ORDER BY title'),
  /** The first reading counts. */
  read: ({ messageId, userId, name, at }: Receipt): void =>
    db.run('INSERT OR IGNORE INTO message_receipt VALUES (?, ?, ?, ?)', messageId, userId, name, at),
  keepDraft: (threadId: string, userId: string, body: string): void =>
    db.run('INSERT OR REPLACE INTO message_draft VALUES (?, ?, ?)', threadId, userId, body),
  dropDraft: (threadId: string, userId: string): void =>
    db.run('DELETE FROM message_draft WHERE threadId = ? AND userId = ?', threadId, userId),
  keepTemplate: ({ templateId, title, text }: Template): void =>
    db.run('INSERT OR REPLACE INTO message_template VALUES (?, ?, ?)', templateId, title, text),
  dropTemplate: (templateId: string): void => db.run('DELETE FROM message_template WHERE templateId = ?', templateId),
})

export type MessageSql = ReturnType<typeof open>

/** The message room's drawer: receipts, drafts and templates, and ways to find conversations among the records. */
export const messageStore: StoreModule<MessageSql> = { name: 'message', migrations: [migration], open }
