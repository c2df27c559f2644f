import { randomUUID } from 'node:crypto'
import type { SessionId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import type { BlobKeys } from './blob-format.ts'
import { type Blobs, openBlobs } from './blobs.ts'
import { type Keeper, openKeeper } from './keeper.ts'
import { subKeyOf } from './keys.ts'
import { openLender } from './lend.ts'
import type { Link } from './link.ts'
import { reconcile, wrongLengths } from './reconcile.ts'
import type { Unwrapped } from './slots.ts'
import type { Space } from './space.ts'
import { type BlobRow, vaultStore } from './store.ts'
import type { BlobMeta, Finding, Head, SlotFace } from './types.ts'

/** The vault between one unlock and the next lock: keys, thread and caches live and die with it. */
export interface Session {
  readonly unwrapped: Unwrapped
  readonly base: Link
  readonly blobs: Blobs
  readonly keeper: Keeper
  subKey(purpose: string): Buffer
  /** Findings of this opening, with those of the checks that go on after it. */
  findings(): Promise<readonly Finding[]>
  /** Waits for what was begun, closes the database and destroys keys and caches. */
  close(): Promise<void>
}

export interface SessionNeeds {
  readonly folder: string
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly idleMs: number
  readonly space: Space
  readonly base: Link
  readonly unwrapped: Unwrapped
  readonly face: SlotFace
}

const blobEpoch = 1
const readOwn = <T>(link: Link, call: string, ...args: readonly unknown[]): Promise<T> =>
  link.ask('read', { store: vaultStore.name, call, args }) as Promise<T>

/** Opens database and sealed files with the vault key, and puts them in agreement. Throws vault.damaged, vault.future. */
export async function openSession(needs: SessionNeeds): Promise<Session> {
  const { vaultKey, vaultId } = needs.unwrapped
  const keys: BlobKeys = { kek: subKeyOf(vaultKey, vaultId, `blob/${blobEpoch}`), vaultId, epoch: blobEpoch }
  try {
    return await assemble(needs, keys)
  } catch (error) {
    for (const key of [keys.kek, vaultKey]) key.fill(0)
    throw error
  }
}

async function assemble(needs: SessionNeeds, keys: BlobKeys): Promise<Session> {
  const { base, folder, unwrapped, now, space } = needs
  const { vaultKey, vaultId } = unwrapped
  const by: Caller = { ...needs.face, sessionId: randomUUID() as SessionId }
  const opened = await openThread(needs, by, keys)
  const rows = await readOwn<BlobRow[]>(base, 'blobs')
  const adopt = (row: BlobRow, meta: BlobMeta): Promise<boolean> =>
    base.ask('adopt', { by, at: now().toISOString(), row, meta })
  const findings = [...unwrapped.findings, ...opened, ...(await reconcile({ folder, keys, rows, adopt }))]
  const after = wrongLengths(folder, rows).then(found => void findings.push(...found))
  const blobs = openBlobs({ folder, keys, row: id => readOwn(base, 'blob', id) })
  const { counter, chain } = await readOwn<Head>(base, 'head')
  const note = (finding: Finding): void => void findings.push(finding)
  const lender = openLender()
  const keeper = openKeeper({ base, lender, space, now, note, head: { counter, chain } })
  return {
    unwrapped,
    base,
    blobs,
    keeper,
    subKey: purpose => subKeyOf(vaultKey, vaultId, purpose),
    async findings() {
      await after
      return findings
    },
    async close() {
      await Promise.all([keeper.idle(), after])
      try {
        await base.ask('close', {})
      } catch (error) {
        // Closed all the same: a full disk or a dead thread keeps nothing open, and what was acknowledged is on the disk.
        needs.log(`vault: not closed in order (${error instanceof Error ? error.message : 'unknown'})`)
      } finally {
        blobs.close()
        lender.clear()
        keys.kek.fill(0)
        vaultKey.fill(0)
        await base.end()
      }
    },
  }
}

/** Hands the thread its keys; they are moved, not copied, and zeroed there. */
async function openThread(
  { base, unwrapped, folder, now, space, idleMs }: SessionNeeds,
  by: Caller,
  keys: BlobKeys,
): Promise<readonly Finding[]> {
  const { vaultKey, vaultId, epoch: slotsEpoch } = unwrapped
  const key = (purpose: string): Uint8Array<ArrayBuffer> => new Uint8Array(subKeyOf(vaultKey, vaultId, purpose))
  const [dbKey, headKey, kek] = [key('db/1'), key('head/1'), new Uint8Array(keys.kek)]
  const where = {
    folder,
    vaultId,
    blobEpoch,
    marginBytes: space.marginBytes,
    idleMs,
    slotsEpoch,
    by,
    at: now().toISOString(),
  }
  const opened = await base.ask('open', { ...where, dbKey, headKey, kek }, [dbKey.buffer, headKey.buffer, kek.buffer])
  return opened.findings
}
