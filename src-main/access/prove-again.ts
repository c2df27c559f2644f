import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Op } from '../vault/index.ts'
import { actOn, type Desk } from './desk.ts'
import { spendingOf } from './spending.ts'
import { mustWait } from './throttle.ts'

/** By what a signature was proved, for the record: never the code itself. */
export type SecondFactor = 'totp' | 'recovery-code'

/** What a room signs with: the write that spends the code belongs into the commit of what is signed. */
export interface Proof {
  readonly spend: Op
  readonly factor: SecondFactor
  /** What only this person's sign-in opened; zeroed when `sign` is done. Undefined where their slot has none. */
  readonly own: Buffer | undefined
}

/**
 * The second step once more, by the person who sits there, for a signature. The code is spent in the same commit as what it
 * signs, or not at all. Faults access.refused, access.tooManyTries, vault.locked.
 */
export const openProveAgain =
  (desk: Desk) =>
  <T>(by: Caller, code: string, sign: (proof: Proof) => Promise<T>): Promise<T> =>
    desk.turnOf(by, async () => {
      const account = await desk.users.find(by.userId)
      if (!account?.active || account.secret === undefined) throw new Fault('access.refused')
      if (mustWait(account, desk.now())) throw new Fault('access.tooManyTries')
      try {
        const { op, outcome } = spendingOf(desk, account, code)
        const own = desk.vault.ownSecret(by.userId)
        const factor = outcome === 'ok' ? 'totp' : 'recovery-code'
        return await sign({ spend: op, factor, own }).finally(() => own?.fill(0))
      } catch (error) {
        if (error instanceof Fault && error.code === 'access.refused') await countWrong(desk, by)
        throw error
      }
    })

/**
 * What only this person's sign-in opened, for what they sign many times a day: no code is asked for, because password and second step let
 * them in and they still sit there. Zeroed when `sign` is done; undefined where their slot has none, and for anybody who does not sit there.
 */
export const openAtSeat =
  (desk: Desk) =>
  <T>(by: Caller, sign: (own: Buffer | undefined) => Promise<T>): Promise<T> =>
    desk.turn(async () => {
      const isThere = desk.seat.caller()?.sessionId === by.sessionId
      const own = isThere ? desk.vault.ownSecret(by.userId) : undefined
      return sign(own).finally(() => own?.fill(0))
    })

async function countWrong({ vault, write, now }: Desk, by: Caller): Promise<void> {
  const act = actOn(by.userId, ['access.proveAgain', 'E'], 'refused')
  await vault.commit(by, act, [write.countWrongCode(by.userId, now().toISOString())])
}
