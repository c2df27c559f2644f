import type { Capture } from '../capture/index.ts'
import type { Surveyor } from '../imaging/index.ts'
import type { Records } from '../records/index.ts'
import type { Reads, Vault, Writes } from '../vault/index.ts'
import { type MarkSql, markStore } from './store.ts'

export interface ReviewNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit'>
  readonly records: Pick<Records, 'read' | 'put'>
  readonly capture: Pick<Capture, 'shot' | 'bytesOf'>
  readonly surveyor: Pick<Surveyor, 'run'>
  readonly now: () => Date
}

/** What the parts of this room share. */
export interface Desk extends ReviewNeeds {
  readonly store: Reads<MarkSql>
  readonly ops: Writes<MarkSql>
  /** One at a time: what is current is looked up and replaced without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

export function openDesk(needs: ReviewNeeds): Desk {
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...needs,
    store: needs.vault.store(markStore),
    ops: needs.vault.ops(markStore),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
  }
}
