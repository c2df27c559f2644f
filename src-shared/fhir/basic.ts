import { z } from 'zod'
import { CodeableConcept, identified, Reference } from './datatypes.ts'
import { FhirDateTime } from './primitives.ts'

/** A record that no other type fits: here what the clinic decided about its own rules (hl7.org/fhir/R4/basic.html). */
export const Basic = z.looseObject({
  resourceType: z.literal('Basic'),
  ...identified,
  code: CodeableConcept,
  subject: Reference.optional(),
  /** A day. */
  created: FhirDateTime.optional(),
  author: Reference.optional(),
})
export type Basic = z.output<typeof Basic>
