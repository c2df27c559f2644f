import { z } from 'zod'
import { Annotation, Attachment, CodeableConcept, identified, Period, Reference } from './datatypes.ts'
import { eventStatuses } from './documents.ts'
import { FhirDateTime, FhirString } from './primitives.ts'

/** R4 request-priority. @public */
export const requestPriorities = ['routine', 'urgent', 'asap', 'stat'] as const

/** R4 task-status. @public */
export const taskStatuses = [
  'draft',
  'requested',
  'received',
  'accepted',
  'rejected',
  'ready',
  'cancelled',
  'in-progress',
  'on-hold',
  'failed',
  'completed',
  'entered-in-error',
] as const

/** hl7.org/fhir/R4/task.html */
export const Task = z.looseObject({
  resourceType: z.literal('Task'),
  ...identified,
  basedOn: z.array(Reference).optional(),
  partOf: z.array(Reference).optional(),
  status: z.enum(taskStatuses),
  statusReason: CodeableConcept.optional(),
  intent: z.enum([
    'unknown',
    'proposal',
    'plan',
    'order',
    'original-order',
    'reflex-order',
    'filler-order',
    'instance-order',
    'option',
  ]),
  priority: z.enum(requestPriorities).optional(),
  code: CodeableConcept.optional(),
  description: FhirString.optional(),
  focus: Reference.optional(),
  for: Reference.optional(),
  encounter: Reference.optional(),
  executionPeriod: Period.optional(),
  authoredOn: FhirDateTime.optional(),
  lastModified: FhirDateTime.optional(),
  requester: Reference.optional(),
  owner: Reference.optional(),
  reasonCode: CodeableConcept.optional(),
  note: z.array(Annotation).optional(),
  restriction: z.looseObject({ period: Period.optional() }).optional(),
})
export type Task = z.output<typeof Task>

/** A message: a thread is a header Communication, its messages are `partOf` it (hl7.org/fhir/R4/communication.html). */
export const Communication = z.looseObject({
  resourceType: z.literal('Communication'),
  ...identified,
  basedOn: z.array(Reference).optional(),
  partOf: z.array(Reference).optional(),
  inResponseTo: z.array(Reference).optional(),
  status: z.enum(eventStatuses),
  category: z.array(CodeableConcept).optional(),
  priority: z.enum(requestPriorities).optional(),
  medium: z.array(CodeableConcept).optional(),
  subject: Reference.optional(),
  topic: CodeableConcept.optional(),
  about: z.array(Reference).optional(),
  encounter: Reference.optional(),
  sent: FhirDateTime.optional(),
  received: FhirDateTime.optional(),
  recipient: z.array(Reference).optional(),
  sender: Reference.optional(),
  payload: z
    .array(
      z.looseObject({
        contentString: FhirString.optional(),
        contentAttachment: Attachment.optional(),
        contentReference: Reference.optional(),
      }),
    )
    .optional(),
  note: z.array(Annotation).optional(),
})
export type Communication = z.output<typeof Communication>
