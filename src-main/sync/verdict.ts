import type { Op, Writes } from '../vault/index.ts'
import { type Answer, noAnswer, type Reply } from './answer.ts'
import { backoffMs, type Tempo } from './backoff.ts'
import type { SendRow } from './rows.ts'
import type { SyncSql } from './store.ts'

/** What came of sending one row: what to write down, and what it says about the link. */
export interface Verdict {
  readonly ops: readonly Op[]
  /** Set when the clinic did not answer as a clinic. */
  readonly link?: LinkTrouble
}

export interface LinkTrouble {
  readonly kind: 'silent' | 'busy' | 'signed-out'
  readonly words: string
  /** The clinic asked to be left alone for so long. */
  readonly waitMs?: number
}

export interface Judge {
  readonly ops: Pick<Writes<SyncSql>, 'putBack' | 'refuse'>
  readonly now: () => Date
  readonly random: () => number
  readonly tempo: Tempo
}

/** Any answer that leaves a row unsent: when it comes round again, or that it does not. */
export function unsent(row: SendRow, answer: Answer, judge: Judge): Verdict {
  switch (answer.kind) {
    case 'refused':
      return { ops: [judge.ops.refuse(row.seq, answer.words)] }
    case 'later':
      return again(row, judge, {
        kind: 'busy',
        words: answer.words,
        ...(answer.waitMs !== undefined && { waitMs: answer.waitMs }),
      })
    case 'unknown':
      return again(row, judge, { kind: 'silent', words: answer.words })
    case 'signed-out':
      return again(row, judge, { kind: 'signed-out', words: 'The clinic does not let this workstation in.' })
    case 'stale':
    case 'gone':
    case 'missing':
    case 'accepted':
      return again(row, judge, {
        kind: 'busy',
        words: `The clinic's answer did not fit the question (${answer.kind}).`,
      })
  }
}

function again(row: SendRow, { ops, now, random, tempo }: Judge, link: LinkTrouble): Verdict {
  const waitMs = backoffMs(row.attempts, { tempo, random, askedMs: link.waitMs })
  return { ops: [ops.putBack(row.seq, new Date(now().getTime() + waitMs).toISOString(), link.words)], link }
}

/** Classifies a reply, or the want of one. */
export const read = (reply: Reply | undefined, answerOf: (reply: Reply) => Answer): Answer =>
  reply ? answerOf(reply) : noAnswer()
