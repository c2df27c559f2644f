import type { access, Door } from '../../src-shared/contract/access.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import { type ClinicSettings, defaultIdleMinutes } from './account.ts'
import { type Desk, openDesk } from './desk.ts'
import { openEnrolment } from './enrolment.ts'
import { enrolDirectly, setUp } from './first-run.ts'
import { openOwn } from './own.ts'
import { openPeople } from './people.ts'
import { openPresence, type Presence } from './presence.ts'
import { openAtSeat, openProveAgain } from './prove-again.ts'
import { openSignIn } from './sign-in.ts'
import { openTrail } from './trail.ts'
import type { Access, AccessNeeds, DemoPerson } from './types.ts'

/** Opens the room. Nobody is signed in, whatever the vault's state. */
export function openAccess(needs: AccessNeeds): Access {
  const { vault } = needs
  const desk = openDesk(needs)
  const presence = openPresence(desk)
  const demo = needs.demo && [...needs.demo]
  const { seat } = desk

  return {
    service: {
      ...entryOf(desk, presence, needs),
      door: () => doorOf(desk, demo),
      configure: (input, asking) => configure(desk, presence, { input, by: asking.who() }),
      ...openPeople(desk, presence),
      ...openOwn(desk),
      ...openTrail(vault),
    },
    // A vault that closed itself (a failing disk) has nobody at it, even before the seat is cleared.
    caller: () => (vault.state() === 'open' ? seat.caller() : undefined),
    admits: capability => (vault.state() === 'open' ? seat.admits(capability) : undefined),
    clinicName: async () => (await desk.users.clinic())?.name ?? 'Clinic',
    audit: async (by, act) => void (await vault.commit(by, act, [])),
    proveAgain: openProveAgain(desk),
    atSeat: openAtSeat(desk),
    whenSecretLost: desk.losses.ask,
    lock: presence.lock,
    stirred: () => {
      if (seat.caller()) presence.stirred()
    },
    whenOpened: desk.announcer.whenOpened,
    whenLocked: desk.announcer.whenLocked,
    enrolDirectly: async person => {
      if (!demo) throw new Fault('access.denied')
      await desk.turn(() => enrolDirectly(desk, person))
      if (!seat.caller()) presence.watchEnrolment()
      if (!demo.some(known => known.userId === person.userId)) demo.push(person)
    },
  }
}

type Entry = 'setUp' | 'openDemo' | 'signIn' | 'confirmCode' | 'lock' | 'stirred'

/** The calls by which people come and go. */
function entryOf(desk: Desk, presence: Presence, needs: AccessNeeds): Pick<Service<typeof access>, Entry> {
  const enrolment = openEnrolment(desk, presence)
  const signIn = openSignIn(desk, presence, enrolment)
  return {
    setUp: input => desk.turn(() => setUp(desk, { enrolment, presence }, input)),
    openDemo: async () => {
      // Never from a workstation that holds data: the demo is another house with another folder.
      if (desk.vault.state() !== 'absent' || !needs.startDemo) return { started: false }
      await needs.startDemo()
      return { started: true }
    },
    signIn: input => desk.turn(() => signIn(input)),
    confirmCode: ({ code }) => desk.turn(async () => ({ me: await enrolment.confirm(code) })),
    lock: () => presence.lock('person'),
    stirred: () => presence.stirred(),
  }
}

async function doorOf({ vault, seat, users }: Desk, demo: readonly DemoPerson[] | undefined): Promise<Door> {
  const state = vault.state()
  const me = state === 'open' ? seat.me() : undefined
  // Somebody may lock while this is asked: then the clinic's name is not known any more.
  const clinic = me && (await users.clinic().catch(() => undefined))
  const faces = vault.faces().toSorted((one, other) => one.name.localeCompare(other.name))
  return {
    house: state === 'absent' ? 'fresh' : me ? 'open' : 'locked',
    demo: demo !== undefined,
    faces,
    idleMinutes: clinic?.idleMinutes ?? defaultIdleMinutes,
    ...(clinic && { clinicName: clinic.name }),
    ...(me && { me }),
    ...(demo && { demoFaces: demo.filter(person => faces.some(face => face.userId === person.userId)) }),
  }
}

interface Configure {
  readonly by: Caller
  readonly input: { readonly clinicName?: string | undefined; readonly idleMinutes?: number | undefined }
}

async function configure(desk: Desk, presence: Presence, { by, input }: Configure): Promise<void> {
  await desk.turnOf(by, async () => {
    const before = await desk.users.clinic()
    const settings: ClinicSettings = {
      name: input.clinicName ?? before?.name ?? 'Clinic',
      idleMinutes: input.idleMinutes ?? before?.idleMinutes ?? defaultIdleMinutes,
    }
    const act = { name: 'access.configure', action: 'U', entity: 'Clinic/this' } as const
    await desk.vault.commit(by, act, [desk.write.setClinic(settings)])
    presence.watch(settings.idleMinutes)
  })
}
