import { isDeepStrictEqual } from 'node:util'
import type { PrescriptionDraft, ProgrammeFact } from '../../src-shared/clinical/prescribing/types.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { MedicationRequest } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import type { PrescriptionRecord } from './body.ts'
import { commit, type Desk, type Held, stepped } from './desk.ts'
import { resourceOf } from './resource.ts'

export interface ToSave {
  readonly patientId: string
  readonly caseId?: string | undefined
  readonly draft: PrescriptionDraft
  readonly programme?: ProgrammeFact | undefined
}

/** Whose visit it is must be whose prescription it is. Faults records.unknown, capture.wrongPatient. */
async function demandVisit(desk: Desk, { patientId, caseId }: ToSave): Promise<void> {
  if (caseId === undefined) return
  const owner = await desk.records.patientOf(caseId)
  if (owner === undefined) throw new Fault('records.unknown')
  if (owner !== patientId) throw new Fault('capture.wrongPatient')
}

/** Faults prescribing.notNow, prescribing.notCurrent, capture.wrongPatient. */
function demandNext({ record }: Held, { patientId, draft }: ToSave): void {
  if (record.patientId !== patientId) throw new Fault('capture.wrongPatient')
  if (record.status !== 'draft') throw new Fault('prescribing.notNow')
  if (draft.version !== record.body.draft.version + 1) throw new Fault('prescribing.notCurrent')
}

/** Keeps a draft as it is written now; saying the same once more keeps it once. Overrides come with the signature only. */
export async function save(desk: Desk, by: Caller, told: ToSave): Promise<PrescriptionRecord> {
  await desk.patient(told.patientId)
  await demandVisit(desk, told)
  const { overrides: _overrides, ...said } = told.draft
  const draft = { ...said, writtenOn: desk.at().slice(0, 10) }
  const body = { draft, programme: told.programme }
  const before = await desk.find(draft.id)
  if (before) {
    if (isDeepStrictEqual(before.record.body.draft, draft) && before.record.status === 'draft') return before.record
    demandNext(before, told)
    const record = { ...before.record, body: { ...before.record.body, ...body } }
    await commit(desk, by, { name: 'save', record, ops: [desk.records.put(resourceOf(record, before.resource))] })
    return record
  }
  const record: PrescriptionRecord = {
    prescriptionId: draft.id,
    patientId: told.patientId,
    ...(told.caseId !== undefined && { caseId: told.caseId }),
    status: 'draft',
    body: { version: 1, ...body, events: [{ what: 'drafted', at: desk.at(), by: by.name }] },
  }
  await commit(desk, by, { name: 'save', record, ops: [desk.records.put(resourceOf(record))] })
  return record
}

async function ended(desk: Desk, by: Caller, told: { held: Held; reason?: string }): Promise<PrescriptionRecord> {
  const { held, reason } = told
  const what = reason === undefined ? 'discarded' : 'cancelled'
  const { after } = stepped(desk, held, {
    by,
    what,
    status: 'cancelled',
    ...(reason !== undefined && { note: reason }),
  })
  const resource: MedicationRequest = resourceOf(after, held.resource)
  const withReason = reason === undefined ? resource : { ...resource, statusReason: { text: reason } }
  await commit(desk, by, { name: what, record: after, ops: [desk.records.put(withReason)] })
  return after
}

/** Takes a draft away; its history stays. Fault prescribing.notNow. */
export async function discard(desk: Desk, by: Caller, { prescriptionId }: { prescriptionId: string }) {
  const held = await desk.demand(prescriptionId)
  if (held.record.status !== 'draft') throw new Fault('prescribing.notNow')
  return ended(desk, by, { held })
}

/** Cancels what was signed. Fault prescribing.notNow. */
export async function cancel(desk: Desk, by: Caller, told: { prescriptionId: string; reason: string }) {
  const held = await desk.demand(told.prescriptionId)
  if (held.record.status !== 'active' && held.record.status !== 'on-hold') throw new Fault('prescribing.notNow')
  return ended(desk, by, { held, reason: told.reason })
}
