import { type Held, recordRowOf, recordStore } from '../records/index.ts'
import type { Indexing } from './rows.ts'

/** The records room's own way of making a body findable, run inside the vault's thread. */
export const recordIndexing: Indexing = db => {
  const records = recordStore.open(db)
  return {
    put(resource, at, isNew) {
      const row = recordRowOf(resource as Held, at)
      records.index(row, isNew)
      return row
    },
    drop(type, id) {
      records.index({ type, id, keys: [], text: undefined })
    },
  }
}
