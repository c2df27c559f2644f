import type { Db, StoreModule } from '../vault/index.ts'

const open = (db: Db) => ({
  /** A patient's answers to any questionnaire, newest first. */
  responses: (patientId: string): { body: string }[] =>
    db.all<{ body: string }>(
      `SELECT body FROM record WHERE type = 'QuestionnaireResponse' AND deleted = 0 AND patientId = ?
         ORDER BY sortAt DESC, id LIMIT 500`,
      patientId,
    ),
})
export type PortalSql = ReturnType<typeof open>

/** Reads what patients filled in out of the records; has no table of its own. */
export const portalStore: StoreModule<PortalSql> = { name: 'portal', migrations: [], open }
