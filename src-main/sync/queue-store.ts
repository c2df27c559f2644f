import type { Db } from '../vault/index.ts'
import type { ConflictRow, Counts, ItemRow, Lane, SendRow } from './rows.ts'
import { openSendable } from './sendable-store.ts'

const lookedAtOnce = 250

// One row per record at a time, in the order of their making. A refused row lets a later edit of its record pass.
const isFirst = `NOT EXISTS (SELECT 1 FROM outbox e WHERE e.type = o.type AND e.id = o.id AND e.seq < o.seq AND e.state <> 'failed')`

type Candidate = { seq: number; type: string; id: string; text: string }
type Held = Omit<SendRow, 'sent' | 'ids' | 'waitsFor'> & { text: string }

/** What is to be sent, and how. */
export const openQueueReads = (db: Db) => {
  const sendable = openSendable(db)
  return {
    /**
     * Rows whose time has come and whose references the clinic knows, oldest first. `far` is a time no wait reaches: a row
     * put off beyond it was put off by a clock that was wrong.
     */
    due(lane: Lane, { now, far }: { now: string; far: string }, limit: number): number[] {
      const ready: number[] = []
      for (let after = 0; ready.length < limit; ) {
        const rows = db.all<Candidate>(
          `SELECT o.seq, o.type, o.id, coalesce(o.sent, r.body) AS text FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id
           WHERE o.seq > ? AND o.state = 'pending' AND (o.nextAt IS NULL OR o.nextAt <= ? OR o.nextAt > ?) AND (o.type = 'Binary') = ?
             AND ${isFirst} ORDER BY o.seq LIMIT ?`,
          after,
          now,
          far,
          lane === 'bytes' ? 1 : 0,
          lookedAtOnce,
        )
        ready.push(...rows.filter(row => sendable(row).waitsFor === undefined).map(row => row.seq))
        if (rows.length < lookedAtOnce) break
        after = rows.at(-1)?.seq ?? after
      }
      return ready.slice(0, limit)
    },
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
    /** The rows as they are to be sent, after `mark`. */
    rows(seqs: readonly number[]): SendRow[] {
      const held = db.all<Held>(
        `SELECT o.seq, o.type, o.id, o.attempts, o.enqueuedAt, coalesce(o.sent, r.body) AS text, r.body, r.deleted, r.agreed AS base,
           r.serverId, r.serverVersion, r.theirs, r.theirsVersion
         FROM json_each(?) n JOIN outbox o ON o.seq = n.value JOIN record r ON r.type = o.type AND r.id = o.id`,
        JSON.stringify(seqs),
      )
      return held.map(({ text, ...row }) => {
        const { text: sent, ...named } = sendable({ ...row, text })
        return { ...row, sent, ...named }
      })
    },
  }
}

/** What the tray and the conflict screen show. */
export const openQueueViews = (db: Db) => {
  const sendable = openSendable(db)
  return {
    counts: (): Counts => countsOf(db),
    items: (limit: number): ItemRow[] =>
      db
        .all<Omit<ItemRow, 'waits'> & { text: string }>(
          `SELECT o.seq, o.type, o.id, o.state, o.attempts, o.nextAt, o.trouble, o.enqueuedAt, coalesce(o.sent, r.body) AS text
           FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id
           ORDER BY CASE o.state WHEN 'conflict' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, o.seq LIMIT ?`,
          limit,
        )
        .map(({ text, ...row }) => ({
          ...row,
          waits: row.state === 'pending' && sendable({ ...row, text }).waitsFor !== undefined,
        })),
    conflictRows: (seq?: number): ConflictRow[] =>
      db.all<ConflictRow>(
        `SELECT o.seq, o.type, o.id, CASE WHEN o.type = 'Patient' THEN o.id ELSE r.patientId END AS patientId, r.body, r.agreed AS base,
           r.theirs, r.theirsVersion, r.serverId, r.deleted,
           (SELECT p.body FROM record p WHERE p.type = 'Patient' AND p.id = CASE WHEN o.type = 'Patient' THEN o.id ELSE r.patientId END) AS patient
         FROM outbox o JOIN record r ON r.type = o.type AND r.id = o.id
         WHERE o.state = 'conflict' AND (? IS NULL OR o.seq = ?) ORDER BY o.seq LIMIT 200`,
        seq ?? null,
        seq ?? null,
      ),
  }
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
