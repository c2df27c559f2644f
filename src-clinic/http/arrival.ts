import type { IncomingMessage } from 'node:http'
import type { Clinic } from '../clinic.ts'
import { refuse } from '../fhir/outcomes.ts'
import type { Rate } from './rate-limit.ts'

export interface Limits {
  readonly jsonBytes: number
  readonly binaryBytes: number
  readonly fhir: Rate
  readonly login: Rate
}

/** A workstation pulling pages and pushing photographs stays far below; a runaway loop does not. */
export const defaultLimits: Limits = {
  jsonBytes: 16 * 1024 * 1024,
  binaryBytes: 64 * 1024 * 1024,
  fhir: { perSecond: 2000, burst: 10_000 },
  login: { perSecond: 5, burst: 60 },
}

export interface FrontNeeds {
  readonly origin: () => string
  readonly clinic: () => Clinic | undefined
  readonly limits: Limits
  readonly clock: () => number
  readonly log: (message: string, error?: unknown) => void
}

/** A request, its address already found to be ours. */
export interface Arrival {
  readonly request: IncomingMessage
  readonly url: URL
}

/** The answer to everything while the database is closed. */
export const locked = () =>
  refuse(503, 'The clinic is locked. It opens when a clinician signs in at the workstation.', { 'retry-after': '2' })
