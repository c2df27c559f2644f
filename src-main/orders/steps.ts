import type { z } from 'zod'
import { isLoop } from '../../src-shared/clinical/orders/course.ts'
import type { OrderEvent, OrderSpecimen } from '../../src-shared/contract/orders.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Task, withLid } from '../../src-shared/fhir/index.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import type { Asking } from '../kernel/door.ts'
import { codeSystem, conceptOf, idIn, personOf, present, refTo } from '../records/index.ts'
import { signedStep } from './binding.ts'
import type { OrderRecord } from './body.ts'
import { type Desk, digestsOf, keep, take } from './desk.ts'
import { stateOf } from './request.ts'
import { resultIn } from './results.ts'
import { specimenOf, typedReportOf } from './specimen.ts'

type Event = z.output<typeof OrderEvent>
type Told = { readonly orderId: string; readonly eventId: Event['id'] }
type Said = Partial<Pick<Event, 'note' | 'on' | 'who' | 'how' | 'seen'>>

/** A step that is nothing but itself. */
export async function plainStep(desk: Desk, asking: Asking, told: Told & Said & Pick<Event, 'what'>) {
  const { orderId, eventId, what, note, on } = told
  const before = await desk.demand(orderId)
  return take(desk, before, { by: asking.who(), event: { id: eventId, what, ...present({ note, on }) } })
}

/** A specimen was taken: it gets its record, and its number finds the result. */
export async function collect(desk: Desk, asking: Asking, told: Told & Omit<OrderSpecimen, 'specimenId' | 'site'>) {
  const { orderId, eventId, number, type, collectedAt, collectedBy } = told
  const before = await desk.demand(orderId)
  if (before.body.events.some(({ id }) => id === eventId)) return before
  if (await desk.store.numbered(number)) throw new Fault('orders.numberTaken')
  // The specimen bears the name of the step that took it.
  const specimen: OrderSpecimen = {
    specimenId: eventId,
    number,
    type,
    collectedAt,
    collectedBy,
    ...(before.body.lesion && { site: before.body.lesion }),
  }
  return take(desk, before, {
    by: asking.who(),
    event: { id: eventId, what: 'collected', note: number },
    body: { specimen },
    with: [desk.records.put(specimenOf(before, specimen))],
  })
}

/** Faults orders.notNow where no result is waited for: not sent yet, withdrawn, or no loop at all. */
async function demandWaiting(desk: Desk, record: OrderRecord): Promise<void> {
  const state = stateOf(record, digestsOf(await desk.resultsOf(record)))
  if (!isLoop(record.body.content.kind) || state === 'draft' || state === 'withdrawn') throw new Fault('orders.notNow')
  if (record.body.content.kind === 'biopsy' && record.body.specimen === undefined) throw new Fault('orders.notNow')
}

/** A result typed by a person; asked for twice it is written once. */
export async function enterResult(
  desk: Desk,
  asking: Asking,
  told: { orderId: string; reportId: string; text: string; on: string; laboratory: string },
) {
  const record = await desk.demand(told.orderId)
  await demandWaiting(desk, record)
  if (await desk.records.read('DiagnosticReport', told.reportId)) return record
  const by = asking.who()
  const report = typedReportOf(record, told, { by, at: desk.at() })
  const { patientId } = record
  const act = { name: 'orders.enterResult', action: 'C', patientId, entity: `DiagnosticReport/${report.id}` } as const
  await desk.vault.commit(by, act, [desk.records.put(report)])
  return record
}

/** A person says which order a result belongs to. */
export async function match(desk: Desk, asking: Asking, { orderId, reportId }: { orderId: string; reportId: string }) {
  const record = await desk.demand(orderId)
  await demandWaiting(desk, record)
  if (record.body.linked.includes(reportId)) return record
  const report = await desk.store.report(reportId)
  const found = report && resultIn(report)
  if (found === undefined) throw new Fault('records.unknown')
  if (found.result.patientId !== record.patientId) throw new Fault('orders.elsewhere')
  const body = { ...record.body, linked: [...record.body.linked, reportId] }
  return keep(desk, asking.who(), { record: { ...record, body }, call: 'match' })
}

/** Signs exactly the results that were seen, by the key of who sits there (docs/adr/0013). */
export async function signResult(
  desk: Desk,
  asking: Asking,
  told: Told & { seen: string[]; note?: string | undefined },
) {
  const { orderId, eventId, seen, note } = told
  const before = await desk.demand(orderId)
  const by = asking.who()
  return desk.atSeat(by, sign =>
    take(desk, before, {
      by,
      event: { id: eventId, what: 'signed', seen, ...present({ note }) },
      bind: event => signedStep(sign, before, { event, by }),
    }),
  )
}

/** The patient was told. */
export async function tell(
  desk: Desk,
  asking: Asking,
  told: Told & { on: string; who: string; how: NonNullable<Event['how']>; note?: string | undefined },
) {
  const { orderId, eventId, on, who, how, note } = told
  const before = await desk.demand(orderId)
  return take(desk, before, {
    by: asking.who(),
    event: { id: eventId, what: 'told', on, who, how, ...present({ note }) },
  })
}

/** A result that belongs to no order of ours leaves the list; why stays in the record, as a Task that is done. */
export async function setAside(
  desk: Desk,
  asking: Asking,
  { reportId, taskId, reason }: { reportId: RecordId; taskId: string; reason: string },
) {
  const report = await desk.records.read('DiagnosticReport', reportId)
  const patientId = idIn('Patient', report?.subject)
  if (patientId === undefined) throw new Fault('records.unknown')
  asking.about(patientId)
  if (await desk.records.read('Task', taskId)) return { reportId }
  const by = asking.who()
  const task: Task = {
    resourceType: 'Task',
    id: taskId,
    status: 'completed',
    intent: 'order',
    code: conceptOf(`${codeSystem}/task`, 'result-set-aside', 'Result set aside'),
    description: reason,
    focus: refTo('DiagnosticReport', reportId),
    for: refTo('Patient', patientId),
    authoredOn: desk.at(),
    requester: personOf(by),
  }
  const act = { name: 'orders.setAside', action: 'C', patientId, entity: `Task/${taskId}` } as const
  await desk.vault.commit(by, act, [desk.records.put(withLid(task, taskId))])
  return { reportId }
}
