import { randomUUID } from 'node:crypto'
import type { Booking } from '../../src-shared/clinical/schedule/conflicts.ts'
import { dayAfter, dayIn } from '../../src-shared/clinical/schedule/zone.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { SessionId, UserId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Records } from '../records/index.ts'
import type { Op, Reads, Vault } from '../vault/index.ts'
import type { AppointmentRecord } from './body.ts'
import { appointmentIn, appointmentOf, reminderOf, resourceIn, slotsOf } from './resources.ts'
import { type ScheduleSql, scheduleStore } from './store.ts'

export interface ScheduleNeeds {
  readonly vault: Pick<Vault, 'store' | 'ops' | 'commit'>
  readonly records: Pick<Records, 'put' | 'change' | 'read' | 'facesOf'>
  readonly now: () => Date
  readonly log: (line: string) => void
  /** Runs again and again until it is told to stop; only tests set it. */
  readonly every?: (run: () => void) => () => void
}

/** What this room does on its own account, when an offer's time is over. */
export const machine: Caller = {
  userId: '00000000-0000-4000-8000-000000000000' as UserId,
  sessionId: '00000000-0000-4000-8000-000000000000' as SessionId,
  name: 'Cutis',
  role: 'workstation',
}

/** What the parts of this room share. */
export interface Desk extends ScheduleNeeds {
  readonly store: Reads<ScheduleSql>
  /** ISO 8601, UTC. */
  readonly at: () => string
  /** One at a time: where an appointment stands is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly find: (appointmentId: string) => Promise<AppointmentRecord | undefined>
  /** Fault records.unknown. */
  readonly demand: (appointmentId: string) => Promise<AppointmentRecord>
  /** What these are; Fault records.unknown where one is not known. */
  readonly resources: (ids: readonly string[]) => Promise<AppointmentRecord['resources']>
  /** Refuses the commit it stands in where something would be taken twice. */
  readonly demandFree: (record: AppointmentRecord) => Op[]
}

export function openDesk(needs: ScheduleNeeds): Desk {
  const store = needs.vault.store(scheduleStore)
  const ops = needs.vault.ops(scheduleStore)
  const at = () => needs.now().toISOString()
  let last: Promise<unknown> = Promise.resolve()
  const find = async (id: string) => {
    const row = await store.appointment(id)
    return row && appointmentIn(row)
  }
  return {
    ...needs,
    store,
    at,
    find,
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
    demand: async id => {
      const record = await find(id)
      if (record === undefined) throw new Fault('records.unknown')
      return record
    },
    resources: async ids => {
      const known = (await store.resources()).flatMap(({ body }) => resourceIn(body) ?? [])
      const chosen = [...new Set(ids)].map(id => known.find(({ resourceId }) => resourceId === id))
      return chosen.map(one => {
        if (one === undefined) throw new Fault('records.unknown')
        return one
      })
    },
    demandFree: record => {
      const booking = bookingOf(record)
      return booking === undefined ? [] : [{ ...ops.demandFree(booking, at()), touches: [] }]
    },
  }
}

/** The time an appointment takes; undefined where it has no place. */
export function bookingOf({
  appointmentId,
  kind,
  start,
  end,
  patientId,
  resources,
}: AppointmentRecord): Booking | undefined {
  if (start === undefined || end === undefined) return undefined
  return { id: appointmentId, kind, start, end, patientId, resourceIds: resources.map(one => one.resourceId) }
}

/** With a Slot for each of its resources; those of before keep theirs. */
export function withSlots(record: AppointmentRecord): AppointmentRecord {
  const { body, resources } = record
  const known = new Set(body.slots.map(({ resourceId }) => resourceId))
  const fresh = resources.filter(({ resourceId }) => !known.has(resourceId))
  const slots = [...body.slots, ...fresh.map(({ resourceId }) => ({ resourceId, slotId: randomUUID() }))]
  return { ...record, body: { ...body, slots } }
}

/** The writes of an appointment, with its Slots. */
export const writesOf = (desk: Desk, record: AppointmentRecord): Op[] => [
  ...slotsOf(record).map(slot => desk.records.put(slot)),
  desk.records.put(appointmentOf(record)),
]

/** With a task to remind the patient, the day before in the clinic's zone; today at the earliest. */
export function reminded(desk: Desk, record: AppointmentRecord, told: { by: Caller; zone: string }) {
  const { start, patientId, body } = record
  if (start === undefined || patientId === undefined) return { record, ops: [] }
  const id = body.reminderId ?? randomUUID()
  const [before, today] = [dayAfter(dayIn(start, told.zone), -1), dayIn(desk.at(), told.zone)]
  const task = reminderOf(record, { id, dueOn: before < today ? today : before, by: told.by, at: desk.at() })
  return { record: { ...record, body: { ...body, reminderId: id } }, ops: [desk.records.put(task)] }
}

/** Keeps an appointment with its audit row and what belongs to it, in one commit. */
export async function keep(
  desk: Desk,
  by: Caller,
  kept: { record: AppointmentRecord; call: string; also: readonly Op[] },
) {
  const { record, call, also } = kept
  const { appointmentId, patientId } = record
  const act = { name: `schedule.${call}`, action: 'U', entity: `Appointment/${appointmentId}` } as const
  await desk.vault.commit(by, { ...act, ...(patientId && { patientId }) }, [...also, ...writesOf(desk, record)])
  return record
}
