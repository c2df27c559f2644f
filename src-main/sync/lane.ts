import type { Op, Reads, Writes } from '../vault/index.ts'
import type { Lane, SendRow } from './rows.ts'
import type { SyncSql } from './store.ts'
import type { LinkTrouble, Verdict } from './verdict.ts'

export interface LaneNeeds {
  readonly store: Pick<Reads<SyncSql>, 'due' | 'rows'>
  readonly ops: Pick<Writes<SyncSql>, 'mark' | 'putBack'>
  readonly commit: (ops: readonly Op[]) => Promise<unknown>
  readonly send: (row: SendRow) => Promise<Verdict>
  /** Told of every row; answers whether to go on. */
  readonly heard: (link: LinkTrouble | undefined) => boolean
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** How much a lane takes in hand: `batch` rows are marked in one commit, `atOnce` of them are on the wire together. */
const lanes: Readonly<Record<Lane, { readonly batch: number; readonly atOnce: number }>> = {
  records: { batch: 32, atOnce: 4 },
  bytes: { batch: 2, atOnce: 1 },
}

/** No wait is longer: a row put off further was put off by a clock that was wrong. */
const longestWaitMs = 2 * 60 * 60 * 1000

/** After a failure of our own. */
const restMs = 60_000

/** Sends what is due until nothing is, or the link says stop. Answers how many rows were sent. */
export async function drain(lane: Lane, needs: LaneNeeds): Promise<number> {
  const { batch, atOnce } = lanes[lane]
  const write = batched(needs.commit)
  let sent = 0
  let goOn = true
  while (goOn && !needs.signal.aborted) {
    const now = needs.now()
    const far = new Date(now.getTime() + longestWaitMs).toISOString()
    const seqs = await needs.store.due(lane, { now: now.toISOString(), far }, batch)
    if (seqs.length === 0) break
    await needs.commit([needs.ops.mark(seqs)])
    const one = async (row: SendRow): Promise<void> => {
      if (!goOn || needs.signal.aborted) return write([needs.ops.putBack(row.seq, null, null)])
      const { ops, link } = await needs.send(row)
      goOn = needs.heard(link) && goOn
      sent += link ? 0 : 1
      return write(ops)
    }
    try {
      await inParallel(await needs.store.rows(seqs), atOnce, one)
    } catch (error) {
      // What this left in doubt comes round again, and is looked up first.
      await needs.commit(seqs.map(seq => needs.ops.putBack(seq, new Date(now.getTime() + restMs).toISOString(), null)))
      throw error
    }
  }
  return sent
}

/** Runs `work` over `items`, `atOnce` together; rejects with the first failure after all that began have ended. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item)
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  const failed = ended.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
}

/** Writes as soon as the disk is free, everything that came meanwhile in one commit: an fsync is dearer than a row. */
export function batched(commit: (ops: readonly Op[]) => Promise<unknown>): (ops: readonly Op[]) => Promise<void> {
  let waiting: Op[] = []
  let turn: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return ops => {
    waiting.push(...ops)
    next ??= turn.then(async () => {
      const batch = waiting
      waiting = []
      next = undefined
      await commit(batch)
    })
    // A batch that failed must not keep the next from its turn; those who wait for it are told.
    turn = next.catch(() => undefined)
    return next
  }
}
