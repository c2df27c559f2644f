/**
 * Vault: the only room that writes patient data to disk.
 * Owns the encrypted database, the sealed files, the keys and the slots that open them.
 * Needs a folder, the entry of its thread, a clock. Never knows what the rooms keep in it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src-shared/faults.ts'
import { layFolders } from './blobs.ts'
import { freeBytes } from './durable.ts'
import { takeFolder } from './instance.ts'
import { keyBytes } from './keys.ts'
import { openLink } from './link.ts'
import { opsOf, readsOf } from './proxies.ts'
import { openSession, type Session } from './session.ts'
import { usualCost } from './slot-file.ts'
import { openSlots, type Unwrapped } from './slots.ts'
import { openSpace } from './space.ts'
import { vaultStore } from './store.ts'
import { asFault } from './trouble.ts'
import type { SlotFace, Vault, VaultNeeds } from './types.ts'

export type { Db, Migration, Op, Reads, StoreModule, Writes } from './db.ts'
export type {
  BlobMeta,
  BlobReader,
  Finding,
  FindingCode,
  Head,
  Health,
  KdfCost,
  NewBlob,
  SlotFace,
  Vault,
  VaultNeeds,
  VaultState,
  WriteName,
} from './types.ts'

const usualBallast = 64 * 1024 * 1024

/** Takes the data folder for this process. Throws vault.inUse, vault.readOnly, vault.full. */
export function openVault(needs: VaultNeeds): Vault {
  const { folder, now, log } = needs
  const release = takeFolder(folder)
  const slots = openSlots(folder, needs.kdf ?? usualCost, now)
  const space = openSpace(folder, needs.ballastBytes ?? usualBallast)
  const gate = openGate()
  let session: Session | undefined

  const current = (): Session => {
    if (session === undefined) throw new Fault('vault.locked')
    return session
  }
  const begin = async (face: SlotFace, unwrap: () => Promise<Unwrapped>): Promise<void> => {
    // The thread loads its rooms while Argon2id works.
    const link = openLink(needs.thread, log)
    try {
      const unwrapped = await unwrap()
      layFolders(folder)
      session = await openSession({ folder, now, space, link, unwrapped, face })
    } catch (error) {
      await link.end()
      throw asFault(error)
    }
    space.lay().catch(error => log(`vault: no ballast (${error instanceof Error ? error.message : 'unknown'})`))
  }
  const lock = async (): Promise<void> => {
    const closing = session
    session = undefined
    await closing?.close()
  }
  /** A database whose write failed is not asked again: what it holds is read afresh from the disk at the next unlock. */
  const distrust = (error: unknown): never => {
    if (error instanceof Fault && error.code === 'vault.diskFailed') gate(lock).catch(() => undefined)
    throw error
  }
  const slotsChanged = async (epoch: number): Promise<void> => {
    await current().link.ask('slotsEpoch', { epoch })
  }

  return {
    state: () =>
      session !== undefined ? 'open' : slots.exist() || existsSync(join(folder, 'vault.db')) ? 'locked' : 'absent',
    faces: slots.faces,
    create: (face, password) =>
      gate(async () => {
        if (session !== undefined || slots.exist() || existsSync(join(folder, 'vault.db')))
          throw new Fault('vault.exists')
        await begin(face, () => slots.create(randomBytes(keyBytes), face, password))
      }),
    addSlot: (face, password) =>
      gate(async () => {
        if (slots.faces().some(known => known.userId === face.userId)) throw new Fault('vault.duplicate')
        await slotsChanged(await slots.put(current().unwrapped, face, password))
      }),
    replaceSlot: (userId, password) =>
      gate(async () => {
        const face = slots.faces().find(known => known.userId === userId)
        if (face === undefined) throw new Fault('vault.refused')
        await slotsChanged(await slots.put(current().unwrapped, face, password))
      }),
    renameSlot: face => gate(async () => slotsChanged(slots.rename(current().unwrapped, face))),
    removeSlot: userId => gate(async () => slotsChanged(slots.remove(current().unwrapped, userId))),
    unlock: (userId, password) =>
      gate(async () => {
        const face = slots.faces().find(known => known.userId === userId)
        if (face === undefined) throw new Fault(slots.exist() ? 'vault.refused' : 'vault.absent')
        if (session === undefined) return begin(face, () => slots.unwrap(userId, password))
        ;(await slots.unwrap(userId, password)).vaultKey.fill(0)
      }),
    lock: () => gate(lock),
    subKey: purpose => current().subKey(`room/${purpose}`),
    store: module => readsOf(module, ask => current().link.ask('read', ask)),
    ops: module => opsOf(module),
    commit: async (by, act, ops) => {
      const head = await current().keep(by, act, { blobs: [], ops }).catch(distrust)
      needs.changed([...new Set(ops.flatMap(op => op.touches))])
      return head
    },
    keep: async (...[by, act, blobs, ops]) => {
      const head = await current().keep(by, act, { blobs, ops }).catch(distrust)
      needs.changed([...new Set(ops.flatMap(op => op.touches))])
      return head
    },
    blob: async id => current().blobs.reader(id),
    async health() {
      const { link, head, findings } = current()
      const blobs = (await link.ask('read', { store: vaultStore.name, call: 'blobCount', args: [] })) as number
      return { head: head(), findings: await findings(), blobs, freeBytes: freeBytes(folder) }
    },
    backup: async to => void (await current().link.ask('backup', { to })),
    close: () => gate(lock).finally(release),
  }
}

/** One at a time, in the order asked: unlocking, locking and changing slots never overlap. */
function openGate(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
