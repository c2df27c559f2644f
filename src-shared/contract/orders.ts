import { z } from 'zod'
import { urgencies } from '../clinical/orders/clocks.ts'
import { orderStates, orderSteps } from '../clinical/orders/course.ts'
import { BlobId, CaseId, LesionId, PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'
import { KeyStanding } from './key-standing.ts'
import { PatientRow } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)
const Day = z.iso.date()
const Decimal = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})(\.\d{1,4})?$/)
  .meta({ examples: ['0.350'] })

const asked = { urgency: z.enum(urgencies), reason: Text(2000), icd10: z.string().trim().min(3).max(8).optional() }

/** To a colleague who sees the patient. `pairMarkId`: an accepted registration of two pictures of this patient. */
const Referral = z.object({
  kind: z.literal('referral'),
  place: z.enum(['in-person', 'other-specialty']),
  to: Text(200),
  question: Text(2000),
  ...asked,
  images: z.array(BlobId).max(60),
  pairMarkId: z.uuid().optional(),
  /** Insurance in words: payer and member number. */
  coverage: z.string().trim().max(300).optional(),
})
const Laboratory = z.object({
  kind: z.literal('laboratory'),
  ...asked,
  /** LOINC codes of the workstation's list. */
  tests: z.array(z.string().min(3).max(10)).min(1).max(30),
})
/** `unpictured`: why there is no picture of the marked site in this visit. */
const Biopsy = z.object({
  kind: z.literal('biopsy'),
  ...asked,
  lesionId: LesionId,
  technique: z.enum(['shave', 'punch', 'excision']),
  question: Text(2000),
  images: z.array(BlobId).max(60),
  unpictured: Text(300).optional(),
})
const Phototherapy = z.object({
  kind: z.literal('phototherapy'),
  ...asked,
  light: z.enum(['narrow-band-uvb', 'broad-band-uvb', 'puva', 'uva1', 'excimer']),
  startDose: Decimal,
  doseUnit: z.enum(['mJ/cm2', 'J/cm2']),
  sessions: z.int().min(1).max(100),
  perWeek: z.int().min(1).max(7),
})
export const OrderContent = z.discriminatedUnion('kind', [Referral, Laboratory, Biopsy, Phototherapy])
export type OrderContent = z.output<typeof OrderContent>

/** Problems, medicines and allergies as they stood in the record when the order was last written or sent. */
export const CopiedRecord = z.object({
  at: Stamp,
  problems: z.array(z.object({ text: z.string(), icd10: z.string().optional() })),
  medicines: z.array(z.object({ name: z.string(), sig: z.string().optional() })),
  allergies: z.object({
    state: z.enum(['not-asked', 'none-known', 'listed']),
    list: z.array(z.object({ substance: z.string(), criticality: z.string().optional() })),
  }),
})
export type CopiedRecord = z.output<typeof CopiedRecord>

export const OrderSpecimen = z.object({
  specimenId: RecordId,
  /** As on the label; the laboratory's result is matched by it. */
  number: Text(40),
  type: Text(80),
  collectedAt: Stamp,
  collectedBy: Text(100),
  site: z.string().max(200).optional(),
})
export type OrderSpecimen = z.output<typeof OrderSpecimen>

export const OrderEvent = z.object({
  id: RecordId,
  what: z.enum(orderSteps),
  at: Stamp,
  by: z.string(),
  note: z.string().max(2000).optional(),
  /** The day it is about: of an appointment, of the telling. */
  on: Day.optional(),
  /** Digests of the results that were signed. */
  seen: z.array(z.string()).max(50).optional(),
  /** Who told the patient, and how. */
  who: z.string().max(100).optional(),
  how: z.enum(['in-person', 'video', 'telephone', 'letter', 'message']).optional(),
})
export type OrderEvent = z.output<typeof OrderEvent>

/** A step as it is shown: one that signs results says whether it still signs them, and whether the signer's key holds. */
export const ShownEvent = OrderEvent.extend({
  signature: z.object({ valid: z.boolean(), key: KeyStanding }).optional(),
})
export type ShownEvent = z.output<typeof ShownEvent>

export const OrderResult = z.object({
  reportId: RecordId,
  patientId: PatientId,
  status: z.string(),
  /** Counts as a result: neither preliminary nor taken out. */
  final: z.boolean(),
  /** Of its content: a signature is given for this and nothing else. */
  digest: z.string(),
  title: z.string(),
  text: z.string(),
  /** A day or a moment, as the laboratory told it. */
  at: z.string().optional(),
  laboratory: z.string().optional(),
  accession: z.string().optional(),
  /** How it came to its order. */
  by: z.enum(['order', 'specimen', 'number', 'person']).optional(),
})
export type OrderResult = z.output<typeof OrderResult>

export const Order = z.object({
  orderId: RecordId,
  patientId: PatientId,
  caseId: CaseId.optional(),
  patient: PatientRow.pick({
    family: true,
    given: true,
    birthDate: true,
    sex: true,
    mrn: true,
    photo: true,
  }).optional(),
  content: OrderContent,
  /** The lesion a biopsy is taken from, in words. */
  lesion: z.string().optional(),
  state: z.enum(orderStates),
  /** The steps open now. */
  next: z.array(z.enum(orderSteps)),
  by: z.string(),
  authoredAt: Stamp,
  copied: CopiedRecord,
  specimen: OrderSpecimen.optional(),
  results: z.array(OrderResult),
  events: z.array(ShownEvent),
  /** By when its next step should be taken (referrals), by the clinic's policy. */
  dueAt: Stamp.optional(),
  overdue: z.boolean(),
  /** Days an open loop has been open, and whether that is too long. */
  loopDays: z.int().optional(),
  red: z.boolean(),
  unsynced: z.boolean(),
})
export type Order = z.output<typeof Order>

const one = z.object({ orderId: RecordId })
/** `eventId` is made by the asker: told twice, a step is taken once. */
const step = one.extend({ eventId: RecordId })
const shows = { reads: ['record'], audited: true }

export const orders = {
  /** Newest first. */
  ofPatient: query('patient.read', shows)
    .input(z.object({ patientId: PatientId }))
    .output(z.array(Order)),
  /** The whole clinic: referrals that are overdue, open loops (oldest first), results to sign, results that fit no order. */
  tracking: query('patient.read', shows).output(
    z.object({
      overdue: z.array(Order),
      loops: z.array(Order),
      toSign: z.array(Order),
      unmatched: z.array(OrderResult.extend({ patient: Order.shape.patient })),
    }),
  ),
  /** Writes a draft, or writes it anew. Faults orders.notNow, orders.elsewhere, orders.unknownCode, records.unknown. */
  draft: command('order.write')
    .input(one.extend({ patientId: PatientId, caseId: CaseId.optional(), content: OrderContent }))
    .output(Order),
  /** Signs and sends it, with the record as it is now. Faults orders.notNow, orders.noPictures. */
  send: command('order.sign').input(step).output(Order),
  /** The other side's steps as they are told to us, and our own without a form. Fault orders.notNow. */
  step: command('order.write')
    .input(
      z.discriminatedUnion('what', [
        step.extend({ what: z.enum(['accepted', 'seen', 'begun', 'closed']), note: Text(2000).optional() }),
        step.extend({ what: z.literal('scheduled'), on: Day, note: Text(2000).optional() }),
        step.extend({ what: z.enum(['reported', 'refused', 'planned', 'withdrawn']), note: Text(2000) }),
      ]),
    )
    .output(Order),
  /** A specimen was taken. Faults orders.notNow, orders.numberTaken. */
  collect: command('order.write')
    .input(step.extend(OrderSpecimen.omit({ specimenId: true, site: true }).shape))
    .output(Order),
  /** A result that came on paper or by telephone. Fault orders.notNow. */
  enterResult: command('order.write')
    .input(one.extend({ reportId: RecordId, text: Text(20_000), on: Day, laboratory: Text(200) }))
    .output(Order),
  /** A person says which order a result belongs to. Faults orders.notNow, orders.elsewhere. */
  match: command('order.write')
    .input(one.extend({ reportId: RecordId }))
    .output(Order),
  /** A result that is no order's of this clinic: it leaves the list, with the reason in the record. Fault records.unknown. */
  setAside: command('order.sign')
    .input(z.object({ reportId: RecordId, taskId: RecordId, reason: Text(500) }))
    .output(z.object({ reportId: RecordId })),
  /** Signs exactly the results that were seen. Fault orders.notNow where they changed meanwhile. */
  signResult: command('result.sign')
    .input(step.extend({ seen: z.array(z.string().max(100)).min(1).max(50), note: Text(2000).optional() }))
    .output(Order),
  /** The patient was told the result: when, by whom and how. */
  tell: command('order.write')
    .input(step.extend({ on: Day, who: Text(100), how: OrderEvent.shape.how.unwrap(), note: Text(2000).optional() }))
    .output(Order),
}
