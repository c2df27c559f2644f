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

const begun = async (family: string) => {
  const one = await signed(family)
  const corrects = one.reactionId
  const draft = { reactionId: fresh(), patientId: one.patientId, corrects, version: 0, content: rash({ grade: 2 }) }
  return { ...one, draft }
}
const finish = (reactionId: RecordId, code = rightCode) => rig.service.sign({ reactionId, version: 1, code }, derm())

describe('a correction', () => {
  it('takes the place of what was signed, which bears its code and says that it amends', async () => {
    const { reactionId, patientId, draft } = await begun('Correct')
    await rig.service.save(draft, derm())
    expect(await finish(draft.reactionId)).toMatchObject({ corrects: reactionId, signature: { valid: true } })
    const views = await rig.service.list({ patientId }, derm())
    expect(views.find(view => view.reactionId === reactionId)).toMatchObject({
      status: 'signed',
      content: { grade: 3 },
      signature: { valid: true },
      standing: { state: 'corrected', correctedBy: draft.reactionId, by: 'Dr. Skin', key: 'holds' },
    })
    const [before, after] = [await eventNamed(reactionId), await eventNamed(draft.reactionId)]
    expect(before.extension).toContainEqual(expect.objectContaining({ valueCode: 'entered-in-error' }))
    expect(after.extension).toContainEqual(
      expect.objectContaining({ valueReference: { reference: `AdverseEvent/${reactionId}` } }),
    )
    const fieldsOf = async (id: RecordId) =>
      JSON.parse((await rig.service.paper({ reactionId: id, sheet: 'A4' }, derm())).fields) as {
        report: { edition: number; status: string }
        A: { patientCode: string }
      }
    const [old, newer] = [await fieldsOf(reactionId), await fieldsOf(draft.reactionId)]
    expect(old.report).toMatchObject({ edition: 1, status: 'entered-in-error' })
    expect(newer.report).toMatchObject({ edition: 2, status: 'amended' })
    expect(newer.A.patientCode).toBe(old.A.patientCode)
  })

  it('is one at a time and of the same patient, and what has ended is not mended again', async () => {
    const { reactionId, draft } = await begun('Once')
    const elsewhere = { ...draft, reactionId: fresh(), patientId: await rig.patient('Elsewhere') }
    await expect(rig.service.save(elsewhere, derm())).rejects.toEqual(refused('records.unknown'))
    await rig.service.save(draft, derm())
    const second = { ...draft, reactionId: fresh() }
    await expect(rig.service.save(second, derm())).rejects.toEqual(refused('reactions.correcting'))
    const { corrects: _corrects, ...freed } = { ...draft, version: 1, content: rash({ grade: 1 }) }
    await expect(rig.service.save(freed, derm())).rejects.toEqual(refused('input.invalid'))
    const away = { reactionId, reason: 'Another patient', code: rightCode }
    await expect(rig.service.withdraw(away, derm())).rejects.toEqual(refused('reactions.correcting'))
    await finish(draft.reactionId)
    await expect(rig.service.save(second, derm())).rejects.toEqual(refused('reactions.notNow'))
    await expect(rig.service.withdraw(away, derm())).rejects.toEqual(refused('reactions.notNow'))
  })
})

describe('a withdrawal', () => {
  it('has a reason and the second step; a standing that was changed shows', async () => {
    const { reactionId, patientId } = await signed('Withdraw')
    const away = { reactionId, reason: 'Written for another patient', code: rightCode }
    await expect(rig.service.withdraw({ ...away, code: '000000' }, derm())).rejects.toEqual(refused('access.refused'))
    expect(await rig.service.withdraw(away, derm())).toMatchObject({
      signature: { valid: true },
      standing: { state: 'withdrawn', reason: 'Written for another patient' },
    })
    await expect(rig.service.withdraw(away, derm())).rejects.toEqual(refused('reactions.notNow'))
    const event = await eventNamed(reactionId)
    const text = JSON.stringify(event).replace('Written for another patient', 'No reason that anybody gave')
    await rig.vault.commit(rig.people.derm, { name: 'tamper', action: 'U' }, [
      rig.records.put(AdverseEvent.parse(JSON.parse(text))),
    ])
    const [view] = await rig.service.list({ patientId }, derm())
    expect(view?.signature?.valid).toBe(false)
  })

  it('is signed by the key as a withdrawal: the signature of the report does not stand in for it', async () => {
    const { reactionId, patientId } = await signed('Forge')
    await rig.service.withdraw({ reactionId, reason: 'Not this one', code: rightCode }, derm())
    const text = JSON.stringify(await eventNamed(reactionId))
    const [report, standing] = [...text.matchAll(/"value\\":\\"([\w-]{86})/g)].map(([, signature]) => signature ?? '')
    expect(report).not.toBe(standing)
    const forged = AdverseEvent.parse(JSON.parse(text.replace(standing ?? '?', report ?? '')))
    await rig.vault.commit(rig.people.derm, { name: 'tamper', action: 'U' }, [rig.records.put(forged)])
    const [view] = await rig.service.list({ patientId }, derm())
    expect(view).toMatchObject({
      signature: { valid: false, key: 'holds' },
      standing: { state: 'withdrawn', key: 'broken' },
    })
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
