import { randomInt, randomUUID } from 'node:crypto'
import { Fault } from '../../src-shared/faults.ts'
import type { Encounter } from '../../src-shared/fhir/index.ts'
import type { GuestFace, GuestRole } from '../../src-shared/visit/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Op } from '../vault/index.ts'
import type { Desk, OpenVisit } from './desk.ts'
import { guestMinutes, soon } from './guest-life.ts'
import { askClinic } from './reach.ts'
import { guestConsentOf, guestParticipant, isGuestConsent } from './resources.ts'
import { demandStarted, Invited } from './starting.ts'
import { identitiesOf, roomsOf } from './view.ts'

interface Wished {
  readonly caseId: string
  readonly name: string
  readonly role: GuestRole
}

/** How long a guest's link is good: it follows the appointment. */
async function lifeOf(desk: Desk, { caseId, patientId }: OpenVisit): Promise<number> {
  const now = desk.now().getTime()
  const [from, until] = [now, soon(now)].map(at => new Date(at).toISOString()) as [string, string]
  const end = await desk.store.appointmentEnd({ caseId, patientId, from, until })
  return guestMinutes(now, end === undefined ? undefined : Date.parse(end))
}

/** Makes a link for a third, who answers with a code; nothing of the patient goes with it. */
export async function inviteGuest(desk: Desk, by: Caller, { caseId, name, role }: Wished) {
  const visit = await desk.demand(caseId)
  const { encounter, patientId } = visit
  const [id, code] = [randomUUID(), String(randomInt(1_000_000)).padStart(6, '0')]
  const { clinician } = identitiesOf(encounter, patientId)
  const about = { visitId: caseId, clinician, identity: `Guest/${id}`, guest: { id, name, role } }
  const body = { ...about, secret: code, factor: 'code', minutes: await lifeOf(desk, visit) }
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

/** The patient's yes to a guest as a write; none where it is recorded already. The guest's id is the clinic's word: it may name no other consent. */
async function agreedTo(desk: Desk, { patientId, caseId }: OpenVisit, guest: GuestFace): Promise<Op[]> {
  const known = await desk.records.read('Consent', guest.id)
  if (known !== undefined && !isGuestConsent(known)) throw new Fault('visits.noGuest')
  return known === undefined ? [desk.records.put(guestConsentOf({ caseId, patientId, at: desk.at() }, guest))] : []
}

/** Records whom the patient has agreed to, as Consent and among those who take part, and only then lets them in. */
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
  const consent = await agreedTo(desk, visit, guest)
  const change = desk.records.change({ type: 'Encounter', id: caseId }, { participant: all })
  await desk.vault.commit(by, act, [change, ...consent])
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
