import type { Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import type { Agreed, Clash, Indexing, Rebase, Settled } from './rows.ts'
import { lacksPlaces, openSendable } from './sendable-store.ts'

interface Named {
  readonly type: string
  readonly id: string
}

/** Before the answer: rows are taken in hand, and put back. Each changes nothing where its row has gone. */
export const openSendingSql = (db: Db) => ({
  ...openMarking(db),
  /** After a crash: what was being sent then is looked up before it is sent again. */
  recover: (): void => db.run(`UPDATE outbox SET state = 'pending', nextAt = NULL WHERE state = 'sending'`),
  /** The clinic is back: nothing waits out what it was put off for while it was away. */
  wake: (): void => db.run(`UPDATE outbox SET nextAt = NULL WHERE state = 'pending' AND nextAt IS NOT NULL`),
  putBack: (seq: number, nextAt: string | null, trouble: string | null): void =>
    db.run(
      `UPDATE outbox SET state = 'pending', nextAt = ?, trouble = ? WHERE seq = ? AND state = 'sending'`,
      nextAt,
      trouble,
      seq,
    ),
  refuse: (seq: number, trouble: string): void =>
    db.run(`UPDATE outbox SET state = 'failed', nextAt = NULL, trouble = ? WHERE seq = ?`, trouble, seq),
  /** Tries one row now, or all; a refused one with the record as it is now. */
  retry: (seq?: number): void =>
    db.run(
      `UPDATE outbox SET sent = CASE state WHEN 'failed' THEN NULL ELSE sent END, state = 'pending', nextAt = NULL
       WHERE state IN ('pending', 'failed') AND attempts > 0 AND (? IS NULL OR seq = ?)`,
      seq ?? null,
      seq ?? null,
    ),
})

const openMarking = (db: Db) => {
  const sendable = openSendable(db)
  return {
    /** These rows are about to be sent: until an answer is recorded, nobody knows what the clinic did with them. */
    mark(seqs: readonly number[]): void {
      const list = JSON.stringify(seqs)
      db.run(
        `DELETE FROM outbox WHERE state = 'failed' AND EXISTS (SELECT 1 FROM outbox n JOIN json_each(?) s ON s.value = n.seq
           WHERE n.type = outbox.type AND n.id = outbox.id AND n.seq > outbox.seq)`,
        list,
      )
      const rows = db.all<Named & { seq: number; text: string }>(
        `SELECT o.seq, o.type, o.id, coalesce(o.sent, r.body) AS text FROM json_each(?) n
           JOIN outbox o ON o.seq = n.value JOIN record r ON r.type = o.type AND r.id = o.id
         WHERE o.state = 'pending'`,
        list,
      )
      for (const row of rows)
        db.run(
          `UPDATE outbox SET state = 'sending', attempts = attempts + 1, nextAt = NULL, sent = ? WHERE seq = ?`,
          sendable(row).text,
          row.seq,
        )
    },
  }
}

/** After the answer: what the clinic and this workstation agree on, or do not. A late answer to a row that has gone does no harm. */
export const openAnswerSql = (db: Db, indexing: Indexing) => {
  const agree = openAgreeing(db)
  const setBody = openBodies(db, indexing)
  const rowOf = rowsOf(db)
  /** What was left out at first is sent now, unless a later change brings it along. */
  const sendTheRest = ({ body, sent }: SentRow, seq: number): void => {
    if (sent === null || !lacksPlaces(sent, body)) return
    db.run(
      `INSERT INTO outbox (type, id, enqueuedAt) SELECT type, id, enqueuedAt FROM outbox o WHERE o.seq = ?
         AND NOT EXISTS (SELECT 1 FROM outbox later WHERE later.type = o.type AND later.id = o.id AND later.seq > o.seq)`,
      seq,
    )
  }
  return {
    done(seq: number, agreed: Agreed): void {
      const row = rowOf(seq)
      if (!row) return
      agree(row, agreed)
      sendTheRest(row, seq)
      db.run('DELETE FROM outbox WHERE seq = ?', seq)
      if (agreed.serverVersion === null) return
      const witness = `${row.type} ${agreed.serverId} ${agreed.serverVersion}`
      db.run(`INSERT OR REPLACE INTO sync_setting VALUES ('witness', ?)`, witness)
    },
    /** The clinic has deleted it at our word, or never had it. */
    doneDeleting(seq: number): void {
      const row = rowOf(seq)
      if (!row) return
      const forget = 'UPDATE record SET base = NULL, theirs = NULL, theirsVersion = NULL WHERE type = ? AND id = ?'
      db.run(forget, row.type, row.id)
      db.run('DELETE FROM outbox WHERE seq = ?', seq)
    },
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
    clash(seq: number, { theirs, theirsVersion, serverId, trouble }: Clash): void {
      const row = rowOf(seq)
      if (!row) return
      db.run(`UPDATE outbox SET state = 'conflict', nextAt = NULL, trouble = ? WHERE seq = ?`, trouble, seq)
      db.run(
        'UPDATE record SET theirs = ?, theirsVersion = ?, serverId = coalesce(?, serverId) WHERE type = ? AND id = ?',
        theirs,
        theirsVersion,
        serverId,
        row.type,
        row.id,
      )
    },
  }
}

/** What people decide. */
export const openDecisionSql = (db: Db, indexing: Indexing) => {
  const setBody = openBodies(db, indexing)
  const search = indexing(db)
  const rowOf = rowsOf(db)
  return {
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
      for (const table of ['sync_cursor', 'sync_loose', 'sync_unread']) db.run(`DELETE FROM ${table}`)
      db.run(`DELETE FROM sync_setting WHERE name IN ('marked', 'clinic', 'witness')`)
    },
  }
}

interface SentRow extends Named {
  readonly body: string
  readonly sent: string | null
}

const rowsOf = (db: Db) => (seq: number) =>
  db.get<SentRow>(
    'SELECT o.type, o.id, o.sent, r.body FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id WHERE o.seq = ?',
    seq,
  )

const openAgreeing =
  (db: Db) =>
  ({ type, id }: Named, { serverId, serverVersion, base }: Agreed): void =>
    db.run(
      `UPDATE record SET serverId = ?, serverVersion = ?, base = ?, theirs = NULL, theirsVersion = NULL
       WHERE type = ? AND id = ?`,
      serverId,
      serverVersion,
      base,
      type,
      id,
    )

const openBodies = (db: Db, indexing: Indexing) => {
  const search = indexing(db)
  return ({ type, id }: Named, body: string, at: string): void => {
    const { patientId = null, caseId = null, sortAt = null } = search.put(JSON.parse(body) as Resource, at)
    db.run(
      'UPDATE record SET base = agreed, body = ?, patientId = ?, caseId = ?, sortAt = ?, updatedAt = ? WHERE type = ? AND id = ?',
      body,
      patientId,
      caseId,
      sortAt,
      at,
      type,
      id,
    )
  }
}
