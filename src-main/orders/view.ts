import type { z } from 'zod'
import { dueOf, isRed, loopDaysOf } from '../../src-shared/clinical/orders/clocks.ts'
import { stepsFrom } from '../../src-shared/clinical/orders/course.ts'
import type { Order, OrderEvent } from '../../src-shared/contract/orders.ts'
import { type PatientFace, present } from '../records/index.ts'
import type { Checker } from '../signing/index.ts'
import { shownEvent } from './binding.ts'
import type { OrderRecord } from './body.ts'
import { type Desk, digestsOf } from './desk.ts'
import { orderIn, stateOf } from './request.ts'
import { type Found, isFromLaboratory, type Result, resultIn, resultsOf } from './results.ts'
import type { HeldOrder, HeldReport } from './store.ts'

export type View = z.input<typeof Order>

/** How far back results are looked for that fit no order, in days. */
const lookBackDays = 400

const firstAt = (events: readonly OrderEvent[], what: OrderEvent['what']): string | undefined =>
  events.find(one => one.what === what)?.at

const who = ({ family, given, birthDate, sex, mrn, photo }: PatientFace) =>
  present({ family, given, birthDate, sex, mrn, photo })

/** The clocks of an order at this moment. */
function clocksOf({ body }: OrderRecord, state: View['state'], now: string) {
  const { content, events, specimen } = body
  const { kind, urgency } = content
  const sentAt = firstAt(events, 'sent')
  const times = { sentAt, seenAt: firstAt(events, 'seen'), refusedAt: firstAt(events, 'refused') }
  const dueAt = dueOf({ kind, state, urgency, ...times })
  const loopDays = loopDaysOf({ kind, state, since: specimen?.collectedAt ?? sentAt }, now)
  return { ...present({ dueAt, loopDays }), overdue: dueAt !== undefined && dueAt < now, red: isRed(loopDays) }
}

interface Beside {
  readonly results: readonly Result[]
  readonly patient: PatientFace | undefined
  readonly now: string
  readonly check: Checker
}

/** An order as it is shown. */
export function viewOf(record: OrderRecord, { results, patient, now, check }: Beside): View {
  const { orderId, patientId, caseId, by, authoredAt, unsynced, body } = record
  const { content, copied, lesion, specimen, events } = body
  const state = stateOf(record, digestsOf(results))
  return {
    orderId,
    patientId,
    content,
    state,
    next: [...stepsFrom(content.kind, state)],
    by,
    authoredAt,
    copied,
    results: [...results],
    events: events.map(event => shownEvent(record, event, check)),
    unsynced,
    ...clocksOf(record, state, now),
    ...present({ caseId, lesion, specimen, patient: patient && who(patient) }),
  } as View
}

/** An order as it is held now, with its patient's face. */
export async function shownOf(desk: Desk, orderId: string): Promise<View> {
  const record = await desk.demand(orderId)
  const [results, [patient], check] = await Promise.all([
    desk.resultsOf(record),
    desk.records.facesOf([record.patientId]),
    desk.checker(),
  ])
  return viewOf(record, { results, patient, now: desk.at(), check })
}

const ordersIn = (rows: readonly HeldOrder[]): OrderRecord[] => rows.flatMap(row => orderIn(row) ?? [])
const resultsIn = (rows: readonly HeldReport[]): Found[] => rows.flatMap(row => resultIn(row) ?? [])

/** The orders of one patient, newest first. */
export async function ofPatient(desk: Desk, patientId: string): Promise<View[]> {
  const [rows, reports, [patient], check] = await Promise.all([
    desk.store.ofPatient(patientId),
    desk.store.reportsOf(patientId),
    desk.records.facesOf([patientId]),
    desk.checker(),
  ])
  const found = resultsIn(reports)
  const beside = { patient, now: desk.at(), check }
  return ordersIn(rows).map(record => viewOf(record, { ...beside, results: resultsOf(found, record) }))
}

/** What laboratories reported lately and nobody has set aside. */
const loneAmong = (recent: readonly HeldReport[], aside: readonly { readonly reference: string }[]): Found[] => {
  const gone = new Set(aside.map(({ reference }) => reference))
  return resultsIn(recent).filter(
    ({ result, report }) => isFromLaboratory(report) && !gone.has(`DiagnosticReport/${result.reportId}`),
  )
}

/** Orders under way, and those of patients whose results came lately: a late result opens a closed loop. */
async function watched(desk: Desk) {
  const since = new Date(desk.now().getTime() - lookBackDays * 86_400_000).toISOString()
  const [active, recent, aside] = await Promise.all([
    desk.store.active(),
    desk.store.reportsSince(since),
    desk.store.aside(),
  ])
  const open = ordersIn(active)
  const withResults = new Set(resultsIn(recent).map(({ result }) => result.patientId))
  const patientIds = new Set([...open.map(({ patientId }) => patientId), ...withResults])
  const orders = new Map(open.map(order => [order.orderId, order]))
  const found: Found[] = []
  for (const patientId of patientIds) {
    for (const order of ordersIn(await desk.store.ofPatient(patientId))) orders.set(order.orderId, order)
    found.push(...resultsIn(await desk.store.reportsOf(patientId)))
  }
  return { orders: [...orders.values()], found, patientIds: [...patientIds], lone: loneAmong(recent, aside) }
}

/** What the whole clinic must keep an eye on. */
export async function tracking(desk: Desk) {
  const [now, check] = [desk.at(), await desk.checker()]
  const { orders, found, patientIds, lone } = await watched(desk)
  const faces = await desk.records.facesOf(patientIds)
  const known = new Map(faces.map(face => [face.patientId as string, face]))
  const views = orders.map(record =>
    viewOf(record, { results: resultsOf(found, record), patient: known.get(record.patientId), now, check }),
  )
  const matched = new Set(views.flatMap(({ results }) => results.map(({ reportId }) => reportId as string)))
  const byDue = (one: View, other: View) => (one.dueAt ?? '').localeCompare(other.dueAt ?? '')
  return {
    overdue: views.filter(({ overdue }) => overdue).sort(byDue),
    loops: views
      .filter(({ loopDays }) => loopDays !== undefined)
      .sort((one, other) => (other.loopDays ?? 0) - (one.loopDays ?? 0)),
    toSign: views.filter(({ next }) => next.includes('signed')),
    unmatched: lone.flatMap(({ result }) => {
      if (matched.has(result.reportId)) return []
      const face = known.get(result.patientId)
      return [{ ...result, ...(face && { patient: who(face) }) }]
    }),
  } as { overdue: View[]; loops: View[]; toSign: View[]; unmatched: (Result & { patient?: View['patient'] })[] }
}
