import type { Act, Caller } from '../kernel/caller.ts'
import type { StoreModule } from '../vault/index.ts'
import { canonicalOf } from './canonical.ts'
import { type Followed, follow, genesis, hashOf, type Link } from './chain.ts'

/** An entry as the audit screen shows it. All but `seq` and `hash` is read out of the hashed body itself. */
export interface AuditEntry {
  readonly seq: number
  readonly at: string
  readonly userId: string
  readonly userName: string
  readonly role: string
  readonly name: string
  readonly action: Act['action']
  readonly outcome: string
  readonly patientId?: string
  readonly entity?: string
  readonly hash: string
}

/** Newest first. Absent: no restriction. */
export interface AuditQuestion {
  readonly beforeSeq?: number | undefined
  readonly limit: number
  readonly userId?: string | undefined
  readonly patientId?: string | undefined
}

interface Audit {
  /** The vault's witness: called inside every commit. `at` is ISO 8601 in UTC. */
  append(by: Caller, act: Act, at: string): void
  page(question: AuditQuestion): AuditEntry[]
  /** Recomputes up to `limit` entries after a point already followed; ends when `seq` no longer moves. */
  verify(from: Followed, limit: number): Followed
}

// What is shown and searched is generated from the hashed body, so that no column can say other than what was hashed.
// REPLACE does not fire a delete trigger: the insert trigger refuses it, because its number is not the next one.
const schema = `
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, hash TEXT NOT NULL CHECK (length(hash) = 64), body TEXT NOT NULL,
    userId TEXT GENERATED ALWAYS AS (json_extract(body, '$.userId')) VIRTUAL,
    patientId TEXT GENERATED ALWAYS AS (json_extract(body, '$.patientId')) VIRTUAL
  ) STRICT;
  CREATE INDEX audit_by_user ON audit (userId, seq);
  CREATE INDEX audit_by_patient ON audit (patientId, seq) WHERE patientId IS NOT NULL;
  CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE TRIGGER audit_has_no_gaps BEFORE INSERT ON audit
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;`

const lastSql = 'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1'
const linksSql = 'SELECT seq, hash, body FROM audit WHERE seq > ? ORDER BY seq LIMIT ?'

/** Who did what, when and to whom: an append-only table whose entries are chained by their hashes. */
export const auditStore: StoreModule<Audit> = {
  name: 'audit',
  migrations: [{ id: 'audit/1', sql: schema }],
  open: db => ({
    append(by, act, at) {
      const last = db.get<{ seq: number; hash: string }>(lastSql) ?? genesis
      const seq = last.seq + 1
      const body = bodyOf(by, act, at)
      db.run('INSERT INTO audit (seq, hash, body) VALUES (?, ?, ?)', seq, hashOf(seq, last.hash, body), body)
    },
    page({ beforeSeq = Number.MAX_SAFE_INTEGER, limit, userId, patientId }) {
      const conditions = ['seq < ?', ...(userId ? ['userId = ?'] : []), ...(patientId ? ['patientId = ?'] : [])]
      const values = [beforeSeq, ...(userId ? [userId] : []), ...(patientId ? [patientId] : []), limit]
      const where = conditions.join(' AND ')
      const sql = `SELECT seq, hash, body FROM audit WHERE ${where} ORDER BY seq DESC LIMIT ?`
      return db.all<{ seq: number; hash: string; body: string }>(sql, ...values).map(entryOf)
    },
    verify: (from, limit) => follow(from, db.all<Link>(linksSql, from.seq, limit)),
  }),
}

/** Field by field, so that nothing of an act crosses into the audit but what belongs there. */
const bodyOf = (by: Caller, act: Act, at: string): string =>
  canonicalOf({
    at,
    userId: by.userId,
    userName: by.name,
    role: by.role,
    sessionId: by.sessionId,
    name: act.name,
    action: act.action,
    outcome: act.outcome ?? 'ok',
    patientId: act.patientId,
    entity: act.entity,
  })

function entryOf({ seq, hash, body }: { seq: number; hash: string; body: string }): AuditEntry {
  const { sessionId: _, ...shown } = JSON.parse(body) as Omit<AuditEntry, 'seq' | 'hash'> & { sessionId: string }
  return { ...shown, seq, hash }
}
