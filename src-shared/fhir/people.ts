import { z } from 'zod'
import {
  Address,
  Attachment,
  CodeableConcept,
  ContactPoint,
  HumanName,
  identified,
  Period,
  Reference,
} from './datatypes.ts'
import { FhirDate, FhirDateTime } from './primitives.ts'

/** R4 administrative-gender. @public */
export const administrativeGenders = ['male', 'female', 'other', 'unknown'] as const

/** hl7.org/fhir/R4/patient.html */
export const Patient = z.looseObject({
  resourceType: z.literal('Patient'),
  ...identified,
  active: z.boolean().optional(),
  name: z.array(HumanName).optional(),
  telecom: z.array(ContactPoint).optional(),
  gender: z.enum(administrativeGenders).optional(),
  birthDate: FhirDate.optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: FhirDateTime.optional(),
  address: z.array(Address).optional(),
  photo: z.array(Attachment).optional(),
  communication: z.array(z.looseObject({ language: CodeableConcept, preferred: z.boolean().optional() })).optional(),
  generalPractitioner: z.array(Reference).optional(),
  managingOrganization: Reference.optional(),
  link: z
    .array(z.looseObject({ other: Reference, type: z.enum(['replaced-by', 'replaces', 'refer', 'seealso']) }))
    .optional(),
})
export type Patient = z.output<typeof Patient>

/** hl7.org/fhir/R4/practitioner.html */
export const Practitioner = z.looseObject({
  resourceType: z.literal('Practitioner'),
  ...identified,
  active: z.boolean().optional(),
  name: z.array(HumanName).optional(),
  telecom: z.array(ContactPoint).optional(),
  address: z.array(Address).optional(),
  gender: z.enum(administrativeGenders).optional(),
  birthDate: FhirDate.optional(),
  photo: z.array(Attachment).optional(),
  qualification: z.array(z.looseObject({ code: CodeableConcept, period: Period.optional() })).optional(),
})
export type Practitioner = z.output<typeof Practitioner>
