import { missingOf, triageGateOf } from '../../src-shared/clinical/intake/gate.ts'
import type { Intake, IntakeHistory } from '../../src-shared/clinical/intake/history.ts'
import type { TriageCase, TriageLesion } from '../../src-shared/clinical/triage/case.ts'
import type { CaseFact, LesionFact } from '../../src-shared/clinical/triage/facts.ts'
import { placeOf } from '../../src-shared/clinical/triage/place.ts'
import { triageOf } from '../../src-shared/clinical/triage/triage.ts'
import type { MissingPart } from '../../src-shared/contract/consults.ts'
import type { ConsultRecord } from './body.ts'
import type { Desk } from './desk.ts'

/** Everything that keeps a consult from being sent, one by one. */
export function lacking(intake: Intake): MissingPart[] {
  const { complete, items, consents, views, pins, images } = missingOf(intake)
  if (complete) return []
  return [
    ...items.map(code => ({ part: 'item' as const, code })),
    ...consents.map(code => ({ part: 'consent' as const, code })),
    ...views.map(({ viewId, lesion, toTake, unanswered }) => ({
      part: unanswered ? ('answer' as const) : ('view' as const),
      code: viewId,
      ...(lesion !== undefined && { lesion }),
      ...(!unanswered && { count: toTake }),
    })),
    ...images.flatMap(({ blobId, codes }) =>
      codes.map(code => ({ part: 'picture' as const, code, blobId: blobId as NonNullable<MissingPart['blobId']> })),
    ),
    ...pins.map(lesion => ({ part: 'pin' as const, code: 'pin', lesion })),
  ]
}

const dayMs = 86_400_000

/** Whole years and months between two days. */
function ageAt(birthDate: string, at: string): { ageYears: number; ageMonths: number } {
  const [born, now] = [new Date(`${birthDate}T00:00:00Z`), new Date(at)]
  const months =
    (now.getUTCFullYear() - born.getUTCFullYear()) * 12 +
    (now.getUTCMonth() - born.getUTCMonth()) -
    (now.getUTCDate() < born.getUTCDate() ? 1 : 0)
  const ageMonths = Math.min(1560, Math.max(0, months))
  return { ageYears: Math.floor(ageMonths / 12), ageMonths }
}

/** What the history says in the words of the rules: so that nobody has to tick the same thing twice. */
function factsIn(intake: Intake): CaseFact[] {
  const { fever, malaise, pain, immune = [], claimedUrgency } = intake.history
  return [
    ...(fever ? (['fever'] as const) : []),
    ...(malaise ? (['malaise'] as const) : []),
    ...(pain ? (['skin-pain'] as const) : []),
    ...(immune.includes('transplant') ? (['transplant'] as const) : []),
    ...(immune.length > 0 ? (['immunosuppressed'] as const) : []),
    ...(claimedUrgency === 'advice' ? (['advice-only'] as const) : []),
    // A spot is not called harmless from an ordinary picture.
    ...(isLesion(intake) ? (['needs-dermoscopy'] as const) : []),
  ]
}

const isLesion = ({ presentation }: Intake): boolean =>
  presentation === 'single-lesion' || presentation === 'multiple-lesions'

/** What the history says of the one lesion that it is about, in the words of the rules. */
const lesionFactsIn = ({ changeSize, changeShape, changeColour, oozing, course }: IntakeHistory): LesionFact[] => [
  ...(changeSize ? (['change-in-size'] as const) : []),
  ...(changeSize || changeShape || changeColour ? (['changing'] as const) : []),
  ...(oozing ? (['oozing'] as const) : []),
  ...(course === 'new' ? (['new'] as const) : []),
]

/** The lesions as they were ticked; where there is only one, the history speaks of it, too. */
function lesionsIn(ticked: readonly TriageLesion[], { presentation, history }: Intake): TriageLesion[] {
  if (presentation !== 'single-lesion') return [...ticked]
  const [lesion = { number: 1, facts: [] }] = ticked
  const site = history.sites?.[0]?.code
  const place = lesion.place ?? (site === undefined ? undefined : placeOf(site))
  const facts = [...new Set([...lesion.facts, ...lesionFactsIn(history)])]
  return [{ ...lesion, facts, ...(place && { place }) }]
}

/** Days since each medicine was begun, where that is known and not in the future. */
const newDrugDaysIn = ({ history }: Intake, at: string): number[] =>
  (history.medicines ?? []).flatMap(({ startedOn }) => {
    const days = startedOn === undefined ? -1 : Math.floor((Date.parse(at) - Date.parse(startedOn)) / dayMs)
    return days >= 0 && days <= 36_500 ? [days] : []
  })

/** What people entered about a consult as the rules take it: findings, history, age, and what the gate said. */
export function caseOf(record: ConsultRecord, intake: Intake, receivedAt: string): TriageCase {
  const { findings } = record.body.content
  const { birthDate } = intake.patient
  const drugDays = [...(findings.newDrugDays ?? []), ...newDrugDaysIn(intake, receivedAt)]
  const mucosal = findings.mucosalSites ?? (intake.history.mucosal ? 1 : undefined)
  return {
    ...findings,
    caseId: record.caseId,
    receivedAt,
    facts: [...new Set([...findings.facts, ...factsIn(intake)])],
    lesions: lesionsIn(findings.lesions, intake),
    gate: triageGateOf(intake),
    ...(birthDate !== undefined && ageAt(birthDate, receivedAt)),
    ...(drugDays.length > 0 && { newDrugDays: drugDays.slice(0, 50) }),
    ...(mucosal !== undefined && { mucosalSites: mucosal }),
  }
}

/** The rules' decision under the clinic's policy of the day it came in, a clinician's own class put in its place where there is one, and by when it asks for an answer. */
export async function decide(
  { policies }: Pick<Desk, 'policies'>,
  { record, intake, receivedAt }: { record: ConsultRecord; intake: Intake; receivedAt: string },
) {
  const policy = await policies.triageOn(receivedAt)
  const triage = triageOf(caseOf(record, intake, receivedAt), policy, record.body.override?.class)
  const { dueAt } = triage.clocks.find(({ code }) => code === 'target') ?? {}
  return { triage, dueAt }
}
