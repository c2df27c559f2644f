import type { PreventionCase, PreventionReason } from './case.ts'
import type { Tier } from './codes.ts'

/** A row of the tier table with its predicate. */
export interface TierRule {
  readonly id: string
  readonly tier: Tier
  readonly reason: string
  readonly source: string
  readonly edition: string
  readonly from: string
  readonly to?: string
  readonly owner: string
  readonly confirm: boolean
  readonly holds: (entered: PreventionCase) => boolean
  readonly values: (entered: PreventionCase) => PreventionReason['values']
}

const table = {
  edition: 'cutis-prevention/1 (2026-11)',
  from: '2026-11-01',
  owner: 'clinic policy',
  confirm: true,
} as const
const pooled = 'Pooled analysis of naevi and melanoma, PMC2656967'
const family = 'Family history and melanoma, Cancer Epidemiol Biomarkers Prev 2019'
const factors = 'Seven-factor model, Cancer Epidemiol Biomarkers Prev 2015'
const ranges = 'Published ranges of follow-up, PMC4644158'
const decision = 'Decision of the house where sources are open; to be confirmed by the clinic'

type Start = readonly [id: string, tier: Tier, reason: string, source: string]

/** A row about something that was ticked. */
const ticked = ([id, tier, reason, source]: Start, holds: TierRule['holds']): TierRule => ({
  id,
  tier,
  reason,
  source,
  ...table,
  holds,
  values: () => ({}),
})

type Counted = 'atypicalNaevi' | 'largeNaevi' | 'blisteringBurns' | 'relativesWithMelanoma'

/** A row about a count that lies in a range, ends included. */
const counted = (
  [id, tier, reason, source]: Start,
  of: Counted,
  [least, most]: readonly [number, number],
): TierRule => ({
  id,
  tier,
  reason,
  source,
  ...table,
  holds: entered => {
    const count = entered[of]
    return count !== undefined && count >= least && count <= most
  },
  values: entered => ({ [of]: entered[of] ?? 0, atLeast: least }),
})

const many = Number.POSITIVE_INFINITY

/** Every row of the tier table (clinical.md §4.3); the highest tier that holds is the person's. */
export const tierRules: readonly TierRule[] = [
  ticked(['V1', 'VERY_HIGH', 'personal-melanoma', ranges], entered => entered.personalMelanoma === true),
  counted(['V2', 'VERY_HIGH', 'relatives-with-melanoma', family], 'relativesWithMelanoma', [2, many]),
  ticked(['V3', 'VERY_HIGH', 'familial-variant', family], entered => entered.familialVariant === true),
  ticked(
    ['V4', 'VERY_HIGH', 'transplant-with-squamous-cell', ranges],
    entered => entered.transplant === true && entered.priorSquamousCell === true,
  ),
  ticked(['V5', 'VERY_HIGH', 'atypical-mole-syndrome', pooled], entered => entered.atypicalMoleSyndrome === true),
  ticked(['H1', 'HIGH', 'more-than-100-naevi', pooled], entered => entered.naevi === 'above-100'),
  counted(['H2', 'HIGH', 'atypical-naevi', pooled], 'atypicalNaevi', [5, many]),
  counted(['H3', 'HIGH', 'relative-with-melanoma', family], 'relativesWithMelanoma', [1, 1]),
  ticked(
    ['H4', 'HIGH', 'transplant-or-immunosuppressed', ranges],
    entered => entered.transplant === true || entered.immunosuppressed === true,
  ),
  ticked(
    ['H5', 'HIGH', 'prior-skin-cancer', ranges],
    entered => entered.priorBasalCell === true || entered.priorSquamousCell === true,
  ),
  counted(['H6', 'HIGH', 'large-naevi', pooled], 'largeNaevi', [3, many]),
  ticked(
    ['M1', 'MODERATE', 'skin-type-1-or-2', factors],
    entered => entered.fitzpatrick === 'I' || entered.fitzpatrick === 'II',
  ),
  ticked(['M2', 'MODERATE', '51-to-100-naevi', pooled], entered => entered.naevi === '51-100'),
  ticked(
    ['M3', 'MODERATE', 'red-hair-or-freckles', factors],
    entered => entered.hair === 'red' || entered.freckles === true,
  ),
  counted(['M4', 'MODERATE', 'blistering-burns', factors], 'blisteringBurns', [3, many]),
  ticked(['M5', 'MODERATE', 'tanning-beds', factors], entered => entered.tanningBeds === true),
  ticked(['M6', 'MODERATE', 'outdoors', decision], entered => entered.outdoors === true),
  counted(['M7', 'MODERATE', 'large-naevi', pooled], 'largeNaevi', [1, 2]),
  ticked(['M8', 'MODERATE', 'actinic-keratosis', decision], entered => entered.actinicKeratosis === true),
]

/** What stands where no row holds. */
export const standardRule: TierRule = ticked(['N0', 'STANDARD', 'no-row-holds', decision], () => true)
