import { z } from 'zod'
import { CodeableConcept, identified, Period, Reference } from './datatypes.ts'
import { FhirDateTime, FhirString } from './primitives.ts'

/** What can be booked: a clinician, a room, a device (hl7.org/fhir/R4/schedule.html). */
export const Schedule = z.looseObject({
  resourceType: z.literal('Schedule'),
  ...identified,
  active: z.boolean().optional(),
  serviceType: z.array(CodeableConcept).optional(),
  actor: z.array(Reference),
  planningHorizon: Period.optional(),
  comment: FhirString.optional(),
})
export type Schedule = z.output<typeof Schedule>

/** A piece of a Schedule's time (hl7.org/fhir/R4/slot.html). */
export const Slot = z.looseObject({
  resourceType: z.literal('Slot'),
  ...identified,
  schedule: Reference,
  status: z.enum(['busy', 'free', 'busy-unavailable', 'busy-tentative', 'entered-in-error']),
  start: FhirDateTime,
  end: FhirDateTime,
  comment: FhirString.optional(),
})
export type Slot = z.output<typeof Slot>

/** R4 appointmentstatus. @public */
export const appointmentStatuses = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
  'checked-in',
  'waitlist',
] as const

/** hl7.org/fhir/R4/appointment.html */
export const Appointment = z.looseObject({
  resourceType: z.literal('Appointment'),
  ...identified,
  status: z.enum(appointmentStatuses),
  serviceType: z.array(CodeableConcept).optional(),
  appointmentType: CodeableConcept.optional(),
  reasonReference: z.array(Reference).optional(),
  supportingInformation: z.array(Reference).optional(),
  description: FhirString.optional(),
  start: FhirDateTime.optional(),
  end: FhirDateTime.optional(),
  minutesDuration: z.int().optional(),
  slot: z.array(Reference).optional(),
  created: FhirDateTime.optional(),
  comment: FhirString.optional(),
  participant: z.array(
    z.looseObject({
      actor: Reference.optional(),
      required: z.enum(['required', 'optional', 'information-only']).optional(),
      status: z.enum(['accepted', 'declined', 'tentative', 'needs-action']),
    }),
  ),
  requestedPeriod: z.array(Period).optional(),
})
export type Appointment = z.output<typeof Appointment>
