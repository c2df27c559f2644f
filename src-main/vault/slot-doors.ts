import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Session } from './session.ts'
import type { Slots } from './slots.ts'
import type { Vault } from './types.ts'

/** The own secrets of those who proved a password since the vault was opened. */
export function openOwned() {
  const held = new Map<UserId, Buffer>()
  const drop = (userId: UserId): void => {
    held.get(userId)?.fill(0)
    held.delete(userId)
  }
  return {
    take(userId: UserId, own: Buffer | undefined): void {
      drop(userId)
      if (own !== undefined) held.set(userId, own)
    },
    of: (userId: UserId): Buffer | undefined => held.get(userId),
    /** Everybody else's are zeroed. */
    keepOnly(userId: UserId | undefined): void {
      for (const other of held.keys()) if (other !== userId) drop(other)
    },
  }
}
export type Owned = ReturnType<typeof openOwned>

export interface SlotDoorNeeds {
  readonly slots: Slots
  readonly current: () => Session
  readonly owned: Owned
  readonly gate: <T>(work: () => Promise<T>) => Promise<T>
}

/** The part of the front door that changes who can open the vault. */
export function slotDoors({
  slots,
  current,
  owned,
  gate,
}: SlotDoorNeeds): Pick<
  Vault,
  'addSlot' | 'replaceSlot' | 'renameSlot' | 'removeSlot' | 'ownSecret' | 'keepOwnSecretOf'
> {
  const known = (userId: string) => slots.faces().find(face => face.userId === userId)
  const remember = (change: () => Promise<number> | number): Promise<void> =>
    gate(async () => {
      const session = current()
      await session.base.ask('slotsEpoch', { epoch: await change() })
    })
  return {
    addSlot: (face, password) =>
      remember(() => {
        if (known(face.userId) !== undefined) throw new Fault('vault.duplicate')
        return slots.put(current().unwrapped, face, password)
      }),
    replaceSlot: (userId, password, own) =>
      remember(() => {
        const face = known(userId)
        if (face === undefined) throw new Fault('vault.refused')
        if (own === 'kept') return slots.put(current().unwrapped, { ...face, own: owned.of(userId) }, password)
        owned.take(userId, undefined)
        return slots.put(current().unwrapped, face, password)
      }),
    renameSlot: face => remember(() => slots.rename(current().unwrapped, face)),
    removeSlot: userId =>
      remember(() => {
        owned.take(userId, undefined)
        return slots.remove(current().unwrapped, userId)
      }),
    ownSecret: userId => {
      current()
      const own = owned.of(userId)
      return own && Buffer.from(own)
    },
    keepOwnSecretOf: userId => owned.keepOnly(userId),
  }
}
