import { randomUUID } from 'node:crypto'
import { Fault } from '../../src-shared/faults.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op, Reads, Vault } from '../vault/index.ts'
import { type Held, type HeldOf, type HeldType, recordRowOf, resourceOf } from './held.ts'
import type { RecordName } from './rows.ts'
import { type RecordSql, recordStore } from './store.ts'

export interface RecordsNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit'>
  readonly now: () => Date
  /** Makes a random uuid; only tests set it. */
  readonly newId?: () => string
}

/** Which answers a record write makes stale: what is shown, and what waits for the clinic. */
const touches = ['record', 'outbox']

/** What the calls of this room share: the drawer, and writes prepared but not done. */
export interface Desk {
  readonly store: Reads<RecordSql>
  readonly newId: () => string
  /** ISO 8601, UTC. */
  readonly at: () => string
  readonly put: (resource: Held) => Op
  /** Sets top-level elements (`undefined` removes one); the merge happens inside the commit. */
  readonly change: (name: RecordName, set: Readonly<Record<string, unknown>>) => Op
  readonly noteSource: (name: RecordName, sha256: string) => Op
  readonly commit: (by: Caller, act: Act, ops: readonly Op[]) => Promise<unknown>
  readonly read: <T extends HeldType>(type: T, id: string) => Promise<HeldOf<T> | undefined>
  /** As `read`; Fault records.unknown where it is not held. */
  readonly demand: <T extends HeldType>(type: T, id: string) => Promise<HeldOf<T>>
}

export function openDesk({ vault, now, newId = randomUUID }: RecordsNeeds): Desk {
  const store = vault.store(recordStore)
  const ops = vault.ops(recordStore)
  const at = (): string => now().toISOString()
  const read = async <T extends HeldType>(type: T, id: string): Promise<HeldOf<T> | undefined> => {
    const row = await store.read(type, id)
    return row && (resourceOf(row) as HeldOf<T>)
  }
  return {
    store,
    newId,
    at,
    put: resource => ({ ...ops.put(recordRowOf(resource, at())), touches }),
    change: (name, set) => ({ ...ops.change({ ...name, set, at: at() }), touches }),
    noteSource: (name, sha256) => ({ ...ops.noteSource(name, sha256), touches: [] }),
    commit: (by, act, list) => vault.commit(by, act, list),
    read,
    demand: async (type, id) => {
      const resource = await read(type, id)
      if (resource === undefined) throw new Fault('records.unknown')
      return resource
    },
  }
}
