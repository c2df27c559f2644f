import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReactionContent } from '../../src-shared/contract/reactions.ts'
import { AdverseEvent, lidOf } from '../../src-shared/fhir/index.ts'
import type { PatientId, RecordId } from '../../src-shared/ids.ts'
import { openRig, type Rig, rightCode } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const refused = (code: string) => expect.objectContaining({ code })
const derm = () => rig.as(rig.people.derm)
const fresh = () => randomUUID() as RecordId

const rash = (more: Partial<ReactionContent> = {}): ReactionContent => ({
  suspects: [{ name: 'minocycline', codes: [{ system: 'rxnorm', code: '6980' }], from: '2026-11-01', dose: '100 mg' }],
  description: 'Widespread itching rash on the trunk, from the second day of treatment.',
  eventOn: '2026-11-03',
  outcomes: ['other serious'],
  recovery: 'recovering',
  grade: 3,
  concomitant: [],
  naranjo: { reported: 'yes', after: 'yes', better: 'yes', 'other-cause': 'no' },
  alsoReportedTo: [],
  identityWithheld: true,
  ...more,
})

const drafted = async (patientId: PatientId, content = rash(), reactionId = fresh()) => {
  const view = await rig.service.save({ reactionId, patientId, version: 0, content }, rig.as(rig.people.nurse))
  return { ...view, reactionId, patientId }
}
const signed = async (family: string, content = rash()) => {
  const { reactionId, patientId, version } = await drafted(await rig.patient(family), content)
  await rig.service.sign({ reactionId, version, code: rightCode }, derm())
  return { reactionId, patientId }
}
const eventNamed = async (id: string) => AdverseEvent.parse(await rig.records.read('AdverseEvent', id))

describe('a draft', () => {
  it('stays on this workstation, is kept once however often it is told, and is not written over', async () => {
    const patientId = await rig.patient('Draft')
    const first = await drafted(patientId)
    expect(await drafted(patientId, rash(), first.reactionId)).toEqual(first)
    const worse = { reactionId: first.reactionId, patientId, content: rash({ grade: 4 }) }
    const second = await rig.service.save({ ...worse, version: 1 }, derm())
    expect(second).toMatchObject({ version: 2, content: { grade: 4 }, by: 'Dr. Skin' })
    const late = { ...worse, content: rash({ grade: 1 }), version: 1 }
    await expect(rig.service.save(late, derm())).rejects.toEqual(refused('reactions.notCurrent'))
    expect(await rig.records.read('AdverseEvent', first.reactionId)).toBeUndefined()
    expect(await rig.service.list({ patientId }, derm())).toEqual([second])
    await rig.service.discard({ reactionId: first.reactionId }, derm())
    expect(await rig.service.list({ patientId }, derm())).toEqual([])
  })

  it('is of a patient who is held, and of no other one', async () => {
    await expect(drafted(randomUUID() as PatientId)).rejects.toEqual(refused('records.unknown'))
    const { reactionId } = await drafted(await rig.patient('Mine'))
    const told = { reactionId, patientId: await rig.patient('Other'), version: 1, content: rash({ grade: 2 }) }
    await expect(rig.service.save(told, derm())).rejects.toEqual(refused('records.unknown'))
  })
})

describe('signing beside the chart', () => {
  it('leaves no “none known” beside the line it brings, in whichever order the two are asked', async () => {
    for (const first of ['sign', 'none'] as const) {
      const patientId = await rig.patient(`Turn ${first}`)
      const { reactionId, version } = await drafted(patientId)
      const allergy = { recordId: fresh(), kind: 'allergy' as const }
      const sign = async () => rig.service.sign({ reactionId, version, code: rightCode, allergy }, derm())
      const none = async () => rig.chart.service.noKnownAllergies({ recordId: fresh(), patientId }, derm())
      const both = async (one: () => PromiseLike<unknown>, other: () => PromiseLike<unknown>) =>
        Promise.allSettled([Promise.resolve(one()), Promise.resolve(other())])
      await (first === 'sign' ? both(sign, none) : both(none, sign))
      expect((await rig.chart.viewOf(patientId)).allergies).toMatchObject({
        state: 'listed',
        list: [{ substance: 'minocycline' }],
      })
    }
  })
})

describe('signing', () => {
  it('makes the report an AdverseEvent that others can read, and the medicine a line of the allergy list', async () => {
    const patientId = await rig.patient('Sign')
    await rig.chart.service.noKnownAllergies({ recordId: fresh(), patientId }, derm())
    const { reactionId, version } = await drafted(patientId)
    const allergy = { recordId: fresh(), criticality: 'high' as const, kind: 'allergy' as const }
    const view = await rig.service.sign({ reactionId, version, code: rightCode, allergy }, derm())
    expect(view).toMatchObject({
      status: 'signed',
      signature: { valid: true, by: 'Dr. Skin' },
      allergyId: allergy.recordId,
    })
    const event = await eventNamed(reactionId)
    expect(event).toMatchObject({
      actuality: 'actual',
      subject: { reference: `Patient/${patientId}` },
      date: '2026-11-03',
      seriousness: { coding: [{ code: 'serious' }] },
      outcome: { coding: [{ code: 'recovering' }] },
      suspectEntity: [{ instance: { display: 'minocycline' } }],
    })
    // R4 knows one identifier of it and no search by it.
    expect([event.identifier, lidOf(event)]).toEqual([undefined, reactionId])
    const { allergies } = await rig.chart.viewOf(patientId)
    expect(allergies).toMatchObject({
      state: 'listed',
      list: [{ substance: 'minocycline', criticality: 'high', reactions: [{ severity: 'severe' }] }],
    })
    expect(await rig.service.list({ patientId }, derm())).toEqual([view])
  })

  it('waits for what is missing, for the right code, and for the version that was shown', async () => {
    const { reactionId, patientId } = await drafted(await rig.patient('Wait'), rash({ outcomes: ['death'] }))
    const now = { reactionId, version: 1, code: rightCode }
    await expect(rig.service.sign(now, derm())).rejects.toEqual(refused('reactions.incomplete'))
    const whole = { reactionId, patientId, content: rash({ outcomes: ['death'], diedOn: '2026-11-09' }), version: 1 }
    await rig.service.save(whole, derm())
    await expect(rig.service.sign(now, derm())).rejects.toEqual(refused('reactions.notCurrent'))
    const wrong = { ...now, version: 2, code: '000000' }
    await expect(rig.service.sign(wrong, derm())).rejects.toEqual(refused('access.refused'))
    await rig.service.sign({ ...now, version: 2 }, derm())
    await expect(rig.service.sign({ ...now, version: 2 }, derm())).rejects.toEqual(refused('reactions.notNow'))
    await expect(rig.service.save({ ...whole, version: 2 }, derm())).rejects.toEqual(refused('reactions.notNow'))
  })

  it('shows a change made after it, inside and in what others read', async () => {
    const { reactionId, patientId } = await signed('Tamper')
    const change = rig.records.put({ ...(await eventNamed(reactionId)), event: { text: 'Nothing happened' } })
    await rig.vault.commit(rig.people.derm, { name: 'tamper', action: 'U' }, [change])
    const [view] = await rig.service.list({ patientId }, derm())
    expect(view?.signature?.valid).toBe(false)
    await expect(rig.service.paper({ reactionId, sheet: 'A4' }, derm())).rejects.toEqual(refused('reactions.altered'))
  })
})

it('is printed with its fields, without the name of the patient, and the first printing is kept', async () => {
  const { reactionId } = await signed('Printed-Name')
  const paper = await rig.service.paper({ reactionId, sheet: 'A4' }, derm())
  expect(JSON.parse(paper.fields)).toMatchObject({
    format: 'cutis-reaction-report',
    A: { ageYears: 36, sex: 'male' },
    B: { naranjo: { total: 6, category: 'probable' }, severity: { grade: 3 } },
    D: { suspects: [{ name: 'minocycline', dose: '100 mg' }] },
    G: { identityWithheld: true },
  })
  expect(paper.fields).not.toContain('Printed-Name')
  expect(await rig.records.read('DocumentReference', reactionId)).toBeDefined()
  await rig.service.paper({ reactionId, sheet: 'Letter' }, derm())
  const draft = await drafted(await rig.patient('Unsigned'))
  const early = { reactionId: draft.reactionId, sheet: 'A4' as const }
  await expect(rig.service.paper(early, derm())).rejects.toEqual(refused('reactions.notNow'))
})
