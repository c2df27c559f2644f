import type { MarkBody } from '../../src-shared/contract/marks.ts'
import type { NewMark } from '../../src-shared/contract/review.ts'
import { Fault } from '../../src-shared/faults.ts'
import { may } from '../../src-shared/policy.ts'
import type { Caller } from '../kernel/caller.ts'
import { recheck } from './checks.ts'
import type { Desk } from './desk.ts'
import { demandFit } from './fit.ts'
import { markRowOf } from './mark.ts'
import { resourceOf, type Telling } from './resource.ts'
import type { HeldMark, MarkRow } from './rows.ts'

/** The mark that a new one takes the place of. Fault review.notCurrent. */
async function replacedBy({ store }: Desk, { replaces, patientId, body }: NewMark): Promise<HeldMark | undefined> {
  if (replaces === undefined) return undefined
  const before = await store.mark(replaces)
  const fits = before?.state === 'current' && before.patientId === patientId && before.kind === body.kind
  if (!fits) throw new Fault('review.notCurrent')
  return before
}

/** Asked again after an answer that was lost on its way: the mark that is kept already. */
async function keptBefore({ store }: Desk, mark: NewMark): Promise<HeldMark | undefined> {
  const kept = await store.mark(mark.markId)
  if (kept === undefined) return undefined
  if (kept.patientId !== mark.patientId || kept.body !== JSON.stringify(mark.body)) throw new Fault('vault.duplicate')
  return kept
}

/** What the clinic gets of a mark. A report names the score it rests on by the Observation that carries every version of it. */
async function toldOf({ store }: Desk, row: MarkRow, status: Telling['status']) {
  const body = JSON.parse(row.body) as MarkBody
  const score = body.kind === 'report' && body.scoreMarkId ? await store.mark(body.scoreMarkId) : undefined
  return resourceOf({ row, status, scoreRootId: score?.rootId })
}

async function put(desk: Desk, by: Caller, mark: NewMark): Promise<HeldMark> {
  const kept = await keptBefore(desk, mark)
  if (kept) return kept
  await demandFit(desk, mark)
  recheck(mark.body)
  const before = await replacedBy(desk, mark)
  const row = markRowOf(mark, { by, at: desk.now().toISOString(), rootId: before?.rootId ?? mark.markId })
  const act = {
    name: `review.${row.kind}`,
    action: before ? 'U' : 'C',
    patientId: row.patientId,
    entity: `Mark/${row.markId}`,
  } as const
  const told = await toldOf(desk, row, before ? 'amended' : 'final')
  await desk.vault.commit(by, act, [
    ...(before ? [desk.ops.replace(before.markId)] : []),
    desk.ops.add(row),
    desk.records.put(told),
  ])
  return { ...row, state: 'current', reason: null, unsynced: 1 }
}

/** Keeps a mark, or puts it in the place of an older one, with what the clinic gets of it and the audit row; durable on return. */
export const putMark = (desk: Desk, by: Caller, mark: NewMark): Promise<HeldMark> =>
  desk.inTurn(() => put(desk, by, mark))

/** Takes a mark out of the record; it stays in the history, and the clinic hears that it was entered in error. */
export const voidMark = (desk: Desk, by: Caller, { markId, reason }: { markId: string; reason: string }) =>
  desk.inTurn(async () => {
    const row = await desk.store.mark(markId)
    if (row === undefined) throw new Fault('records.unknown')
    // What was signed is taken out only by who may sign.
    if (row.kind === 'report' && !may(by.role, 'report.sign')) throw new Fault('access.denied')
    if (row.state === 'voided') return row
    if (row.state === 'replaced') throw new Fault('review.notCurrent')
    const act = { name: 'review.voidMark', action: 'U', patientId: row.patientId, entity: `Mark/${markId}` } as const
    await desk.vault.commit(by, act, [
      desk.ops.setVoided(markId, reason),
      desk.records.put(await toldOf(desk, row, 'entered-in-error')),
    ])
    return (await desk.store.mark(markId)) ?? row
  })
