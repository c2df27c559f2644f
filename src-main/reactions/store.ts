import type { Db, StoreModule } from '../vault/index.ts'

export interface DraftRow {
  readonly reactionId: string
  readonly patientId: string
  readonly caseId: string | null
  readonly body: string
  readonly at: string
  readonly by: string
  readonly version: number
  /** The signed report that it is to take the place of. */
  readonly corrects: string | null
}

/** A signed report as it is held. */
export interface HeldReaction {
  readonly id: string
  readonly body: string
  readonly unsynced: 0 | 1
}

const migration = {
  id: 'reactions/1',
  sql: `
    CREATE TABLE reaction_draft (
      reactionId TEXT PRIMARY KEY, patientId TEXT NOT NULL, caseId TEXT, body TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
      version INTEGER NOT NULL) STRICT;
    CREATE INDEX reaction_draft_by_patient ON reaction_draft (patientId, at);`,
} as const

const corrections = {
  id: 'reactions/2',
  sql: 'ALTER TABLE reaction_draft ADD COLUMN corrects TEXT; CREATE UNIQUE INDEX reaction_draft_correcting ON reaction_draft (corrects);',
} as const

const signed = `SELECT r.id, r.body, EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type = 'AdverseEvent') AS unsynced
  FROM record r WHERE r.type = 'AdverseEvent' AND r.deleted = 0`

const open = (db: Db) => ({
  draft: (reactionId: string): DraftRow | undefined =>
    db.get<DraftRow>('SELECT * FROM reaction_draft WHERE reactionId = ?', reactionId),
  draftsOf: (patientId: string): DraftRow[] =>
    db.all<DraftRow>('SELECT * FROM reaction_draft WHERE patientId = ? ORDER BY at DESC, reactionId', patientId),
  putDraft: ({ reactionId, patientId, caseId, body, at, by, version, corrects }: DraftRow): void =>
    db.run(
      'INSERT OR REPLACE INTO reaction_draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      reactionId,
      patientId,
      caseId,
      body,
      at,
      by,
      version,
      corrects,
    ),
  correcting: (corrects: string): DraftRow | undefined =>
    db.get<DraftRow>('SELECT * FROM reaction_draft WHERE corrects = ?', corrects),
  dropDraft: (reactionId: string): void => db.run('DELETE FROM reaction_draft WHERE reactionId = ?', reactionId),
  signed: (id: string): HeldReaction | undefined => db.get<HeldReaction>(`${signed} AND r.id = ?`, id),
  signedOf: (patientId: string): HeldReaction[] =>
    db.all<HeldReaction>(`${signed} AND r.patientId = ? ORDER BY r.sortAt DESC, r.id`, patientId),
})

export type ReactionSql = ReturnType<typeof open>

/** The reaction room's drawer: drafts of its own, and ways to find what was signed among the records. */
export const reactionStore: StoreModule<ReactionSql> = { name: 'reaction', migrations: [migration, corrections], open }
