import type { RetakeRequest } from '../../src-shared/clinical/intake/history.ts'
import { closingOf } from '../../src-shared/clinical/triage/closing.ts'
import type { TriageClass } from '../../src-shared/clinical/triage/facts.ts'
import type { Answered } from '../../src-shared/contract/consults.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import { idIn } from '../records/index.ts'
import { contentOf, signedBy } from './binding.ts'
import type { ConsultRecord } from './body.ts'
import { closingCaseOf } from './closing.ts'
import { type Desk, take } from './desk.ts'
import { intakeOf } from './intake.ts'
import { decide } from './rules.ts'

/** How long a consult is kept for the one who took it. */
const leaseMs = 30 * 60_000

/** The claim that still holds at this moment. */
export const claimAt = ({ body: { claim } }: ConsultRecord, now: string) =>
  claim && claim.until > now ? claim : undefined

const isWaiting = ({ state }: ConsultRecord): boolean => state === 'sent' || state === 'claimed'

/** Faults consults.notNow, consults.claimed. */
function demandMine(desk: Desk, record: ConsultRecord, by: Caller): void {
  if (!isWaiting(record)) throw new Fault('consults.notNow')
  if (claimAt(record, desk.at())?.byId !== by.userId) throw new Fault('consults.claimed')
}

/** Takes a waiting consult for half an hour, or prolongs that. Faults consults.claimed, consults.notNow. */
export async function claim(desk: Desk, by: Caller, consultId: string): Promise<ConsultRecord> {
  const before = await desk.demand(consultId)
  if (!isWaiting(before)) throw new Fault('consults.notNow')
  const held = claimAt(before, desk.at())
  if (held && held.byId !== by.userId) throw new Fault('consults.claimed')
  const until = new Date(desk.now().getTime() + leaseMs).toISOString()
  const mine = { by: by.name, byId: by.userId, until }
  return take(desk, before, { by, what: 'claimed', state: 'claimed', body: { claim: mine } })
}

/** Gives it back unanswered. */
export async function release(desk: Desk, by: Caller, consultId: string): Promise<ConsultRecord> {
  const before = await desk.demand(consultId)
  demandMine(desk, before, by)
  return take(desk, before, { by, what: 'released', state: 'sent', body: { claim: undefined } })
}

/** The decision over a consult as it is now; its clock still runs from when it was first sent. */
async function decideAgain(desk: Desk, record: ConsultRecord) {
  const intake = await intakeOf(desk, record, await desk.historyOf(record.consultId))
  return decide(desk, { record, intake, receivedAt: record.body.sentAt ?? desk.at() })
}

/** Sets another class; the clock still runs from when it was sent. */
export async function override(
  desk: Desk,
  by: Caller,
  told: { consultId: string; class: TriageClass; reason: string },
) {
  const before = await desk.demand(told.consultId)
  if (!isWaiting(before) && before.state !== 'retake') throw new Fault('consults.notNow')
  const set = { class: told.class, reason: told.reason, by: by.name, at: desk.at() }
  const changed = { ...before, body: { ...before.body, override: set } }
  const { triage, dueAt } = await decideAgain(desk, changed)
  const note = `${told.class}: ${told.reason}`
  return take(desk, before, { by, what: 'overridden', note, body: { override: set, triage, dueAt } })
}

/** Sends it back for pictures, naming the views. Emergencies and suspected cancers keep class and clock (rule R27). */
export async function askRetake(
  desk: Desk,
  by: Caller,
  told: { consultId: string } & Pick<RetakeRequest, 'views' | 'note'>,
): Promise<ConsultRecord> {
  const before = await desk.demand(told.consultId)
  demandMine(desk, before, by)
  const { views, note } = told
  const request = { askedAt: desk.at(), views, ...(note && { note }), by: by.name }
  const asked = { ...before, body: { ...before.body, retakes: [...before.body.retakes, request] } }
  const { triage, dueAt } = await decideAgain(desk, asked)
  const body = { retakes: asked.body.retakes, triage, dueAt: dueAt ?? before.body.dueAt, claim: undefined }
  return take(desk, before, {
    by,
    what: 'retake-asked',
    note: views.map(({ viewId }) => viewId).join(', '),
    state: 'retake',
    body,
  })
}

/** Everything an answer names must be this patient's. Faults records.unknown, capture.wrongPatient. */
async function demandOwn(desk: Desk, { patientId }: ConsultRecord, { images, links }: Answered): Promise<void> {
  for (const blobId of images) {
    const shot = await desk.capture.shot(blobId)
    if (shot === undefined) throw new Fault('records.unknown')
    if (shot.patientId !== patientId) throw new Fault('capture.wrongPatient')
  }
  for (const { recordId } of links) {
    const [task, order] = await Promise.all([
      desk.records.read('Task', recordId),
      desk.records.read('ServiceRequest', recordId),
    ])
    const owner = idIn('Patient', task?.for ?? order?.subject)
    if (owner === undefined) throw new Fault('records.unknown')
    if (owner !== patientId) throw new Fault('capture.wrongPatient')
  }
}

/**
 * Signs the answer by the key of who sits there, where the outcome is open to this case. No code is asked for: a dermatologist answers sixty
 * a day (docs/adr/0013). Fault consults.mayNotClose.
 */
export async function answer(desk: Desk, by: Caller, told: { consultId: string; answer: Answered }) {
  const before = await desk.demand(told.consultId)
  demandMine(desk, before, by)
  await demandOwn(desk, before, told.answer)
  const verdict = closingOf(await closingCaseOf(desk, before, { answer: told.answer, role: by.role }))
  if (!verdict.allowed) throw new Fault('consults.mayNotClose')
  return desk.atSeat(by, async sign => {
    // The key may be made now: what it signs is not of before it.
    const given = { ...told.answer, at: desk.at(), by: by.name, byId: by.userId }
    const { signed, report, ops } = signedBy(sign, contentOf(before, given, verdict.closesAs))
    return take(desk, before, {
      by,
      what: 'answered',
      note: told.answer.outcome,
      state: 'answered',
      body: { answer: { ...given, signed }, claim: undefined },
      with: [desk.records.put(report), ...ops],
    })
  })
}
