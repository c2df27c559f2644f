import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { Role } from '../../src-shared/roles.ts'

/** Who asks: known from the session a door was opened under, never from what a request says of itself. */
export interface Caller {
  readonly userId: UserId
  readonly name: string
  /** `workstation` is the machine itself (sync, start-up repair): the policy table grants it nothing a person may ask for. */
  readonly role: Role | 'workstation'
  readonly sessionId: SessionId
}

/** What a caller does, for the audit row written in the same transaction. Action letters as in FHIR AuditEvent.action. */
export interface Act {
  readonly name: string
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E'
  readonly patientId?: string
  /** Type/id of what was touched; never a name, a value or free text. */
  readonly entity?: string
  readonly outcome?: string
}
