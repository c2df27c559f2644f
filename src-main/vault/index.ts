/**
 * Vault: the only room that writes patient data to disk.
 * Owns the encrypted database, the sealed files, the keys and the slots that open them.
 * Needs a folder, the entry of its thread, a clock. Never knows what the rooms keep in it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { freeBytes } from './durable.ts'
import { takeFolder } from './instance.ts'
import { keyBytes } from './keys.ts'
import { openLink } from './link.ts'
import { layFolders } from './places.ts'
import { opsOf, readsOf } from './proxies.ts'
import { openSession, type Session } from './session.ts'
import { type Owned, openOwned, slotDoors } from './slot-doors.ts'
import { usualCost } from './slot-file.ts'
import { openSlots, type Slots, type Unwrapped } from './slots.ts'
import { openSpace } from './space.ts'
import { vaultStore } from './store.ts'
import { asFault } from './trouble.ts'
import type { SlotFace, Vault, VaultNeeds, VaultState } from './types.ts'

export type { Db, Migration, Op, Reads, StoreModule, Writes } from './db.ts'
export type {
  BlobMeta,
  BlobReader,
  Finding,
  Head,
  Health,
  NewBlob,
  SlotFace,
  Vault,
  VaultNeeds,
} from './types.ts'

const usualIdleMs = 30_000
const usualBallast = 64 * 1024 * 1024

/** Takes the data folder for this process. Throws vault.inUse, vault.readOnly, vault.full. */
export function openVault(needs: VaultNeeds): Vault {
  const release = takeFolder(needs.folder)
  const slots = openSlots(needs.folder, needs.kdf ?? usualCost, needs.now)
  const owned = openOwned()
  const life = openLife(needs, slots, owned)
  const { current, gate } = life
  const keep: Vault['keep'] = async (...[by, act, blobs, ops]) => {
    const head = await current().keeper.keep(by, act, { blobs, ops }).catch(life.distrust)
    needs.changed([...new Set(ops.flatMap(op => op.touches))])
    return head
  }
  return {
    state: life.state,
    faces: () => slots.faces(),
    create: (face, password) => gate(() => life.create(face, password)),
    unlock: (userId, password) => gate(() => life.unlock(userId, password)),
    lock: () => gate(life.lock),
    close: () => gate(life.lock).finally(release),
    ...slotDoors({ slots, current, owned, gate }),
    subKey: purpose => current().subKey(`room/${purpose}`),
    store: module => readsOf(module, ask => current().base.ask('read', ask)),
    ops: module => opsOf(module),
    commit: (by, act, ops) => keep(by, act, [], ops),
    keep,
    blob: async id => current().blobs.reader(id),
    async health() {
      const session = current()
      const blobs = (await session.base.ask('read', { store: vaultStore.name, call: 'blobCount', args: [] })) as number
      return {
        head: session.keeper.head(),
        findings: await session.findings(),
        blobs,
        freeBytes: freeBytes(needs.folder),
      }
    },
    backup: to => current().base.ask('backup', { to }),
  }
}

interface Life {
  readonly state: () => VaultState
  readonly current: () => Session
  /** One at a time, in the order asked: unlocking, locking and changing slots never overlap. */
  readonly gate: <T>(work: () => Promise<T>) => Promise<T>
  readonly create: (face: SlotFace, password: string) => Promise<void>
  readonly unlock: (userId: UserId, password: string) => Promise<void>
  readonly lock: () => Promise<void>
  /** Passes a failure on; after a failed write the database is closed, to be read afresh from the disk at the next unlock. */
  readonly distrust: (error: unknown) => never
}

function openLife(needs: VaultNeeds, slots: Slots, owned: Owned): Life {
  const { folder, now, log, thread } = needs
  const space = openSpace(folder, needs.ballastBytes ?? usualBallast)
  const idleMs = needs.idleMs ?? usualIdleMs
  const gate = openGate()
  const holdsData = (): boolean => slots.exist() || existsSync(join(folder, 'vault.db'))
  let session: Session | undefined

  const begin = async (face: SlotFace, unwrap: () => Promise<Unwrapped>): Promise<void> => {
    // The thread loads its rooms while Argon2id works.
    const base = openLink(thread, log, () => gate(async () => (session?.base === base ? lock() : undefined)))
    try {
      const unwrapped = await unwrap()
      layFolders(folder)
      session = await openSession({ folder, now, log, idleMs, space, base, unwrapped, face })
      owned.take(face.userId, unwrapped.own)
    } catch (error) {
      await base.end()
      throw asFault(error)
    }
    space.lay().catch(error => log(`vault: no ballast (${error instanceof Error ? error.message : 'unknown'})`))
  }
  const lock = async (): Promise<void> => {
    const closing = session
    session = undefined
    owned.keepOnly(undefined)
    await closing?.close()
  }
  return {
    gate,
    lock,
    state: () => (session !== undefined ? 'open' : holdsData() ? 'locked' : 'absent'),
    current() {
      if (session === undefined) throw new Fault('vault.locked')
      return session
    },
    async create(face, password) {
      if (session !== undefined || holdsData()) throw new Fault('vault.exists')
      await begin(face, () => slots.create(randomBytes(keyBytes), face, password))
    },
    async unlock(userId, password) {
      const face = slots.faces().find(known => known.userId === userId)
      if (face === undefined) throw new Fault(holdsData() ? 'vault.refused' : 'vault.absent')
      if (session === undefined) return begin(face, () => slots.unwrap(userId, password))
      const proof = await slots.unwrap(userId, password)
      proof.vaultKey.fill(0)
      owned.take(userId, proof.own)
    },
    distrust(error) {
      if (error instanceof Fault && error.code === 'vault.diskFailed') gate(lock).catch(() => undefined)
      throw error
    },
  }
}

function openGate(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
