import { loincOf } from '../../src-shared/clinical/loinc.ts'
import type { Urgency } from '../../src-shared/clinical/orders/clocks.ts'
import { type OrderState, standOf } from '../../src-shared/clinical/orders/course.ts'
import type { OrderContent } from '../../src-shared/contract/orders.ts'
import { type CodeableConcept, type ServiceRequest, withLid } from '../../src-shared/fhir/index.ts'
import { codeSystem, conceptOf, idIn, refTo, structure } from '../records/index.ts'
import { OrderBody, type OrderRecord } from './body.ts'
import type { HeldOrder } from './store.ts'

const bodyUrl = `${structure}/order`
const icdSystem = 'http://hl7.org/fhir/sid/icd-10-cm'

/** R4 request-status of each state. A refusal is on hold: somebody must say what happens instead. */
const statuses: Readonly<Partial<Record<OrderState, ServiceRequest['status']>>> = {
  draft: 'draft',
  refused: 'on-hold',
  withdrawn: 'revoked',
  closed: 'completed',
}

/** R4 request-priority of each urgency. */
const priorities: Readonly<Record<Urgency, NonNullable<ServiceRequest['priority']>>> = {
  emergency: 'stat',
  urgent: 'urgent',
  soon: 'asap',
  routine: 'routine',
}

const names: Readonly<Record<OrderContent['kind'], string>> = {
  referral: 'Referral',
  laboratory: 'Laboratory order',
  biopsy: 'Skin biopsy',
  phototherapy: 'Phototherapy',
}

/** What is ordered in detail, as codings where there are some. */
function detailOf(content: OrderContent): CodeableConcept[] {
  if (content.kind === 'laboratory')
    return content.tests.map(code => conceptOf('http://loinc.org', code, loincOf(code)?.name))
  if (content.kind === 'biopsy') return [conceptOf(`${codeSystem}/biopsy-technique`, content.technique)]
  if (content.kind === 'referral') return [{ text: content.to }]
  const { startDose, doseUnit, sessions, perWeek, light } = content
  return [{ text: `${light}, from ${startDose} ${doseUnit}, ${sessions} sessions, ${perWeek} a week` }]
}

const reasonOf = ({ reason, icd10 }: OrderContent): CodeableConcept => ({
  ...(icd10 && { coding: [{ system: icdSystem, code: icd10 }] }),
  text: reason,
})

const supportOf = (content: OrderContent) => [
  ...('images' in content ? content.images.map(blobId => refTo('Media', blobId)) : []),
  ...('lesionId' in content ? [refTo('BodyStructure', content.lesionId)] : []),
]

const extrasOf = ({ body: { content, specimen, lesion } }: OrderRecord) => {
  const support = supportOf(content)
  return {
    ...(support.length > 0 && { supportingInfo: support }),
    ...(specimen && { specimen: [refTo('Specimen', specimen.specimenId)] }),
    ...(lesion && { bodySite: [{ text: lesion }] }),
    ...('question' in content && { note: [{ text: content.question }] }),
    ...(content.kind === 'referral' && {
      performerType: { text: content.to },
      ...(content.coverage && { insurance: [{ display: content.coverage }] }),
    }),
  }
}

/** An order as ServiceRequest (R4). Its whole body stands in its first extension, where the list finds it. */
export function requestOf(record: OrderRecord): ServiceRequest {
  const { orderId, patientId, caseId, authoredAt, body } = record
  const { content, events } = body
  // Without results: what the clinic's status says follows the steps people took.
  const last: OrderState = events.at(-1)?.what ?? 'draft'
  const request: ServiceRequest = {
    resourceType: 'ServiceRequest',
    id: orderId,
    extension: [{ url: bodyUrl, valueString: JSON.stringify(body) }],
    status: statuses[last] ?? 'active',
    intent: 'order',
    category: [conceptOf(`${codeSystem}/order-kind`, content.kind, names[content.kind])],
    priority: priorities[content.urgency],
    code: { text: names[content.kind] },
    orderDetail: detailOf(content),
    subject: refTo('Patient', patientId),
    ...(caseId && { encounter: refTo('Encounter', caseId) }),
    authoredOn: authoredAt,
    requester: {
      type: 'Practitioner',
      identifier: { system: 'urn:cutis:user', value: record.byId },
      display: record.by,
    },
    reasonCode: [reasonOf(content)],
    ...extrasOf(record),
  }
  return withLid(request, orderId)
}

/** It may have come from the clinic, so it is checked like anything from outside. */
function bodyIn({ extension = [] }: ServiceRequest): OrderBody | undefined {
  const found = extension.find(({ url }) => url === bodyUrl) as { valueString?: unknown } | undefined
  try {
    return OrderBody.safeParse(JSON.parse(String(found?.valueString))).data
  } catch {
    return undefined
  }
}

const authorIn = ({ requester }: ServiceRequest) => ({
  by: requester?.display ?? '',
  byId: requester?.identifier?.value ?? '',
})

/** An order read back; undefined where it is none that this Cutis can read. */
export function orderIn({ body: json, unsynced }: HeldOrder): OrderRecord | undefined {
  const request = JSON.parse(json) as ServiceRequest
  const [body, patientId] = [bodyIn(request), idIn('Patient', request.subject)]
  if (!(body && patientId && request.id)) return undefined
  return {
    orderId: request.id,
    patientId,
    caseId: idIn('Encounter', request.encounter),
    ...authorIn(request),
    authoredAt: request.authoredOn ?? '',
    unsynced: unsynced === 1,
    body,
  }
}

/** Where an order stands, given the digests of its final results. */
export const stateOf = ({ body }: OrderRecord, results: readonly string[]): OrderState =>
  standOf(body.content.kind, body.events, results)
