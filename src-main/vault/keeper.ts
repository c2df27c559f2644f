import { Fault } from '../../src-shared/faults.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op } from './db.ts'
import type { Lender } from './lend.ts'
import type { Link } from './link.ts'
import type { Space } from './space.ts'
import { type BlobRow, vaultStore } from './store.ts'
import { asFault } from './trouble.ts'
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
  readonly sealer: Link
  readonly lender: Lender
  readonly space: Space
  readonly now: () => Date
  readonly note: (finding: Finding) => void
  readonly head: Head
}

/**
 * The capture commit protocol: room on the disk → sealed temporary file → fsync → name → one transaction with row, audit and head
 * while the folder is fsynced → acknowledge. A file whose commit failed is taken away; one whose commit was cut off by a
 * crash is found by the reconciliation of the next opening.
 */
export function openKeeper(needs: KeeperNeeds): Keeper {
  const running = new Set<Promise<unknown>>()
  let head = needs.head
  const commit = async (by: Caller, act: Act, ops: readonly Op[]): Promise<Head> => {
    const ask = { by, act, ops, at: needs.now().toISOString() }
    const next = await needs.base.ask('commit', ask).catch(async error => {
      const full = error instanceof Fault && error.code === 'vault.full'
      if (!full || !needs.space.dropBallast()) throw error
      needs.note({ code: 'vault.ballastUsed' })
      return needs.base.ask('commit', ask)
    })
    if (next.counter > head.counter) head = next
    return next
  }
  const keep = async (by: Caller, act: Act, { blobs, ops }: Kept): Promise<Head> => {
    if (blobs.length === 0) return commit(by, act, ops)
    const rows = await sealAll(needs, blobs)
    const ids = blobs.map(blob => blob.id)
    const names = needs.sealer.ask('settle', { ids })
    names.catch(() => undefined)
    const at = needs.now().toISOString()
    const entries = rows.map(row => ({ store: vaultStore.name, call: 'addBlob', args: [row, at], touches: [] }))
    const next = await commit(by, act, [...entries, ...ops]).catch(async error => {
      await names.catch(() => undefined)
      // After a dead thread or a failed fsync nobody knows whether the row is there: the next opening finds out.
      const certain = needs.base.alive() && !(error instanceof Fault && error.code === 'vault.diskFailed')
      if (certain) await needs.sealer.ask('discard', { ids })
      throw error
    })
    await names
    return next
  }
  return {
    async keep(by, act, kept) {
      const work = keep(by, act, kept).catch(error => {
        throw asFault(error)
      })
      running.add(work)
      try {
        return await work
      } finally {
        running.delete(work)
      }
    },
    head: () => head,
    idle: async () => void (await Promise.allSettled(running)),
  }
}

/** Seals every file or, when one cannot be, none. */
async function sealAll({ sealer, lender }: KeeperNeeds, blobs: readonly NewBlob[]): Promise<BlobRow[]> {
  const results = await Promise.allSettled(
    blobs.map(async ({ id, meta, bytes }) => {
      const shared = lender.lend(bytes)
      try {
        return await sealer.ask('seal', { id, meta, shared, size: bytes.length })
      } finally {
        lender.giveBack(shared)
      }
    }),
  )
  const failed = results.find(result => result.status === 'rejected')
  const rows = results.filter(result => result.status === 'fulfilled').map(result => result.value)
  if (failed === undefined) return rows
  await sealer.ask('discard', { ids: rows.map(row => row.id as NewBlob['id']) })
  throw failed.reason
}
