import { gone, notFound, OperationOutcomeError } from '@medplum/core'
import type { Binary } from '@medplum/fhirtypes'
import { historyText } from '../fhir/history-text.ts'
import { refuse } from '../fhir/outcomes.ts'
import { planOf } from '../fhir/plan.ts'
import type { ClinicRepository } from '../fhir/repository.ts'
import { searchText } from '../fhir/search-text.ts'
import { type Answer, fhirAnswer } from './answer.ts'
import type { FhirAsk } from './ask.ts'

interface Version {
  readonly version: number
  readonly updated: number
  readonly seq: number
  readonly json: string
}

/** The current version; 304 where If-None-Match names it. */
export const answerRead = (repository: ClinicRepository, ask: FhirAsk, at: { type: string; id: string }): Answer => {
  const current = repository.textOf(at.type, at.id)
  const etag = `W/"${current.version}"`
  if (ask.headers['if-none-match']?.includes(`"${current.version}"`) === true) {
    return { status: 304, headers: { etag } }
  }
  return versionAnswer(repository, ask, { ...current, type: at.type })
}

/** One version, whether or not it is still the current one. */
export const answerVersion = (
  repository: ClinicRepository,
  ask: FhirAsk,
  at: { type: string; id: string; version: string },
): Answer => {
  const number = /^\d{1,15}$/.test(at.version) ? Number(at.version) : undefined
  const found = number === undefined ? undefined : repository.drawers.records.version(at.type, at.id, number)
  if (found === undefined) throw new OperationOutcomeError(notFound)
  if (found.json === null) throw new OperationOutcomeError(gone)
  return versionAnswer(repository, ask, { ...found, json: found.json })
}

const versionAnswer = (repository: ClinicRepository, ask: FhirAsk, found: Version & { type: string }): Answer => {
  const headers = { etag: `W/"${found.version}"`, 'last-modified': new Date(found.updated).toUTCString() }
  if (found.type !== 'Binary') return fhirAnswer(200, found.json, headers)
  const parts = repository.drawers.records.bytes(found.seq)
  const binary = JSON.parse(found.json) as Binary
  if (asksForJson(ask)) {
    const data = Buffer.concat([...parts]).toString('base64')
    return fhirAnswer(200, JSON.stringify({ ...binary, ...(data !== '' && { data }) }), headers)
  }
  // Never shown as a page of this origin, whatever the bytes are.
  const guarded = {
    'content-type': binary.contentType,
    'content-disposition': 'attachment',
    'content-security-policy': 'sandbox',
  }
  return { status: 200, headers: { ...headers, ...guarded }, body: parts }
}

const asksForJson = (ask: FhirAsk): boolean =>
  ask.params.some(({ name, value }) => name === '_format' && value.includes('json')) ||
  /application\/(fhir\+)?json/.test(ask.headers.accept ?? '')

/** A page of a search by GET, or by POST of a form. */
export const answerSearch = async (
  repository: ClinicRepository,
  ask: FhirAsk,
  at: { type: string; base: string },
): Promise<Answer> => {
  const plan = planOf(at.type, ask.params, at.base)
  if (plan.unknown.length > 0 && /handling\s*=\s*strict/.test(ask.headers.prefer?.toString() ?? '')) {
    throw refuse(400, `Unknown search parameter: ${plan.unknown.join(', ')}`)
  }
  return fhirAnswer(200, await searchText(repository, plan, at.base))
}

/** A page of a history. A resource that never was has none: 404. */
export const answerHistory = (
  repository: ClinicRepository,
  ask: FhirAsk,
  at: { type?: string; id?: string; base: string },
): Answer => {
  const { type, id, base } = at
  if (type !== undefined && id !== undefined && repository.drawers.records.current(type, id) === undefined) {
    throw new OperationOutcomeError(notFound)
  }
  return fhirAnswer(200, historyText(repository.drawers, { type, id, path: ask.path }, { params: ask.params, base }))
}
