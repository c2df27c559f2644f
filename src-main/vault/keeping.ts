import { Fault } from '../../src-shared/faults.ts'
import type { Ledger, Pending } from './ledger.ts'
import type { Asks } from './protocol.ts'
import { type Sealed, type SealingPlace, sealFiles, syncNames } from './sealing.ts'
import { vaultStore } from './store.ts'
import { asFault } from './trouble.ts'
import type { Head } from './types.ts'

/**
 * The capture commit protocol: room on the disk → sealed temporary file → fsync → name → fsync of the folder → one transaction
 * with row, audit and head → acknowledge. The transaction is prepared while the file is synced, and becomes durable after it;
 * the folder is synced beside it. A file whose commit failed is taken away; one whose commit a crash cut off is found by the
 * reconciliation of the next opening.
 */
export async function keepFiles(
  { place, ledger }: { place: SealingPlace; ledger: Ledger },
  ask: Asks['keep']['ask'],
): Promise<Head> {
  const files = sealFiles(place, ask.blobs)
  let pending: Pending | undefined
  try {
    const synced = settled(files.map(file => file.sync()))
    try {
      const rows = files.map(({ row }) => ({
        store: vaultStore.name,
        call: 'addBlob',
        args: [row, ask.at],
        touches: [],
      }))
      pending = ledger.begin({ ...ask, ops: [...rows, ...ask.ops] })
    } finally {
      await synced
    }
    for (const file of files) file.name()
    return await finish(
      pending,
      syncNames(
        place.folder,
        ask.blobs.map(blob => blob.id),
      ),
    )
  } catch (error) {
    pending?.undo()
    discard(files, error)
    throw error
  }
}

async function finish(pending: Pending, names: Promise<void>): Promise<Head> {
  // A handler from the start: a failure while the commit runs must not count as unhandled.
  names.catch(() => undefined)
  const head = pending.end()
  try {
    await names
  } catch (cause) {
    // The row is there for good, so whatever went wrong, the file must stay.
    throw new Fault('vault.diskFailed', { cause })
  }
  return head
}

/** After a failed fsync nobody knows whether the row is there: then the file stays, and the next opening finds out. */
function discard(files: readonly Sealed[], error: unknown): void {
  const fault = asFault(error)
  if (fault instanceof Fault && fault.code === 'vault.diskFailed') return
  for (const file of files) file.discard()
}

/** Waits for all, then throws what the first one threw. */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(result => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
