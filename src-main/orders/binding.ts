import type { z } from 'zod'
import type { OrderEvent } from '../../src-shared/contract/orders.ts'
import type { Resource } from '../../src-shared/fhir/index.ts'
import { isForged } from '../../src-shared/signing/standing.ts'
import type { Statement } from '../../src-shared/signing/statement.ts'
import type { Caller } from '../kernel/caller.ts'
import { refTo } from '../records/index.ts'
import { bindingOf, type Checker, type Hand, type KeySignature } from '../signing/index.ts'
import type { Op } from '../vault/index.ts'
import type { OrderRecord, StoredEvent } from './body.ts'
import { orderIn } from './request.ts'

type Event = z.output<typeof OrderEvent>
type Whose = Pick<OrderRecord, 'orderId' | 'patientId'>

/** What is signed with results: which ones exactly (by their digests), of which order and patient, what was noted, by whom and when. */
const hashOf = ({ orderId, patientId }: Whose, { id, seen = [], note, at, by, byId }: StoredEvent): string =>
  bindingOf('cutis-order-result/1', { orderId, patientId, step: id, results: seen, note, at, by, byId })

/** A step that signs results, bound to them by the signer's key where they have one, with the writes that go with it. */
export function signedStep(sign: Hand, whose: Whose, told: { event: Event; by: Caller }) {
  const bare: StoredEvent = { ...told.event, byId: told.by.userId }
  const [{ id, at }, hash] = [bare, hashOf(whose, bare)]
  const byKey = sign({
    kind: 'order-result',
    id: id.toLowerCase(),
    hash,
    at,
    target: refTo('ServiceRequest', whose.orderId),
  })
  const event: StoredEvent = { ...bare, hash, ...(byKey && { key: byKey.signature }) }
  return { event, ops: byKey?.ops ?? ([] as readonly Op[]) }
}

const keyIn = ({ id, hash = '', at, byId = '', key }: StoredEvent): [Statement, KeySignature | undefined] => [
  { kind: 'order-result', id: id.toLowerCase(), hash, at, by: byId },
  key,
]

/** A step as it is shown: where it signs, whether it still signs what it did and whether the signer's key holds. */
export function shownEvent(whose: Whose, event: StoredEvent, check: Checker) {
  const { byId: _byId, hash, key: _key, ...told } = event
  if (hash === undefined) return told
  const key = check(...keyIn(event))
  return { ...told, signature: { valid: hashOf(whose, event) === hash && !isForged(key), key } }
}

/** The signatures of results in an order, for whoever has it outside of a vault; empty where there is none. */
export function resultSignaturesIn(resource: Resource) {
  if (resource.resourceType !== 'ServiceRequest') return []
  const order = orderIn({ id: String(resource.id), body: JSON.stringify(resource), unsynced: 0 })
  if (order === undefined) return []
  return order.body.events.flatMap(event => {
    if (event.hash === undefined) return []
    const [statement, signature] = keyIn(event)
    const differs = hashOf(order, event) === event.hash ? [] : ['content']
    return [{ statement, signature, differs, results: event.seen ?? [] }]
  })
}
