import type { StoreModule } from './db.ts'
import type { WriteName } from './types.ts'

export interface Served {
  readonly stores: readonly StoreModule<unknown>[]
  /** The audit write `(by: Caller, act: Act, at: string ISO 8601 UTC) => void`, applied inside every commit. */
  readonly witness: WriteName
  /** Writes `(meta: BlobMeta, id: BlobId) => void` that re-enter a sealed file whose row was lost; one that throws declines. */
  readonly adopters: readonly WriteName[]
}
