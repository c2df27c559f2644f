import { Fault } from '../../src-shared/faults.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op } from './db.ts'
import type { Lender } from './lend.ts'
import type { Link } from './link.ts'
import type { Space } from './space.ts'
import type { Finding, Head, NewBlob } from './types.ts'

export interface Kept {
  readonly blobs: readonly NewBlob[]
  readonly ops: readonly Op[]
}

export interface Keeper {
  /** Faults of commit and keep; see the front door. */
  keep(by: Caller, act: Act, kept: Kept): Promise<Head>
  head(): Head
  /** Resolves when nothing is being kept. */
  idle(): Promise<void>
}

export interface KeeperNeeds {
  readonly base: Link
  readonly lender: Lender
  readonly space: Space
  readonly now: () => Date
  readonly note: (finding: Finding) => void
  readonly head: Head
}

/** Passes what is to be kept on to the thread, in memory lent for as long as that takes. */
export function openKeeper(needs: KeeperNeeds): Keeper {
  const { base, lender } = needs
  const running = new Set<Promise<unknown>>()
  let head = needs.head
  const ask = async (by: Caller, act: Act, { blobs, ops }: Kept): Promise<Head> => {
    const at = needs.now().toISOString()
    if (blobs.length === 0) return base.ask('commit', { by, act, ops, at })
    const lent = blobs.map(({ id, meta, bytes }) => ({ id, meta, shared: lender.lend(bytes), size: bytes.length }))
    try {
      return await base.ask('keep', { by, act, ops, at, blobs: lent })
    } finally {
      for (const { shared } of lent) lender.giveBack(shared)
    }
  }
  const keep = async (by: Caller, act: Act, kept: Kept): Promise<Head> => {
    try {
      return await ask(by, act, kept)
    } catch (error) {
      // Files are refused while the reserve is still there; what is small may use it.
      const small = error instanceof Fault && error.code === 'vault.full' && kept.blobs.length === 0
      if (!small || !needs.space.dropBallast()) throw error
      needs.note({ code: 'vault.ballastUsed' })
      return ask(by, act, kept)
    }
  }
  return {
    async keep(by, act, kept) {
      const work = keep(by, act, kept)
      running.add(work)
      try {
        const next = await work
        if (next.counter > head.counter) head = next
        return next
      } finally {
        running.delete(work)
      }
    },
    head: () => head,
    idle: async () => void (await Promise.allSettled(running)),
  }
}
