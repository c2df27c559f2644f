import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'

/** An OperationOutcome of one error; `code` from the R4 issue-type list. */
export const outcomeOf = (code: OperationOutcomeIssue['code'], text: string): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, details: { text } }],
})

/** A refusal with its HTTP status; what is thrown anywhere in the clinic to say no. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly outcome: OperationOutcome
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, outcome: OperationOutcome, headers: Readonly<Record<string, string>> = {}) {
    super(outcome.issue?.[0]?.details?.text ?? `status ${status}`)
    this.status = status
    this.outcome = outcome
    this.headers = headers
  }
}

const codeByStatus: Readonly<Record<number, OperationOutcomeIssue['code']>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  410: 'deleted',
  412: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'processing',
  429: 'throttled',
  503: 'transient',
}

/** A refusal in one line: the issue code follows from the status. */
export const refuse = (status: number, text: string, headers?: Readonly<Record<string, string>>): Refusal =>
  new Refusal(status, outcomeOf(codeByStatus[status] ?? 'exception', text), headers)
