import type { TriageCase, TriageLesion } from './case.ts'
import type { TriageFlag } from './codes.ts'
import { textOfThousandths, thousandthsOf } from './exact.ts'
import type { CaseFact, Condition, LesionFact, TriageClass } from './facts.ts'
import { type ThresholdId, type TriagePolicy, thresholdText } from './policy.ts'

/** What a rule rests on: names with what was entered, and what it was held against. */
export type Values = Readonly<Record<string, string | number | boolean>>

/** A rule that holds: its class, why as a code, and the numbers. */
export interface Hit {
  readonly class: TriageClass
  readonly reason: string
  readonly values?: Values
  readonly flags?: readonly TriageFlag[]
  readonly lesion?: number
}

/** A case made ready for the rules: what several of them ask is worked out once. */
export interface Known {
  readonly entered: TriageCase
  readonly has: (fact: CaseFact) => boolean
  readonly is: (condition: Condition) => boolean
  readonly fever: boolean
  readonly unstable: boolean
  /** Transplant, or immunosuppressed for another reason. */
  readonly immune: boolean
  readonly herpeticum: boolean
}

/** A row of the rule table with its predicate. A row that is out of date keeps its id and gets a `to`. */
export interface Rule {
  readonly id: string
  readonly source: string
  readonly edition: string
  /** First and last day on which it holds. */
  readonly from: string
  readonly to?: string
  readonly owner: string
  /** True where a clinic must confirm the row. */
  readonly confirm: boolean
  readonly classes: readonly TriageClass[]
  readonly fires: (known: Known, policy: TriagePolicy) => readonly Hit[]
}

const house = { edition: 'cutis-triage/1 (2026-11)', from: '2026-11-01' } as const

/** A row that a clinic must confirm: its numbers, or what they stand on, are general knowledge. */
export const clinicRule = (row: Pick<Rule, 'id' | 'source' | 'classes' | 'fires'>): Rule => ({
  ...house,
  owner: 'clinic policy',
  confirm: true,
  ...row,
})
/** A row that says what a named publication says. */
export const publishedRule = (row: Pick<Rule, 'id' | 'source' | 'classes' | 'fires'>): Rule => ({
  ...house,
  owner: 'Cutis rule tables',
  confirm: false,
  ...row,
})

/** The hit where it holds, else none. */
export const when = (holds: boolean, hit: () => Hit): readonly Hit[] => (holds ? [hit()] : [])

/** True where an entered whole number is there and at least the threshold. */
export const isAtLeast = (value: number | undefined, id: ThresholdId, { numbers }: TriagePolicy): boolean =>
  value !== undefined && value * 1000 >= numbers[id]
export const isAtMost = (value: number | undefined, id: ThresholdId, { numbers }: TriagePolicy): boolean =>
  value !== undefined && value * 1000 <= numbers[id]
/** True where an entered decimal text is there and passes the comparison. */
export const isTextAtLeast = (text: string | undefined, id: ThresholdId, { numbers }: TriagePolicy): boolean =>
  text !== undefined && thousandthsOf(text) >= numbers[id]
export const isTextOver = (text: string | undefined, id: ThresholdId, { numbers }: TriagePolicy): boolean =>
  text !== undefined && thousandthsOf(text) > numbers[id]

/** A value beside the threshold that it was held against: whole numbers as numbers, decimals as exact text. */
export function held(name: string, value: string | number, [id, policy]: readonly [ThresholdId, TriagePolicy]): Values {
  if (typeof value === 'number') return { [name]: value, [id]: policy.numbers[id] / 1000 }
  return { [name]: textOfThousandths(thousandthsOf(value)), [id]: thresholdText(policy, id) }
}

/** Age in whole years, from whichever of the two was entered. */
export const yearsOf = ({ ageYears, ageMonths }: TriageCase): number | undefined =>
  ageYears ?? (ageMonths === undefined ? undefined : Math.floor(ageMonths / 12))

function isUnstable({ vitals }: TriageCase, has: Known['has'], { numbers }: TriagePolicy): boolean {
  if (has('fainting') || has('new-confusion')) return true
  const systolic = vitals?.systolic
  const pulse = vitals?.pulse
  return (
    (systolic !== undefined && systolic * 1000 < numbers.unstableSystolicBelow) ||
    (pulse !== undefined && pulse * 1000 > numbers.unstablePulseAbove)
  )
}

/** A case made ready for the rules. */
export function knownOf(entered: TriageCase, policy: TriagePolicy): Known {
  const has = (fact: CaseFact) => entered.facts.includes(fact)
  const is = (condition: Condition) => entered.conditions.includes(condition)
  const clustered = has('punched-out-erosions') || has('clustered-vesicles')
  return {
    entered,
    has,
    is,
    fever: has('fever') || isTextAtLeast(entered.vitals?.temperature, 'fever', policy),
    unstable: isUnstable(entered, has, policy),
    immune: has('immunosuppressed') || has('transplant'),
    herpeticum: is('atopic-dermatitis') && clustered,
  }
}

/** A lesion as the rules ask about it. */
export interface Spot {
  readonly lesion: TriageLesion
  readonly known: Known
  readonly policy: TriagePolicy
  readonly has: (fact: LesionFact) => boolean
  readonly growing: boolean
  /** Growth that was visible within the policy's days. */
  readonly rapid: boolean
}

/** A rule over lesions: asked of each of them, and its hits name the lesion. */
export const eachLesion =
  (fires: (spot: Spot) => Hit | undefined) =>
  (known: Known, policy: TriagePolicy): readonly Hit[] =>
    known.entered.lesions.flatMap(lesion => {
      const has = (fact: LesionFact) => lesion.facts.includes(fact)
      const rapid = isAtMost(lesion.visibleGrowthDays, 'rapidDays', policy)
      const growing = has('growing') || lesion.growingDays !== undefined || lesion.visibleGrowthDays !== undefined
      const hit = fires({ lesion, known, policy, has, growing, rapid })
      if (!hit) return []
      return [{ ...hit, ...(lesion.number !== undefined && { lesion: lesion.number }) }]
    })
