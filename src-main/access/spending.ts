import { Fault } from '../../src-shared/faults.ts'
import type { Account } from './account.ts'
import type { Desk } from './desk.ts'
import { recoveryHashOf } from './recovery.ts'
import { acceptedStep } from './totp.ts'

/** What spends the code that was typed. Fault access.refused when it cannot be one. */
export function spendingOf({ write, now }: Desk, { userId, secret, lastStep }: Account, code: string) {
  const step = secret && acceptedStep({ secret, code, at: now(), lastStep })
  if (step) return { op: write.spendStep(userId, step), outcome: 'ok' }
  const hash = recoveryHashOf(userId, code)
  if (hash === undefined) throw new Fault('access.refused')
  return { op: write.spendRecovery(userId, hash), outcome: 'ok by recovery code' }
}
