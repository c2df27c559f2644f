import { z } from 'zod'
import { appointmentKinds, resourceKinds } from '../clinical/schedule/kinds.ts'
import { CaseId, LesionId, PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'
import { PatientRow } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)
const Day = z.iso.date()

export const ScheduleResource = z.object({ resourceId: RecordId, kind: z.enum(resourceKinds), name: Text(100) })
export type ScheduleResource = z.output<typeof ScheduleResource>

/** Where an appointment stands, by R4 appointmentstatus: `pending` is an offer to somebody on the wait list. */
const appointmentStates = ['waitlist', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow'] as const

/** When a lesion may be pictured again. */
const FollowWindow = z.object({ earliestOn: Day, dueOn: Day, latestOn: Day })

export const AppointmentEvent = z.object({ what: Text(20), at: Stamp, by: z.string(), note: z.string().optional() })

const asked = {
  kind: z.enum(appointmentKinds),
  minutes: z.int().min(5).max(480),
  resourceIds: z.array(RecordId).max(6),
  note: z.string().trim().max(500).optional(),
  lesionId: LesionId.optional(),
  caseId: CaseId.optional(),
  followUp: FollowWindow.optional(),
}

export const AppointmentRow = z.object({
  appointmentId: RecordId,
  patientId: PatientId.optional(),
  patient: PatientRow.pick({ family: true, given: true, birthDate: true, mrn: true }).optional(),
  state: z.enum(appointmentStates),
  start: Stamp.optional(),
  end: Stamp.optional(),
  ...asked,
  /** On the wait list, or in the waiting room, since then. */
  since: Stamp,
  /** Until when an offer holds. */
  offerUntil: Stamp.optional(),
  /** Whether a consent of this patient is in force in the record. */
  consent: z.boolean(),
  unsynced: z.boolean(),
  /** What the patient asks for on the portal, unanswered: the days that would do (FHIR dates), another time for one they have. */
  asked: z
    .object({ from: z.string().optional(), to: z.string().optional(), moves: z.boolean(), insteadOf: Stamp.optional() })
    .optional(),
})
export type AppointmentRow = z.output<typeof AppointmentRow>

const one = z.object({ appointmentId: RecordId })
/** When: the instant, and the day and time zone in which a window of days is meant. */
const placed = { start: Stamp, zone: Text(60) }
const shows = { reads: ['record'], audited: true }

export const schedule = {
  /** Everything of the days between two instants (at most 42 days), and the wait list. An offer whose time is over went to the next by then. */
  view: query('patient.read', shows)
    .input(z.object({ from: Stamp, to: Stamp }))
    .output(
      z.object({
        resources: z.array(ScheduleResource),
        appointments: z.array(AppointmentRow),
        waiting: z.array(AppointmentRow),
      }),
    ),
  /** Names somebody or something that can be booked, or names it anew. */
  putResource: command('schedule.write').input(ScheduleResource).output(ScheduleResource),
  /** Faults schedule.clinicianTaken, roomTaken, deviceTaken, patientTaken, incomplete, elsewhere, outsideWindow. */
  book: command('schedule.write')
    .input(one.extend({ patientId: PatientId.optional(), ...placed, ...asked }))
    .output(AppointmentRow),
  /** Another time, or other resources; the first time for what a patient asked for. Faults as of `book`, and schedule.notNow. */
  move: command('schedule.write')
    .input(one.extend({ ...placed, resourceIds: asked.resourceIds }))
    .output(AppointmentRow),
  /** A step of its course; a place that falls free is offered to the wait list. Fault schedule.notNow. */
  step: command('schedule.write')
    .input(one.extend({ what: z.enum(['arrived', 'fulfilled', 'cancelled', 'noshow']), note: Text(500).optional() }))
    .output(AppointmentRow),
  /** Onto the wait list. */
  wait: command('schedule.write')
    .input(one.extend({ patientId: PatientId, ...asked }))
    .output(AppointmentRow),
  /** The patient's answer to an offer; declined, it goes to the next. Faults schedule.notNow, …Taken. */
  answerOffer: command('schedule.write')
    .input(one.extend({ accept: z.boolean() }))
    .output(AppointmentRow),
}
