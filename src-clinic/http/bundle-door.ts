import { badRequest, isOk, OperationOutcomeError } from '@medplum/core'
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import { z } from 'zod'
import { narrows } from '../fhir/criteria.ts'
import { refuse } from '../fhir/outcomes.ts'
import type { ClinicRepository } from '../fhir/repository.ts'
import { type Answer, fhirAnswer, type Touched, withoutId } from './answer.ts'
import type { FhirAsk, FhirHouse } from './ask.ts'
import { parseJson } from './body.ts'
import { mustPermit, mustPermitReach } from './caller.ts'
import { interactionOf, targetOf } from './interaction.ts'

const maxEntries = 5000

// The router expects a well-formed bundle; this is what it relies on.
const Incoming = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.enum(['batch', 'transaction']),
  entry: z
    .array(
      z.looseObject({
        fullUrl: z.string().optional(),
        resource: z.looseObject({ resourceType: z.string() }).optional(),
        request: z.looseObject({
          method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']),
          url: z.string().max(4000),
          ifNoneExist: z.string().refine(narrows).optional(),
          ifMatch: z
            .string()
            .regex(/^(W\/)?"\d{1,15}"$/)
            .optional(),
        }),
      }),
    )
    .max(maxEntries),
})
type Incoming = z.output<typeof Incoming>
type Request = Incoming['entry'][number]['request']

/**
 * A batch or a transaction. Both run in one SQLite transaction, so that either is durable when answered; in a batch a
 * failing entry fails alone, in a transaction it undoes all and its outcome is the answer. Conditions are resolved
 * inside the transaction.
 */
export const answerBundle = async (house: FhirHouse, repository: ClinicRepository, ask: FhirAsk): Promise<Answer> => {
  const bundle = incoming(ask.body)
  for (const { request } of bundle.entry) mustPermitEntry(ask, request)
  if (bundle.entry.length === 0)
    return fhirAnswer(200, JSON.stringify({ resourceType: 'Bundle', type: `${bundle.type}-response` }))
  const response = await repository.withTransaction(async transaction => {
    // `transactions: false` leaves atomicity to this repository, which has no limit on the number of entries.
    const [outcome, result] = await house.router.handleRequest(
      { method: 'POST', url: '/', pathname: '', body: bundle, params: {}, query: {}, config: { transactions: false } },
      transaction,
    )
    if (!isOk(outcome) || result === undefined) throw new OperationOutcomeError(outcome)
    if (bundle.type === 'transaction') mustAllBeWell(result as Bundle)
    return result as Bundle
  })
  const touched = (response.entry ?? []).flatMap((entry, index) => touchedBy(bundle.entry[index]?.request, entry))
  return { ...fhirAnswer(200, JSON.stringify({ ...response, entry: response.entry?.map(finished) })), touched }
}

const touchedBy = (request: Request | undefined, { resource, response }: BundleEntry): Touched[] => {
  const interaction = request === undefined ? undefined : interactionOf(request.method, pathOf(request.url))
  if (interaction === undefined) return []
  const made = resource?.resourceType === 'Bundle' ? undefined : resource?.id
  return [{ ...targetOf(interaction, made), status: Number(response?.status ?? 0) }]
}

const pathOf = (url: string): string => url.replace(/^\//, '').split('?', 1)[0] ?? ''

const incoming = (body: Buffer): Incoming => {
  const parsed = Incoming.safeParse(parseJson(body))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refuse(400, `Not a batch or transaction: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
  }
  if (parsed.data.type === 'transaction') mustBeDistinct(parsed.data)
  return parsed.data
}

/** A transaction may touch a resource only once (http.html#trules). */
const mustBeDistinct = ({ entry }: Incoming): void => {
  const touched = entry
    .filter(({ request }) => ['PUT', 'PATCH', 'DELETE'].includes(request.method))
    .map(({ request }) => request.url)
  const twice = touched.find((url, index) => touched.indexOf(url) !== index)
  if (twice !== undefined) throw refuse(400, 'The transaction touches one resource twice.')
}

const mustPermitEntry = (ask: FhirAsk, { method, url }: Request): void => {
  const [, query = ''] = url.split('?', 2)
  const interaction = interactionOf(method, pathOf(url))
  if (interaction === undefined || interaction.name === 'bundle')
    throw refuse(400, 'A bundle entry asks for what this clinic does not do.')
  if (interaction.name === 'conditional' && !narrows(query))
    throw refuse(400, 'A condition in the bundle must name a search parameter.')
  mustPermit(ask.holder, interaction, method)
  mustPermitReach(ask.holder, [...new URLSearchParams(query).keys()])
}

/** Throws the outcome of the first failing entry, naming the entry. */
const mustAllBeWell = ({ entry = [] }: Bundle): void => {
  const index = entry.findIndex(({ response }) => Number(response?.status ?? 500) >= 400)
  if (index < 0) return
  const found = entry[index]?.response?.outcome
  const outcome = found?.resourceType === 'OperationOutcome' ? found : badRequest('The transaction failed.')
  const where = [`Bundle.entry[${index}]`]
  const issue = (outcome.issue ?? []).map(one => ({ ...one, expression: one.expression ?? where }))
  throw new OperationOutcomeError({ ...outcome, issue })
}

/** Adds what R4 wants in a response entry: version, time and the versioned address. */
const finished = (entry: BundleEntry): BundleEntry => {
  const { resource, response } = entry
  if (response === undefined) return entry
  const outcome = response.outcome?.resourceType === 'OperationOutcome' ? response.outcome : undefined
  const shown = outcome === undefined ? {} : { outcome: withoutId(outcome) }
  const version = resource?.meta?.versionId
  if (resource === undefined || version === undefined) return { ...entry, response: { ...response, ...shown } }
  return { ...entry, response: { ...response, ...shown, ...stamp(resource) } }
}

const stamp = ({ resourceType, id, meta }: Resource) => ({
  location: `${resourceType}/${id}/_history/${meta?.versionId}`,
  etag: `W/"${meta?.versionId}"`,
  ...(meta?.lastUpdated !== undefined && { lastModified: meta.lastUpdated }),
})
