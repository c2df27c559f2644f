import type { Condition, TestKey } from '../types.ts'
import type { PrescribingAlert, Severity } from '../verdict.ts'

/** What has to be true of the patient or the draft for a rule to fire. Every kind reads facts of this patient. */
export type When =
  /** Another medicine: either of the two may be the one that is drafted. */
  | {
      readonly kind: 'with'
      readonly others: readonly string[]
      /** Only while the kidneys filter less, in mL/min/1.73 m². */
      readonly egfrBelow?: number
      /** Only while they filter this much or more, or nobody knows. */
      readonly egfrFrom?: number
      /** Only where the draft's week has more milligrams. */
      readonly weeklyMgOver?: string
    }
  | { readonly kind: 'condition'; readonly any: readonly Condition[]; readonly childbearingOnly?: boolean }
  | { readonly kind: 'state'; readonly is: 'pregnant' | 'breastfeeding' }
  /** Completed years: `under` without its end, `from` with it. */
  | { readonly kind: 'age'; readonly under?: number; readonly from?: number }
  | { readonly kind: 'egfr'; readonly below: number; readonly from?: number }
  | { readonly kind: 'light'; readonly any: readonly ('nb-uvb' | 'bb-uvb' | 'puva')[] }
  | { readonly kind: 'verdict'; readonly tests: readonly TestKey[]; readonly any: readonly string[] }
  /** The newest result, in the unit of the test; `upperLimits` times the laboratory's own limit. */
  | {
      readonly kind: 'result'
      readonly test: TestKey
      readonly above?: string
      readonly below?: string
      readonly upperLimits?: string
      readonly overBaselinePercent?: string
    }
  | { readonly kind: 'known'; readonly test: TestKey }
  | { readonly kind: 'allergy'; readonly to: readonly string[] }
  /** More than a limit; `kg` per kilogram of body weight. */
  | {
      readonly kind: 'cap'
      readonly per: 'day' | 'week'
      readonly kg: boolean
      readonly limit: string
      readonly ages?: 'adult' | 'child'
    }
  /** Worked out in code, by the rule's id. */
  | { readonly kind: 'computed' }

/** Which prescriptions a rule looks at: a topical one triggers only rules that say so. */
export type Scope = 'systemic' | 'topical' | 'any'

/** Days the directions last: rules for short or long courses. An open course counts as long. */
export interface Course {
  readonly over?: number
  readonly upTo?: number
}

export interface PrescribingRule {
  readonly id: string
  readonly severity: Severity
  readonly kind: PrescribingAlert['kind']
  /** Substances and "@groups"; empty for rules that look at every drug. */
  readonly drugs: readonly string[]
  readonly scope: Scope
  readonly when: When
  readonly course?: Course
  /** One sentence with {drug} and the values of the reason in braces. */
  readonly words: string
  /** Alerts of these rules say no more where this one fires for the same reason. */
  readonly supersedes?: readonly string[]
  /** Keeps the prescription from being signed or renewed until it is settled. */
  readonly holds?: boolean
  readonly source: string
  readonly edition: string
  /** First and last day in effect (ISO dates, both included). */
  readonly from: string
  readonly to?: string
  readonly owner: string
  readonly confirm: boolean
}

type Given = Omit<PrescribingRule, 'scope' | 'source' | 'edition' | 'from' | 'owner' | 'confirm'> &
  Partial<Pick<PrescribingRule, 'scope' | 'source' | 'edition' | 'from'>>

const shared = { scope: 'systemic', edition: '2026-11', from: '2026-01-01' } as const

/** A row of the starter set; its product label is cited by the content's owner before release. */
export const starter = (given: Given): PrescribingRule => ({
  ...shared,
  source: 'Starter rule set; product label to be cited',
  owner: 'clinical content',
  confirm: false,
  ...given,
})

/** A row that a clinic has to confirm as its own. */
export const policy = (given: Given): PrescribingRule => ({
  ...shared,
  source: 'Clinic policy, proposed',
  ...given,
  owner: 'clinic policy',
  confirm: true,
})
