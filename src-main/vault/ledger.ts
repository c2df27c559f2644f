import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Db, Op, StoreModule } from './db.ts'
import { type Sqlite, sliceOf } from './sqlite.ts'
import { type VaultStore, vaultStore } from './store.ts'
import type { Head, WriteName } from './types.ts'

export interface Entry {
  readonly by: Caller
  readonly act: Act
  readonly at: string
  readonly ops: readonly Op[]
}

/** The open database as a list of commits: each applies its writes, its audit row and the next head, or nothing. */
export interface Ledger {
  readonly own: VaultStore
  head(): Head
  read(name: WriteName, args: readonly unknown[]): unknown
  commit(entry: Entry): Head
  /** A write of the vault about itself, outside the chain. */
  note(change: (own: VaultStore) => void): void
}

type Open = Record<string, ((...args: readonly unknown[]) => unknown) | undefined>

const chainOf = (before: Head, entry: Entry): string =>
  createHash('sha256')
    .update(before.chain)
    .update(serialize([before.counter + 1, entry.by.userId, entry.act, entry.at, entry.ops]))
    .digest('hex')

export function openLedger(sqlite: Sqlite, stores: readonly StoreModule<unknown>[], witness: WriteName): Ledger {
  let writing = false
  const db: Db = sliceOf(sqlite, () => writing)
  const own = vaultStore.open(db)
  const opened = new Map<string, Open>(stores.map(module => [module.name, module.open(db) as Open]))
  opened.set(vaultStore.name, own as unknown as Open)
  const call = (name: WriteName, args: readonly unknown[]): unknown => {
    const store = opened.get(name.store)
    const run = store !== undefined && Object.hasOwn(store, name.call) ? store[name.call] : undefined
    if (run === undefined) throw new Error(`no ${name.store}.${name.call} in this vault`)
    return run.apply(store, [...args])
  }
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const end = sqlite.prepare('COMMIT')
  const undo = sqlite.prepare('ROLLBACK')
  const atomically = <T>(work: () => T): T => {
    begin.run()
    writing = true
    try {
      const result = work()
      end.run()
      return result
    } catch (error) {
      if (sqlite.inTransaction) undo.run()
      throw error
    } finally {
      writing = false
    }
  }
  const head = (): Head => {
    const { counter, chain } = own.head()
    return { counter, chain }
  }
  return {
    own,
    head,
    read: call,
    commit: entry =>
      atomically(() => {
        for (const op of entry.ops) call(op, op.args)
        call(witness, [entry.by, entry.act, entry.at])
        const before = head()
        const next = { counter: before.counter + 1, chain: chainOf(before, entry) }
        own.setHead(next.counter, next.chain)
        return next
      }),
    note: change => atomically(() => change(own)),
  }
}
