import { z } from 'zod'
import type { Visit } from '../../src-shared/contract/visits.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Encounter } from '../../src-shared/fhir/index.ts'
import { guestRoles } from '../../src-shared/visit/index.ts'
import { idIn, present } from '../records/index.ts'
import { type Desk, isOver } from './desk.ts'
import { askClinic } from './reach.ts'
import { isGuest, startOf } from './resources.ts'

const Rooms = z.object({
  rooms: z.array(
    z.object({
      visitId: z.string(),
      present: z.array(z.enum(['clinician', 'patient', 'guest'])),
      waitingSince: z.string().optional(),
      guest: z
        .object({
          id: z.uuid(),
          name: z.string(),
          role: z.enum(guestRoles),
          agreed: z.boolean(),
          admitted: z.boolean(),
        })
        .optional(),
    }),
  ),
})
type Room = z.output<typeof Rooms>['rooms'][number]

/** Who sits where; nobody where the clinic does not answer: a list must not wait for a network. */
export async function roomsOf(desk: Desk, visitIds: readonly string[]): Promise<ReadonlyMap<string, Room>> {
  if (visitIds.length === 0) return new Map()
  const answer = await askClinic(desk.clinic, { method: 'POST', path: '/states', body: { visitIds } }).catch(
    () => undefined,
  )
  const known = Rooms.safeParse(await answer?.json().catch(() => undefined))
  return new Map((known.success ? known.data.rooms : []).map(room => [room.visitId, room]))
}

/** The names the safety code knows both sides by: no name of a patient leaves the records for it. */
export const identitiesOf = (encounter: Encounter, patientId: string) => ({
  clinician:
    encounter.participant?.find(one => one.individual?.display && !isGuest(one))?.individual?.display ?? 'clinician',
  patient: `Patient/${patientId}`,
})

type Shown = Parameters<typeof present>[0]

async function shownOf(desk: Desk, encounters: readonly Encounter[]): Promise<Visit[]> {
  const patientIds = encounters.map(({ subject }) => idIn('Patient', subject) ?? '')
  const ids = encounters.filter(encounter => !isOver(encounter)).map(({ id }) => id ?? '')
  const [faces, rooms] = await Promise.all([desk.records.facesOf(patientIds), roomsOf(desk, ids)])
  return encounters.map((encounter, nth) => {
    const patientId = patientIds[nth] ?? ''
    const room = rooms.get(encounter.id ?? '')
    const start = startOf(encounter)
    const visit: Shown = {
      caseId: encounter.id ?? '',
      patientId,
      patient: faces.find(face => face.patientId === patientId),
      state: isOver(encounter) ? 'over' : start === undefined ? 'planned' : 'started',
      present: room?.present ?? [],
      waitingSince: room?.waitingSince,
      identities: identitiesOf(encounter, patientId),
      start,
    }
    return present(visit) as Visit
  })
}

/** The visits by video that are not over. */
export const waiting = async (desk: Desk): Promise<Visit[]> =>
  shownOf(
    desk,
    (await desk.store.open()).map(({ body }) => JSON.parse(body) as Encounter),
  )

/** One visit. Fault records.unknown. */
export async function visitOf(desk: Desk, caseId: string): Promise<Visit> {
  const encounter = await desk.records.read('Encounter', caseId)
  const [visit] = encounter === undefined ? [] : await shownOf(desk, [encounter])
  if (visit === undefined) throw new Fault('records.unknown')
  return visit
}
