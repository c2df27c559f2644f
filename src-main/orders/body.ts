import { z } from 'zod'
import { CopiedRecord, OrderContent, OrderEvent, OrderSpecimen } from '../../src-shared/contract/orders.ts'
import { KeySignature } from '../signing/index.ts'

/** A step as it is kept. One that signs results bears who signed by id, the hash of what was signed, and the key's signature of it. */
export const StoredEvent = OrderEvent.extend({
  byId: z.string().optional(),
  hash: z.string().optional(),
  key: KeySignature.optional(),
})
export type StoredEvent = z.output<typeof StoredEvent>

/** What an order is, beside what its FHIR elements say: kept as one extension of its ServiceRequest. Version 1. */
export const OrderBody = z.object({
  version: z.literal(1),
  content: OrderContent,
  copied: CopiedRecord,
  lesion: z.string().optional(),
  specimen: OrderSpecimen.optional(),
  events: z.array(StoredEvent),
  /** Results a person said belong to this order. */
  linked: z.array(z.string()),
})
export type OrderBody = z.output<typeof OrderBody>

/** An order as this room works with it. */
export interface OrderRecord {
  readonly orderId: string
  readonly patientId: string
  readonly caseId: string | undefined
  readonly by: string
  /** Their user id; empty where it is not known here. */
  readonly byId: string
  readonly authoredAt: string
  readonly unsynced: boolean
  readonly body: OrderBody
}
