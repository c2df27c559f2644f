import { z } from 'zod'
import type { AppointmentKind } from '../../src-shared/clinical/schedule/kinds.ts'
import { AppointmentEvent, AppointmentRow, type ScheduleResource } from '../../src-shared/contract/schedule.ts'

/** What an appointment is, beside what its FHIR elements say: kept as one extension of it. Version 1. */
export const AppointmentBody = z.object({
  version: z.literal(1),
  minutes: z.int(),
  note: z.string().optional(),
  lesionId: z.string().optional(),
  caseId: z.string().optional(),
  followUp: AppointmentRow.shape.followUp,
  /** Waits since then. */
  since: z.string(),
  offerUntil: z.string().optional(),
  /** Starts that were offered and not taken. */
  passed: z.array(z.string()),
  /** Resources that are asked for on the wait list; those of the place stand among the participants. */
  wanted: z.array(z.string()),
  slots: z.array(z.object({ resourceId: z.string(), slotId: z.string() })),
  reminderId: z.string().optional(),
  events: z.array(AppointmentEvent),
})
export type AppointmentBody = z.output<typeof AppointmentBody>

/** What can be booked, by its Schedule's id. */
export interface Bookable extends Pick<ScheduleResource, 'kind' | 'name'> {
  readonly resourceId: string
}

/** An appointment as this room works with it. */
export interface AppointmentRecord {
  readonly appointmentId: string
  readonly patientId?: string | undefined
  readonly state: AppointmentRow['state']
  readonly kind: AppointmentKind
  readonly start?: string | undefined
  readonly end?: string | undefined
  readonly resources: readonly Bookable[]
  readonly unsynced: boolean
  /** A wish of the patient's that nobody has answered: the days that would do, and the appointment it would stand in for. */
  readonly asked?: { readonly from?: string; readonly to?: string; readonly moves?: string } | undefined
  readonly body: AppointmentBody
}
