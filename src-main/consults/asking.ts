import { ConsultPresentation } from '../../src-shared/clinical/intake/history.ts'
import type { ConsultContent } from '../../src-shared/contract/consults.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Encounter, Task } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, idIn } from '../records/index.ts'
import type { ConsultRecord } from './body.ts'
import { consentOf } from './consent.ts'
import { type Desk, historyOp, type Step, take } from './desk.ts'
import { intakeOf, picturesOf } from './intake.ts'
import { decide, lacking } from './rules.ts'
import { consultIn, taskOf } from './task.ts'

const presentationIn = ({ type = [] }: Encounter): string => {
  const codes = type.flatMap(({ coding = [] }) => coding)
  return codes.find(({ system }) => system === `${codeSystem}/presentation`)?.code ?? ''
}

const isLive = ({ state }: ConsultRecord): boolean => state !== 'acknowledged' && state !== 'withdrawn'

/** The consult of this visit that is not closed yet, where there is one. */
async function liveOf(desk: Desk, caseId: string): Promise<ConsultRecord | undefined> {
  const rows = await desk.store.ofCase(caseId)
  return rows.flatMap(({ body }) => consultIn(JSON.parse(body) as Task) ?? []).find(isLive)
}

/** The draft of a visit, made where there is none. Faults records.unknown, consults.noPresentation. */
export async function begin(desk: Desk, by: Caller, caseId: string): Promise<ConsultRecord> {
  const live = await liveOf(desk, caseId)
  if (live) return live
  const visit = await desk.records.read('Encounter', caseId)
  const patientId = idIn('Patient', visit?.subject)
  if (!(visit && patientId)) throw new Fault('records.unknown')
  const presentation = ConsultPresentation.safeParse(presentationIn(visit)).data
  if (presentation === undefined) throw new Fault('consults.noPresentation')
  const [at, consultId] = [desk.at(), desk.newId()]
  const record: ConsultRecord = {
    consultId,
    patientId,
    caseId,
    state: 'draft',
    question: visit.reasonCode?.[0]?.text ?? '',
    referrer: { name: by.name, userId: by.userId },
    presentation,
    ...(await picturesOf(desk, caseId)),
    body: {
      version: 1,
      content: {
        findings: { facts: [], conditions: [], lesions: [] },
        organisation: '',
        callback: '',
        affected: [],
        unaffected: [],
        prescribing: false,
      },
      retakes: [],
      events: [{ what: 'drafted', at, by: by.name }],
    },
  }
  const history = record.question ? { question: record.question } : {}
  const act = { name: 'consults.drafted', action: 'C', patientId, entity: `Task/${consultId}` } as const
  await desk.vault.commit(by, act, [
    desk.records.put(taskOf(record, at)),
    historyOp(desk, record, { history, by, isDone: false }),
  ])
  return record
}

/** Whoever may still write: a draft, or one that waits for pictures. Fault consults.notNow. */
function demandWritable(record: ConsultRecord): void {
  if (record.state !== 'draft' && record.state !== 'retake') throw new Fault('consults.notNow')
}

/** Keeps what the referrer wrote, as far as it is. */
export async function save(desk: Desk, by: Caller, told: { consultId: string; content: ConsultContent }) {
  const before = await desk.demand(told.consultId)
  demandWritable(before)
  const { history, ...content } = told.content
  const record: ConsultRecord = {
    ...before,
    question: history.question ?? '',
    ...(await picturesOf(desk, before.caseId)),
    body: { ...before.body, content },
  }
  const { consultId, patientId } = record
  const act = { name: 'consults.save', action: 'U', patientId, entity: `Task/${consultId}` } as const
  await desk.vault.commit(by, act, [
    desk.records.put(taskOf(record, desk.at())),
    historyOp(desk, record, { history, by, isDone: false }),
  ])
  return record
}

/** Sends a draft, or sends it again with what was asked for. Faults consults.incomplete, consults.notNow. */
export async function send(desk: Desk, by: Caller, consultId: string): Promise<ConsultRecord> {
  const held = await desk.demand(consultId)
  demandWritable(held)
  const before = { ...held, ...(await picturesOf(desk, held.caseId)) }
  const history = await desk.historyOf(consultId)
  const intake = await intakeOf(desk, before, history)
  if (lacking(intake).length > 0) throw new Fault('consults.incomplete')
  const sentAt = before.body.sentAt ?? desk.at()
  const { triage, dueAt } = await decide(desk, { record: before, intake, receivedAt: sentAt })
  const step: Step = {
    by,
    what: before.state === 'retake' ? 'resent' : 'sent',
    state: 'sent',
    body: { sentAt, triage, ...(dueAt && { dueAt }) },
    with: [
      historyOp(desk, before, { history, by, isDone: true }),
      ...(before.body.content.consent ? [desk.records.put(consentOf(before, before.body.content.consent, by))] : []),
    ],
  }
  return take(desk, before, step)
}

export async function withdraw(desk: Desk, by: Caller, told: { consultId: string; reason: string }) {
  const before = await desk.demand(told.consultId)
  if (!(isLive(before) && before.state !== 'answered')) throw new Fault('consults.notNow')
  return take(desk, before, {
    by,
    what: 'withdrawn',
    note: told.reason,
    state: 'withdrawn',
    body: { claim: undefined },
  })
}

/** The referrer has read the answer: the consult is closed. */
export async function acknowledge(desk: Desk, by: Caller, consultId: string): Promise<ConsultRecord> {
  const before = await desk.demand(consultId)
  if (before.state === 'acknowledged') return before
  if (before.state !== 'answered') throw new Fault('consults.notNow')
  // Nobody closes their own answer for the one who asked.
  const isOwnAnswer = before.body.answer?.byId === by.userId && before.referrer.userId !== by.userId
  if (isOwnAnswer) throw new Fault('access.denied')
  return take(desk, before, { by, what: 'acknowledged', state: 'acknowledged' })
}
