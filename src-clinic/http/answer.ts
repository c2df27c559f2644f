import { getStatus, OperationOutcomeError } from '@medplum/core'
import type { OperationOutcome } from '@medplum/fhirtypes'
import { outcomeOf, Refusal } from '../fhir/outcomes.ts'

/** One thing done to one record. */
export interface Touched {
  readonly interaction: string
  readonly type: string
  readonly id: string
  readonly status: number
}

/** What goes back over HTTP. A body in parts is sent as they come. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer | Iterable<Buffer> | undefined
  /** For the access log, where one request did several things. */
  readonly touched?: readonly Touched[]
}

const fhirJson = 'application/fhir+json; charset=utf-8'

/** A FHIR text with its headers. */
export const fhirAnswer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': fhirJson, ...headers },
  body,
})

/** An ordinary JSON answer. */
export const jsonAnswer = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
})

const outcomeAnswer = (status: number, outcome: OperationOutcome, headers = {}): Answer =>
  fhirAnswer(status, JSON.stringify(outcome), headers)

/** Turns whatever was thrown into an OperationOutcome. What was not foreseen is told to `log`, never to the caller. */
export const errorAnswer = (error: unknown, log: (message: string, error: unknown) => void): Answer => {
  if (error instanceof Refusal) return outcomeAnswer(error.status, error.outcome, error.headers)
  if (error instanceof OperationOutcomeError) return outcomeAnswer(getStatus(error.outcome), withoutId(error.outcome))
  log('request failed', error)
  return outcomeAnswer(500, outcomeOf('exception', 'The clinic could not do this; nothing was changed.'))
}

/** The router marks outcomes by an id of its own ("not-found"), which is no id of any resource here. */
export const withoutId = ({ id: _id, ...outcome }: OperationOutcome): OperationOutcome => outcome
