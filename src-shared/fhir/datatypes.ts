import { z } from 'zod'
import { FhirCode, FhirDateTime, FhirId, FhirInstant, FhirString } from './primitives.ts'

// Every object is loose: what this program does not know is kept as it came, because a record it did not
// write is not its to shorten (source of the shapes: hl7.org/fhir/R4/datatypes.html).

export const Period = z.looseObject({ start: FhirDateTime.optional(), end: FhirDateTime.optional() })
export type Period = z.output<typeof Period>

export const Coding = z.looseObject({
  system: FhirString.optional(),
  version: FhirString.optional(),
  code: FhirCode.optional(),
  display: FhirString.optional(),
})
export type Coding = z.output<typeof Coding>

export const CodeableConcept = z.looseObject({ coding: z.array(Coding).optional(), text: FhirString.optional() })
export type CodeableConcept = z.output<typeof CodeableConcept>

export const Identifier = z.looseObject({
  use: z.enum(['usual', 'official', 'temp', 'secondary', 'old']).optional(),
  type: CodeableConcept.optional(),
  system: FhirString.optional(),
  value: FhirString.optional(),
  period: Period.optional(),
})
export type Identifier = z.output<typeof Identifier>

export const Reference = z.looseObject({
  reference: FhirString.optional(),
  type: FhirString.optional(),
  identifier: Identifier.optional(),
  display: FhirString.optional(),
})
export type Reference = z.output<typeof Reference>

/** A number with its unit; `system` is UCUM (http://unitsofmeasure.org) for everything this program writes. */
export const Quantity = z.looseObject({
  value: z.number().optional(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  unit: FhirString.optional(),
  system: FhirString.optional(),
  code: FhirCode.optional(),
})
export type Quantity = z.output<typeof Quantity>

export const HumanName = z.looseObject({
  use: z.enum(['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden']).optional(),
  text: FhirString.optional(),
  family: FhirString.optional(),
  given: z.array(FhirString).optional(),
  prefix: z.array(FhirString).optional(),
  suffix: z.array(FhirString).optional(),
  period: Period.optional(),
})
export type HumanName = z.output<typeof HumanName>

export const ContactPoint = z.looseObject({
  system: z.enum(['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other']).optional(),
  value: FhirString.optional(),
  use: z.enum(['home', 'work', 'temp', 'old', 'mobile']).optional(),
  rank: z.int().positive().optional(),
})
export type ContactPoint = z.output<typeof ContactPoint>

export const Address = z.looseObject({
  use: z.enum(['home', 'work', 'temp', 'old', 'billing']).optional(),
  type: z.enum(['postal', 'physical', 'both']).optional(),
  text: FhirString.optional(),
  line: z.array(FhirString).optional(),
  city: FhirString.optional(),
  district: FhirString.optional(),
  state: FhirString.optional(),
  postalCode: FhirString.optional(),
  country: FhirString.optional(),
})
export type Address = z.output<typeof Address>

/** Bytes inline (`data`, base64) or elsewhere (`url`); `size` in bytes, `hash` the base64 SHA-1 as R4 defines it. */
export const Attachment = z.looseObject({
  contentType: FhirCode.optional(),
  language: FhirCode.optional(),
  data: z.string().optional(),
  url: FhirString.optional(),
  size: z.int().nonnegative().optional(),
  hash: z.string().optional(),
  title: FhirString.optional(),
  creation: FhirDateTime.optional(),
})
export type Attachment = z.output<typeof Attachment>

export const Annotation = z.looseObject({
  authorReference: Reference.optional(),
  authorString: FhirString.optional(),
  time: FhirDateTime.optional(),
  text: FhirString,
})
export type Annotation = z.output<typeof Annotation>

/** `versionId` and `lastUpdated` belong to the server that holds the resource. */
export const Meta = z.looseObject({
  versionId: FhirId.optional(),
  lastUpdated: FhirInstant.optional(),
  source: FhirString.optional(),
  profile: z.array(FhirString).optional(),
  security: z.array(Coding).optional(),
  tag: z.array(Coding).optional(),
})
export type Meta = z.output<typeof Meta>

export const Extension = z.looseObject({ url: FhirString })
export type Extension = z.output<typeof Extension>

const Narrative = z.looseObject({
  status: z.enum(['generated', 'extensions', 'additional', 'empty']),
  div: FhirString,
})

/** The elements every domain resource has. */
export const common = {
  id: FhirId.optional(),
  meta: Meta.optional(),
  implicitRules: FhirString.optional(),
  language: FhirCode.optional(),
  text: Narrative.optional(),
  contained: z.array(z.looseObject({ resourceType: FhirString })).optional(),
  extension: z.array(Extension).optional(),
  modifierExtension: z.array(Extension).optional(),
}

/** `common` and the business identifiers, among them this program's own (lid.ts). */
export const identified = { ...common, identifier: z.array(Identifier).optional() }
