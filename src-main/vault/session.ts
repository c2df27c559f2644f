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
  readonly space: Space
  /** The thread that holds the database, and the one that writes sealed files. */
  readonly threads: { readonly base: Link; readonly sealer: Link }
  readonly unwrapped: Unwrapped
  readonly face: SlotFace
}

const blobEpoch = 1
const readOwn = <T>(link: Link, call: string, ...args: readonly unknown[]): Promise<T> =>
  link.ask('read', { store: vaultStore.name, call, args }) as Promise<T>

/** Opens database and sealed files with the vault key, and puts them in agreement. Throws vault.damaged, vault.future. */
export async function openSession(needs: SessionNeeds): Promise<Session> {
  const { folder, unwrapped, now, space } = needs
  const { base, sealer } = needs.threads
  const { vaultKey, vaultId } = unwrapped
  const by: Caller = { ...needs.face, sessionId: randomUUID() as SessionId }
  const keys: BlobKeys = { kek: subKeyOf(vaultKey, vaultId, `blob/${blobEpoch}`), vaultId, epoch: blobEpoch }
  const opened = await openThreads(needs, by, keys)
  const rows = await readOwn<BlobRow[]>(base, 'blobs')
  const adopt = (row: BlobRow, meta: BlobMeta): Promise<boolean> =>
    base.ask('adopt', { by, at: now().toISOString(), row, meta })
  const findings = [...unwrapped.findings, ...opened, ...(await reconcile({ folder, keys, rows, adopt }))]
  const after = wrongLengths(folder, rows).then(found => void findings.push(...found))
  const blobs = openBlobs({ folder, keys, row: id => readOwn(base, 'blob', id) })
  const { counter, chain } = await readOwn<Head>(base, 'head')
  const note = (finding: Finding): void => void findings.push(finding)
  const lender = openLender()
  const keeper = openKeeper({ base, sealer, lender, space, now, note, head: { counter, chain } })
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
        await Promise.all([base.ask('close', {}), sealer.ask('close', {})])
      } finally {
        blobs.close()
        lender.clear()
        keys.kek.fill(0)
        vaultKey.fill(0)
        await Promise.all([base.end(), sealer.end()])
      }
    },
  }
}

/** Hands each thread its keys; they are moved, not copied, and zeroed there. */
async function openThreads(
  { threads, unwrapped, folder, now, space }: SessionNeeds,
  by: Caller,
  keys: BlobKeys,
): Promise<readonly Finding[]> {
  const key = (purpose: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(subKeyOf(unwrapped.vaultKey, unwrapped.vaultId, purpose))
  const [dbKey, headKey, kek] = [key('db/1'), key('head/1'), new Uint8Array(keys.kek)]
  const { vaultId, epoch } = keys
  const [opened] = await Promise.all([
    threads.base.ask('open', { folder, dbKey, headKey, slotsEpoch: unwrapped.epoch, by, at: now().toISOString() }, [
      dbKey.buffer,
      headKey.buffer,
    ]),
    threads.sealer.ask('sealKeys', { folder, kek, vaultId, epoch, marginBytes: space.marginBytes }, [kek.buffer]),
  ])
  return opened.findings
}
