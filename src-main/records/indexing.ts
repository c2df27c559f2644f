import type { Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { type Held, recordRowOf } from './held.ts'
import { recordStore } from './store.ts'

/**
 * For a room that writes bodies to `record` itself: `put` renews what a resource (with our own id, local references) is found by
 * and answers the columns of its row; `drop` takes it out of the search. Runs in the vault's thread.
 */
export const recordIndexing = (db: Db) => {
  const { index } = recordStore.open(db)
  return {
    put: (resource: Resource, at: string) => {
      const row = recordRowOf(resource as Held, at)
      index(row)
      const { patientId, caseId, sortAt } = row
      return { patientId, caseId, sortAt }
    },
    drop: (type: string, id: string): void => index({ type, id, keys: [], text: undefined }),
  }
}

/** Writes a resource (with our own id, local references) as `Records.put` does, for a room's store inside the vault's thread. */
export const recordWriting = (db: Db) => {
  const { put } = recordStore.open(db)
  return { put: (resource: object, at: string): void => put(recordRowOf(resource as Held, at)) }
}
