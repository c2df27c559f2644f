import type { ReactionContent } from '../../src-shared/contract/reactions.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Desk } from './desk.ts'
import type { ReadReaction } from './resource.ts'
import type { DraftRow } from './store.ts'

export interface ToSave {
  readonly reactionId: string
  readonly patientId: string
  readonly caseId?: string | undefined
  readonly version: number
  readonly content: ReactionContent
  readonly corrects?: string | undefined
}

/** A report that may be corrected or withdrawn: signed, of this patient, and nothing became of it yet. Faults as the calls. */
export async function demandStanding(desk: Desk, reactionId: string, patientId?: string): Promise<ReadReaction> {
  const read = await desk.demandSigned(reactionId)
  if (patientId !== undefined && read.patientId !== patientId) throw new Fault('records.unknown')
  if (read.standing !== undefined) throw new Fault('reactions.notNow')
  return read
}

/** What a draft corrects is settled with its first keeping, and one draft corrects a report. Faults as `save`. */
async function demandCorrection(desk: Desk, { reactionId, patientId, corrects }: ToSave, before: DraftRow | undefined) {
  if (before !== undefined && before.corrects !== (corrects ?? null)) throw new Fault('input.invalid')
  if (corrects === undefined) return
  await demandStanding(desk, corrects, patientId)
  const other = await desk.store.correcting(corrects)
  if (other !== undefined && other.reactionId !== reactionId) throw new Fault('reactions.correcting')
}

/** The draft as it is held, where it may be written anew. Faults records.unknown, reactions.notNow, reactions.notCurrent. */
async function demandCurrent(desk: Desk, told: ToSave): Promise<void> {
  const { reactionId, patientId, caseId, version } = told
  await desk.patient(patientId)
  if (caseId && (await desk.records.patientOf(caseId)) !== patientId) throw new Fault('records.unknown')
  if ((await desk.store.signed(reactionId)) !== undefined) throw new Fault('reactions.notNow')
  const before = await desk.store.draft(reactionId)
  if (before && before.patientId !== patientId) throw new Fault('records.unknown')
  if ((before?.version ?? 0) !== version) throw new Fault('reactions.notCurrent')
  await demandCorrection(desk, told, before)
}

/** Keeps a draft, durable on return; the same words told twice are kept once. */
export async function save(desk: Desk, by: Caller, told: ToSave): Promise<DraftRow> {
  const { reactionId, patientId, caseId, version, content } = told
  const body = JSON.stringify(content)
  const before = await desk.store.draft(reactionId)
  if (before?.version === version + 1 && before.body === body && before.patientId === patientId) return before
  await demandCurrent(desk, told)
  const row = {
    reactionId,
    patientId,
    caseId: caseId ?? null,
    body,
    at: desk.at(),
    by: by.name,
    version: version + 1,
    corrects: told.corrects ?? null,
  }
  const act = {
    name: 'reactions.save',
    action: before ? 'U' : 'C',
    patientId,
    entity: `reaction/${reactionId}`,
  } as const
  await desk.vault.commit(by, act, [desk.write.putDraft(row)])
  return row
}

export async function discard(desk: Desk, by: Caller, reactionId: string): Promise<DraftRow> {
  const row = await desk.demandDraft(reactionId)
  const { patientId } = row
  const act = { name: 'reactions.discard', action: 'D', patientId, entity: `reaction/${reactionId}` } as const
  await desk.vault.commit(by, act, [desk.write.dropDraft(reactionId)])
  return row
}
