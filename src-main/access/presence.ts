import type { Face, Me } from '../../src-shared/contract/access.ts'
import type { Caller } from '../kernel/caller.ts'
import { defaultIdleMinutes } from './account.ts'
import { messageOf } from './announcer.ts'
import { actOn, type Desk } from './desk.ts'
import { openIdle } from './idle.ts'
import type { WhyLocked } from './types.ts'

/** Long enough to install an authenticator app. */
const enrolmentMinutes = 15

/** Coming, going, and being away too long. */
export function openPresence(desk: Desk) {
  const { vault, seat, users, log, announcer } = desk

  /** Inside a turn. Whatever fails, nobody is signed in afterwards and everybody is told. */
  const close = async (why: WhyLocked, before?: Caller): Promise<void> => {
    // Somebody may have come in between the wish to lock and its turn.
    const leaver = seat.leave() ?? before
    idle.rest()
    if (vault.state() !== 'open' && !announcer.isOpen()) return
    try {
      if (leaver) await rowOfLeaving(desk, leaver, ['access.lock', why])
      await vault.lock()
    } finally {
      announcer.closed(why)
    }
  }
  const lock = (why: WhyLocked): Promise<void> => {
    const leaver = seat.leave()
    return desk.turn(() => close(why, leaver))
  }
  const idle = openIdle({
    now: desk.now,
    stillOpen: () => vault.state() === 'open',
    expired: () => void lock('idle').catch((error: unknown) => log(`access: locking failed (${messageOf(error)})`)),
  })
  /** Inside a turn: the seat is free, the vault stays open for who comes next. */
  const vacate = async (): Promise<void> => {
    const leaver = seat.leave()
    if (!leaver) return
    announcer.left()
    await rowOfLeaving(desk, leaver, ['access.leave', 'person'])
  }
  return {
    lock,
    close,
    vacate,
    stirred: idle.stirred,
    watch: (minutes: number): void => idle.watch(minutes),
    watchEnrolment: (): void => idle.watch(enrolmentMinutes),
    /** Inside a turn, once password and second step are proved and written. */
    arrive: async (caller: Caller, face: Face): Promise<Me> => {
      await vacate()
      const minutes = (await users.clinic())?.idleMinutes ?? defaultIdleMinutes
      const me = seat.take(caller, face)
      vault.keepOwnSecretOf(caller.userId)
      idle.watch(minutes)
      announcer.arrived()
      return me
    },
  }
}

export type Presence = ReturnType<typeof openPresence>

/** A full disk must not keep a workstation open: the leaving is logged where its row cannot be written. */
async function rowOfLeaving(
  { vault, log }: Desk,
  leaver: Caller,
  [name, outcome]: readonly [string, string],
): Promise<void> {
  await vault
    .commit(leaver, actOn(leaver.userId, [name, 'E'], outcome), [])
    .catch((error: unknown) => log(`access: no audit row for ${name} (${messageOf(error)})`))
}
