import type { access } from '../../src-shared/contract/access.ts'
import type { News } from '../../src-shared/contract/workstation.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Role } from '../../src-shared/roles.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { NewsDesk } from '../kernel/news.ts'
import type { Service } from '../kernel/service.ts'
import type { Op, Vault } from '../vault/index.ts'
import type { Proof } from './prove-again.ts'

export type WhyLocked = Extract<News, { kind: 'locked' }>['why']

/** An invented person of the demo house, whose sign-in is shown to everybody. `secret` is base32. */
export interface DemoPerson {
  readonly userId: UserId
  readonly name: string
  readonly role: Role
  readonly password: string
  readonly secret: string
}

export interface AccessNeeds {
  readonly vault: Vault
  readonly news: Pick<NewsDesk, 'tell'>
  readonly now: () => Date
  readonly log: (line: string) => void
  /** Cryptographically strong random bytes; default node:crypto. Only tests set it. */
  readonly random?: (length: number) => Uint8Array
  /** The demo house only: its invented people as far as they are known at start (none before the generator made them). */
  readonly demo?: readonly DemoPerson[]
  /** A house that may open the demo clinic from its first-run screen. Resolves once it has been started. */
  readonly startDemo?: () => Promise<void>
}

/** Whether somebody sits at this workstation, who it is, and the way in and out. */
export interface Access {
  readonly service: Service<typeof access>
  /** The one person signed in at this workstation. */
  caller(): Caller | undefined
  /** Whose images this capability may fetch; compared in constant time, dead from the next lock on. */
  admits(capability: string): Caller | undefined
  /** What the clinic is called; Fault vault.locked. */
  readonly clinicName: () => Promise<string>
  /** Writes one audit row of a read or a refusal; nothing may be shown before it resolves. */
  audit(by: Caller, act: Act): Promise<void>
  /**
   * The second step once more, for a signature: `sign` puts the proof's write into its own commit, so that the code is spent with what
   * it signs or not at all. Faults access.refused, access.tooManyTries, vault.locked.
   */
  readonly proveAgain: <T>(by: Caller, code: string, sign: (proof: Proof) => Promise<T>) => Promise<T>
  /**
   * What only this person's sign-in opened, while they sit there: for what is signed many times a day without a code of its own. Undefined
   * where there is none, and for anybody who does not sit there.
   */
  readonly atSeat: <T>(by: Caller, sign: (own: Buffer | undefined) => Promise<T>) => Promise<T>
  /** Asks for the writes that go with the loss of a person's own secret: by an administrator's new password, or with their slot. */
  readonly whenSecretLost: (writes: (userId: UserId) => Promise<readonly Op[]>) => void
  /** Nobody is signed in from the moment of the call; resolves when the vault is closed. */
  lock(why: WhyLocked): Promise<void>
  /** Somebody touched the workstation: the idle clock starts anew. */
  readonly stirred: () => void
  /** After the first person has signed in to a locked workstation. Listeners run in turn. Returns how to stop listening. */
  whenOpened(listener: () => void | Promise<void>): () => void
  /** After the vault has closed. Not told when one person follows another at an open workstation. */
  whenLocked(listener: (why: WhyLocked) => void | Promise<void>): () => void
  /** The demo house only: a person with a second step known beforehand. The first one makes the vault. Fault access.denied. */
  enrolDirectly(person: DemoPerson): Promise<void>
}
