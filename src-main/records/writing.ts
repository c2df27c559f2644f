import type { Db } from '../vault/index.ts'
import { type Held, recordRowOf } from './held.ts'
import { recordStore } from './store.ts'

/** Writes a resource (with our own id, local references) as `Records.put` does, for a room's store inside the vault's thread. */
export const recordWriting = (db: Db) => {
  const { put } = recordStore.open(db)
  return { put: (resource: object, at: string): void => put(recordRowOf(resource as Held, at)) }
}
