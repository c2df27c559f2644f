import { allOk, getStatus, isOk, OperationOutcomeError } from '@medplum/core'
import type { FhirRequest, HttpMethod } from '@medplum/fhir-router'
import type { OperationOutcome, Resource } from '@medplum/fhirtypes'
import type { CodeLists } from '../definitions/code-lists.ts'
import { narrows } from '../fhir/criteria.ts'
import { refuse } from '../fhir/outcomes.ts'
import type { ClinicRepository } from '../fhir/repository.ts'
import { issuesOf } from '../fhir/validate.ts'
import { type Answer, fhirAnswer, withoutId } from './answer.ts'
import type { FhirAsk, FhirHouse } from './ask.ts'
import { parseJson } from './body.ts'

/** Create, update, patch, delete and their conditional forms, by the FHIR router. */
export const answerWrite = async (house: FhirHouse, repository: ClinicRepository, ask: FhirAsk): Promise<Answer> => {
  const { base } = house.needs
  mustBeETag(ask.headers['if-match'])
  mustNarrow(ask)
  if (isRawBinary(ask)) {
    const binary = await repository.createBinary(ask.headers['content-type'] ?? '', ask.body)
    return written(binary, { ask, base, status: 201 })
  }
  if (ask.method === 'PATCH' && /^Binary\b/.test(ask.path)) throw refuse(405, 'A Binary cannot be patched.')
  const [outcome, resource] = await house.router.handleRequest(routed(ask), repository)
  if (!isOk(outcome)) throw new OperationOutcomeError(outcome)
  if (resource === undefined) return { status: 204, headers: {} }
  return written(resource, { ask, base, status: isNew(ask, outcome, resource) ? 201 : 200 })
}

/** The router says 200 for every update; a first version came into being by it. */
const isNew = (ask: FhirAsk, outcome: OperationOutcome, resource: Resource): boolean =>
  getStatus(outcome) === 201 || (ask.method === 'PUT' && resource.meta?.versionId === '1')

const routed = (ask: FhirAsk): FhirRequest => ({
  method: ask.method as HttpMethod,
  url: `/${ask.path}${ask.query === '' ? '' : `?${ask.query}`}`,
  pathname: '',
  body: ask.method === 'DELETE' ? undefined : bodyOf(ask),
  params: {},
  query: {},
  headers: ask.headers,
})

const isJson = (type: string | undefined): boolean => /^application\/([\w.-]+\+)?json\b/.test(type ?? '')

const isRawBinary = (ask: FhirAsk): boolean => ask.path === 'Binary' && ask.method === 'POST' && !isFhirJson(ask)

/** Plain JSON posted to Binary is bytes like any other; only FHIR's own type is a Binary resource. */
const isFhirJson = (ask: FhirAsk): boolean => /^application\/fhir\+json\b/.test(ask.headers['content-type'] ?? '')

const bodyOf = (ask: FhirAsk): object => {
  if (!isJson(ask.headers['content-type'])) throw refuse(415, 'Send application/fhir+json.')
  const value = parseJson(ask.body)
  if (typeof value !== 'object' || value === null) throw refuse(400, 'The body must be a JSON object.')
  return value
}

/** The router takes an empty If-None-Exist for none, and an empty query for one that any resource meets. */
const mustNarrow = ({ headers, interaction, query }: FhirAsk): void => {
  const condition = interaction.name === 'conditional' ? query : headers['if-none-exist']?.toString()
  if (condition !== undefined && !narrows(condition)) throw refuse(400, 'The condition must name a search parameter.')
}

/** The router takes an If-Match it cannot read for none at all, and would then overwrite. */
const mustBeETag = (header: string | undefined): void => {
  if (header !== undefined && !/^(W\/)?"\d{1,15}"$/.test(header))
    throw refuse(400, 'If-Match must be an ETag of this clinic, W/"1".')
}

const written = (resource: Resource, how: { ask: FhirAsk; base: string; status: number }): Answer => {
  const version = resource.meta?.versionId ?? ''
  const prefer = how.ask.headers.prefer?.toString() ?? ''
  const headers = {
    etag: `W/"${version}"`,
    'last-modified': new Date(resource.meta?.lastUpdated ?? 0).toUTCString(),
    location: `${how.base}/${resource.resourceType}/${resource.id}/_history/${version}`,
  }
  if (prefer.includes('return=minimal')) return { status: how.status, headers }
  const body = prefer.includes('return=OperationOutcome') ? withoutId(allOk) : resource
  return fhirAnswer(how.status, JSON.stringify(body), headers)
}

/** $validate: the outcome, never a refusal, of a resource or of the `resource` in Parameters. */
export const answerValidate = (lists: CodeLists, ask: FhirAsk): Answer => {
  const body = bodyOf(ask) as Resource
  const resource =
    body.resourceType === 'Parameters' ? body.parameter?.find(({ name }) => name === 'resource')?.resource : body
  const type = 'type' in ask.interaction ? ask.interaction.type : ''
  if (resource?.resourceType !== type) throw refuse(400, `$validate of ${type} needs a ${type}.`)
  const found = issuesOf(lists, resource)
  const fine = { severity: 'information', code: 'informational', details: { text: 'The resource is valid.' } } as const
  const outcome: OperationOutcome = { resourceType: 'OperationOutcome', issue: found.length > 0 ? found : [fine] }
  return fhirAnswer(200, JSON.stringify(outcome))
}
