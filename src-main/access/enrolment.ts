import type { Enrolment, Face, Me } from '../../src-shared/contract/access.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import { actOn, type Desk } from './desk.ts'
import type { Presence } from './presence.ts'
import { newRecoveryCodes } from './recovery.ts'
import { callerOf } from './seat.ts'
import { acceptedStep, invitationOf, secretBytes, secretOf } from './totp.ts'

interface Pending {
  readonly face: Face
  readonly caller: Caller
  readonly secret: string
  readonly recoveryHashes: readonly string[]
  wrongCodes: number
}

const mostWrongCodes = 5

/** Setting up a second step. Its secret lives in memory until a code of it has been typed; after a restart there is a new one. */
export function openEnrolment(desk: Desk, presence: Presence) {
  const { vault, users, write, random } = desk
  let pending: Pending | undefined
  desk.seat.whenLeft(() => {
    pending = undefined
  })

  return {
    /** Inside a turn, once the password is proved. Nobody sits at the workstation until the code is confirmed. */
    async begin(face: Face): Promise<Enrolment> {
      await presence.vacate()
      const secret = secretOf(random(secretBytes))
      const { codes, hashes } = newRecoveryCodes(face.userId, random)
      const clinic = (await users.clinic())?.name ?? ''
      const invitation = await invitationOf(secret, { clinic, name: face.name })
      pending = { face, caller: callerOf(face), secret, recoveryHashes: hashes, wrongCodes: 0 }
      presence.watchEnrolment()
      return { secret, ...invitation, recoveryCodes: [...codes] }
    },
    /** Inside a turn. Fault access.enrolmentOver, access.refused; after five wrong codes the workstation locks. */
    async confirm(code: string): Promise<Me> {
      if (!pending) throw new Fault('access.enrolmentOver')
      const { face, caller, secret, recoveryHashes } = pending
      const at = desk.now()
      const step = acceptedStep({ secret, code, at, lastStep: 0 })
      if (step === undefined) return refuse(pending)
      await vault.commit(caller, actOn(face.userId, ['access.enrol', 'U']), [
        write.setSecondStep(face.userId, { secret, step, recoveryHashes }),
        write.signedIn(face.userId, at.toISOString()),
      ])
      pending = undefined
      return presence.arrive(caller, face)
    },
  }

  async function refuse(of: Pending): Promise<never> {
    of.wrongCodes += 1
    await vault.commit(of.caller, actOn(of.face.userId, ['access.enrol', 'U'], 'refused'), [])
    if (of.wrongCodes < mostWrongCodes) throw new Fault('access.refused')
    await presence.close('person')
    throw new Fault('access.enrolmentOver')
  }
}

export type EnrolmentDesk = ReturnType<typeof openEnrolment>
