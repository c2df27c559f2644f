import { z } from 'zod'
import { CodeableConcept, Coding, identified, Reference } from './datatypes.ts'
import { FhirDateTime } from './primitives.ts'

const Signature = z.looseObject({
  type: z.array(Coding),
  when: z.string(),
  who: Reference,
  targetFormat: z.string().optional(),
  sigFormat: z.string().optional(),
  /** Base64. */
  data: z.string().optional(),
})

/** Who made or signed a record (hl7.org/fhir/R4/provenance.html); here the signatures of people's keys. */
export const Provenance = z.looseObject({
  resourceType: z.literal('Provenance'),
  ...identified,
  target: z.array(Reference),
  occurredDateTime: FhirDateTime.optional(),
  recorded: z.string(),
  agent: z.array(z.looseObject({ type: CodeableConcept.optional(), who: Reference })),
  signature: z.array(Signature).optional(),
})
export type Provenance = z.output<typeof Provenance>
