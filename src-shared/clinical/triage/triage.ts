import { standingOf } from '../policy/standing.ts'
import type { TriageCase } from './case.ts'
import { clocksOf } from './clocks.ts'
import type { TriageFlag } from './codes.ts'
import type { FiredRule, TriageDecision } from './decision.ts'
import { type TriageClass, triageClasses } from './facts.ts'
import { defaultPolicy, settingsOf, type TriagePolicy } from './policy.ts'
import { type Hit, type Known, knownOf, type Rule } from './rule.ts'
import { emergencyRules } from './rules-emergency.ts'
import { lesionRules } from './rules-lesion.ts'
import { afterRules, otherRules } from './rules-other.ts'
import { sameDayRules } from './rules-same-day.ts'
import { suitabilityOf } from './suitability.ts'

/** Raised whenever a rule, a threshold's default or a code changes; stored with every decision. */
export const triageVersion = 'cutis-triage/1'

const firstRules: readonly Rule[] = [...emergencyRules, ...sameDayRules, ...lesionRules, ...otherRules]
const numberOf = ({ id }: { readonly id: string }): number => Number(id.slice(1))

/** Every row of the table, by number. */
export const triageRules: readonly Rule[] = [...firstRules, ...Object.values(afterRules)].toSorted(
  (a, b) => numberOf(a) - numberOf(b),
)

/** 0 is the most urgent. */
export const rankOf = (code: TriageClass): number => triageClasses.indexOf(code)

interface Found {
  readonly rule: Rule
  readonly hit: Hit
}

const tableFrom = '2026-11-01'

/** The day whose rows are read: the one on which the case came in, or the table's first day for an older case. */
const dayOf = ({ receivedAt }: TriageCase): string | undefined => {
  const day = receivedAt?.slice(0, 10)
  return day !== undefined && day < tableFrom ? tableFrom : day
}

/** True where a row holds on a day; without a day only rows without an end do. */
export const isInForce = ({ from, to }: Pick<Rule, 'from' | 'to'>, day: string | undefined): boolean =>
  day === undefined ? to === undefined : from <= day && (to === undefined || day <= to)

const byUrgency = (a: Found, b: Found): number =>
  rankOf(a.hit.class) - rankOf(b.hit.class) || numberOf(a.rule) - numberOf(b.rule)

const firedOf = ({ rule, hit }: Found, policy: TriagePolicy): FiredRule => ({
  id: rule.id,
  class: hit.class,
  reason: hit.reason,
  values: { ...hit.values },
  ...(hit.lesion !== undefined && { lesion: hit.lesion }),
  source: rule.source,
  edition: rule.edition,
  owner: rule.owner,
  confirm: rule.confirm,
  // A published row speaks of the clinic only where the clinic set a number of it.
  ...(policy.standings &&
    (rule.confirm || policy.standings[rule.id]) && { policy: standingOf(policy.standings, rule.id) }),
  settings: settingsOf(policy, rule.id, hit.values),
})

const isEmergencyClass = ({ hit }: Found): boolean => hit.class === 'E0' || hit.class === 'E1'

type Fire = (rule: Rule) => readonly Found[]

/** R21 asks that no emergency rule fired; R0 that nothing did. */
function rulesFound(fire: Fire): readonly Found[] {
  const first = firstRules.flatMap(fire)
  const found = first.some(isEmergencyClass) ? first : [...first, ...fire(afterRules.blistering)]
  return found.length > 0 ? found : fire(afterRules.default)
}

/** Classes that keep their clock while pictures are asked for in parallel. */
const goesOn = (code: TriageClass): boolean => rankOf(code) <= rankOf('P2')

const cancerRules = new Set(['R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20'])

const suspects = (found: readonly Found[]): boolean => found.some(({ rule }) => cancerRules.has(rule.id))

const flagsOf = (found: readonly Found[]): TriageFlag[] =>
  [...new Set(found.flatMap(({ hit }) => hit.flags ?? []))].sort()

/**
 * Triage of one case by the rules of clinical.md §2.2: its class is the most urgent rule that fires, with every rule that fired, its
 * reason and source, both clocks, and whether it may be answered without seeing the patient. Pure: a case gives the same decision always.
 * `override` is the class that a clinician put in its place: clocks and suitability follow it, `ruleClass` and the fired rules stay.
 */
export function triageOf(
  entered: TriageCase,
  policy: TriagePolicy = defaultPolicy,
  override?: TriageClass,
): TriageDecision {
  const known: Known = knownOf(entered, policy)
  const day = dayOf(entered)
  const fire: Fire = rule => (isInForce(rule, day) ? rule.fires(known, policy).map(hit => ({ rule, hit })) : [])
  const found = rulesFound(fire).toSorted(byUrgency)
  const held = fire(afterRules.retake)
  const ruleClass = found[0]?.hit.class ?? 'P4'
  const ruled = held.length > 0 && !goesOn(ruleClass) ? 'HOLD-RETAKE' : ruleClass
  const code = override ?? ruled
  const all = [...found, ...held]
  return {
    version: triageVersion,
    class: code,
    ruleClass,
    flags: flagsOf(all),
    fired: all.map(each => firedOf(each, policy)),
    clocks: clocksOf(code, entered.receivedAt, policy),
    suitability: suitabilityOf({ known, class: override ?? ruleClass, suspected: suspects(found) }, policy),
  }
}

/** What a waiting list is sorted by: class, then what is due first; cases on hold by how long they wait. Nothing else. */
export interface Waiting {
  readonly class: TriageClass
  readonly clocks: TriageDecision['clocks']
}

const timeOf = ({ clocks }: Waiting): string => clocks[0]?.dueAt ?? clocks[0]?.from ?? '9999'

/** Order of a waiting list: the more urgent class first, then the earlier due. */
export const byWaiting = (a: Waiting, b: Waiting): number =>
  rankOf(a.class) - rankOf(b.class) || (timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b)))
