import type { Db, StoreModule } from '../vault/index.ts'

const open = (db: Db) => ({
  /** The visits by video that are not over, oldest first. */
  open: (): { body: string }[] =>
    db.all<{ body: string }>(
      `SELECT body FROM record WHERE type = 'Encounter' AND deleted = 0 AND body ->> '$.class.code' = 'VR'
         AND body ->> '$.status' IN ('planned', 'arrived', 'triaged', 'in-progress') ORDER BY sortAt, id LIMIT 200`,
    ),
})
export type VisitSql = ReturnType<typeof open>

/** Reads visits by video out of the records; has no table of its own. */
export const visitStore: StoreModule<VisitSql> = { name: 'visits', migrations: [], open }
