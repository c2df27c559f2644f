import { type FaultCode, faults, isFaultCode, type Retry } from '../../src-shared/faults.ts'
import { EngineGone } from './wire.ts'

/** What went wrong, for people: what happened and what is safe, what to do, and a number for support. */
export interface Trouble {
  readonly code: FaultCode | 'engine.gone'
  readonly says: string
  readonly next: string
  readonly retry: Retry
  readonly incident?: string
  /** Names of the input fields that did not fit. */
  readonly fields: readonly string[]
}

const gone: Trouble = {
  code: 'engine.gone',
  says: 'The Cutis engine does not answer. What was already saved is safe.',
  next: 'It is tried again by itself. If this stays, close Cutis and start it again.',
  retry: 'later',
  fields: [],
}

const dataOf = (error: unknown): { incident?: unknown; fields?: unknown } =>
  (error as { data?: { incident?: unknown; fields?: unknown } } | undefined)?.data ?? {}

/** Words for any error of a call, from the one table of faults. What is not in it is shown as `internal`. */
export function troubleOf(error: unknown): Trouble {
  const said = (error as { code?: unknown } | undefined)?.code
  if (error instanceof EngineGone || (said === undefined && isTransport(error))) return gone
  const code = isFaultCode(said) ? said : 'internal'
  const { incident, fields } = dataOf(error)
  return {
    code,
    ...faults[code],
    ...(typeof incident === 'string' ? { incident } : {}),
    fields: Array.isArray(fields) ? fields.filter(field => typeof field === 'string') : [],
  }
}

/** The peer's queue was closed under the call, or the socket refused the message. */
const isTransport = (error: unknown): boolean =>
  error instanceof Error && /aborted|closed|not open/i.test(`${error.name} ${error.message}`)

/** True where trying the same again by itself may help: only while the engine is away. Refusals are for people to read. */
export const isWorthRetrying = (error: unknown): boolean => troubleOf(error).code === 'engine.gone'
