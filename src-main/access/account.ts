import type { UserId } from '../../src-shared/ids.ts'
import type { Role } from '../../src-shared/roles.ts'

/** A person of this workstation as the database knows them. Rights come from here, never from the key slot's face. */
export interface Account {
  readonly userId: UserId
  readonly name: string
  readonly role: Role
  readonly active: boolean
  /** The second step's shared secret, base32; undefined until its owner has set it up. */
  readonly secret?: string
  /** The last TOTP step (30 s since 1970) whose code was accepted; codes of it and before are spent. */
  readonly lastStep: number
  /** Wrong codes since the last right one. */
  readonly wrongCodes: number
  readonly lastWrongCodeAt?: string
  readonly lastSignInAt?: string
}

/** What this workstation is told about its clinic. */
export interface ClinicSettings {
  readonly name: string
  /** Minutes without a key or a pointer until the workstation locks itself: 1 to 15. */
  readonly idleMinutes: number
}

export const defaultIdleMinutes = 5
