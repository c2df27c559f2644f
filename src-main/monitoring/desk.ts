import { randomUUID } from 'node:crypto'
import type { Devices } from '../devices/index.ts'
import type { Records } from '../records/index.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import { type ReadingSql, readingStore } from './store.ts'

export interface MonitoringNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit' | 'keep' | 'blob'>
  readonly records: Pick<Records, 'read' | 'put'>
  readonly devices: Pick<Devices, 'attached' | 'open' | 'driver'>
  readonly now: () => Date
  /** Whom to tell that an import moved. */
  readonly changed: (tags: readonly string[]) => void
  readonly log: (line: string) => void
  /** The zone of this computer; only tests set it. */
  readonly zone?: () => string
  readonly newId?: () => string
  /** Waits for a driver; only tests set it. */
  readonly pause?: (ms: number) => Promise<void>
}

/** What the parts of this room share. */
export interface Desk extends MonitoringNeeds {
  readonly store: Reads<ReadingSql>
  readonly ops: Writes<ReadingSql>
  readonly zone: () => string
  readonly newId: () => string
  /** One at a time: what is here already is looked up and written without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

export function openDesk(needs: MonitoringNeeds): Desk {
  let last: Promise<unknown> = Promise.resolve()
  return {
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    newId: randomUUID,
    ...needs,
    store: needs.vault.store(readingStore),
    ops: needs.vault.ops(readingStore),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
  }
}
