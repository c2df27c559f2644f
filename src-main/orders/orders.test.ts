import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrderContent } from '../../src-shared/contract/orders.ts'
import { DiagnosticReport, Observation, ServiceRequest, Specimen } from '../../src-shared/fhir/index.ts'
import { fresh, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

type Visit = Awaited<ReturnType<Rig['visit']>>
const refused = (code: string) => expect.objectContaining({ code })
const derm = () => rig.as(rig.people.derm)

const biopsyOf = ({ lesionId }: Visit, more: object = {}): OrderContent => ({
  kind: 'biopsy',
  urgency: 'urgent',
  reason: 'Growing pigmented lesion',
  icd10: 'D48.5',
  lesionId,
  technique: 'punch',
  question: 'What is it?',
  images: [],
  ...more,
})
const referralTo = (more: object = {}): OrderContent => ({
  kind: 'referral',
  place: 'other-specialty',
  to: 'Plastic surgery',
  question: 'Would you excise this?',
  urgency: 'urgent',
  reason: 'Lesion of the cheek',
  images: [],
  coverage: 'Blue Shield, 123',
  ...more,
})

async function drafted(visit: Visit, content: OrderContent) {
  const { patientId, caseId } = visit
  return rig.service.draft({ orderId: fresh(), patientId, caseId, content }, rig.as(rig.people.gp))
}
async function sent(visit: Visit, content: OrderContent) {
  const { orderId } = await drafted(visit, content)
  return rig.service.send({ orderId: orderId as never, eventId: fresh() }, derm())
}
/** A biopsy whose specimen is on its way. */
async function collected(family: string, number: string) {
  const visit = await rig.visit(family)
  rig.picture(visit, 'biopsy-site')
  const { orderId } = await sent(visit, biopsyOf(visit))
  const specimen = { number, type: 'Skin', collectedAt: '2026-11-02T10:00:00Z', collectedBy: 'Dr. Skin' }
  const order = await rig.service.collect({ orderId: orderId as never, eventId: fresh(), ...specimen }, derm())
  return { ...visit, orderId: orderId as never, order }
}
const reportFor = (patientId: string, more: object = {}): DiagnosticReport =>
  DiagnosticReport.parse({
    resourceType: 'DiagnosticReport',
    id: randomUUID(),
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'SP' }] }],
    code: { text: 'Histology' },
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: '2026-11-05',
    conclusion: 'Naevus, margins clear.',
    ...more,
  })
const valueFor = (patientId: string, id: string, value: number): Observation =>
  Observation.parse({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'Ferritin' },
    subject: { reference: `Patient/${patientId}` },
    valueQuantity: { value, unit: 'µg/L' },
    interpretation: [{ text: 'Low' }],
  })
const signing = (order: { results: { digest: string }[] }) => order.results.map(({ digest }) => digest)

describe('a referral', () => {
  it('copies the record as it is, goes its course, and its clock runs', async () => {
    const visit = await rig.visit('Referral')
    const { patientId } = visit
    const asking = derm()
    const problem = { recordId: fresh(), patientId, text: 'Psoriasis', icd10: 'L40.0', status: 'active' as const }
    await rig.chart.service.addProblem(problem, asking)
    const markId = randomUUID()
    await expect(drafted(visit, referralTo({ pairMarkId: markId }))).rejects.toEqual(refused('orders.elsewhere'))
    rig.pairs.add(markId)
    const blobId = rig.picture(visit, 'close-up')
    const order = await sent(visit, referralTo({ pairMarkId: markId, images: [blobId] }))
    expect(order).toMatchObject({ state: 'sent', dueAt: '2026-11-04T09:00:00.000Z', overdue: false, by: 'Dr. Green' })
    expect(order.copied.problems).toEqual([{ text: 'Psoriasis', icd10: 'L40.0' }])
    const orderId = order.orderId as never
    const request = ServiceRequest.parse(await rig.records.read('ServiceRequest', orderId))
    expect(request).toMatchObject({ status: 'active', priority: 'urgent', performerType: { text: 'Plastic surgery' } })
    rig.passDays(3)
    const { overdue } = await rig.service.tracking(undefined, asking)
    expect(overdue.map(one => one.orderId)).toContain(orderId)
    const step = (told: object) => rig.service.step({ orderId, eventId: fresh(), ...told } as never, asking)
    await expect(step({ what: 'reported', note: 'x' })).rejects.toEqual(refused('orders.notNow'))
    await step({ what: 'accepted' })
    expect((await rig.service.tracking(undefined, asking)).overdue.map(one => one.orderId)).not.toContain(orderId)
    await step({ what: 'scheduled', on: '2026-11-10' })
    await step({ what: 'seen' })
    await step({ what: 'reported', note: 'Excised.' })
    const closed = await step({ what: 'closed' })
    expect(closed).toMatchObject({ state: 'closed', next: [], overdue: false })
    expect(closed.events.map(({ what }) => what)).toEqual([
      'sent',
      'accepted',
      'scheduled',
      'seen',
      'reported',
      'closed',
    ])
    expect((await rig.records.read('ServiceRequest', orderId))?.status).toBe('completed')
  })

  it('a step told twice is taken once; a draft sent is a draft no more', async () => {
    const visit = await rig.visit('Twice')
    const { orderId } = await drafted(visit, referralTo())
    const told = { orderId: orderId as never, eventId: fresh() }
    await rig.service.send(told, derm())
    const again = await rig.service.send(told, derm())
    expect(again.events).toHaveLength(1)
    const rewrite = { orderId: orderId as never, patientId: visit.patientId, content: referralTo() }
    await expect(rig.service.draft(rewrite, derm())).rejects.toEqual(refused('orders.notNow'))
    const other = await rig.visit('Other')
    const stolen = rig.picture(other, 'close-up')
    await expect(drafted(visit, referralTo({ images: [stolen] }))).rejects.toEqual(refused('orders.elsewhere'))
  })
})

describe('a biopsy', () => {
  it('needs a picture of the site, or a reason', async () => {
    const visit = await rig.visit('Pictures')
    const { orderId } = await drafted(visit, biopsyOf(visit))
    const told = { orderId: orderId as never, eventId: fresh() }
    await expect(rig.service.send(told, derm())).rejects.toEqual(refused('orders.noPictures'))
    const why = await sent(visit, biopsyOf(visit, { unpictured: 'Camera is broken' }))
    expect(why.state).toBe('sent')
    rig.picture(visit, 'biopsy-site')
    expect((await rig.service.send(told, derm())).state).toBe('sent')
  })

  it('goes from lesion to the patient told; its result came by the number of the specimen', async () => {
    const { orderId, order, patientId } = await collected('Loop', 'S-100')
    expect(order).toMatchObject({ state: 'collected', next: [], lesion: 'L1, Cheek, left' })
    const specimen = Specimen.parse(await rig.records.read('Specimen', order.specimen?.specimenId ?? ''))
    expect(specimen.collection?.method?.text).toBe('punch')
    const close = { orderId, eventId: fresh(), what: 'closed' as const }
    await expect(rig.service.step(close, derm())).rejects.toEqual(refused('orders.notNow'))
    rig.passDays(15)
    await rig.arrive(reportFor(patientId, { identifier: [{ value: 'S-100' }] }))
    const { loops, toSign, unmatched } = await rig.service.tracking(undefined, derm())
    const row = toSign.find(one => one.orderId === orderId)
    expect(row).toMatchObject({ state: 'resulted', red: true, results: [{ by: 'number', final: true }] })
    expect(loops.map(one => one.orderId)).toContain(orderId)
    expect(unmatched.map(one => one.patientId)).not.toContain(patientId)
    if (row === undefined) throw new Error('no result')
    const wrong = { orderId, eventId: fresh(), seen: ['something else'] }
    await expect(rig.service.signResult(wrong, derm())).rejects.toEqual(refused('orders.notNow'))
    await rig.service.signResult({ orderId, eventId: fresh(), seen: signing(row) }, derm())
    await expect(rig.service.step(close, derm())).rejects.toEqual(refused('orders.notNow'))
    const told = { on: '2026-11-20', who: 'Nurse Rig', how: 'telephone' as const }
    await rig.service.tell({ orderId, eventId: fresh(), ...told }, derm())
    await expect(rig.service.step(close, derm())).rejects.toEqual(refused('orders.notNow'))
    await rig.service.step({ orderId, eventId: fresh(), what: 'planned', note: 'Nothing more' }, derm())
    expect((await rig.service.step(close, derm())).state).toBe('closed')
    await rig.arrive(reportFor(patientId, { identifier: [{ value: 'S-100' }], status: 'amended', conclusion: 'Other' }))
    const again = await rig.service.tracking(undefined, derm())
    expect(again.toSign.map(one => one.orderId)).toContain(orderId)
  })
})

describe('a result', () => {
  it('a number is given once; a preliminary result is none', async () => {
    const first = await collected('Number', 'S-200')
    await expect(collected('Number', 'S-200')).rejects.toEqual(refused('orders.numberTaken'))
    await rig.arrive(reportFor(first.patientId, { identifier: [{ value: 'S-200' }], status: 'preliminary' }))
    const [order] = await rig.service.ofPatient({ patientId: first.patientId }, derm())
    expect(order).toMatchObject({ state: 'collected', results: [{ status: 'preliminary', final: false }] })
  })

  it('a result of another patient or number waits for a person', async () => {
    const { orderId, patientId } = await collected('Lone', 'S-300')
    const other = await rig.visit('Stranger')
    const [mine, theirs] = [reportFor(patientId), reportFor(other.patientId, { identifier: [{ value: 'S-300' }] })]
    await rig.arrive(mine)
    await rig.arrive(theirs)
    const lone = async () => (await rig.service.tracking(undefined, derm())).unmatched.map(one => one.reportId)
    expect(await lone()).toEqual(expect.arrayContaining([mine.id, theirs.id]))
    const give = (reportId: string | undefined) => rig.service.match({ orderId, reportId: reportId as never }, derm())
    await expect(give(theirs.id)).rejects.toEqual(refused('orders.elsewhere'))
    expect(await give(mine.id)).toMatchObject({ state: 'resulted', results: [{ by: 'person' }] })
    const aside = { reportId: theirs.id as never, taskId: fresh(), reason: 'Ordered elsewhere' }
    await rig.service.setAside(aside, derm())
    expect(await lone()).not.toEqual(expect.arrayContaining([theirs.id]))
  })

  it('a result typed by hand counts, once', async () => {
    const { orderId } = await collected('Paper', 'S-400')
    const told = { orderId, reportId: fresh(), text: 'Naevus.', on: '2026-11-12', laboratory: 'City Pathology' }
    await rig.service.enterResult(told, derm())
    const order = await rig.service.enterResult(told, derm())
    expect(order).toMatchObject({ state: 'resulted', results: [{ by: 'order', laboratory: 'City Pathology' }] })
    expect(order.results).toHaveLength(1)
  })
})

describe('the values of a result', () => {
  it('are read where the report carries them within itself, and never one that is not whole', async () => {
    const { patientId } = await collected('Within', 'S-510')
    const { id: _id, ...value } = valueFor(patientId, randomUUID(), 4.2)
    const contained = [
      { ...value, id: 'ferritin' },
      { resourceType: 'Observation', id: 'broken', valueString: 'no code' },
    ]
    const result = [{ reference: '#ferritin' }, { reference: '#broken', display: 'Unreadable value' }]
    const named = { id: randomUUID(), identifier: [{ value: 'S-510' }], result }
    await rig.arrive(reportFor(patientId, { ...named, contained }))
    const [order] = await rig.service.ofPatient({ patientId }, derm())
    expect(order?.results[0]?.text).toContain('Ferritin: 4.2 µg/L (Low)')
    expect(order?.results[0]?.text).toContain('Unreadable value')
    expect(order?.results[0]?.text).not.toContain('no code')
    const digest = order?.results[0]?.digest
    const other = [{ ...value, id: 'ferritin', valueQuantity: { ...value.valueQuantity, value: 4.3 } }]
    await rig.arrive(reportFor(patientId, { ...named, contained: other }))
    const [again] = await rig.service.ofPatient({ patientId }, derm())
    expect(again?.results.map(one => one.digest)).toEqual([expect.not.stringMatching(String(digest))])
  })

  it('are read with it, and another value must be signed anew', async () => {
    const { orderId, patientId } = await collected('Values', 'S-500')
    const [named, missing] = [randomUUID(), randomUUID()]
    const result = [
      { reference: `Observation/${named}` },
      { reference: `Observation/${missing}`, display: 'Breslow thickness' },
    ]
    await rig.arrive(reportFor(patientId, { identifier: [{ value: 'S-500' }], result }))
    const seen = async () => {
      const [order] = await rig.service.ofPatient({ patientId }, derm())
      if (order === undefined) throw new Error('no order')
      return order
    }
    const before = await seen()
    expect(before.results[0]?.text).toContain('Breslow thickness')
    await rig.arrive(valueFor(patientId, named, 4.2))
    const after = await seen()
    expect(after.results[0]?.text).toContain('Ferritin: 4.2 µg/L (Low)')
    const sign = (order: { results: { digest: string }[] }) =>
      rig.service.signResult({ orderId, eventId: fresh(), seen: signing(order) }, derm())
    await expect(sign(before)).rejects.toEqual(refused('orders.notNow'))
    expect((await sign(after)).state).toBe('signed')
    await rig.arrive(valueFor(patientId, named, 4.3))
    expect((await seen()).state).toBe('resulted')
    await rig.arrive(valueFor((await rig.visit('Other')).patientId, missing, 1))
    expect((await seen()).results[0]?.text).toContain('Breslow thickness')
  })
})

describe('laboratory and phototherapy', () => {
  it('tests are those of the list; a result that names the order needs no specimen', async () => {
    const visit = await rig.visit('Blood')
    const lab = { kind: 'laboratory', urgency: 'routine', reason: 'Before methotrexate' } as const
    await expect(drafted(visit, { ...lab, tests: ['8480-6'] })).rejects.toEqual(refused('orders.unknownCode'))
    const { orderId } = await sent(visit, { ...lab, tests: ['1742-6', '2160-0'] })
    const request = await rig.records.read('ServiceRequest', orderId)
    expect(request?.orderDetail?.[0]?.coding?.[0]).toMatchObject({ code: '1742-6', display: 'ALT' })
    await rig.arrive(reportFor(visit.patientId, { basedOn: [{ reference: `ServiceRequest/${orderId}` }] }))
    const [order] = await rig.service.ofPatient({ patientId: visit.patientId }, derm())
    expect(order?.state).toBe('resulted')
  })

  it('a phototherapy keeps its dose as it was written', async () => {
    const visit = await rig.visit('Light')
    const dose = { light: 'narrow-band-uvb', startDose: '0.350', doseUnit: 'J/cm2', sessions: 24, perWeek: 3 } as const
    const order = await sent(visit, { kind: 'phototherapy', urgency: 'soon', reason: 'Psoriasis', ...dose })
    expect(order.content).toMatchObject({ startDose: '0.350' })
    const told = { orderId: order.orderId as never, eventId: fresh() }
    await rig.service.step({ ...told, what: 'begun' }, derm())
    expect((await rig.service.step({ ...told, eventId: fresh(), what: 'closed' }, derm())).state).toBe('closed')
  })

  it('every step has its audit row', async () => {
    const names = (await rig.acts()).map(({ act }) => act.name)
    for (const one of ['draft', 'sent', 'collected', 'signed', 'told', 'match', 'enterResult', 'setAside'])
      expect(names).toContain(`orders.${one}`)
  })
})
