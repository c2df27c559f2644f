import { standingOf } from '../policy/standing.ts'
import { suitabilities } from './codes.ts'
import type { Suitability, SuitabilityCode } from './decision.ts'
import type { TriageClass } from './facts.ts'
import { settingsOf, type TriagePolicy } from './policy.ts'
import { isAtMost, type Known, yearsOf } from './rule.ts'

/** What the suitability rows look at: the case, its class, and whether a rule or a person suspects cancer in a lesion. */
interface Question {
  readonly known: Known
  readonly class: TriageClass
  readonly suspected: boolean
}

/** A row of the suitability rule. `excludes`: pictures cannot unlock closing. */
interface Row {
  readonly id: string
  readonly code: SuitabilityCode
  readonly reason: string
  readonly excludes: boolean
  readonly source: string
  readonly edition: string
  readonly from: string
  readonly owner: string
  readonly confirm: boolean
  readonly holds: (question: Question, policy: TriagePolicy) => boolean
}

const row = (
  start: readonly [id: string, code: SuitabilityCode, reason: string, source: string],
  more: Pick<Row, 'holds'> & Partial<Row>,
): Row => {
  const [id, code, reason, source] = start
  const table = { edition: 'cutis-suitability/1 (2026-11)', from: '2026-11-01', owner: 'clinic policy', confirm: true }
  return { id, code, reason, source, excludes: false, ...table, ...more }
}

const paper = 'Itransition, Telemedicine for dermatology, 2023'
const pathway = 'North Central London teledermatology pathway'
const decision = 'Decision of the house where sources are open; to be confirmed by the clinic'

const isEmergency: Row['holds'] = (question, { emergencyFrom }) =>
  question.class === 'E0' || (emergencyFrom === 'E1' && question.class === 'E1')

/** Suitability rows; the most restrictive that holds is the answer (clinical.md §2.2, decisions). */
export const suitabilityRows: readonly Row[] = [
  row(['S1', 'EMERGENCY', 'emergency-class', decision], { holds: isEmergency }),
  row(['S2', 'NOT_TELE', 'suspected-cancer', paper], { holds: ({ suspected }) => suspected }),
  row(['S3', 'NOT_TELE', 'needs-dermoscopy-or-biopsy', paper], {
    holds: ({ known: { has, entered } }) =>
      has('needs-dermoscopy') || has('needs-biopsy') || entered.plan?.includes('biopsy') === true,
  }),
  row(['S4', 'NOT_TELE', 'child-with-suspected-cancer', pathway], {
    excludes: true,
    holds: ({ suspected, known: { entered } }, policy) =>
      suspected && isAtMost(yearsOf(entered), 'youngestCancerAge', policy),
  }),
  row(['S5', 'NOT_TELE', 'lacks-capacity', pathway], {
    excludes: true,
    holds: ({ known: { has } }) => has('lacks-capacity'),
  }),
  row(['S6', 'NOT_TELE', 'many-lesions-full-skin-check', decision], {
    excludes: true,
    holds: ({ known: { has, entered } }, { numbers }) =>
      has('full-skin-check-needed') && entered.lesions.length * 1000 > numbers.lesionsForFullCheck,
  }),
  row(['S7', 'NOT_TELE', 'site-cannot-be-imaged', decision], {
    excludes: true,
    holds: ({ known: { has } }) => has('site-cannot-be-imaged'),
  }),
  row(['S8', 'NOT_TELE', 'nail-without-dermoscopy', decision], {
    excludes: true,
    holds: ({ known: { entered } }) =>
      entered.lesions.some(({ place, facts }) => place === 'nail' && facts.includes('dermoscopy-impossible')),
  }),
  row(['S9', 'DX_TELE_TX_OFFLINE', 'plan-has-procedure', paper], {
    holds: ({ known: { entered } }) => entered.plan !== undefined && entered.plan.length > 0,
  }),
  row(['S10', 'DX_TELE_TX_OFFLINE', 'plain-warts', decision], { holds: ({ known: { is } }) => is('warts') }),
]

/** No row of its own that a clinic could set: it is what is left. */
const open = row(['S0', 'TELE_OK', 'nothing-speaks-against-it', paper], { holds: () => true, confirm: false })

/** Least restrictive first: the place in this list is the rank. */
const rankOf = (code: SuitabilityCode): number => suitabilities.indexOf(code)

/** Whether a case may be answered without seeing the patient: every row that holds, the most restrictive first. */
export function suitabilityOf(question: Question, policy: TriagePolicy): Suitability {
  const held = suitabilityRows.filter(({ holds }) => holds(question, policy))
  const rows = held.length > 0 ? held.toSorted((a, b) => rankOf(b.code) - rankOf(a.code)) : [open]
  const reasons = rows.map(({ id, code, reason, excludes, source, edition, owner, confirm }) => ({
    id,
    code,
    reason,
    excludes,
    source,
    edition,
    owner,
    confirm,
    ...(confirm && policy.standings && { policy: standingOf(policy.standings, id) }),
    settings: settingsOf(policy, id),
  }))
  return { code: rows[0]?.code ?? 'TELE_OK', reasons }
}
