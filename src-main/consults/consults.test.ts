import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConsultContent } from '../../src-shared/contract/consults.ts'
import { DiagnosticReport, QuestionnaireResponse, Task } from '../../src-shared/fhir/index.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import { draftedIn, plain, sentIn, whole } from './rig/cases.ts'
import { openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const drafted = (family: string, content?: ConsultContent) => draftedIn(rig, family, content)
const sent = (family: string, content?: ConsultContent) => sentIn(rig, family, content)

const refused = (code: string) => expect.objectContaining({ code })

describe('a draft', () => {
  it('is made once for a visit, and says exactly what is missing', async () => {
    const visit = await rig.visit('Missing')
    const gp = rig.as(rig.people.gp)
    const first = await rig.service.begin({ caseId: visit.caseId as never }, gp)
    const again = await rig.service.begin({ caseId: visit.caseId as never }, gp)
    expect(again.consultId).toBe(first.consultId)
    const codes = first.missing.map(({ part, code }) => `${part}:${code}`)
    expect(codes).toEqual(
      expect.arrayContaining(['item:itch', 'item:organisation', 'consent:store-and-forward', 'view:regional']),
    )
    await expect(rig.service.send({ consultId: first.consultId as RecordId }, gp)).rejects.toEqual(
      refused('consults.incomplete'),
    )
  })

  it('shows an emergency before it is complete', async () => {
    const visit = await rig.visit('Emergency', 'rash-generalised')
    const gp = rig.as(rig.people.gp)
    const { consultId, content } = await rig.service.begin({ caseId: visit.caseId as never }, gp)
    const findings = { facts: ['purpura' as const, 'fever' as const], conditions: [], lesions: [] }
    const consult = await rig.service.save(
      { consultId: consultId as RecordId, content: { ...content, findings } as ConsultContent },
      gp,
    )
    expect(consult.triage?.class).toBe('E0')
    expect(consult.missing.length).toBeGreaterThan(0)
  })

  it('keeps its history as FHIR, digit by digit and list by list', async () => {
    const { consultId, consult } = await drafted('History')
    expect(consult.content).toEqual(whole)
    const held = QuestionnaireResponse.parse(await rig.records.read('QuestionnaireResponse', consultId))
    expect(held.status).toBe('in-progress')
    expect(held.item?.find(({ linkId }) => linkId === 'treatments')).toEqual({ linkId: 'treatments', text: 'none' })
  })

  it('of a visit without a presentation of the tables is refused', async () => {
    const visit = await rig.visit('Odd', 'total-body')
    await expect(rig.service.begin({ caseId: visit.caseId as never }, rig.as(rig.people.gp))).rejects.toEqual(
      refused('consults.noPresentation'),
    )
  })
})

describe('from question to acknowledged answer', () => {
  it('goes its way, every step timed, audited and in the record', async () => {
    const { consultId, consult, caseId, patientId } = await sent('Whole')
    expect(consult).toMatchObject({ state: 'sent', missing: [], site: 'Cheek, left', imageCount: 4 })
    expect(consult.triage?.fired.map(({ id }) => id)).toEqual(consult.rules)
    expect(Date.parse(consult.dueAt ?? '')).toBeGreaterThan(Date.parse(consult.sentAt ?? ''))
    const derm = rig.as(rig.people.derm)
    await rig.service.claim({ consultId }, derm)
    const link = await rig.records.service.addTask({ patientId: patientId as never, text: 'Routine appointment' }, derm)
    const answer = { ...plain, links: [{ kind: 'appointment' as const, recordId: link.taskId as RecordId }] }
    const answered = await rig.service.answer({ consultId, answer }, derm)
    expect(answered).toMatchObject({ state: 'answered', answer: { outcome: 'ROUTINE_APPT', by: 'Dr. Skin' } })
    const report = DiagnosticReport.parse(await rig.records.read('DiagnosticReport', consultId))
    expect(report).toMatchObject({ status: 'final', encounter: { reference: `Encounter/${caseId}` } })
    const paper = await rig.service.paper({ consultId, sheet: 'A4' }, derm)
    const printed = JSON.parse(Buffer.from(paper.pdf, 'base64').toString()) as Record<string, unknown>
    expect(printed).toMatchObject({ clinic: { name: 'Rig Clinic' }, advice: plain.advice, to: { name: 'Dr. Green' } })
    expect(printed['pictures']).toHaveLength(4)
    await rig.service.paper({ consultId, sheet: 'A4' }, derm)
    const printings = (await rig.acts()).filter(({ act }) => act.name === 'consults.paper')
    expect(printings).toHaveLength(2)
    const document = await rig.records.read('DocumentReference', consultId)
    const blobId = document?.content[0]?.attachment.url?.split('/')[1]
    expect(await rig.records.read('Binary', blobId ?? '')).toMatchObject({ contentType: 'application/pdf' })
    await expect(rig.service.acknowledge({ consultId }, derm)).rejects.toEqual(refused('access.denied'))
    const closed = await rig.service.acknowledge({ consultId }, rig.as(rig.people.gp))
    expect(closed.state).toBe('acknowledged')
    expect(closed.events.map(({ what }) => what)).toEqual(['drafted', 'sent', 'claimed', 'answered', 'acknowledged'])
    expect(Task.parse(await rig.records.read('Task', consultId)).status).toBe('completed')
    const names = (await rig.acts()).map(({ act }) => act.name)
    expect(names).toEqual(
      expect.arrayContaining(['consults.sent', 'consults.claimed', 'consults.answered', 'consults.acknowledged']),
    )
  })

  it('comes back for a picture: the view is named, an old picture of it does not count, the clock runs on', async () => {
    const { consultId, consult, ...made } = await sent('Retake')
    const derm = rig.as(rig.people.derm)
    await rig.service.claim({ consultId }, derm)
    rig.pass(60_000)
    const views = [{ viewId: 'close-up', lesion: 1, why: ['blurred' as const] }]
    const asked = await rig.service.askRetake({ consultId, views, note: 'Out of focus' }, derm)
    expect(asked).toMatchObject({ state: 'retake', retake: { views, note: 'Out of focus' } })
    expect(asked.missing).toEqual(expect.arrayContaining([expect.objectContaining({ part: 'view', code: 'close-up' })]))
    const gp = rig.as(rig.people.gp)
    await expect(rig.service.send({ consultId }, gp)).rejects.toEqual(refused('consults.incomplete'))
    rig.pass(60_000)
    rig.picture(made, 'close-up', made.lesionId)
    const again = await rig.service.send({ consultId }, gp)
    expect(again).toMatchObject({ state: 'sent', sentAt: consult.sentAt, imageCount: 5 })
    expect(again.events.map(({ what }) => what)).toContain('resent')
  })
})

describe('an outcome', () => {
  it('what the history says of the one lesion reaches the rules: its changes and its place', async () => {
    const history = { ...whole.history, changeShape: true, changeColour: true, oozing: true }
    const findings = { facts: [], conditions: [], lesions: [{ number: 1, facts: ['pigmented' as const] }] }
    const told = await drafted('Told', { ...whole, history, findings })
    const ticked = await drafted('Ticked', { ...whole, findings })
    expect(told.consult.triage?.fired.map(({ id }) => id)).not.toEqual(['R0'])
    expect(ticked.consult.triage?.suitability.code).toBe('NOT_TELE')
  })

  it('a lesion is not discharged by pictures without a signed report', async () => {
    const findings = {
      facts: [],
      conditions: [],
      lesions: [{ number: 1, facts: ['suspected-melanoma' as const, 'pigmented' as const] }],
    }
    const { consultId, consult } = await sent('Lesion', { ...whole, findings })
    expect(consult.triage?.suitability.code).toBe('NOT_TELE')
    const derm = rig.as(rig.people.derm)
    const claimed = await rig.service.claim({ consultId }, derm)
    expect(claimed.closing?.DISCHARGE_WITH_ADVICE).toMatchObject({ allowed: false, needs: ['signed-report'] })
    const answer = { ...plain, outcome: 'DISCHARGE_WITH_ADVICE' as const }
    await expect(rig.service.answer({ consultId, answer }, derm)).rejects.toEqual(refused('consults.mayNotClose'))
    const reportMarkId = randomUUID()
    rig.signed.add(reportMarkId)
    const done = await rig.service.answer({ consultId, answer: { ...answer, reportMarkId } }, derm)
    expect(done.state).toBe('answered')
    const report = await rig.records.read('DiagnosticReport', consultId)
    expect(JSON.stringify(report?.conclusionCode)).toContain('benign-by-teledermoscopy')
  })
})

describe('a claim', () => {
  it('keeps others out while it lasts, and not a moment longer', async () => {
    const { consultId } = await sent('Claim')
    const [derm, other] = [rig.as(rig.people.derm), rig.as(rig.people.other)]
    await rig.service.claim({ consultId }, derm)
    await expect(rig.service.claim({ consultId }, other)).rejects.toEqual(refused('consults.claimed'))
    await expect(rig.service.answer({ consultId, answer: plain }, other)).rejects.toEqual(refused('consults.claimed'))
    rig.pass(31 * 60_000)
    const taken = await rig.service.claim({ consultId }, other)
    expect(taken.claim).toMatchObject({ by: 'Dr. Other', mine: true })
    await expect(rig.service.release({ consultId }, derm)).rejects.toEqual(refused('consults.claimed'))
    expect((await rig.service.release({ consultId }, other)).claim).toBeUndefined()
  })

  it('two at once: one gets it', async () => {
    const { consultId } = await sent('Race')
    const both = await Promise.allSettled([
      rig.service.claim({ consultId }, rig.as(rig.people.derm)),
      rig.service.claim({ consultId }, rig.as(rig.people.other)),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the worklist', () => {
  it('stands by class, then by due time, and moves with an override whose reason stays', async () => {
    const { consultId } = await sent('Listed')
    const derm = rig.as(rig.people.derm)
    const told = { consultId, class: 'E1' as const, reason: 'The patient called: it bleeds now' }
    const changed = await rig.service.override(told, derm)
    expect(changed).toMatchObject({ class: 'E1', overridden: true, override: { reason: told.reason } })
    expect(changed.events.at(-1)).toMatchObject({ what: 'overridden', note: `E1: ${told.reason}` })
    const { rows, total } = await rig.service.worklist({ show: 'waiting', from: 0, limit: 100 }, derm)
    expect(rows).toHaveLength(total)
    expect(rows[0]).toMatchObject({ consultId, class: 'E1', patient: { family: 'Listed' } })
    const classes = rows.map(row => row.class ?? '')
    expect(classes).toEqual(classes.toSorted())
  })

  it('shows each his own', async () => {
    const { consultId } = await sent('Own')
    const mine = async (by: keyof Rig['people']) =>
      (await rig.service.worklist({ show: 'mine', from: 0, limit: 500 }, rig.as(rig.people[by]))).rows.map(
        row => row.consultId,
      )
    expect(await mine('gp')).toContain(consultId)
    expect(await mine('nurse')).not.toContain(consultId)
    await rig.service.claim({ consultId }, rig.as(rig.people.derm))
    expect(await mine('derm')).toContain(consultId)
    expect(await mine('other')).not.toContain(consultId)
  })
})

it('a thread belongs to its consult, a line asked for twice is written once', async () => {
  const { consultId } = await sent('Thread')
  const messageId = randomUUID() as RecordId
  const say = () => rig.service.say({ consultId, messageId, text: 'Since when exactly?' }, rig.as(rig.people.derm))
  await say()
  const { messages } = await say()
  expect(messages).toHaveLength(1)
  const seen = await rig.service.consult({ consultId }, rig.as(rig.people.gp))
  expect(seen.messages[0]).toMatchObject({ by: 'Dr. Skin', mine: false, text: 'Since when exactly?' })
})

it('an answer cannot name another patient’s appointment', async () => {
  const { consultId } = await sent('Mine')
  const foreign = await rig.visit('Foreign')
  const derm = rig.as(rig.people.derm)
  await rig.service.claim({ consultId }, derm)
  const { taskId } = await rig.records.service.addTask(
    { patientId: foreign.patientId as never, text: 'Not yours' },
    derm,
  )
  const answer = { ...plain, links: [{ kind: 'appointment' as const, recordId: taskId as RecordId }] }
  await expect(rig.service.answer({ consultId, answer }, derm)).rejects.toEqual(refused('capture.wrongPatient'))
})
