import { randomUUID } from 'node:crypto'
import { Fault } from '../../src-shared/faults.ts'
import type { SessionId } from '../../src-shared/ids.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { BlobKeys } from './blob-format.ts'
import { type Blobs, openBlobs, type Staged } from './blobs.ts'
import type { Op } from './db.ts'
import { subKeyOf } from './keys.ts'
import type { Link } from './link.ts'
import { reconcile, wrongLengths } from './reconcile.ts'
import type { Unwrapped } from './slots.ts'
import type { Space } from './space.ts'
import { type BlobRow, vaultStore } from './store.ts'
import { asFault } from './trouble.ts'
import type { Finding, Head, NewBlob, SlotFace } from './types.ts'

/** The vault between one unlock and the next lock: keys, thread and caches live and die with it. */
export interface Session {
  readonly unwrapped: Unwrapped
  readonly link: Link
  readonly blobs: Blobs
  subKey(purpose: string): Buffer
  keep(by: Caller, act: Act, kept: Kept): Promise<Head>
  /** Findings of this opening, with those of the checks that go on after it. */
  findings(): Promise<readonly Finding[]>
  note(finding: Finding): void
  head(): Head
  /** Waits for what was begun, closes the database and destroys keys and caches. */
  close(): Promise<void>
}

export interface Kept {
  readonly blobs: readonly NewBlob[]
  readonly ops: readonly Op[]
}

export interface SessionNeeds {
  readonly folder: string
  readonly now: () => Date
  readonly space: Space
  readonly link: Link
  readonly unwrapped: Unwrapped
  readonly face: SlotFace
}

const blobEpoch = 1
const readOwn = <T>(link: Link, call: string, ...args: readonly unknown[]): Promise<T> =>
  link.ask('read', { store: vaultStore.name, call, args }) as Promise<T>

/** Opens database and sealed files with the vault key, and puts them in agreement. Throws vault.damaged, vault.future. */
export async function openSession(needs: SessionNeeds): Promise<Session> {
  const { folder, link, unwrapped, now } = needs
  const { vaultKey, vaultId, epoch: slotsEpoch } = unwrapped
  const by: Caller = { ...needs.face, sessionId: randomUUID() as SessionId }
  const subKey = (purpose: string): Buffer => subKeyOf(vaultKey, vaultId, purpose)
  const [dbKey, headKey] = [new Uint8Array(subKey('db/1')), new Uint8Array(subKey('head/1'))]
  const opened = await link.ask('open', { folder, dbKey, headKey, slotsEpoch, by, at: now().toISOString() }, [
    dbKey.buffer,
    headKey.buffer,
  ])
  const keys: BlobKeys = { kek: subKey(`blob/${blobEpoch}`), vaultId, epoch: blobEpoch }
  const rows = await readOwn<BlobRow[]>(link, 'blobs')
  const adopt = (row: BlobRow, meta: NewBlob['meta']): Promise<boolean> =>
    link.ask('adopt', { by, at: now().toISOString(), row, meta })
  const findings = [...unwrapped.findings, ...opened.findings, ...(await reconcile({ folder, keys, rows, adopt }))]
  const after = wrongLengths(folder, rows).then(found => void findings.push(...found))
  const blobs = openBlobs({ folder, keys, row: id => readOwn(link, 'blob', id) })
  const keeper = openKeeper({ ...needs, blobs, head: await readOwn<Head>(link, 'head') })
  return {
    unwrapped,
    link,
    blobs,
    subKey,
    keep: keeper.keep,
    head: keeper.head,
    findings: async () => {
      await after
      return findings
    },
    note: finding => void findings.push(finding),
    async close() {
      await Promise.all([keeper.idle(), after])
      try {
        await link.ask('close', { at: now().toISOString() })
      } finally {
        blobs.close()
        keys.kek.fill(0)
        vaultKey.fill(0)
        await link.end()
      }
    },
  }
}

interface Keeper {
  keep(by: Caller, act: Act, kept: Kept): Promise<Head>
  head(): Head
  idle(): Promise<void>
}

/**
 * The capture commit protocol: room on the disk → sealed temporary file → fsync → name → one transaction with row, audit and head
 * while the folder is fsynced → acknowledge. A file whose commit failed is taken away; one whose commit was cut off by a
 * crash is found by the reconciliation of the next opening.
 */
function openKeeper(needs: SessionNeeds & { blobs: Blobs; head: Head }): Keeper {
  const running = new Set<Promise<unknown>>()
  let head: Head = { counter: needs.head.counter, chain: needs.head.chain }
  const commit = async (by: Caller, act: Act, ops: readonly Op[]): Promise<Head> => {
    const ask = { by, act, ops, at: needs.now().toISOString() }
    const next = await needs.link.ask('commit', ask).catch(async error => {
      const full = error instanceof Fault && error.code === 'vault.full'
      if (!full || !needs.space.dropBallast()) throw error
      return needs.link.ask('commit', ask)
    })
    if (next.counter > head.counter) head = next
    return next
  }
  const keep = async (by: Caller, act: Act, { blobs, ops }: Kept): Promise<Head> => {
    if (blobs.length === 0) return commit(by, act, ops)
    await needs.space.require(blobs.reduce((sum, blob) => sum + blob.bytes.length + 4096, 0))
    const staged = await stageAll(needs.blobs, blobs)
    const rows = staged.map(({ row }) => ({
      store: vaultStore.name,
      call: 'addBlob',
      args: [row, needs.now().toISOString()],
      touches: [],
    }))
    const names = Promise.all(staged.map(file => file.settle()))
    names.catch(() => undefined)
    const next = await commit(by, act, [...rows, ...ops]).catch(async error => {
      await names.catch(() => undefined)
      // After a dead thread or a failed fsync nobody knows whether the row is there: the next opening finds out.
      const certain = needs.link.alive() && !(error instanceof Fault && error.code === 'vault.diskFailed')
      if (certain) await Promise.all(staged.map(file => file.discard()))
      throw error
    })
    await names
    return next
  }
  return {
    keep: async (by, act, kept) => {
      const work = keep(by, act, kept).catch(error => {
        throw asFault(error)
      })
      running.add(work)
      try {
        return await work
      } finally {
        running.delete(work)
      }
    },
    head: () => head,
    idle: async () => void (await Promise.allSettled(running)),
  }
}

async function stageAll(blobs: Blobs, wanted: readonly NewBlob[]): Promise<Staged[]> {
  const results = await Promise.allSettled(wanted.map(blob => blobs.stage(blob)))
  const staged = results.filter(result => result.status === 'fulfilled').map(result => result.value)
  const failed = results.find(result => result.status === 'rejected')
  if (failed === undefined) return staged
  await Promise.all(staged.map(file => file.discard()))
  throw failed.reason
}
