import type { FaultCode } from '../../src-shared/faults.ts'
import type { BlobId } from '../../src-shared/ids.ts'
import type { Act, Caller } from '../kernel/caller.ts'
import type { Op } from './db.ts'
import type { BlobRow } from './store.ts'
import type { BlobMeta, Finding, Head } from './types.ts'

/** A file to keep, its bytes at the beginning of memory lent until the answer. */
export interface LentBlob {
  readonly id: BlobId
  readonly meta: BlobMeta
  readonly shared: SharedArrayBuffer
  readonly size: number
}

export interface Opening {
  readonly folder: string
  readonly vaultId: string
  readonly dbKey: Uint8Array
  readonly headKey: Uint8Array
  readonly kek: Uint8Array
  readonly blobEpoch: number
  readonly marginBytes: number
  readonly slotsEpoch: number
  /** After how long without a commit the log is folded into the database. */
  readonly idleMs: number
  readonly by: Caller
  readonly at: string
}

/** What the front door asks of the vault's thread. Key buffers are transferred, used and zeroed there. */
export interface Asks {
  open: {
    ask: Opening
    answer: { findings: Finding[]; head: Head }
  }
  read: { ask: { store: string; call: string; args: readonly unknown[] }; answer: unknown }
  commit: { ask: { by: Caller; act: Act; at: string; ops: readonly Op[] }; answer: Head }
  /** Re-enters a sealed file by the first adopter that takes it; false when none does. */
  adopt: { ask: { by: Caller; at: string; row: BlobRow; meta: BlobMeta }; answer: boolean }
  slotsEpoch: { ask: { epoch: number }; answer: undefined }
  backup: { ask: { to: string }; answer: undefined }
  /** The capture commit protocol. */
  keep: { ask: { by: Caller; act: Act; at: string; ops: readonly Op[]; blobs: readonly LentBlob[] }; answer: Head }
  close: { ask: Record<never, never>; answer: undefined }
}

export type AskName = keyof Asks
export interface Question {
  readonly id: number
  readonly name: AskName
  readonly ask: unknown
}
export type Answer =
  | { readonly id: number; readonly ok: true; readonly answer: unknown; readonly head?: Head }
  | {
      readonly id: number
      readonly ok: false
      readonly fault?: FaultCode
      readonly message: string
      readonly code?: string
    }
  /** A line for the log, from the thread. */
  | { readonly id: 0; readonly log: string }
