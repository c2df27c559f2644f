import type { Face, SignedIn } from '../../src-shared/contract/access.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Account } from './account.ts'
import { actOn, type Desk, prove } from './desk.ts'
import type { EnrolmentDesk } from './enrolment.ts'
import { finishFirstRun } from './first-run.ts'
import type { Presence } from './presence.ts'
import { callerOf } from './seat.ts'
import { spendingOf } from './spending.ts'
import { mustWait } from './throttle.ts'

interface Attempt {
  readonly userId: UserId
  readonly password: string
  readonly code?: string | undefined
}

const act = ['access.signIn', 'E'] as const

/**
 * Password, then code. Inside a turn. Where nobody sat before, a refusal locks the vault again; where somebody sat, they stay.
 * A wrong password, a wrong code, a spent code and an unknown person all give Fault access.refused.
 */
export function openSignIn(desk: Desk, presence: Presence, enrolment: EnrolmentDesk) {
  const { vault, users, seat } = desk

  return async function signIn({ userId, password, code }: Attempt): Promise<SignedIn> {
    if (vault.state() === 'absent') throw new Fault('vault.absent')
    // A vault that closed itself left its person behind: they must not come back with the next one's password.
    if (vault.state() === 'locked') seat.leave()
    const face = vault.faces().find(known => known.userId === userId)
    try {
      await prove(desk, userId, password).catch((error: unknown) => passwordRefused(desk, face, error))
      if (!face) throw new Fault('access.refused')
      return await admit(face, code)
    } catch (error) {
      // Who was not let in leaves nothing that only their password opens.
      vault.keepOwnSecretOf(seat.caller()?.userId)
      if (!seat.caller() && vault.state() === 'open') await presence.close('person')
      throw error
    }
  }

  async function admit(face: Face, code: string | undefined): Promise<SignedIn> {
    const account = (await users.find(face.userId)) ?? (await finishFirstRun(desk, face))
    if (!account?.active) {
      await refusalRow(desk, account ?? face, 'refused')
      throw new Fault('access.refused')
    }
    if (mustWait(account, desk.now())) {
      await refusalRow(desk, account, 'waiting')
      throw new Fault('access.tooManyTries')
    }
    if (account.secret === undefined) return { state: 'enrol', enrolment: await enrolment.begin(account) }
    const caller = await secondStep(desk, account, code ?? '')
    return { state: 'in', me: await presence.arrive(caller, account) }
  }
}

/** The code is spent in the transaction that writes the sign-in's row: after a crash it is spent and told of, or neither. */
async function secondStep(desk: Desk, account: Account, code: string): Promise<Caller> {
  const { vault, write } = desk
  const { userId } = account
  const caller = callerOf(account)
  const at = desk.now().toISOString()
  try {
    const { op, outcome } = spendingOf(desk, account, code)
    await vault.commit(caller, actOn(userId, act, outcome), [op, write.signedIn(userId, at)])
  } catch (error) {
    if (error instanceof Fault && error.code === 'access.refused')
      await vault.commit(caller, actOn(userId, act, 'refused'), [write.countWrongCode(userId, at)])
    throw error
  }
  return caller
}

/** While the vault is open, a wrong password leaves a row; while it is closed there is nothing to write to, and the vault counts. */
async function passwordRefused(desk: Desk, face: Face | undefined, error: unknown): Promise<never> {
  if (face && error instanceof Fault && desk.vault.state() === 'open') await refusalRow(desk, face, 'refused')
  throw error
}

async function refusalRow({ vault }: Desk, face: Face, outcome: string): Promise<void> {
  await vault.commit(callerOf(face), actOn(face.userId, act, outcome), [])
}
