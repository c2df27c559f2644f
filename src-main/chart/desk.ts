import { Fault } from '../../src-shared/faults.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import { type Held, type HeldOf, type HeldRow, type HeldType, type Records, recordStore } from '../records/index.ts'
import type { Op, Vault } from '../vault/index.ts'
import type { Made } from './line.ts'

export interface ChartNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit'>
  readonly records: Pick<Records, 'put' | 'change'>
  readonly now: () => Date
}

/** A record as somebody saw it. */
export interface Seen {
  readonly recordId: string
  readonly seenAt: string
}

export interface Kept {
  readonly recordId: string
}

/** What the calls of this room share. */
export interface Desk {
  readonly put: (resource: Held) => Op
  readonly change: ChartNeeds['records']['change']
  readonly now: () => Date
  readonly made: (by: Caller) => Made
  /** Every record of a patient; Fault records.unknown where the patient is not held. */
  readonly rowsOf: (patientId: string) => Promise<readonly HeldRow[]>
  /** A record that is still as it was seen. Faults records.unknown, chart.notCurrent. */
  readonly demand: <T extends HeldType>(type: T, seen: Seen) => Promise<{ row: HeldRow; resource: HeldOf<T> }>
  /** True where this very record was kept before: the answer was lost on its way and it is asked for again. */
  readonly isKept: (type: HeldType, said: { readonly recordId: string; readonly patientId: string }) => Promise<boolean>
  readonly commit: (by: Caller, act: Act, ops: readonly Op[]) => Promise<unknown>
  /** One at a time: what is current is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

export function openDesk({ vault, records, now }: ChartNeeds): Desk {
  const store = vault.store(recordStore)
  let last: Promise<unknown> = Promise.resolve()
  return {
    put: records.put,
    change: records.change,
    now,
    made: by => ({ by, at: now().toISOString() }),
    rowsOf: async patientId => {
      if ((await store.read('Patient', patientId)) === undefined) throw new Fault('records.unknown')
      return await store.ofPatient(patientId)
    },
    demand: async <T extends HeldType>(type: T, { recordId, seenAt }: Seen) => {
      const row = await store.read(type, recordId)
      if (row === undefined) throw new Fault('records.unknown')
      if (row.updatedAt !== seenAt) throw new Fault('chart.notCurrent')
      return { row, resource: JSON.parse(row.body) as HeldOf<T> }
    },
    isKept: async (type, { recordId, patientId }) => {
      const row = await store.read(type, recordId)
      if (row !== undefined && row.patientId !== patientId) throw new Fault('vault.duplicate')
      return row !== undefined
    },
    commit: (by, act, ops) => vault.commit(by, act, ops),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
  }
}
