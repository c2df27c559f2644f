import { nextFor } from '../../src-shared/clinical/schedule/waiting.ts'
import type { Caller } from '../kernel/caller.ts'
import type { AppointmentRecord } from './body.ts'
import { bookingOf, type Desk, keep, withSlots } from './desk.ts'
import { appointmentIn, slotsOf } from './resources.ts'

/** How long an offer holds. Clinic policy. */
const offerMs = 4 * 3_600_000

/** Offers a place that fell free to who waits longest for such a one; one at a time, and only while it lies ahead. */
export async function offer(desk: Desk, by: Caller, freed: AppointmentRecord): Promise<void> {
  const place = bookingOf(freed)
  if (place === undefined || place.start <= desk.at()) return
  const list = (await desk.store.waiting()).map(appointmentIn).filter(({ state }) => state === 'waitlist')
  const next = nextFor(
    place,
    list.map(({ appointmentId, kind, body }) => ({
      id: appointmentId,
      kind,
      minutes: body.minutes,
      since: body.since,
      resourceIds: body.wanted,
      passed: body.passed,
    })),
  )
  const chosen = list.find(({ appointmentId }) => appointmentId === next?.id)
  if (chosen === undefined) return
  const end = new Date(Date.parse(place.start) + chosen.body.minutes * 60_000).toISOString()
  const until = Math.min(desk.now().getTime() + offerMs, Date.parse(place.start))
  const body = { ...chosen.body, offerUntil: new Date(until).toISOString() }
  const { resources } = freed
  const record = withSlots({ ...chosen, state: 'pending', start: place.start, end, resources, body })
  try {
    await keep(desk, by, { record, call: 'offer', also: desk.demandFree(record) })
  } catch {
    // Taken meanwhile, or the patient is elsewhere then: the place is not offered, and what freed it stands.
  }
}

/** Back onto the list, with the place noted that was not taken; it goes to the next. */
export async function pass(desk: Desk, by: Caller, offered: AppointmentRecord): Promise<AppointmentRecord> {
  const { offerUntil: _over, ...rest } = offered.body
  const body = { ...rest, passed: [...rest.passed, offered.start ?? ''] }
  // Its Slots are told free first, while it still says where they are.
  const freed: AppointmentRecord = { ...offered, state: 'cancelled' }
  const record: AppointmentRecord = {
    ...offered,
    state: 'waitlist',
    start: undefined,
    end: undefined,
    resources: [],
    body,
  }
  const also = slotsOf(freed).map(slot => desk.records.put(slot))
  await keep(desk, by, { record: { ...record, body: { ...body, slots: [] } }, call: 'pass', also })
  await offer(desk, by, offered)
  return record
}

/** Offers whose time is over go to the next on the list. */
export async function passAll(desk: Desk, by: Caller): Promise<void> {
  const all = (await desk.store.waiting()).map(appointmentIn)
  const over = all.filter(({ state, body }) => state === 'pending' && (body.offerUntil ?? '') <= desk.at())
  for (const one of over) await pass(desk, by, one)
}
