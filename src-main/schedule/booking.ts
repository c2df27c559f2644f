import { kindRules } from '../../src-shared/clinical/schedule/kinds.ts'
import { dayIn } from '../../src-shared/clinical/schedule/zone.ts'
import type { AppointmentRow } from '../../src-shared/contract/schedule.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import { idIn } from '../records/index.ts'
import type { Op } from '../vault/index.ts'
import type { AppointmentRecord } from './body.ts'
import { type Desk, keep, reminded, withSlots, writesOf } from './desk.ts'
import { offer, pass } from './waiting.ts'

/** What a booking and an entry of the wait list have in common. */
interface Asked extends Pick<AppointmentRow, 'kind' | 'minutes' | 'note' | 'lesionId' | 'caseId' | 'followUp'> {
  readonly appointmentId: string
  readonly patientId?: string | undefined
  readonly resourceIds: readonly string[]
}
interface Placed {
  readonly start: string
  readonly zone: string
}

/** Everything it names must be this patient's. Faults records.unknown, schedule.elsewhere. */
async function demandOwn(desk: Desk, { patientId, lesionId, caseId }: Asked): Promise<void> {
  if (patientId !== undefined && (await desk.records.facesOf([patientId])).length === 0)
    throw new Fault('records.unknown')
  await demandTheirs(desk, { patientId, lesionId, caseId })
}

type Named = Pick<Asked, 'patientId' | 'lesionId' | 'caseId'>

/** The lesion and the visit are this patient's. Fault schedule.elsewhere. */
async function demandTheirs(desk: Desk, { patientId, lesionId, caseId }: Named): Promise<void> {
  const lesion = lesionId && (await desk.records.read('BodyStructure', lesionId))
  if (lesionId && (!lesion || idIn('Patient', lesion.patient) !== patientId)) throw new Fault('schedule.elsewhere')
  const visit = caseId && (await desk.records.read('Encounter', caseId))
  if (caseId && (!visit || idIn('Patient', visit.subject) !== patientId)) throw new Fault('schedule.elsewhere')
}

/** A kind has all it needs. Fault schedule.incomplete. */
function demandWhole({ kind, patientId, resources }: AppointmentRecord): void {
  const { needs, patient } = kindRules[kind]
  const isWhole = needs.every(need => resources.some(one => one.kind === need)) && (patientId !== undefined) === patient
  if (!isWhole) throw new Fault('schedule.incomplete')
}

/** A zone that is none is nobody's fault but the asker's. */
function dayOfPlace({ start, zone }: Placed): string {
  try {
    return dayIn(start, zone)
  } catch {
    throw new Fault('schedule.outsideWindow')
  }
}

/** The day of a follow-up lies in its window. Fault schedule.outsideWindow. */
function demandWindow({ body: { followUp } }: AppointmentRecord, placed: Placed): void {
  const day = dayOfPlace(placed)
  if (followUp && (day < followUp.earliestOn || day > followUp.latestOn)) throw new Fault('schedule.outsideWindow')
}

const fresh = async (desk: Desk, asking: Asking, asked: Asked): Promise<AppointmentRecord> => {
  await demandOwn(desk, asked)
  const { appointmentId, patientId, kind, minutes, note, lesionId, caseId, followUp, resourceIds } = asked
  const at = desk.at()
  return {
    appointmentId,
    patientId,
    kind,
    state: 'waitlist',
    resources: await desk.resources(resourceIds),
    unsynced: true,
    body: {
      version: 1,
      minutes,
      ...(note && { note }),
      ...(lesionId && { lesionId }),
      ...(caseId && { caseId }),
      ...(followUp && { followUp }),
      since: at,
      passed: [],
      wanted: [],
      slots: [],
      events: [{ what: 'made', at, by: asking.who().name }],
    },
  }
}

/** Puts it there; the commit refuses what would be taken twice. */
async function place(
  desk: Desk,
  asking: Asking,
  {
    record,
    placed,
    call,
    also = [],
  }: { record: AppointmentRecord; placed: Placed; call: string; also?: readonly Op[] },
) {
  demandWhole(record)
  demandWindow(record, placed)
  const start = new Date(placed.start).toISOString()
  const end = new Date(Date.parse(start) + record.body.minutes * 60_000).toISOString()
  const by = asking.who()
  const whole = withSlots({ ...record, state: 'booked', start, end })
  const { record: kept, ops } = reminded(desk, whole, { by, zone: placed.zone })
  return keep(desk, by, { record: kept, call, also: [...desk.demandFree(kept), ...ops, ...also] })
}

/** Books; told twice it is booked once. */
export async function book(desk: Desk, asking: Asking, asked: Asked & Placed): Promise<AppointmentRecord> {
  const before = await desk.find(asked.appointmentId)
  if (before && before.patientId !== asked.patientId) throw new Fault('schedule.elsewhere')
  if (before) return before
  return place(desk, asking, { record: await fresh(desk, asking, asked), placed: asked, call: 'book' })
}

/** Onto the wait list. */
export async function wait(desk: Desk, asking: Asking, asked: Asked): Promise<AppointmentRecord> {
  const before = await desk.find(asked.appointmentId)
  if (before && before.patientId !== asked.patientId) throw new Fault('schedule.elsewhere')
  if (before) return before
  if (!kindRules[asked.kind].patient) throw new Fault('schedule.incomplete')
  const { resources, ...record } = await fresh(desk, asking, asked)
  const body = { ...record.body, wanted: resources.map(one => one.resourceId) }
  return keep(desk, asking.who(), { record: { ...record, resources: [], body }, call: 'wait', also: [] })
}

const noted = (
  desk: Desk,
  asking: Asking,
  told: { record: AppointmentRecord; what: string; note?: string | undefined },
) => {
  const { record, what, note } = told
  const event = { what, at: desk.at(), by: asking.who().name, ...(note && { note }) }
  return { ...record, body: { ...record.body, events: [...record.body.events, event] } }
}

/** The appointment that a wish is about. Faults records.unknown where it is not here, schedule.elsewhere where it is another patient's. */
async function wishedFor(desk: Desk, { patientId, asked }: AppointmentRecord): Promise<AppointmentRecord> {
  const old = await desk.demand(asked?.moves ?? '')
  if (old.patientId !== patientId) throw new Fault('schedule.elsewhere')
  return old
}

/** The wish for another time that was answered: it is off the list, and the patient sees that it is done. */
const answeredWish = (desk: Desk, asking: Asking, wish: AppointmentRecord): Op[] =>
  writesOf(desk, noted(desk, asking, { record: { ...wish, asked: undefined, state: 'fulfilled' }, what: 'answered' }))

/**
 * Another time or other resources; the place it leaves is offered to the wait list. A patient's wish for an appointment is given its first
 * time; their wish for another time moves the appointment that it is about, and both are one commit.
 */
export async function move(
  desk: Desk,
  asking: Asking,
  asked: { appointmentId: string; resourceIds: readonly string[] } & Placed,
) {
  const named = await desk.demand(asked.appointmentId)
  const wish = named.asked?.moves === undefined ? undefined : named
  const before = wish ? await wishedFor(desk, wish) : named
  const isWish = before.asked !== undefined
  if (before.state !== 'booked' && !isWish) throw new Fault('schedule.notNow')
  const record = noted(desk, asking, {
    record: { ...before, asked: undefined, resources: await desk.resources(asked.resourceIds) },
    what: isWish ? 'answered' : 'moved',
  })
  const also = wish ? answeredWish(desk, asking, wish) : []
  const moved = await place(desk, asking, { record, placed: asked, call: 'move', also })
  await offer(desk, asking.who(), before)
  return moved
}

const open: Readonly<Record<'arrived' | 'fulfilled' | 'cancelled' | 'noshow', readonly AppointmentRow['state'][]>> = {
  arrived: ['booked'],
  fulfilled: ['booked', 'arrived'],
  cancelled: ['booked', 'waitlist', 'pending'],
  noshow: ['booked'],
}

/** A step of its course, taken once; a place that falls free is offered to the wait list. */
export async function step(
  desk: Desk,
  asking: Asking,
  { appointmentId, what, note }: { appointmentId: string; what: keyof typeof open; note?: string | undefined },
): Promise<AppointmentRecord> {
  const before = await desk.demand(appointmentId)
  if (before.state === what) return before
  if (!open[what].includes(before.state)) throw new Fault('schedule.notNow')
  const told = noted(desk, asking, { record: { ...before, state: what }, what, note })
  const record = what === 'arrived' ? { ...told, body: { ...told.body, since: desk.at() } } : told
  const { reminderId } = record.body
  // Who came, or will not, needs no reminding.
  const status = what === 'arrived' || what === 'fulfilled' ? ('completed' as const) : ('cancelled' as const)
  const also = reminderId
    ? [desk.records.change({ type: 'Task', id: reminderId }, { status, lastModified: desk.at() })]
    : []
  await keep(desk, asking.who(), { record, call: what, also })
  if (what === 'cancelled' || what === 'noshow') await offer(desk, asking.who(), before)
  return record
}

/** The patient's answer to an offer; one that is over cannot be taken. */
export async function answerOffer(desk: Desk, asking: Asking, told: { appointmentId: string; accept: boolean }) {
  const before = await desk.demand(told.appointmentId)
  if (before.state !== 'pending' || before.start === undefined) throw new Fault('schedule.notNow')
  if (!told.accept) return pass(desk, asking.who(), before)
  if ((before.body.offerUntil ?? '') <= desk.at()) throw new Fault('schedule.notNow')
  const { offerUntil: _taken, ...body } = before.body
  const record = noted(desk, asking, { record: { ...before, body }, what: 'accepted' })
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return place(desk, asking, { record, placed: { start: before.start, zone }, call: 'answerOffer' })
}
