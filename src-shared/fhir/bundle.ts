import { z } from 'zod'
import { CodeableConcept, common, identified } from './datatypes.ts'
import { Resource } from './documents.ts'
import { FhirInstant, FhirString } from './primitives.ts'

/** What a server says when it says no, and sometimes when it says yes (hl7.org/fhir/R4/operationoutcome.html). @public */
export const OperationOutcome = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  ...common,
  issue: z
    .array(
      z.looseObject({
        severity: z.enum(['fatal', 'error', 'warning', 'information']),
        code: FhirString,
        details: CodeableConcept.optional(),
        diagnostics: z.string().optional(),
        expression: z.array(z.string()).optional(),
      }),
    )
    .min(1),
})
export type OperationOutcome = z.output<typeof OperationOutcome>

const bundleTypes = [
  'document',
  'message',
  'transaction',
  'transaction-response',
  'batch',
  'batch-response',
  'history',
  'searchset',
  'collection',
] as const

/** One entry; `resource` is missing for a deletion in a history (hl7.org/fhir/R4/bundle.html). */
const BundleEntry = z.looseObject({
  fullUrl: z.string().optional(),
  resource: Resource.optional(),
  search: z
    .looseObject({ mode: z.enum(['match', 'include', 'outcome']).optional(), score: z.number().optional() })
    .optional(),
  request: z
    .looseObject({
      method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']),
      url: z.string(),
      ifNoneMatch: z.string().optional(),
      ifMatch: z.string().optional(),
      ifNoneExist: z.string().optional(),
    })
    .optional(),
  response: z
    .looseObject({
      status: z.string(),
      location: z.string().optional(),
      etag: z.string().optional(),
      lastModified: FhirInstant.optional(),
      outcome: z.looseObject({ resourceType: FhirString }).optional(),
    })
    .optional(),
})

export const Bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  ...identified,
  // A Bundle has one identifier where other resources have a list.
  identifier: z.looseObject({ system: FhirString.optional(), value: FhirString.optional() }).optional(),
  type: z.enum(bundleTypes),
  timestamp: FhirInstant.optional(),
  total: z.int().nonnegative().optional(),
  link: z.array(z.looseObject({ relation: FhirString, url: FhirString })).optional(),
  entry: z.array(BundleEntry).optional(),
})
export type Bundle = z.output<typeof Bundle>
