import { randomInt, randomUUID } from 'node:crypto'
import { Fault } from '../../src-shared/faults.ts'
import type { Encounter } from '../../src-shared/fhir/index.ts'
import type { GuestRole } from '../../src-shared/visit/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import { askClinic } from './reach.ts'
import { guestParticipant } from './resources.ts'
import { demandStarted, Invited } from './starting.ts'
import { identitiesOf, roomsOf } from './view.ts'

interface Wished {
  readonly caseId: string
  readonly name: string
  readonly role: GuestRole
  readonly minutes: number
}

/** Makes a link for a third, who answers with a code; nothing of the patient goes with it. */
export async function inviteGuest(desk: Desk, by: Caller, { caseId, name, role, minutes }: Wished) {
  const { encounter, patientId } = await desk.demand(caseId)
  const [id, code] = [randomUUID(), String(randomInt(1_000_000)).padStart(6, '0')]
  const { clinician } = identitiesOf(encounter, patientId)
  const about = { visitId: caseId, clinician, identity: `Guest/${id}`, guest: { id, name, role } }
  const body = { ...about, secret: code, factor: 'code', minutes }
  const answer = await askClinic(desk.clinic, { method: 'POST', path: '/links', body })
  const { token, expires } = Invited.parse(await answer.json())
  await desk.vault.commit(by, { name: 'visits.inviteGuest', action: 'C', patientId, entity: `Encounter/${caseId}` }, [])
  const at = await desk.clinic()
  const link = `${at?.origin ?? ''}/visit/#${token}`
  return { patientId, invitation: { link, code, expiresAt: new Date(expires * 1000).toISOString() } }
}

type Participant = NonNullable<Encounter['participant']>[number]
const isSame = (one: Participant, other: Participant): boolean =>
  one.individual?.display === other.individual?.display && one.type?.[0]?.text === other.type?.[0]?.text

/** Records whom the patient has agreed to, and only then lets them in. */
export async function admitGuest(desk: Desk, by: Caller, caseId: string) {
  const visit = await desk.demand(caseId)
  demandStarted(visit)
  const { patientId, encounter } = visit
  const room = (await roomsOf(desk, [caseId])).get(caseId)
  const guest = room?.present.includes('guest') ? room.guest : undefined
  if (!guest?.agreed) throw new Fault('visits.noGuest')
  const participant = guestParticipant(guest)
  const before = encounter.participant ?? []
  const all = before.some(one => isSame(one, participant)) ? before : [...before, participant]
  const act = { name: 'visits.admitGuest', action: 'U', patientId, entity: `Encounter/${caseId}` } as const
  await desk.vault.commit(by, act, [desk.records.change({ type: 'Encounter', id: caseId }, { participant: all })])
  return { patientId, told: { said: desk.lines.get(caseId)?.say({ kind: 'admit', seat: 'guest' }) ?? false } }
}

/** Sends the guest out. Fault visits.noClinic: then they still sit there. */
export async function sendGuestOut(desk: Desk, by: Caller, caseId: string) {
  const { patientId } = await desk.demand(caseId)
  await askClinic(desk.clinic, { method: 'POST', path: `/${caseId}/guest/out` })
  const act = { name: 'visits.sendGuestOut', action: 'U', patientId, entity: `Encounter/${caseId}` } as const
  await desk.vault.commit(by, act, [])
  return { patientId, told: { out: true } }
}
