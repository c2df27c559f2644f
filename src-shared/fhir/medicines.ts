import { z } from 'zod'
import { Annotation, CodeableConcept, Coding, identified, Period, Quantity, Reference } from './datatypes.ts'
import { FhirDate, FhirDateTime, FhirString } from './primitives.ts'

/** One line of directions: structured beside its words (hl7.org/fhir/R4/dosage.html). */
export const Dosage = z.looseObject({
  sequence: z.int().optional(),
  text: FhirString.optional(),
  patientInstruction: FhirString.optional(),
  asNeededBoolean: z.boolean().optional(),
  asNeededCodeableConcept: CodeableConcept.optional(),
  site: CodeableConcept.optional(),
  route: CodeableConcept.optional(),
  doseAndRate: z.array(z.looseObject({ doseQuantity: Quantity.optional() })).optional(),
})
export type Dosage = z.output<typeof Dosage>

/** A prescription, or a medicine that somebody else prescribed (hl7.org/fhir/R4/medicationrequest.html). */
export const MedicationRequest = z.looseObject({
  resourceType: z.literal('MedicationRequest'),
  ...identified,
  status: z.enum(['active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown']),
  statusReason: CodeableConcept.optional(),
  intent: z.enum([
    'proposal',
    'plan',
    'order',
    'original-order',
    'reflex-order',
    'filler-order',
    'instance-order',
    'option',
  ]),
  category: z.array(CodeableConcept).optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  medicationReference: Reference.optional(),
  subject: Reference,
  encounter: Reference.optional(),
  authoredOn: FhirDateTime.optional(),
  requester: Reference.optional(),
  reasonCode: z.array(CodeableConcept).optional(),
  basedOn: z.array(Reference).optional(),
  note: z.array(Annotation).optional(),
  dosageInstruction: z.array(Dosage).optional(),
  dispenseRequest: z
    .looseObject({
      validityPeriod: Period.optional(),
      numberOfRepeatsAllowed: z.int().nonnegative().optional(),
      quantity: Quantity.optional(),
      expectedSupplyDuration: Quantity.optional(),
      performer: Reference.optional(),
    })
    .optional(),
  substitution: z.looseObject({ allowedBoolean: z.boolean().optional() }).optional(),
  priorPrescription: Reference.optional(),
})
export type MedicationRequest = z.output<typeof MedicationRequest>

/** A medicine the patient takes, whoever prescribed it (hl7.org/fhir/R4/medicationstatement.html). */
export const MedicationStatement = z.looseObject({
  resourceType: z.literal('MedicationStatement'),
  ...identified,
  status: z.enum(['active', 'completed', 'entered-in-error', 'intended', 'stopped', 'on-hold', 'unknown', 'not-taken']),
  statusReason: z.array(CodeableConcept).optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  medicationReference: Reference.optional(),
  subject: Reference,
  context: Reference.optional(),
  effectiveDateTime: FhirDateTime.optional(),
  effectivePeriod: Period.optional(),
  dateAsserted: FhirDateTime.optional(),
  informationSource: Reference.optional(),
  reasonCode: z.array(CodeableConcept).optional(),
  note: z.array(Annotation).optional(),
  dosage: z.array(Dosage).optional(),
})
export type MedicationStatement = z.output<typeof MedicationStatement>

/** What a patient must not be given, and how they reacted (hl7.org/fhir/R4/allergyintolerance.html). */
export const AllergyIntolerance = z.looseObject({
  resourceType: z.literal('AllergyIntolerance'),
  ...identified,
  clinicalStatus: CodeableConcept.optional(),
  verificationStatus: CodeableConcept.optional(),
  type: z.enum(['allergy', 'intolerance']).optional(),
  category: z.array(z.enum(['food', 'medication', 'environment', 'biologic'])).optional(),
  criticality: z.enum(['low', 'high', 'unable-to-assess']).optional(),
  code: CodeableConcept.optional(),
  patient: Reference,
  encounter: Reference.optional(),
  onsetDateTime: FhirDateTime.optional(),
  recordedDate: FhirDateTime.optional(),
  recorder: Reference.optional(),
  note: z.array(Annotation).optional(),
  reaction: z
    .array(
      z.looseObject({
        manifestation: z.array(CodeableConcept).min(1),
        severity: z.enum(['mild', 'moderate', 'severe']).optional(),
        onset: FhirDateTime.optional(),
      }),
    )
    .optional(),
})
export type AllergyIntolerance = z.output<typeof AllergyIntolerance>

/** A reaction that a medicine may have caused (hl7.org/fhir/R4/adverseevent.html). */
export const AdverseEvent = z.looseObject({
  resourceType: z.literal('AdverseEvent'),
  ...identified,
  actuality: z.enum(['actual', 'potential']),
  category: z.array(CodeableConcept).optional(),
  event: CodeableConcept.optional(),
  subject: Reference,
  encounter: Reference.optional(),
  date: FhirDateTime.optional(),
  detected: FhirDateTime.optional(),
  recordedDate: FhirDateTime.optional(),
  recorder: Reference.optional(),
  seriousness: CodeableConcept.optional(),
  severity: CodeableConcept.optional(),
  outcome: CodeableConcept.optional(),
  suspectEntity: z.array(z.looseObject({ instance: Reference })).optional(),
})
export type AdverseEvent = z.output<typeof AdverseEvent>

/** What the patient agreed to (hl7.org/fhir/R4/consent.html). */
export const Consent = z.looseObject({
  resourceType: z.literal('Consent'),
  ...identified,
  status: z.enum(['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error']),
  scope: CodeableConcept,
  category: z.array(CodeableConcept).min(1),
  patient: Reference.optional(),
  dateTime: FhirDateTime.optional(),
  performer: z.array(Reference).optional(),
  policyRule: CodeableConcept.optional(),
})
export type Consent = z.output<typeof Consent>

const Answer = z.looseObject({
  valueBoolean: z.boolean().optional(),
  valueDecimal: z.number().optional(),
  valueInteger: z.int().optional(),
  valueDate: FhirDate.optional(),
  valueString: FhirString.optional(),
  valueCoding: Coding.optional(),
  valueReference: Reference.optional(),
})

/** The answers of a structured history, flat: one item a question (hl7.org/fhir/R4/questionnaireresponse.html). */
export const QuestionnaireResponse = z.looseObject({
  resourceType: z.literal('QuestionnaireResponse'),
  ...identified,
  // Of all the record types the one with a single identifier.
  identifier: z.looseObject({ system: FhirString.optional(), value: FhirString.optional() }).optional(),
  questionnaire: FhirString.optional(),
  status: z.enum(['in-progress', 'completed', 'amended', 'entered-in-error', 'stopped']),
  subject: Reference.optional(),
  encounter: Reference.optional(),
  authored: FhirDateTime.optional(),
  author: Reference.optional(),
  item: z
    .array(z.looseObject({ linkId: FhirString, text: FhirString.optional(), answer: z.array(Answer).optional() }))
    .optional(),
})
export type QuestionnaireResponse = z.output<typeof QuestionnaireResponse>
