import { randomUUID } from 'node:crypto'
import type { Enrolment, Face } from '../../src-shared/contract/access.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import { type Account, defaultIdleMinutes } from './account.ts'
import { actOn, type Desk } from './desk.ts'
import type { EnrolmentDesk } from './enrolment.ts'
import type { Presence } from './presence.ts'
import { callerOf } from './seat.ts'
import type { DemoPerson } from './types.ts'

interface SetUp {
  readonly clinicName: string
  readonly name: string
  readonly password: string
}

/** Makes the vault and its first administrator, who still has to confirm the second step. Fault vault.exists. */
export async function setUp(
  desk: Desk,
  { enrolment, presence }: { enrolment: EnrolmentDesk; presence: Presence },
  { clinicName, name, password }: SetUp,
): Promise<Enrolment> {
  const face: Face = { userId: randomUUID() as UserId, name, role: 'administrator' }
  await desk.vault.create(face, password)
  try {
    await addFirst(desk, face, clinicName)
    return await enrolment.begin(face)
  } catch (error) {
    await presence.close('closing')
    throw error
  }
}

/**
 * A power cut between the vault's making and its first commit leaves a vault that opens and knows nobody.
 * Whoever opens it with the one slot that was made then is its first administrator. Undefined when that is not how things are.
 */
export async function finishFirstRun(desk: Desk, face: Face): Promise<Account | undefined> {
  const nobodyYet = (await desk.users.all()).length === 0
  if (!nobodyYet || face.role !== 'administrator' || desk.vault.faces().length !== 1) return undefined
  await addFirst(desk, face, 'Clinic')
  return desk.users.find(face.userId)
}

async function addFirst({ vault, write }: Desk, face: Face, clinicName: string): Promise<void> {
  await vault.commit(callerOf(face), actOn(face.userId, ['access.setUp', 'C']), [
    write.add(face),
    write.setClinic({ name: clinicName, idleMinutes: defaultIdleMinutes }),
  ])
}

/** The demo house's way to a person whose sign-in is known to everybody. The first one makes the vault and leaves it open. */
export async function enrolDirectly(desk: Desk, person: DemoPerson): Promise<void> {
  const { vault, write } = desk
  const { userId, name, role, password, secret } = person
  const face: Face = { userId, name, role }
  const first = vault.state() === 'absent'
  if (vault.state() === 'locked') throw new Fault('vault.locked')
  await (first ? vault.create(face, password) : vault.addSlot(face, password))
  await vault.commit(callerOf(face), actOn(userId, ['access.addUser', 'C']), [
    write.add(face),
    ...(first ? [write.setClinic({ name: 'Demo clinic', idleMinutes: defaultIdleMinutes })] : []),
    write.setSecondStep(userId, { secret, step: 0, recoveryHashes: [] }),
  ])
}
