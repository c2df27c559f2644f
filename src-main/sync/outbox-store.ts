import type { Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { placesIn } from './references.ts'
import type { Agreed, Clash, ConflictRow, Counts, Indexing, ItemRow, Lane, Rebase, SendRow, Settled } from './rows.ts'

const lookedAtOnce = 250

// One row per record at a time, in the order of their making. A refused row lets a later edit of its record pass.
const isFirst = `NOT EXISTS (SELECT 1 FROM outbox e WHERE e.type = o.type AND e.id = o.id AND e.seq < o.seq AND e.state <> 'failed')`

type Candidate = { seq: number; body: string }
type Held = Omit<SendRow, 'ids' | 'waitsFor'>

/** Reads of the outbox. */
export const openOutboxReads = (db: Db) => {
  const places = placesOf(db)
  return {
    /**
     * Rows whose time has come and whose references the clinic knows, oldest first. `far` is a time no wait reaches: a row
     * put off beyond it was put off by a clock that was wrong.
     */
    due(lane: Lane, { now, far }: { now: string; far: string }, limit: number): number[] {
      const ready: number[] = []
      for (let after = 0; ready.length < limit; ) {
        const rows = db.all<Candidate>(
          `SELECT o.seq, coalesce(o.sent, r.body) AS body FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id
           WHERE o.seq > ? AND o.state = 'pending' AND (o.nextAt IS NULL OR o.nextAt <= ? OR o.nextAt > ?) AND (o.type = 'Binary') = ?
             AND ${isFirst} ORDER BY o.seq LIMIT ?`,
          after,
          now,
          far,
          lane === 'bytes' ? 1 : 0,
          lookedAtOnce,
        )
        ready.push(...rows.filter(row => places(row.body).waitsFor === undefined).map(row => row.seq))
        if (rows.length < lookedAtOnce) break
        after = rows.at(-1)?.seq ?? after
      }
      return ready.slice(0, limit)
    },
    /** The rows as they are to be sent, after `mark`. */
    rows(seqs: readonly number[]): SendRow[] {
      const held = db.all<Held>(
        `SELECT o.seq, o.type, o.id, o.attempts, o.enqueuedAt, coalesce(o.sent, r.body) AS sent, r.body, r.deleted, r.base,
           r.serverId, r.serverVersion, r.theirs, r.theirsVersion
         FROM json_each(?) n JOIN outbox o ON o.seq = n.value JOIN record r ON r.type = o.type AND r.id = o.id`,
        JSON.stringify(seqs),
      )
      return held.map(row => ({ ...row, ...places(row.sent) }))
    },
    /** When the next row may be tried, ISO 8601; undefined where none waits for a time. */
    nextAt: (): string | undefined =>
      db.get<{ at: string | null }>(`SELECT min(nextAt) AS at FROM outbox WHERE state = 'pending' AND attempts > 0`)
        ?.at ?? undefined,
    /** The images that show these bytes. */
    ownersOf: (blobId: string): string[] =>
      db
        .all<{ id: string }>(
          `SELECT id FROM record WHERE type = 'Media' AND patientId IS (SELECT patientId FROM record WHERE type = 'Binary' AND id = ?)
             AND body ->> '$.content.url' = 'Binary/' || ?`,
          blobId,
          blobId,
        )
        .map(row => row.id),
    counts: (): Counts => countsOf(db),
    items: (limit: number): ItemRow[] =>
      db
        .all<Omit<ItemRow, 'waits'> & { body: string }>(
          `SELECT o.seq, o.type, o.id, o.state, o.attempts, o.nextAt, o.trouble, o.enqueuedAt, coalesce(o.sent, r.body) AS body
           FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id
           ORDER BY CASE o.state WHEN 'conflict' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, o.seq LIMIT ?`,
          limit,
        )
        .map(({ body, ...row }) => ({ ...row, waits: row.state === 'pending' && places(body).waitsFor !== undefined })),
    conflictRows: (seq?: number): ConflictRow[] =>
      db.all<ConflictRow>(
        `SELECT o.seq, o.type, o.id, CASE WHEN o.type = 'Patient' THEN o.id ELSE r.patientId END AS patientId, r.body, r.base,
           r.theirs, r.theirsVersion, r.serverId, r.deleted,
           (SELECT p.body FROM record p WHERE p.type = 'Patient' AND p.id = CASE WHEN o.type = 'Patient' THEN o.id ELSE r.patientId END) AS patient
         FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id
         WHERE o.state = 'conflict' AND (? IS NULL OR o.seq = ?) ORDER BY o.seq LIMIT 200`,
        seq ?? null,
        seq ?? null,
      ),
  }
}

/** What the clinic calls every place a body names. A place that is no record here is left as it is. */
const placesOf = (db: Db) => (body: string) => {
  const ids: Record<string, string> = {}
  let waitsFor: string | undefined
  for (const { type, id } of placesIn(JSON.parse(body) as Resource)) {
    const row = db.get<{ serverId: string | null }>('SELECT serverId FROM record WHERE type = ? AND id = ?', type, id)
    if (row?.serverId) ids[`${type}/${id}`] = row.serverId
    else if (row) waitsFor ??= `${type}/${id}`
  }
  return { ids, ...(waitsFor !== undefined && { waitsFor }) }
}

function countsOf(db: Db): Counts {
  const states = db.all<{ state: string; n: number }>('SELECT state, count(*) AS n FROM outbox GROUP BY state')
  const of = (state: string) => states.find(row => row.state === state)?.n ?? 0
  const next = db.get<{ at: string | null }>(
    `SELECT min(nextAt) AS at FROM outbox WHERE state = 'pending' AND attempts > 0`,
  )
  const last = db.get<{ trouble: string }>(
    `SELECT trouble FROM outbox WHERE trouble IS NOT NULL ORDER BY state = 'pending', seq DESC LIMIT 1`,
  )
  const counts = { pending: of('pending'), sending: of('sending'), failed: of('failed'), conflict: of('conflict') }
  return { ...counts, nextAt: next?.at ?? null, trouble: last?.trouble ?? null }
}

/** Writes of the outbox. Each changes nothing where its row has gone, so that a late answer does no harm. */
export const openOutboxWrites = (db: Db, indexing: Indexing) => {
  const search = indexing(db)
  const agree = (name: { type: string; id: string }, { serverId, serverVersion, base }: Agreed): void =>
    db.run(
      `UPDATE record SET serverId = ?, serverVersion = ?, base = ?, theirs = NULL, theirsVersion = NULL WHERE type = ? AND id = ?`,
      serverId,
      serverVersion,
      base,
      name.type,
      name.id,
    )
  const setBody = ({ type, id }: { type: string; id: string }, body: string, at: string): void => {
    const { patientId = null, caseId = null, sortAt = null } = search.put(JSON.parse(body) as Resource, at)
    db.run(
      'UPDATE record SET body = ?, patientId = ?, caseId = ?, sortAt = ?, updatedAt = ? WHERE type = ? AND id = ?',
      body,
      patientId,
      caseId,
      sortAt,
      at,
      type,
      id,
    )
  }
  const rowOf = (seq: number) =>
    db.get<{ type: string; id: string; body: string }>(
      'SELECT o.type, o.id, r.body FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id WHERE o.seq = ?',
      seq,
    )
  return {
    /** These rows are about to be sent: until an answer is recorded, nobody knows what the clinic did with them. */
    mark(seqs: readonly number[]): void {
      const list = JSON.stringify(seqs)
      db.run(
        `DELETE FROM outbox WHERE state = 'failed' AND EXISTS (SELECT 1 FROM outbox n JOIN json_each(?) s ON s.value = n.seq
           WHERE n.type = outbox.type AND n.id = outbox.id AND n.seq > outbox.seq)`,
        list,
      )
      db.run(
        `UPDATE outbox SET state = 'sending', attempts = attempts + 1, nextAt = NULL,
           sent = coalesce(sent, (SELECT r.body FROM record r WHERE r.type = outbox.type AND r.id = outbox.id))
         WHERE seq IN (SELECT value FROM json_each(?)) AND state = 'pending'`,
        list,
      )
    },
    /** After a crash: what was being sent then is looked up before it is sent again. */
    recover: (): void => db.run(`UPDATE outbox SET state = 'pending', nextAt = NULL WHERE state = 'sending'`),
    done(seq: number, agreed: Agreed): void {
      const row = rowOf(seq)
      if (!row) return
      agree(row, agreed)
      db.run('DELETE FROM outbox WHERE seq = ?', seq)
      if (agreed.serverVersion === null) return
      const witness = `${row.type} ${agreed.serverId} ${agreed.serverVersion}`
      db.run(`INSERT OR REPLACE INTO sync_setting VALUES ('witness', ?)`, witness)
    },
    /** The clinic has deleted it at our word, or never had it. */
    doneDeleting(seq: number): void {
      const row = rowOf(seq)
      if (!row) return
      db.run(
        `UPDATE record SET base = NULL, theirs = NULL, theirsVersion = NULL WHERE type = ? AND id = ?`,
        row.type,
        row.id,
      )
      db.run('DELETE FROM outbox WHERE seq = ?', seq)
    },
    putBack: (seq: number, nextAt: string | null, trouble: string | null): void =>
      db.run(
        `UPDATE outbox SET state = 'pending', nextAt = ?, trouble = ? WHERE seq = ? AND state = 'sending'`,
        nextAt,
        trouble,
        seq,
      ),
    refuse: (seq: number, trouble: string): void =>
      db.run(`UPDATE outbox SET state = 'failed', nextAt = NULL, trouble = ? WHERE seq = ?`, trouble, seq),
    rebase(seq: number, { expected, body, at, ...agreed }: Rebase): void {
      const row = rowOf(seq)
      if (!row) return
      db.run(`UPDATE outbox SET state = 'pending', nextAt = NULL, trouble = NULL WHERE seq = ?`, seq)
      // Edited in between: the next attempt merges again, from the newer body.
      if (row.body !== expected) return
      agree(row, agreed)
      setBody(row, body, at)
      db.run('DELETE FROM outbox WHERE type = ? AND id = ? AND seq <> ?', row.type, row.id, seq)
      db.run('UPDATE outbox SET sent = ? WHERE seq = ?', body, seq)
    },
    clash(seq: number, { theirs, theirsVersion, serverId, base, trouble }: Clash): void {
      const row = rowOf(seq)
      if (!row) return
      db.run(`UPDATE outbox SET state = 'conflict', nextAt = NULL, trouble = ? WHERE seq = ?`, trouble, seq)
      db.run(
        `UPDATE record SET theirs = ?, theirsVersion = ?, serverId = coalesce(?, serverId), base = coalesce(base, ?) WHERE type = ? AND id = ?`,
        theirs,
        theirsVersion,
        serverId,
        base,
        row.type,
        row.id,
      )
    },
    /** Tries one row now, or all; a refused one with the record as it is now. */
    retry: (seq?: number): void =>
      db.run(
        `UPDATE outbox SET sent = CASE state WHEN 'failed' THEN NULL ELSE sent END, state = 'pending', nextAt = NULL
         WHERE state IN ('pending', 'failed') AND attempts > 0 AND (? IS NULL OR seq = ?)`,
        seq ?? null,
        seq ?? null,
      ),
    settle(seq: number, { body, base, serverId, serverVersion, send, deleted, at }: Settled): void {
      const row = rowOf(seq)
      if (!row) return
      db.run(
        `UPDATE record SET base = ?, serverId = ?, serverVersion = ?, theirs = NULL, theirsVersion = NULL, deleted = ?
         WHERE type = ? AND id = ?`,
        base,
        serverId,
        serverVersion,
        deleted ? 1 : 0,
        row.type,
        row.id,
      )
      setBody(row, body, at)
      if (deleted) search.drop(row.type, row.id)
      db.run('DELETE FROM outbox WHERE type = ? AND id = ?', row.type, row.id)
      if (send) db.run('INSERT INTO outbox (type, id, enqueuedAt) VALUES (?, ?, ?)', row.type, row.id, at)
    },
    /** Another clinic, or the same one emptied: everything held here is new to it. */
    startOver(at: string): void {
      db.run('DELETE FROM outbox')
      db.run(
        'UPDATE record SET serverId = NULL, serverVersion = NULL, base = NULL, theirs = NULL, theirsVersion = NULL',
      )
      db.run(
        'INSERT INTO outbox (type, id, enqueuedAt) SELECT type, id, ? FROM record WHERE deleted = 0 ORDER BY rowid',
        at,
      )
      db.run('DELETE FROM sync_cursor')
      db.run('DELETE FROM sync_loose')
      db.run('DELETE FROM sync_unread')
      db.run(`DELETE FROM sync_setting WHERE name IN ('marked', 'clinic', 'witness')`)
    },
  }
}
