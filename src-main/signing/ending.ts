import type { Records } from '../records/index.ts'
import type { Op, Vault } from '../vault/index.ts'
import { keyIn, keyRecordOf } from './record.ts'
import { signingStore } from './store.ts'

interface EndingNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops'>
  readonly records: Pick<Records, 'put' | 'read'>
  readonly now: () => Date
}

/** How a key ends: with the secret that sealed it, and not with its successor's first signature. What it signed stays. */
export function openEndings({ vault, records, now }: EndingNeeds) {
  const store = vault.store(signingStore)
  const write = vault.ops(signingStore)
  const publicKeyAt = async (recordId: string) => keyIn(await records.read('Basic', recordId))

  /** The writes after which a public key signs no more; none where it is retired already. */
  async function retired(recordId: string, until: string): Promise<Op[]> {
    const before = await publicKeyAt(recordId)
    return before && before.until === undefined ? [records.put(keyRecordOf(recordId, { ...before, until }))] : []
  }

  return {
    retired,
    /** What goes with a person's lost secret: nothing will open their key any more. */
    ended: async (userId: string): Promise<Op[]> => {
      const row = await store.keyOf(userId)
      return row ? [write.dropKey(userId), ...(await retired(row.recordId, now().toISOString()))] : []
    },
    /** False for a key that was retired though it opens: a backup may bring one back. */
    isCurrent: async (recordId: string): Promise<boolean> => (await publicKeyAt(recordId))?.until === undefined,
  }
}
