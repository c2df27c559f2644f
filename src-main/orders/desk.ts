import { type CourseEvent, taken } from '../../src-shared/clinical/orders/course.ts'
import type { OrderEvent } from '../../src-shared/contract/orders.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Capture } from '../capture/index.ts'
import type { Chart } from '../chart/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Records } from '../records/index.ts'
import type { Signing } from '../signing/index.ts'
import type { Op, Reads, Vault } from '../vault/index.ts'
import type { OrderBody, OrderRecord, StoredEvent } from './body.ts'
import { orderIn, requestOf } from './request.ts'
import { type Result, resultIn, resultsOf } from './results.ts'
import { type OrderSql, orderStore } from './store.ts'

export interface OrderNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit'>
  readonly records: Pick<Records, 'put' | 'read' | 'facesOf' | 'patientOf'>
  readonly chart: { readonly service: Pick<Chart['service'], 'view'> }
  readonly capture: Pick<Capture, 'shot' | 'shotsOf'>
  /** Whether this is an accepted registration of two pictures of this patient that still stands. */
  readonly isPair: (markId: string, patientId: string) => Promise<boolean>
  /** The key of who sits there, and whether signatures hold. */
  readonly atSeat: Signing['atSeat']
  readonly checker: Signing['checker']
  readonly now: () => Date
}

/** What the parts of this room share. */
export interface Desk extends OrderNeeds {
  readonly store: Reads<OrderSql>
  /** ISO 8601, UTC. */
  readonly at: () => string
  /** One at a time: where an order stands is looked up and changed without anybody coming in between. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  /** Undefined where there is none; Fault orders.unreadable. */
  readonly order: (orderId: string) => Promise<OrderRecord | undefined>
  /** Faults records.unknown, orders.unreadable. */
  readonly demand: (orderId: string) => Promise<OrderRecord>
  readonly resultsOf: (record: OrderRecord) => Promise<Result[]>
}

export function openDesk(needs: OrderNeeds): Desk {
  const store = needs.vault.store(orderStore)
  let last: Promise<unknown> = Promise.resolve()
  const order = async (orderId: string): Promise<OrderRecord | undefined> => {
    const row = await store.order(orderId)
    if (row === undefined) return undefined
    const record = orderIn(row)
    if (record === undefined) throw new Fault('orders.unreadable')
    return record
  }
  return {
    ...needs,
    store,
    order,
    at: () => needs.now().toISOString(),
    inTurn: work => {
      const next = last.then(work)
      last = next.catch(() => undefined)
      return next
    },
    demand: async orderId => {
      const record = await order(orderId)
      if (record === undefined) throw new Fault('records.unknown')
      return record
    },
    resultsOf: async record => {
      const rows = await store.reportsOf(record.patientId)
      return resultsOf(
        rows.flatMap(row => resultIn(row) ?? []),
        record,
      )
    },
  }
}

/** The digests of the results that count. */
export const digestsOf = (results: readonly Result[]): string[] =>
  results.filter(({ final }) => final).map(({ digest }) => digest)

/** A step of an order: who takes it, and what changes with it. */
export interface Step {
  readonly by: Caller
  readonly event: Omit<OrderEvent, 'at' | 'by'>
  readonly body?: Partial<OrderBody>
  /** What else belongs into the same commit. */
  readonly with?: readonly Op[]
  /** Binds the step by a signature, with the writes that go with it. */
  readonly bind?: (event: OrderEvent) => { readonly event: StoredEvent; readonly ops: readonly Op[] }
}

/** Keeps an order with its audit row, in one commit. */
export async function keep(desk: Desk, by: Caller, kept: { record: OrderRecord; call: string; also?: readonly Op[] }) {
  const { record, call, also = [] } = kept
  const { orderId, patientId } = record
  const act = { name: `orders.${call}`, action: 'U', patientId, entity: `ServiceRequest/${orderId}` } as const
  await desk.vault.commit(by, act, [...also, desk.records.put(requestOf(record))])
  return record
}

/** Takes a step where it is open now; told twice it is taken once. Fault orders.notNow. */
export async function take(desk: Desk, before: OrderRecord, step: Step): Promise<OrderRecord> {
  const { body } = before
  const results = digestsOf(await desk.resultsOf(before))
  const bare: OrderEvent = { ...step.event, at: desk.at(), by: step.by.name }
  const { event, ops } = step.bind?.(bare) ?? { event: bare, ops: [] }
  const course = { kind: body.content.kind, events: body.events as readonly CourseEvent[], results }
  const events = taken(course, event)
  if (events === undefined) throw new Fault('orders.notNow')
  if (events === course.events) return before
  const record = { ...before, body: { ...body, ...step.body, events: [...body.events, event] } }
  return keep(desk, step.by, { record, call: event.what, also: [...(step.with ?? []), ...ops] })
}
