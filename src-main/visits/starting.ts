import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { VisitStart } from '../../src-shared/contract/visits.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk, OpenVisit } from './desk.ts'
import { askClinic } from './reach.ts'
import { asVirtual, consentOf, isVirtual, started, startOf } from './resources.ts'
import { identitiesOf } from './view.ts'

/** What the clinic answers to an invitation. */
export const Invited = z.object({ token: z.string().regex(/^[\w-]{32}$/), expires: z.number() })

/** The second factor of a link. Fault visits.noBirthDate. */
async function secretOf(desk: Desk, patientId: string, factor: 'birth-date' | 'code'): Promise<string> {
  if (factor === 'code') return String(randomInt(1_000_000)).padStart(6, '0')
  const [face] = await desk.records.facesOf([patientId])
  // A birth date known only to the year or month is no second factor.
  if (face?.birthDate === undefined || face.birthDate.length !== 10) throw new Fault('visits.noBirthDate')
  return face.birthDate
}

/** Makes the case a visit by video and a link for its patient. */
export async function invite(
  desk: Desk,
  by: Caller,
  told: { caseId: string; factor: 'birth-date' | 'code'; minutes: number },
) {
  const { caseId, factor, minutes } = told
  const { encounter, patientId } = await desk.demand(caseId)
  const secret = await secretOf(desk, patientId, factor)
  const { clinician, patient: identity } = identitiesOf(encounter, patientId)
  const body = { visitId: caseId, clinician, identity, secret, factor, minutes }
  const answer = await askClinic(desk.clinic, { method: 'POST', path: '/links', body })
  const { token, expires } = Invited.parse(await answer.json())
  const act = { name: 'visits.invite', action: 'C', patientId, entity: `Encounter/${caseId}` } as const
  const change = desk.records.change({ type: 'Encounter', id: caseId }, asVirtual())
  await desk.vault.commit(by, act, isVirtual(encounter) ? [] : [change])
  const at = await desk.clinic()
  return {
    patientId,
    invitation: {
      link: `${at?.origin ?? ''}/visit/#${token}`,
      expiresAt: new Date(expires * 1000).toISOString(),
      ...(factor === 'code' && { code: secret }),
    },
  }
}

/** A licence counts where the patient is, on the day of the visit. */
const isLicensed = ({ place, licence }: VisitStart, today: string): boolean =>
  licence.state === place.state && licence.validUntil >= today

/** Records identity, place, consent, licence and devices, in one commit. */
export async function start(desk: Desk, by: Caller, told: { caseId: string; start: VisitStart }): Promise<OpenVisit> {
  const visit = await desk.demand(told.caseId)
  if (!isLicensed(told.start, desk.at().slice(0, 10))) throw new Fault('visits.licence')
  const { caseId, patientId, encounter } = visit
  const act = { name: 'visits.start', action: 'U', patientId, entity: `Encounter/${caseId}` } as const
  await desk.vault.commit(by, act, [
    desk.records.change({ type: 'Encounter', id: caseId }, started(encounter, told.start)),
    desk.records.put(consentOf({ caseId, patientId, at: desk.at() }, told.start, by)),
  ])
  return visit
}

/** Fault visits.notStarted. */
export function demandStarted({ encounter }: OpenVisit): VisitStart {
  const known = startOf(encounter)
  if (known === undefined) throw new Fault('visits.notStarted')
  return known
}
