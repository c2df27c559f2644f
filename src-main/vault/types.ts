import type { BlobId, UserId } from '../../src-shared/ids.ts'
import type { Role } from '../../src-shared/roles.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op, Reads, StoreModule, Writes } from './db.ts'

/** Who may open the vault, as shown while it is locked. For showing only: rights come from the access room's own table. */
export interface SlotFace {
  readonly userId: UserId
  readonly name: string
  readonly role: Role
}

/** Argon2id cost: memory in KiB (19 MiB to 1 GiB), passes (1 to 10), lanes (1 to 4). */
export interface KdfCost {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}

export interface VaultNeeds {
  readonly folder: string
  /** The entry of the vault's thread: a module that calls `serveVault`. */
  readonly thread: URL | string
  readonly now: () => Date
  /** Called after each commit with the tags it made stale. */
  readonly changed: (tags: readonly string[]) => void
  readonly log: (line: string) => void
  /** Only tests set these. */
  readonly kdf?: KdfCost
  readonly ballastBytes?: number
  readonly idleMs?: number
}

/** Where the vault stands after a commit: how many commits it holds, and a hash over all of them in order (hex). */
export interface Head {
  readonly counter: number
  readonly chain: string
}

export interface NewBlob {
  /** A UUID the caller made; it becomes the blob's name for ever. */
  readonly id: BlobId
  /** Sealed into the file's own header, so a capture can be re-entered from the file alone. JSON values only. */
  readonly meta: BlobMeta
  readonly bytes: Uint8Array
}

export type BlobMeta = { readonly [key: string]: unknown }

export interface BlobReader {
  readonly id: BlobId
  /** Bytes of the original, before sealing. */
  readonly size: number
  readonly meta: BlobMeta
  /** Bytes [start, endExclusive), each chunk authenticated before any of it is returned. Fault vault.blobDamaged, vault.locked. */
  read(start: number, endExclusive: number): Promise<Uint8Array<ArrayBuffer>>
}

export type FindingCode =
  | 'vault.rolledBack'
  | 'vault.forked'
  | 'vault.headUnreadable'
  | 'vault.slotsAltered'
  | 'vault.slotsRepaired'
  | 'vault.reindexed'
  | 'vault.blobMissing'
  | 'vault.blobDamaged'
  | 'vault.blobAdopted'
  | 'vault.blobFound'
  | 'vault.ballastUsed'

/** Something the last opening noticed. `entity` names a blob or a count, never a patient. */
export interface Finding {
  readonly code: FindingCode
  readonly entity?: string
}

export interface Health {
  readonly head: Head
  readonly findings: readonly Finding[]
  readonly blobs: number
  readonly freeBytes: number
}

export type VaultState = 'absent' | 'locked' | 'open'

/** The encrypted database and the sealed files of one workstation. */
export interface Vault {
  state(): VaultState
  faces(): readonly SlotFace[]
  /** First run: a new random vault key, its first slot, and an empty open vault. Fault vault.exists. */
  create(face: SlotFace, password: string): Promise<void>
  /** The password must be one the caller has just had typed: nothing of it is kept. */
  addSlot(face: SlotFace, password: string): Promise<void>
  /** `kept`: the person proved the password before, and keeps their own secret; otherwise it is lost and they get a new one. */
  replaceSlot(userId: UserId, password: string, own?: 'kept'): Promise<void>
  renameSlot(face: SlotFace): Promise<void>
  /** Fault vault.lastSlot when nobody could open the vault afterwards. */
  removeSlot(userId: UserId): Promise<void>
  /** Proves the password and, when locked, opens the vault. When open it only proves. Fault vault.refused, vault.tooManyTries. */
  unlock(userId: UserId, password: string): Promise<void>
  /**
   * A copy of the 32 bytes that only this person's password opens, if they proved it since the vault was opened. The caller zeroes it.
   * Fault vault.locked.
   */
  ownSecret(userId: UserId): Buffer | undefined
  /** Forgets the own secret of everybody but who sits there now. */
  keepOwnSecretOf(userId: UserId | undefined): void
  /** Finishes what is being kept, closes the database, zeroes keys and drops every decrypted byte. */
  lock(): Promise<void>
  /** A 32-byte key for another room's own use, for example 'clinic/1'. The caller zeroes it. Fault vault.locked. */
  subKey(purpose: string): Buffer
  /** Reads of a room's store, run in the vault's thread. */
  store<S>(module: StoreModule<S>): Reads<S>
  /** Writes of a room's store, prepared but not done. */
  ops<S>(module: StoreModule<S>): Writes<S>
  /** Everything or nothing, with its audit row; resolves when it would survive a power cut. */
  commit(by: Caller, act: Act, ops: readonly Op[]): Promise<Head>
  /** As commit, together with sealed files. Resolves only when both are durable. Fault vault.full, vault.duplicate. */
  keep(by: Caller, act: Act, blobs: readonly NewBlob[], ops: readonly Op[]): Promise<Head>
  /** A reader of one sealed file; undefined when the vault knows no such id. */
  blob(id: BlobId): Promise<BlobReader | undefined>
  health(): Promise<Health>
  /** Writes a verified encrypted copy of the database (not of the blobs) to a new file; the same keys open it. */
  backup(to: string): Promise<void>
  /** Locks and lets another process have the folder. */
  close(): Promise<void>
}

/** Names a write of a store by data, so that the vault can call it without knowing the room. */
export interface WriteName {
  readonly store: string
  readonly call: string
}
