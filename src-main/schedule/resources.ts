import { appointmentKinds } from '../../src-shared/clinical/schedule/kinds.ts'
import type { ScheduleResource } from '../../src-shared/contract/schedule.ts'
import {
  type Appointment,
  type Reference,
  Schedule,
  type Slot,
  type Task,
  withLid,
} from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeIn, codeSystem, conceptOf, idIn, personOf, refTo, stampOf, structure } from '../records/index.ts'
import { AppointmentBody, type AppointmentRecord, type Bookable } from './body.ts'
import type { HeldAppointment } from './store.ts'

const bodyUrl = `${structure}/appointment`
const kindSystem = `${codeSystem}/appointment-kind`
const resourceSystem = 'urn:cutis:resource'
const types = { clinician: 'Practitioner', room: 'Location', device: 'Device' } as const

const actorOf = ({ resourceId, kind, name }: Bookable): Reference => ({
  type: types[kind],
  identifier: { system: resourceSystem, value: resourceId },
  display: name,
})

const bookableIn = ({ type, identifier, display }: Reference): Bookable | undefined => {
  const kind = (['clinician', 'room', 'device'] as const).find(one => types[one] === type)
  if (kind === undefined || identifier?.system !== resourceSystem || !identifier.value) return undefined
  return { resourceId: identifier.value, kind, name: display ?? '' }
}

/** What can be booked, as Schedule (R4). */
export const scheduleOf = (resource: ScheduleResource): Schedule =>
  withLid(
    { resourceType: 'Schedule', id: resource.resourceId, active: true, actor: [actorOf(resource)] },
    resource.resourceId,
  )

/** A Schedule read back; undefined where it is of something that Cutis does not book. */
export function resourceIn(json: string): Bookable | undefined {
  const found = Schedule.safeParse(JSON.parse(json)).data
  const [actor] = found?.actor ?? []
  if (actor === undefined || found?.active === false) return undefined
  return bookableIn(actor)
}

const holding: readonly AppointmentRecord['state'][] = ['booked', 'arrived', 'fulfilled']

/** The pieces of its resources' time, as Slots; free again where it does not stand. */
export function slotsOf({ start, end, state, resources, body }: AppointmentRecord): Slot[] {
  if (start === undefined || end === undefined) return []
  return body.slots.map(({ resourceId, slotId }) => {
    const isMine = resources.some(one => one.resourceId === resourceId)
    const busy = holding.includes(state) ? 'busy' : state === 'pending' ? 'busy-tentative' : 'free'
    const status = isMine ? busy : 'free'
    return withLid(
      { resourceType: 'Slot', id: slotId, schedule: refTo('Schedule', resourceId), status, start, end },
      slotId,
    )
  })
}

const placeOf = ({ start, end, resources, body }: AppointmentRecord) => {
  if (start === undefined || end === undefined) return {}
  const mine = body.slots.filter(({ resourceId }) => resources.some(one => one.resourceId === resourceId))
  return { start, end, ...(mine.length > 0 && { slot: mine.map(({ slotId }) => refTo('Slot', slotId)) }) }
}

const supportOf = ({ body: { lesionId, caseId } }: AppointmentRecord) => {
  const support = [
    ...(lesionId ? [refTo('BodyStructure', lesionId)] : []),
    ...(caseId ? [refTo('Encounter', caseId)] : []),
  ]
  return support.length > 0 ? { supportingInformation: support } : {}
}

const windowOf = ({ body: { followUp } }: AppointmentRecord) =>
  followUp ? { requestedPeriod: [{ start: followUp.earliestOn, end: followUp.latestOn }] } : {}

/** An appointment as FHIR (R4). What FHIR has no element for stands in its first extension. */
export function appointmentOf(record: AppointmentRecord): Appointment {
  const { appointmentId, patientId, state, kind, resources, body } = record
  const status = state === 'pending' ? ('needs-action' as const) : ('accepted' as const)
  const appointment: Appointment = {
    resourceType: 'Appointment',
    id: appointmentId,
    extension: [{ url: bodyUrl, valueString: JSON.stringify(body) }],
    status: state,
    serviceType: [conceptOf(kindSystem, kind)],
    ...placeOf(record),
    ...supportOf(record),
    ...windowOf(record),
    minutesDuration: body.minutes,
    created: body.since,
    ...(body.note && { comment: body.note }),
    participant: [
      ...(patientId ? [{ actor: refTo('Patient', patientId), required: 'required' as const, status }] : []),
      ...resources.map(one => ({ actor: actorOf(one), required: 'required' as const, status: 'accepted' as const })),
    ],
  }
  return withLid(appointment, appointmentId)
}

const states: Readonly<Record<Appointment['status'], AppointmentRecord['state']>> = {
  proposed: 'pending',
  pending: 'pending',
  booked: 'booked',
  arrived: 'arrived',
  'checked-in': 'arrived',
  fulfilled: 'fulfilled',
  cancelled: 'cancelled',
  noshow: 'noshow',
  waitlist: 'waitlist',
  'entered-in-error': 'cancelled',
}

/** It may have come from the clinic, so it is checked like anything from outside. */
function bodyIn({ extension = [], minutesDuration, comment, created }: Appointment): AppointmentBody {
  const found = extension.find(({ url }) => url === bodyUrl) as { valueString?: unknown } | undefined
  const foreign: AppointmentBody = {
    version: 1,
    minutes: Math.min(480, Math.max(5, minutesDuration ?? 20)),
    ...(comment && { note: comment }),
    since: stampOf(created) ?? '1970-01-01T00:00:00.000Z',
    passed: [],
    wanted: [],
    slots: [],
    events: [],
  }
  try {
    return AppointmentBody.safeParse(JSON.parse(String(found?.valueString))).data ?? foreign
  } catch {
    return foreign
  }
}

/** What a patient asks for without naming a time. */
const askedIn = ({
  status,
  start,
  requestedPeriod,
  supportingInformation = [],
}: Appointment): AppointmentRecord['asked'] => {
  if (status !== 'proposed' || start !== undefined) return undefined
  const [days] = requestedPeriod ?? []
  const moves = supportingInformation.map(one => idIn('Appointment', one)).find(id => id !== undefined)
  return { ...(days?.start && { from: days.start }), ...(days?.end && { to: days.end }), ...(moves && { moves }) }
}

/** An appointment read back; one that another system made is a visit with nothing taken. */
export function appointmentIn({ body: json, unsynced }: HeldAppointment): AppointmentRecord {
  const appointment = JSON.parse(json) as Appointment
  const code = codeIn(kindSystem, appointment.serviceType?.[0])
  const actors = appointment.participant.flatMap(({ actor }): Reference[] => (actor ? [actor as Reference] : []))
  const asked = askedIn(appointment)
  return {
    appointmentId: appointment.id ?? '',
    patientId: actors.map(actor => idIn('Patient', actor)).find(id => id !== undefined),
    state: asked ? 'waitlist' : states[appointment.status],
    asked,
    kind: appointmentKinds.find(kind => kind === code) ?? 'in-person',
    start: stampOf(appointment.start),
    end: stampOf(appointment.end),
    resources: actors.flatMap(actor => bookableIn(actor) ?? []),
    unsynced: unsynced === 1,
    body: bodyIn(appointment),
  }
}

/** The task to remind a patient, due on a day. */
export function reminderOf(
  record: AppointmentRecord,
  told: { id: string; dueOn: string; by: Caller; at: string },
): Task {
  const { id, dueOn, by, at } = told
  const isOver = record.state === 'cancelled' || record.state === 'noshow'
  const task: Task = {
    resourceType: 'Task',
    id,
    status: isOver ? 'cancelled' : 'requested',
    intent: 'order',
    description: 'Remind of the appointment',
    focus: refTo('Appointment', record.appointmentId),
    ...(record.patientId && { for: refTo('Patient', record.patientId) }),
    authoredOn: at,
    lastModified: at,
    requester: personOf(by),
    restriction: { period: { end: dueOn } },
  }
  return withLid(task, id)
}
