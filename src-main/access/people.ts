import { randomUUID } from 'node:crypto'
import type { access, Face, User } from '../../src-shared/contract/access.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Role } from '../../src-shared/roles.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import type { Account } from './account.ts'
import { actOn, auditedChange, type Desk } from './desk.ts'
import type { Presence } from './presence.ts'

type People = Pick<
  Service<typeof access>,
  'users' | 'addUser' | 'setRole' | 'setActive' | 'setPassword' | 'resetSecondStep'
>

/** What an administrator does with people. A person's key slot and their row change together, the safer one first. */
export function openPeople(desk: Desk, presence: Presence): People {
  const { vault, users, write } = desk
  const changes = changesOf(desk, presence)
  return {
    users: async () => (await users.all()).map(shown),
    addUser: ({ name, role, password }, asking) => {
      const by = asking.who()
      const face: Face = { userId: randomUUID() as UserId, name, role }
      return desk.turnOf(by, async () => {
        await giveSlot(desk, face, password)
        await vault
          .commit(by, actOn(face.userId, ['access.addUser', 'C']), [write.add(face)])
          .catch((error: unknown) => takeSlotBack(desk, face.userId, error))
        return face
      })
    },
    setRole: ({ userId, role }, asking) => {
      const by = asking.who()
      return desk.turnOf(by, async () => changes.setRole(by, await known(desk, userId), role))
    },
    setActive: (input, asking) => {
      const by = asking.who()
      return desk.turnOf(by, async () => {
        const account = await known(desk, input.userId)
        if (!input.active) return changes.deactivate(by, account)
        if (!account.active) await changes.letBackIn(by, account, input.password)
      })
    },
    setPassword: ({ userId, password }, asking) => {
      const by = asking.who()
      return desk.turnOf(by, async () => {
        // One's own is changed by who knows the current one, not by who finds an open workstation.
        if (by.userId === userId) throw new Fault('access.denied')
        const account = await known(desk, userId)
        if (!account.active) throw new Fault('access.unknownUser')
        // From here on nothing opens what their secret sealed: that is written first, with the row.
        const ops = await desk.losses.of(userId)
        const row = { by, act: actOn(userId, ['access.setPassword', 'U']), ops }
        await auditedChange(desk, row, () => giveSlot(desk, account, password))
      })
    },
    resetSecondStep: ({ userId }, asking) => {
      const by = asking.who()
      return desk.turnOf(by, async () => {
        await known(desk, userId)
        const act = actOn(userId, ['access.resetSecondStep', 'U'])
        await vault.commit(by, act, [write.clearSecondStep(userId)])
      })
    },
  }
}

/** Each inside a turn. */
function changesOf(desk: Desk, presence: Presence) {
  const { vault, write, seat, losses } = desk
  /** Who changed their own rights no longer has the ones they signed in with. */
  const leaveIfSelf = async (userId: UserId): Promise<void> => {
    if (seat.caller()?.userId === userId) await presence.close('person')
  }
  return {
    async setRole(by: Caller, { userId, name }: Account, role: Role): Promise<void> {
      await vault.commit(by, actOn(userId, ['access.setRole', 'U'], `ok ${role}`), [write.setRole(userId, role)])
      if (hasSlot(desk, userId)) await vault.renameSlot({ userId, name, role })
      await leaveIfSelf(userId)
    },
    /** The row first: from then on the slot opens nothing but a refusal. Again for a deactivated person: takes a slot left over by a crash. */
    async deactivate(by: Caller, { userId }: Account): Promise<void> {
      const lost = await losses.of(userId)
      await vault.commit(by, actOn(userId, ['access.deactivate', 'U']), [write.deactivate(userId), ...lost])
      if (hasSlot(desk, userId)) await vault.removeSlot(userId)
      await leaveIfSelf(userId)
    },
    async letBackIn(by: Caller, account: Account, password: string): Promise<void> {
      const { userId } = account
      await giveSlot(desk, account, password)
      await vault
        .commit(by, actOn(userId, ['access.activate', 'U']), [write.activate(userId), ...(await losses.of(userId))])
        .catch((error: unknown) => takeSlotBack(desk, userId, error))
    },
  }
}

const hasSlot = ({ vault }: Desk, userId: UserId): boolean => vault.faces().some(face => face.userId === userId)

const giveSlot = (desk: Desk, { userId, name, role }: Face, password: string): Promise<void> =>
  hasSlot(desk, userId)
    ? desk.vault.replaceSlot(userId, password)
    : desk.vault.addSlot({ userId, name, role }, password)

async function takeSlotBack({ vault, log }: Desk, userId: UserId, error: unknown): Promise<never> {
  await vault.removeSlot(userId).catch(() => log('access: a key slot without a person is left over'))
  throw error
}

async function known({ users }: Desk, userId: UserId): Promise<Account> {
  const account = await users.find(userId)
  if (!account) throw new Fault('access.unknownUser')
  return account
}

const shown = ({ userId, name, role, active, secret, lastSignInAt }: Account): User => ({
  userId,
  name,
  role,
  active,
  secondStep: secret === undefined ? 'pending' : 'set',
  ...(lastSignInAt !== undefined && { lastSignInAt }),
})
