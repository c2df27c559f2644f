import { z } from 'zod'
import { Annotation, CodeableConcept, identified, Period, Quantity, Reference } from './datatypes.ts'
import { FhirDateTime, FhirString } from './primitives.ts'
import { requestPriorities } from './work.ts'

/** R4 request-status. @public */
export const requestStatuses = [
  'draft',
  'active',
  'on-hold',
  'revoked',
  'completed',
  'entered-in-error',
  'unknown',
] as const

/** A consult, a referral or an order: what is asked of somebody (hl7.org/fhir/R4/servicerequest.html). */
export const ServiceRequest = z.looseObject({
  resourceType: z.literal('ServiceRequest'),
  ...identified,
  basedOn: z.array(Reference).optional(),
  replaces: z.array(Reference).optional(),
  status: z.enum(requestStatuses),
  intent: z.enum([
    'proposal',
    'plan',
    'directive',
    'order',
    'original-order',
    'reflex-order',
    'filler-order',
    'instance-order',
    'option',
  ]),
  category: z.array(CodeableConcept).optional(),
  priority: z.enum(requestPriorities).optional(),
  code: CodeableConcept.optional(),
  orderDetail: z.array(CodeableConcept).optional(),
  subject: Reference,
  encounter: Reference.optional(),
  occurrenceDateTime: FhirDateTime.optional(),
  occurrencePeriod: Period.optional(),
  authoredOn: FhirDateTime.optional(),
  requester: Reference.optional(),
  performerType: CodeableConcept.optional(),
  performer: z.array(Reference).optional(),
  reasonCode: z.array(CodeableConcept).optional(),
  reasonReference: z.array(Reference).optional(),
  insurance: z.array(Reference).optional(),
  supportingInfo: z.array(Reference).optional(),
  specimen: z.array(Reference).optional(),
  bodySite: z.array(CodeableConcept).optional(),
  note: z.array(Annotation).optional(),
  patientInstruction: FhirString.optional(),
})
export type ServiceRequest = z.output<typeof ServiceRequest>

/** What was taken from a lesion and sent to the laboratory (hl7.org/fhir/R4/specimen.html). */
export const Specimen = z.looseObject({
  resourceType: z.literal('Specimen'),
  ...identified,
  accessionIdentifier: z.looseObject({ system: FhirString.optional(), value: FhirString.optional() }).optional(),
  status: z.enum(['available', 'unavailable', 'unsatisfactory', 'entered-in-error']).optional(),
  type: CodeableConcept.optional(),
  subject: Reference.optional(),
  receivedTime: FhirDateTime.optional(),
  parent: z.array(Reference).optional(),
  request: z.array(Reference).optional(),
  collection: z
    .looseObject({
      collector: Reference.optional(),
      collectedDateTime: FhirDateTime.optional(),
      quantity: Quantity.optional(),
      method: CodeableConcept.optional(),
      bodySite: CodeableConcept.optional(),
    })
    .optional(),
  note: z.array(Annotation).optional(),
})
export type Specimen = z.output<typeof Specimen>
