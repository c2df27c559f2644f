import { lacksOf } from '../../src-shared/clinical/reactions/lacks.ts'
import type { NewAllergy } from '../../src-shared/contract/chart.ts'
import type { ReactionContent } from '../../src-shared/contract/reactions.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Proof } from '../access/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { present, refTo } from '../records/index.ts'
import type { SigningProof } from '../signing/index.ts'
import type { Op } from '../vault/index.ts'
import { hashOf, type SignedReaction } from './body.ts'
import { contentIn, type Desk } from './desk.ts'
import { demandStanding } from './drafting.ts'
import { eventOf, type ReadReaction } from './resource.ts'
import { bound } from './standing.ts'
import type { DraftRow } from './store.ts'

export interface ToSign {
  readonly reactionId: string
  readonly version: number
  readonly code: string
  readonly allergy?: Pick<NewAllergy, 'recordId' | 'kind' | 'criticality'> | undefined
}

/** How bad a reaction was in the allergy list's three words, by its grade. */
const severityOf = ({ grade }: ReactionContent) => {
  if (grade === undefined) return {}
  return { severity: grade <= 1 ? ('mild' as const) : grade === 2 ? ('moderate' as const) : ('severe' as const) }
}

/** The first 200 characters, whole words: what a line of a list holds. */
const shortened = (text: string): string =>
  text.length <= 200 ? text : `${text.slice(0, 199).replace(/\s+\S*$/, '')}…`

const allergyFrom = (row: DraftRow, asked: NonNullable<ToSign['allergy']>): NewAllergy | undefined => {
  const content = contentIn(row)
  const suspect = content.suspects.find(({ name }) => name !== undefined)
  if (suspect?.name === undefined) return undefined
  const said = { ...asked, substance: suspect.name, onset: content.eventOn }
  return present({
    ...said,
    patientId: row.patientId,
    codes: suspect.codes ?? [],
    verification: 'unconfirmed',
    active: true,
    reactions: [{ text: shortened(content.description ?? ''), ...severityOf(content) }],
  }) as NewAllergy
}

async function bodyFor(desk: Desk, row: DraftRow, told: { by: Caller; proof: Proof; allergyId: string | undefined }) {
  const { by, proof, allergyId } = told
  const [face, { facts }] = await Promise.all([desk.patient(row.patientId), desk.chart.viewOf(row.patientId)])
  const weightKg = facts.weight?.unit === 'kg' ? facts.weight.value : undefined
  return {
    version: 1,
    content: contentIn(row),
    patient: { sex: face.sex, ...present({ birthDate: face.birthDate, weightKg }) },
    signed: { at: desk.at(), by: by.name, byId: by.userId, factor: proof.factor },
    ...present({ allergyId, corrects: row.corrects ?? undefined }),
  } as const
}

type Said =
  | { readonly state: 'withdrawn'; readonly reason: string }
  | { readonly state: 'corrected'; readonly correctedBy: string }

interface Saying {
  readonly by: Caller
  readonly proof: SigningProof
  readonly said: Said
}

/** The writes of what became of a report, signed by whoever says it; what the report says stays as it was signed. */
function became(desk: Desk, before: ReadReaction, { by, proof, said }: Saying): Op[] {
  const { reactionId } = before
  const of = { reactionId, hash: before.body.signed.hash }
  const standing = bound(of, { ...said, at: desk.at(), by: by.name, byId: by.userId, factor: proof.factor })
  const byKey = proof.sign({ kind: 'reaction-standing', id: reactionId, hash: standing.hash, at: standing.at })
  const signed = byKey ? { ...standing, key: byKey.signature } : standing
  return [desk.records.put(eventOf(before, signed)), ...(byKey?.ops ?? [])]
}

export interface ToWithdraw {
  readonly reactionId: string
  readonly reason: string
  readonly code: string
}

/** Withdraws a signed report with a reason; it stays to be read. Faults as the call. */
export async function withdraw(desk: Desk, by: Caller, { reactionId, reason, code }: ToWithdraw): Promise<void> {
  const before = await demandStanding(desk, reactionId)
  if ((await desk.store.correcting(reactionId)) !== undefined) throw new Fault('reactions.correcting')
  const { patientId } = before
  await desk.proveAgain(by, code, async proof => {
    const act = { name: 'reactions.withdraw', action: 'U', patientId, entity: `AdverseEvent/${reactionId}` } as const
    const ops = became(desk, before, { by, proof, said: { state: 'withdrawn', reason } })
    await desk.vault.commit(by, act, [...ops, proof.spend])
  })
}

/** Signs a draft: report, allergy line, spent code, the draft's end and the audit row are one commit. Faults as the call. */
export async function sign(desk: Desk, by: Caller, told: ToSign): Promise<string> {
  const row = await desk.demandDraft(told.reactionId)
  if (row.version !== told.version) throw new Fault('reactions.notCurrent')
  if (lacksOf(contentIn(row)).length > 0) throw new Fault('reactions.incomplete')
  const { reactionId, patientId } = row
  const allergy = told.allergy && allergyFrom(row, told.allergy)
  const before = row.corrects === null ? undefined : await demandStanding(desk, row.corrects, patientId)
  return desk.proveAgain(by, told.code, async proof => {
    // The line of the report before stays the report's line where no other is asked for.
    const allergyId = allergy?.recordId ?? before?.body.allergyId
    const body = await bodyFor(desk, row, { by, proof, allergyId })
    const bound = { reactionId, patientId, caseId: row.caseId ?? undefined, body }
    const [hash, target] = [hashOf(bound), refTo('AdverseEvent', reactionId)]
    const byKey = proof.sign({ kind: 'adverse-reaction', id: reactionId, hash, at: body.signed.at, target })
    const signed: SignedReaction = {
      ...bound,
      body: { ...bound.body, signed: { ...body.signed, hash, ...(byKey && { key: byKey.signature }) } },
    }
    const act = { name: 'reactions.sign', action: 'C', patientId, entity: `AdverseEvent/${reactionId}` } as const
    const ops = [
      desk.write.dropDraft(reactionId),
      desk.records.put(eventOf(signed)),
      ...(byKey?.ops ?? []),
      proof.spend,
    ]
    if (before) ops.push(...became(desk, before, { by, proof, said: { state: 'corrected', correctedBy: reactionId } }))
    const keep = (beside: readonly Op[]) => desk.vault.commit(by, act, [...ops, ...beside])
    await (allergy ? desk.chart.withAllergy(allergy, by, keep) : keep([]))
    return reactionId
  })
}
