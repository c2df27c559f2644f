import { Fault } from '../../src-shared/faults.ts'
import type { Session } from './session.ts'
import type { Slots } from './slots.ts'
import type { Vault } from './types.ts'

export interface SlotDoorNeeds {
  readonly slots: Slots
  readonly current: () => Session
  readonly gate: <T>(work: () => Promise<T>) => Promise<T>
}

/** The part of the front door that changes who can open the vault. */
export function slotDoors({
  slots,
  current,
  gate,
}: SlotDoorNeeds): Pick<Vault, 'addSlot' | 'replaceSlot' | 'renameSlot' | 'removeSlot'> {
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
    replaceSlot: (userId, password) =>
      remember(() => {
        const face = known(userId)
        if (face === undefined) throw new Fault('vault.refused')
        return slots.put(current().unwrapped, face, password)
      }),
    renameSlot: face => remember(() => slots.rename(current().unwrapped, face)),
    removeSlot: userId => remember(() => slots.remove(current().unwrapped, userId)),
  }
}
