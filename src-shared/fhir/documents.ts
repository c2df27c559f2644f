import { z } from 'zod'
import {
  Annotation,
  Attachment,
  CodeableConcept,
  Coding,
  common,
  identified,
  Meta,
  Period,
  Reference,
} from './datatypes.ts'
import { FhirCode, FhirDateTime, FhirId, FhirInstant, FhirString } from './primitives.ts'

export const eventStatuses = [
  'preparation',
  'in-progress',
  'not-done',
  'on-hold',
  'stopped',
  'completed',
  'entered-in-error',
  'unknown',
] as const

/** One image; sizes in pixels, `content.url` points at its Binary (hl7.org/fhir/R4/media.html). */
export const Media = z.looseObject({
  resourceType: z.literal('Media'),
  ...identified,
  basedOn: z.array(Reference).optional(),
  partOf: z.array(Reference).optional(),
  status: z.enum(eventStatuses),
  type: CodeableConcept.optional(),
  modality: CodeableConcept.optional(),
  view: CodeableConcept.optional(),
  subject: Reference.optional(),
  encounter: Reference.optional(),
  createdDateTime: FhirDateTime.optional(),
  issued: FhirInstant.optional(),
  operator: Reference.optional(),
  reasonCode: z.array(CodeableConcept).optional(),
  bodySite: CodeableConcept.optional(),
  deviceName: FhirString.optional(),
  device: Reference.optional(),
  height: z.int().positive().optional(),
  width: z.int().positive().optional(),
  frames: z.int().positive().optional(),
  content: Attachment,
  note: z.array(Annotation).optional(),
})
export type Media = z.output<typeof Media>

/** A note or letter; a visit note carries LOINC 11506-3 and its text inline (hl7.org/fhir/R4/documentreference.html). */
export const DocumentReference = z.looseObject({
  resourceType: z.literal('DocumentReference'),
  ...identified,
  status: z.enum(['current', 'superseded', 'entered-in-error']),
  docStatus: z.enum(['preliminary', 'final', 'amended', 'entered-in-error']).optional(),
  type: CodeableConcept.optional(),
  category: z.array(CodeableConcept).optional(),
  subject: Reference.optional(),
  date: FhirInstant.optional(),
  author: z.array(Reference).optional(),
  authenticator: Reference.optional(),
  custodian: Reference.optional(),
  relatesTo: z
    .array(z.looseObject({ code: z.enum(['replaces', 'transforms', 'signs', 'appends']), target: Reference }))
    .optional(),
  description: FhirString.optional(),
  securityLabel: z.array(CodeableConcept).optional(),
  content: z.array(z.looseObject({ attachment: Attachment, format: Coding.optional() })).min(1),
  context: z
    .looseObject({
      encounter: z.array(Reference).optional(),
      event: z.array(CodeableConcept).optional(),
      period: Period.optional(),
      related: z.array(Reference).optional(),
    })
    .optional(),
})
export type DocumentReference = z.output<typeof DocumentReference>

/** What a server says about stored bytes; the bytes themselves travel raw, so `data` (base64) is seldom there. @public */
export const Binary = z.looseObject({
  resourceType: z.literal('Binary'),
  id: FhirId.optional(),
  meta: Meta.optional(),
  contentType: FhirCode,
  securityContext: Reference.optional(),
  data: z.string().optional(),
})
export type Binary = z.output<typeof Binary>

/** Any resource at all, known to this program or not: what import, history and search pages are read as. */
export const Resource = z.looseObject({ resourceType: FhirString, ...common })
export type Resource = z.output<typeof Resource>
