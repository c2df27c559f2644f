import { icdOf } from '../../src-shared/clinical/icd.ts'
import { loincOf } from '../../src-shared/clinical/loinc.ts'
import type { CopiedRecord, OrderContent } from '../../src-shared/contract/orders.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Asking } from '../kernel/door.ts'
import { idIn, wordsFor } from '../records/index.ts'
import type { OrderRecord } from './body.ts'
import { type Desk, keep, take } from './desk.ts'

/** Problems, medicines and allergies as they stand now. */
async function copyOf(desk: Desk, patientId: string, asking: Asking): Promise<CopiedRecord> {
  const chart = await desk.chart.service.view({ patientId: patientId as never }, asking)
  const { problems, medicines, allergies } = chart
  return {
    at: desk.at(),
    problems: problems
      .filter(({ status }) => status === 'active' || status === 'remission')
      .map(({ text, icd10 }) => ({ text, ...(icd10 && { icd10 }) })),
    medicines: medicines
      .filter(({ status }) => status === 'active' || status === 'on-hold')
      .map(({ name, sig }) => ({ name, ...(sig && { sig }) })),
    allergies: {
      state: allergies.state,
      list: allergies.list
        .filter(
          ({ active, verification }) => active && verification !== 'entered-in-error' && verification !== 'refuted',
        )
        .map(({ substance, criticality }) => ({ substance, ...(criticality && { criticality }) })),
    },
  }
}

/** True where every code is on the lists of this workstation. */
function isListed(content: OrderContent): boolean {
  if (content.icd10 && !icdOf(content.icd10)) return false
  return content.kind !== 'laboratory' || content.tests.every(code => loincOf(code)?.kind === 'laboratory')
}

/** Codes must be on the lists, and what is named must be this patient's. Faults orders.unknownCode, orders.elsewhere, records.unknown. */
async function demandOwn(desk: Desk, patientId: string, content: OrderContent): Promise<void> {
  if (!isListed(content)) throw new Fault('orders.unknownCode')
  for (const blobId of 'images' in content ? content.images : []) {
    const shot = await desk.capture.shot(blobId)
    if (shot === undefined) throw new Fault('records.unknown')
    if (shot.patientId !== patientId) throw new Fault('orders.elsewhere')
  }
  const { pairMarkId } = content as { pairMarkId?: string }
  if (pairMarkId && !(await desk.isPair(pairMarkId, patientId))) throw new Fault('orders.elsewhere')
}

/** The lesion in words: its label and site. Faults records.unknown, orders.elsewhere. */
async function lesionOf(desk: Desk, patientId: string, content: OrderContent): Promise<string | undefined> {
  if (content.kind !== 'biopsy') return undefined
  const lesion = await desk.records.read('BodyStructure', content.lesionId)
  if (lesion === undefined) throw new Fault('records.unknown')
  if (idIn('Patient', lesion.patient) !== patientId) throw new Fault('orders.elsewhere')
  return [lesion.description, wordsFor(lesion.location)].filter(Boolean).join(', ')
}

export interface Draft {
  readonly orderId: string
  readonly patientId: string
  readonly caseId?: string | undefined
  readonly content: OrderContent
}

/** The draft as it was, where there is one; everything it names must be this patient's, and it must still be a draft. */
async function demandDraft(desk: Desk, { orderId, patientId, caseId }: Draft): Promise<OrderRecord | undefined> {
  const [face] = await desk.records.facesOf([patientId])
  if (face === undefined) throw new Fault('records.unknown')
  if (caseId && (await desk.records.patientOf(caseId)) !== patientId) throw new Fault('orders.elsewhere')
  const before = await desk.order(orderId)
  if (before && before.patientId !== patientId) throw new Fault('orders.elsewhere')
  if (before && before.body.events.length > 0) throw new Fault('orders.notNow')
  return before
}

/** Writes a draft, or writes it anew while it is one. */
export async function draft(desk: Desk, asking: Asking, told: Draft): Promise<OrderRecord> {
  const { orderId, patientId, caseId, content } = told
  const before = await demandDraft(desk, told)
  await demandOwn(desk, patientId, content)
  const lesion = await lesionOf(desk, patientId, content)
  const copied = await copyOf(desk, patientId, asking)
  const by = asking.who()
  const author = before ?? { by: by.name, byId: by.userId, authoredAt: desk.at() }
  const record: OrderRecord = {
    orderId,
    patientId,
    caseId,
    by: author.by,
    byId: author.byId,
    authoredAt: author.authoredAt,
    unsynced: true,
    body: { version: 1, content, copied, ...(lesion && { lesion }), events: [], linked: [] },
  }
  return keep(desk, by, { record, call: 'draft' })
}

/** A biopsy needs a picture of the marked site in this visit, or a reason why there is none. Fault orders.noPictures. */
async function demandPictured(desk: Desk, { caseId, body: { content } }: OrderRecord): Promise<void> {
  if (content.kind !== 'biopsy' || content.unpictured) return
  const shots = caseId ? await desk.capture.shotsOf(caseId) : []
  const isSite = shots.some(
    ({ view, state, lesionId }) =>
      view === 'biopsy-site' && state === 'kept' && (lesionId === undefined || lesionId === content.lesionId),
  )
  if (!isSite) throw new Fault('orders.noPictures')
}

/** Signs and sends an order, with the record copied as it is now. */
export async function send(desk: Desk, asking: Asking, { orderId, eventId }: { orderId: string; eventId: string }) {
  const before = await desk.demand(orderId)
  if (before.body.events.some(({ id }) => id === eventId)) return before
  await demandPictured(desk, before)
  await demandOwn(desk, before.patientId, before.body.content)
  const copied = await copyOf(desk, before.patientId, asking)
  return take(desk, before, { by: asking.who(), event: { id: eventId as never, what: 'sent' }, body: { copied } })
}
