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
  /** The same in two steps: everything is applied when this returns, and durable when `end` returns. Nothing may come between. */
  begin(entry: Entry): Pending
  /** A write of the vault about itself, outside the chain. */
  note(change: (own: VaultStore) => void): void
}

export interface Pending {
  end(): Head
  undo(): void
}

type Open = Record<string, ((...args: readonly unknown[]) => unknown) | undefined>

const chainOf = (before: Head, entry: Entry): string =>
  createHash('sha256')
    .update(before.chain)
    .update(serialize([before.counter + 1, entry.by.userId, entry.act, entry.at, entry.ops]))
    .digest('hex')

/** One transaction at a time, in two steps. */
function openTransactions(sqlite: Sqlite) {
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map(sql => sqlite.prepare(sql))
  let writing = false
  const undo = (): void => {
    if (sqlite.inTransaction) rollback?.run()
  }
  return {
    writing: () => writing,
    undo,
    apply<T>(work: () => T): T {
      begin?.run()
      writing = true
      try {
        return work()
      } catch (error) {
        undo()
        throw error
      } finally {
        writing = false
      }
    },
    end(): void {
      try {
        commit?.run()
      } catch (error) {
        undo()
        throw error
      }
    },
  }
}

export function openLedger(sqlite: Sqlite, stores: readonly StoreModule<unknown>[], witness: WriteName): Ledger {
  const transaction = openTransactions(sqlite)
  const db: Db = sliceOf(sqlite, transaction.writing)
  const own = vaultStore.open(db)
  const opened = new Map<string, Open>(stores.map(module => [module.name, module.open(db) as Open]))
  opened.set(vaultStore.name, own as unknown as Open)
  const call = (name: WriteName, args: readonly unknown[]): unknown => {
    const store = opened.get(name.store)
    const run = store !== undefined && Object.hasOwn(store, name.call) ? store[name.call] : undefined
    if (run === undefined) throw new Error(`no ${name.store}.${name.call} in this vault`)
    return run.apply(store, [...args])
  }
  const head = (): Head => {
    const { counter, chain } = own.head()
    return { counter, chain }
  }
  const begin = (entry: Entry): Pending => {
    const next = transaction.apply(() => {
      for (const op of entry.ops) call(op, op.args)
      call(witness, [entry.by, entry.act, entry.at])
      const before = head()
      const after = { counter: before.counter + 1, chain: chainOf(before, entry) }
      own.setHead(after.counter, after.chain)
      return after
    })
    return {
      undo: transaction.undo,
      end() {
        transaction.end()
        return next
      },
    }
  }
  return {
    own,
    head,
    begin,
    read: call,
    commit: entry => begin(entry).end(),
    note(change) {
      transaction.apply(() => change(own))
      transaction.end()
    },
  }
}
