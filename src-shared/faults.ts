export type Retry = 'never' | 'later' | 'after-unlock' | 'after-replug' | 'corrected'

interface Refusal {
  /** What happened, and what is safe. */
  readonly says: string
  /** What to do next. */
  readonly next: string
  readonly retry: Retry
}

/** Every way Cutis may say no. The code is the contract; the words are for people. */
export const faults = {
  'access.denied': {
    says: 'Your role does not allow this.',
    next: 'Ask a colleague whose role does, or an administrator.',
    retry: 'never',
  },
  'input.invalid': {
    says: 'That request was not understood.',
    next: 'Check the marked fields and try again.',
    retry: 'corrected',
  },
  internal: {
    says: 'Something went wrong on our side. What was already saved is safe.',
    next: 'Try again; if it comes back, tell support the incident number.',
    retry: 'later',
  },
  'vault.locked': {
    says: 'The workstation is locked.',
    next: 'Sign in to continue.',
    retry: 'after-unlock',
  },
} as const satisfies Record<string, Refusal>

export type FaultCode = keyof typeof faults

/** An expected refusal. Anything else thrown is a bug and crosses the door as `internal` with an incident number. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  constructor(code: FaultCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** True for a code of the closed table. */
export const isFaultCode = (code: unknown): code is FaultCode => typeof code === 'string' && Object.hasOwn(faults, code)
