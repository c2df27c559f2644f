import { z } from 'zod'
import { CodeableConcept, Identifier, identified, Reference } from './datatypes.ts'
import { FhirString } from './primitives.ts'

/** A thing that measured, with what it says of itself (hl7.org/fhir/R4/device.html). */
export const Device = z.looseObject({
  resourceType: z.literal('Device'),
  ...identified,
  manufacturer: FhirString.optional(),
  serialNumber: FhirString.optional(),
  modelNumber: FhirString.optional(),
  type: CodeableConcept.optional(),
  specialization: z.array(z.looseObject({ systemType: CodeableConcept, version: FhirString.optional() })).optional(),
  version: z
    .array(z.looseObject({ type: CodeableConcept.optional(), component: Identifier.optional(), value: FhirString }))
    .optional(),
  patient: Reference.optional(),
})
export type Device = z.output<typeof Device>
