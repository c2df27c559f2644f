import type { Db, StoreModule } from '../vault/index.ts'

const open = (db: Db) => ({
  /** The visits by video that are not over, oldest first. */
  open: (): { body: string }[] =>
    db.all<{ body: string }>(
      `SELECT body FROM record WHERE type = 'Encounter' AND deleted = 0 AND body ->> '$.class.code' = 'VR'
         AND body ->> '$.status' IN ('planned', 'arrived', 'triaged', 'in-progress') ORDER BY sortAt, id LIMIT 200`,
    ),
  /**
   * When the appointment of a visit ends (ISO 8601): the one made for its case, or else the patient's next one by video until a moment.
   * Undefined where neither is booked.
   */
  appointmentEnd: (about: { caseId: string; patientId: string; from: string; until: string }): string | undefined =>
    db.get<{ end: string }>(
      `SELECT body ->> '$.end' AS "end",
         EXISTS (SELECT 1 FROM json_each(body, '$.supportingInformation') s WHERE s.value ->> '$.reference' = ?) AS isOurs
       FROM record WHERE type = 'Appointment' AND patientId = ? AND deleted = 0 AND body ->> '$.end' IS NOT NULL
         AND body ->> '$.status' IN ('booked', 'arrived', 'checked-in') AND julianday(body ->> '$.end') > julianday(?)
         AND (isOurs OR body ->> '$.serviceType[0].coding[0].code' = 'video' AND julianday(body ->> '$.start') < julianday(?))
       ORDER BY isOurs DESC, julianday(body ->> '$.end') LIMIT 1`,
      `Encounter/${about.caseId}`,
      about.patientId,
      about.from,
      about.until,
    )?.end,
})
export type VisitSql = ReturnType<typeof open>

/** Reads visits by video out of the records; has no table of its own. */
export const visitStore: StoreModule<VisitSql> = { name: 'visits', migrations: [], open }
