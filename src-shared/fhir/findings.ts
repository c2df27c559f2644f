import { z } from 'zod'
import {
  Annotation,
  Attachment,
  CodeableConcept,
  Coding,
  identified,
  Period,
  Quantity,
  Reference,
} from './datatypes.ts'
import { FhirDateTime, FhirInstant, FhirString } from './primitives.ts'

/** R4 encounter-status. @public */
export const encounterStatuses = [
  'planned',
  'arrived',
  'triaged',
  'in-progress',
  'onleave',
  'finished',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const

/** A visit or a store-and-forward case; `class` from v3-ActCode, VR for a virtual one (hl7.org/fhir/R4/encounter.html). */
export const Encounter = z.looseObject({
  resourceType: z.literal('Encounter'),
  ...identified,
  status: z.enum(encounterStatuses),
  class: Coding,
  type: z.array(CodeableConcept).optional(),
  serviceType: CodeableConcept.optional(),
  priority: CodeableConcept.optional(),
  subject: Reference.optional(),
  participant: z
    .array(
      z.looseObject({
        type: z.array(CodeableConcept).optional(),
        period: Period.optional(),
        individual: Reference.optional(),
      }),
    )
    .optional(),
  period: Period.optional(),
  reasonCode: z.array(CodeableConcept).optional(),
  reasonReference: z.array(Reference).optional(),
})
export type Encounter = z.output<typeof Encounter>

/** hl7.org/fhir/R4/condition.html */
export const Condition = z.looseObject({
  resourceType: z.literal('Condition'),
  ...identified,
  clinicalStatus: CodeableConcept.optional(),
  verificationStatus: CodeableConcept.optional(),
  category: z.array(CodeableConcept).optional(),
  severity: CodeableConcept.optional(),
  code: CodeableConcept.optional(),
  bodySite: z.array(CodeableConcept).optional(),
  subject: Reference,
  encounter: Reference.optional(),
  onsetDateTime: FhirDateTime.optional(),
  abatementDateTime: FhirDateTime.optional(),
  recordedDate: FhirDateTime.optional(),
  recorder: Reference.optional(),
  asserter: Reference.optional(),
  note: z.array(Annotation).optional(),
})
export type Condition = z.output<typeof Condition>

/** A lesion over time: `identifier` names it for life, `location` is a SNOMED CT body structure (hl7.org/fhir/R4/bodystructure.html). */
export const BodyStructure = z.looseObject({
  resourceType: z.literal('BodyStructure'),
  ...identified,
  active: z.boolean().optional(),
  morphology: CodeableConcept.optional(),
  location: CodeableConcept.optional(),
  locationQualifier: z.array(CodeableConcept).optional(),
  description: FhirString.optional(),
  image: z.array(Attachment).optional(),
  patient: Reference,
})
export type BodyStructure = z.output<typeof BodyStructure>

/** R4 observation-status. @public */
export const observationStatuses = [
  'registered',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const

/** hl7.org/fhir/R4/observation.html */
export const Observation = z.looseObject({
  resourceType: z.literal('Observation'),
  ...identified,
  basedOn: z.array(Reference).optional(),
  partOf: z.array(Reference).optional(),
  status: z.enum(observationStatuses),
  category: z.array(CodeableConcept).optional(),
  code: CodeableConcept,
  subject: Reference.optional(),
  focus: z.array(Reference).optional(),
  encounter: Reference.optional(),
  effectiveDateTime: FhirDateTime.optional(),
  effectivePeriod: Period.optional(),
  issued: FhirInstant.optional(),
  performer: z.array(Reference).optional(),
  valueQuantity: Quantity.optional(),
  valueCodeableConcept: CodeableConcept.optional(),
  valueString: FhirString.optional(),
  valueBoolean: z.boolean().optional(),
  valueInteger: z.int().optional(),
  dataAbsentReason: CodeableConcept.optional(),
  interpretation: z.array(CodeableConcept).optional(),
  referenceRange: z
    .array(z.looseObject({ low: Quantity.optional(), high: Quantity.optional(), text: FhirString.optional() }))
    .optional(),
  note: z.array(Annotation).optional(),
  bodySite: CodeableConcept.optional(),
  method: CodeableConcept.optional(),
  device: Reference.optional(),
  derivedFrom: z.array(Reference).optional(),
  hasMember: z.array(Reference).optional(),
  component: z
    .array(
      z.looseObject({
        code: CodeableConcept,
        valueQuantity: Quantity.optional(),
        valueCodeableConcept: CodeableConcept.optional(),
        valueString: FhirString.optional(),
        valueInteger: z.int().optional(),
      }),
    )
    .optional(),
})
export type Observation = z.output<typeof Observation>

/** A signed report: `result` names the Observations it rests on (hl7.org/fhir/R4/diagnosticreport.html). */
export const DiagnosticReport = z.looseObject({
  resourceType: z.literal('DiagnosticReport'),
  ...identified,
  status: z.enum([
    'registered',
    'partial',
    'preliminary',
    'final',
    'amended',
    'corrected',
    'appended',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  category: z.array(CodeableConcept).optional(),
  code: CodeableConcept,
  subject: Reference.optional(),
  encounter: Reference.optional(),
  effectiveDateTime: FhirDateTime.optional(),
  effectivePeriod: Period.optional(),
  issued: FhirInstant.optional(),
  performer: z.array(Reference).optional(),
  resultsInterpreter: z.array(Reference).optional(),
  result: z.array(Reference).optional(),
  media: z.array(z.looseObject({ comment: FhirString.optional(), link: Reference })).optional(),
  conclusion: FhirString.optional(),
  conclusionCode: z.array(CodeableConcept).optional(),
  presentedForm: z.array(Attachment).optional(),
})
export type DiagnosticReport = z.output<typeof DiagnosticReport>
