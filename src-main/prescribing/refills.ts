import type { z } from 'zod'
import { daysSupplyOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import { type LastFill, refillStanding } from '../../src-shared/clinical/prescribing/refill.ts'
import type { PrescriptionDraft } from '../../src-shared/clinical/prescribing/types.ts'
import type { PrescribingCheck } from '../../src-shared/clinical/prescribing/verdict.ts'
import type { RefillRow } from '../../src-shared/contract/prescribing.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Task, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, conceptOf, idIn, personOf, present, refTo } from '../records/index.ts'
import type { Op } from '../vault/index.ts'
import type { PrescriptionRecord } from './body.ts'
import { commit, type Desk, type Held } from './desk.ts'
import { resourceOf } from './resource.ts'
import { viewOf } from './view.ts'

type Row = z.input<typeof RefillRow>

const answerSystem = `${codeSystem}/refill-answer`
const open: ReadonlySet<string> = new Set(['requested', 'received', 'accepted', 'in-progress'])

/** A request as Task: for a prescription, from whoever asked. */
const taskOf = (
  taskId: string,
  record: PrescriptionRecord,
  told: { by: Caller; at: string; note?: string | undefined },
): Task =>
  withLid(
    {
      resourceType: 'Task',
      id: taskId,
      status: 'requested',
      intent: 'order',
      code: { coding: [{ system: `${codeSystem}/task`, code: 'refill', display: 'Refill request' }] },
      description: told.note ?? 'Refill request',
      focus: refTo('MedicationRequest', record.prescriptionId),
      for: refTo('Patient', record.patientId),
      authoredOn: told.at,
      lastModified: told.at,
      requester: personOf(told.by),
    },
    taskId,
  )

const canRenew = ({ status }: PrescriptionRecord): boolean => status === 'active' || status === 'completed'

/** Fault prescribing.notNow where it was never signed or is cancelled. */
export async function requestRefill(
  desk: Desk,
  by: Caller,
  told: { prescriptionId: string; note?: string | undefined },
) {
  const { record } = await desk.demand(told.prescriptionId)
  if (!canRenew(record)) throw new Fault('prescribing.notNow')
  const taskId = desk.newId()
  const task = taskOf(taskId, record, { by, at: desk.at(), note: told.note })
  await commit(desk, by, { name: 'requestRefill', record, ops: [desk.records.put(task)] })
  return { taskId, record }
}

/** A request that waits, with what it asks for. Faults records.unknown, prescribing.notNow, prescribing.unreadable. */
async function demandOpen(desk: Desk, taskId: string): Promise<{ task: Task; held: Held }> {
  const row = await desk.store.refill(taskId)
  if (row === undefined) throw new Fault('records.unknown')
  const task = JSON.parse(row.body) as Task
  const asked = idIn('MedicationRequest', task.focus)
  if (!open.has(task.status)) throw new Fault('prescribing.notNow')
  if (asked === undefined) throw new Fault('prescribing.unreadable')
  return { task, held: await desk.demand(asked) }
}

const draftIdIn = (task: Task): string | undefined => {
  const [first] = Array.isArray(task['output']) ? (task['output'] as { valueReference?: Task['focus'] }[]) : []
  return idIn('MedicationRequest', first?.valueReference)
}

/** The draft that answers a request, made once. */
export async function renew(desk: Desk, by: Caller, { taskId }: { taskId: string }): Promise<PrescriptionRecord> {
  const { task, held } = await demandOpen(desk, taskId)
  const begun = draftIdIn(task)
  const known = begun === undefined ? undefined : await desk.find(begun)
  if (known?.record.status === 'draft') return known.record
  const { overrides: _overrides, effectiveOn: _from, expiresOn: _to, ...same } = held.record.body.draft
  const [id, at] = [desk.newId(), desk.at()]
  const draft = { ...same, id, version: 1, writtenOn: at.slice(0, 10), renews: held.record.prescriptionId }
  const record: PrescriptionRecord = {
    prescriptionId: id,
    patientId: held.record.patientId,
    status: 'draft',
    body: { version: 1, draft, answers: taskId, events: [{ what: 'drafted', at, by: by.name }] },
  }
  const output = [{ type: conceptOf(answerSystem, 'draft'), valueReference: refTo('MedicationRequest', id) }]
  const set = { status: 'in-progress', output, lastModified: at }
  await commit(desk, by, {
    name: 'renew',
    record,
    ops: [desk.records.put(resourceOf(record)), desk.records.change({ type: 'Task', id: taskId }, set)],
  })
  return record
}

/** Says no, or that another prescription follows. */
export async function deny(desk: Desk, by: Caller, told: { taskId: string; newToFollow: boolean; reason: string }) {
  const { held } = await demandOpen(desk, told.taskId)
  const set = {
    status: 'rejected',
    businessStatus: conceptOf(answerSystem, told.newToFollow ? 'denied-new-to-follow' : 'denied'),
    statusReason: { text: told.reason },
    owner: personOf(by),
    lastModified: desk.at(),
  }
  const ops = [desk.records.change({ type: 'Task', id: told.taskId }, set)]
  await commit(desk, by, { name: 'deny', record: held.record, ops })
  return held.record
}

/** What counts as a change of a renewal: everything but its own name and days. */
const said = ({ id: _id, version: _v, writtenOn: _w, renews: _r, overrides: _o, ...rest }: PrescriptionDraft): string =>
  JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))

/** The writes that close the request which a signed draft answers; none where it answers none. */
export async function answered(desk: Desk, by: Caller, { body }: PrescriptionRecord): Promise<Op[]> {
  const { answers, draft } = body
  if (answers === undefined || draft.renews === undefined) return []
  const { record } = await desk.demand(draft.renews)
  const { effectiveOn: _from, expiresOn: _to, ...before } = record.body.draft
  const same = said(before) === said(draft)
  const set = {
    status: 'completed',
    businessStatus: conceptOf(answerSystem, same ? 'approved' : 'approved-with-changes'),
    owner: personOf(by),
    lastModified: desk.at(),
  }
  return [desk.records.change({ type: 'Task', id: answers }, set)]
}

const lastFillOf = ({ draft }: PrescriptionRecord['body']): LastFill | undefined => {
  const daysSupply = daysSupplyOf(draft)
  return daysSupply === undefined ? undefined : { filledOn: draft.effectiveOn ?? draft.writtenOn, daysSupply }
}

/** What an inbox shows of a check: words and where they come from, never a rule's own name alone. */
function saidIn({ alerts, holds, laboratory }: PrescribingCheck) {
  return {
    alerts: [...alerts],
    missing: holds.flatMap(({ code, because }) => (code === 'incomplete' ? because : [])),
    controlled: holds.some(({ code }) => code === 'controlled'),
    laboratory,
  }
}

async function rowOf(desk: Desk, row: { id: string; body: string; unsynced: 0 | 1 }): Promise<Row | undefined> {
  const task = JSON.parse(row.body) as Task
  const asked = idIn('MedicationRequest', task.focus)
  const held = asked === undefined ? undefined : await desk.find(asked).catch(() => undefined)
  if (!held) return undefined
  const { record } = held
  const { family, given, birthDate, sex, mrn, photo, patientId } = await desk.patient(record.patientId)
  const facts = await desk.factsOf(record.patientId, record.body.programme)
  const { draft } = record.body
  const last = lastFillOf(record.body)
  const standing = refillStanding({ ...draft, writtenOn: desk.at().slice(0, 10) }, facts, {
    ...(await desk.asked()),
    ...(last && { last }),
  })
  const { overdue, missing } = standing.laboratory
  return present({
    taskId: row.id as Row['taskId'],
    patient: present({ patientId, family, given, birthDate, sex, mrn, photo }),
    prescription: viewOf(held, await desk.checker()),
    askedAt: task.authoredOn ?? desk.at(),
    by: task.requester?.display ?? '',
    note: task.description,
    status: task.status === 'in-progress' ? ('in-progress' as const) : ('requested' as const),
    draftId: draftIdIn(task) as Row['draftId'],
    daysLeft: standing.daysLeft,
    runsOutOn: standing.runsOutOn,
    overdue: [...overdue, ...missing.map(check => ({ check, dueOn: desk.at().slice(0, 10) }))],
    holds: [...standing.holds],
    ...saidIn(standing.check),
    unsynced: row.unsynced === 1,
  })
}

/** The requests that wait, oldest first; what asks for something that is not held here is left out. */
export async function refills(desk: Desk): Promise<Row[]> {
  const rows = await Promise.all((await desk.store.refills()).map(row => rowOf(desk, row)))
  return rows.flatMap(row => row ?? [])
}
