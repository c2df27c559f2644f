import { type Booking, conflictOf } from '../../src-shared/clinical/schedule/conflicts.ts'
import { Fault, type FaultCode } from '../../src-shared/faults.ts'
import type { Db, StoreModule } from '../vault/index.ts'

/** A record as it is held. */
export interface HeldAppointment {
  readonly body: string
  readonly unsynced: 0 | 1
}

const migration = {
  id: 'schedule/1',
  sql: `
    CREATE INDEX record_appointment ON record (sortAt) WHERE type = 'Appointment';
    CREATE INDEX record_appointment_waiting ON record (id)
      WHERE type = 'Appointment' AND body ->> '$.status' IN ('waitlist', 'pending');`,
} as const

// What a patient asked for on the portal.
const asking = {
  id: 'schedule/2',
  sql: `CREATE INDEX record_appointment_asked ON record (id) WHERE type = 'Appointment' AND body ->> '$.status' = 'proposed';`,
} as const

const held = `r.body, EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.id AND o.type = 'Appointment') AS unsynced`

/** What takes time between two instants: stands, or is an offer that still holds at a moment. */
const taking = `SELECT r.id, r.sortAt AS start, r.body ->> '$.end' AS "end", r.patientId,
    r.body ->> '$.serviceType[0].coding[0].code' AS kind,
    (SELECT json_group_array(p.value ->> '$.actor.identifier.value') FROM json_each(r.body, '$.participant') p
       WHERE p.value ->> '$.actor.identifier.system' = 'urn:cutis:resource') AS resources
  FROM record r WHERE r.type = 'Appointment' AND r.deleted = 0 AND r.sortAt > ? AND r.sortAt < ?
    AND r.body ->> '$.start' IS NOT NULL AND r.body ->> '$.end' IS NOT NULL
    AND (r.body ->> '$.status' IN ('booked', 'arrived', 'checked-in', 'fulfilled')
      OR r.body ->> '$.status' = 'pending' AND r.body ->> '$.extension[0].valueString' ->> '$.offerUntil' > ?)`

interface Taking {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly patientId: string | null
  readonly kind: string | null
  readonly resources: string
}

const kinds: readonly string[] = ['in-person', 'video', 'review', 'biopsy', 'phototherapy']
const isKind = (kind: string | null): kind is Booking['kind'] => kind !== null && kinds.includes(kind)

const bookingOf = ({ id, start, end, patientId, kind, resources }: Taking): Booking => ({
  id,
  start,
  end,
  // One that another system made has no buffers of ours but those of a visit.
  kind: isKind(kind) ? kind : 'in-person',
  patientId: patientId ?? undefined,
  resourceIds: JSON.parse(resources) as string[],
})

// The longest appointment with its buffers, before; the longest buffer, after.
const reachMs = { before: 9 * 3_600_000, after: 3_600_000 }
const shifted = (at: string, byMs: number): string => new Date(Date.parse(at) + byMs).toISOString()

const codes: Readonly<Record<string, FaultCode>> = {
  Practitioner: 'schedule.clinicianTaken',
  Location: 'schedule.roomTaken',
  Device: 'schedule.deviceTaken',
}

const open = (db: Db) => {
  const takenBy = (booking: Booking, at: string): Booking[] =>
    db
      .all<Taking>(taking, shifted(booking.start, -reachMs.before), shifted(booking.end, reachMs.after), at)
      .map(bookingOf)
  return {
    appointment: (id: string): HeldAppointment | undefined =>
      db.get<HeldAppointment>(
        `SELECT ${held} FROM record r WHERE r.type = 'Appointment' AND r.deleted = 0 AND r.id = ?`,
        id,
      ),
    between: (from: string, to: string): HeldAppointment[] =>
      db.all<HeldAppointment>(
        `SELECT ${held} FROM record r WHERE r.type = 'Appointment' AND r.deleted = 0 AND r.sortAt >= ? AND r.sortAt < ?
           AND r.body ->> '$.start' IS NOT NULL ORDER BY r.sortAt, r.id`,
        from,
        to,
      ),
    /** On the wait list, and offers that are out. */
    waiting: (): HeldAppointment[] =>
      db.all<HeldAppointment>(
        `SELECT ${held} FROM record r INDEXED BY record_appointment_waiting WHERE r.type = 'Appointment' AND r.deleted = 0
           AND r.body ->> '$.status' IN ('waitlist', 'pending') ORDER BY r.id`,
      ),
    /** Asked for and not answered yet: without a time of its own. */
    asked: (): HeldAppointment[] =>
      db.all<HeldAppointment>(
        `SELECT ${held} FROM record r INDEXED BY record_appointment_asked WHERE r.type = 'Appointment' AND r.deleted = 0
           AND r.body ->> '$.status' = 'proposed' AND r.body ->> '$.start' IS NULL ORDER BY r.id LIMIT 500`,
      ),
    resources: (): { readonly body: string }[] =>
      db.all<{ body: string }>(`SELECT body FROM record WHERE type = 'Schedule' AND deleted = 0 ORDER BY id`),
    /** Patients of these with a consent in force. */
    consented: (patientIds: readonly string[]): { readonly patientId: string }[] =>
      db.all<{ patientId: string }>(
        `SELECT DISTINCT patientId FROM record WHERE type = 'Consent' AND deleted = 0 AND body ->> '$.status' = 'active'
           AND patientId IN (SELECT value FROM json_each(?))`,
        JSON.stringify(patientIds),
      ),
    /** Refuses the commit where something would be taken twice. Faults schedule.…Taken. */
    demandFree: (booking: Booking, at: string): void => {
      const conflict = conflictOf(booking, takenBy(booking, at))
      if (conflict === undefined) return
      if (!('resourceId' in conflict)) throw new Fault('schedule.patientTaken')
      const row = db.get<{ type: string }>(
        `SELECT body ->> '$.actor[0].type' AS type FROM record WHERE type = 'Schedule' AND id = ?`,
        conflict.resourceId,
      )
      throw new Fault(codes[row?.type ?? ''] ?? 'schedule.roomTaken')
    },
  }
}

export type ScheduleSql = ReturnType<typeof open>

/** The schedule room's drawer: no table of its own, only ways to find appointments among the records. */
export const scheduleStore: StoreModule<ScheduleSql> = { name: 'schedule', migrations: [migration, asking], open }
