import type { PreventionCase, PreventionPlan, PreventionReason } from './case.ts'
import { type AdviceCode, photosensitisingDrugs, type Tier, tiers, type UvBand } from './codes.ts'
import { standardRule, type TierRule, tierRules } from './tier-rules.ts'

/** Raised whenever a row, an interval or an advice changes; stored with every plan. */
export const preventionVersion = 'cutis-prevention/1'

const rankOf = (tier: Tier): number => tiers.indexOf(tier)

const reasonOf = ({ id, tier, reason, values, ...row }: TierRule, entered: PreventionCase): PreventionReason => {
  const { source, edition, owner, confirm } = row
  return { id, tier, reason, values: values(entered), source, edition, owner, confirm }
}

type Exam = NonNullable<PreventionPlan['exam']>

/** Intervals of the house by tier (published ranges PMC4644158; clinic policy). STANDARD is seen on concern. */
export const examMonths: Readonly<Partial<Record<Tier, Exam>>> = {
  VERY_HIGH: { fromMonths: 3, toMonths: 6 },
  HIGH: { fromMonths: 6, toMonths: 12 },
  MODERATE: { fromMonths: 12, toMonths: 12 },
}
/** Months between self-examinations by tier (clinic policy). */
export const selfExamMonths: Readonly<Partial<Record<Tier, number>>> = { VERY_HIGH: 1, HIGH: 1, MODERATE: 3 }

function adjunctsOf(tier: Tier, { naevi }: PreventionCase): PreventionPlan['adjuncts'] {
  if (tier === 'VERY_HIGH') return ['total-body-photography', 'short-term-digital-follow-up']
  return tier === 'HIGH' && naevi === 'above-100' ? ['total-body-photography'] : []
}

/** Yearly, once the early years are over. */
const yearly: Exam = { fromMonths: 12, toMonths: 12 }

function followUpMonths({ melanomaStage: stage, yearsSinceMelanoma: years = 0 }: PreventionCase): Exam | undefined {
  if (stage === undefined || stage === '0' || stage === 'IB' || stage === 'IIA') return undefined
  if (years >= 5) return yearly
  if (stage === 'IA') return { fromMonths: 3, toMonths: 12 }
  return years < 2 ? { fromMonths: 3, toMonths: 6 } : { fromMonths: 6, toMonths: 6 }
}

/** Follow-up after a melanoma where one is published for its stage: IA, and IIB and above. */
function followUpOf(entered: PreventionCase): PreventionPlan['melanomaFollowUp'] {
  const months = entered.personalMelanoma === true ? followUpMonths(entered) : undefined
  return months && { ...months, lifelong: true, source: 'Published ranges of follow-up, PMC4644158' }
}

/** Band of a UV index (WHO, EPA): 0–2, 3–5, 6–7, 8–10, 11 and more. */
export function uvBandOf(index: number): UvBand {
  if (index <= 2) return 'low'
  if (index <= 5) return 'moderate'
  if (index <= 7) return 'high'
  return index <= 10 ? 'very-high' : 'extreme'
}

/** Drugs of the patient that are on the photosensitising list, by a word of their name. */
const photosensitisingOf = ({ drugs }: PreventionCase): string[] =>
  drugs.filter(name => {
    const words = name.toLowerCase().split(/[^a-z]+/)
    return photosensitisingDrugs.some(
      drug => words.includes(drug) || (drug === 'thiazide' && words.some(word => word.endsWith('thiazide'))),
    )
  })

const hadSkinCancer = ({ personalMelanoma, priorBasalCell, priorSquamousCell }: PreventionCase): boolean =>
  personalMelanoma === true || priorBasalCell === true || priorSquamousCell === true

const isFair = ({ fitzpatrick }: PreventionCase): boolean => fitzpatrick === 'I' || fitzpatrick === 'II'
const isDark = ({ fitzpatrick }: PreventionCase): boolean => fitzpatrick === 'V' || fitzpatrick === 'VI'

/** Who protects from a lower index on, and with a higher factor. */
const isSensitive = (entered: PreventionCase): boolean =>
  isFair(entered) || hadSkinCancer(entered) || entered.transplant === true || photosensitisingOf(entered).length > 0

type AdviceRow = readonly [code: AdviceCode, holds: (entered: PreventionCase) => boolean]

/** Under six months shade and clothes come first. */
const isInfant = ({ ageMonths }: PreventionCase): boolean => ageMonths !== undefined && ageMonths < 6
const isAdult = ({ ageYears }: PreventionCase): boolean => ageYears === undefined || ageYears >= 18

const always = () => true
const adviceRows: readonly AdviceRow[] = [
  ['infant-shade-and-clothing-first', isInfant],
  ['shade-10-to-16', always],
  ['clothing', always],
  ['wide-brim-hat', always],
  ['uv-sunglasses', always],
  ['spf-30', entered => !isInfant(entered) && !isSensitive(entered)],
  ['spf-50', entered => !isInfant(entered) && isSensitive(entered)],
  ['reapply-every-2-hours', entered => !isInfant(entered)],
  ['reapply-after-water', entered => !isInfant(entered)],
  ['amount-30-ml-adult', entered => !isInfant(entered) && isAdult(entered)],
  ['photosensitising-drug', entered => photosensitisingOf(entered).length > 0],
  ['no-tanning-beds', ({ tanningBeds }) => tanningBeds === true],
  ['tinted-for-pigmentation', ({ pigmentationDisorder }) => pigmentationDisorder === true],
  ['darker-skin-still-protects', isDark],
  ['check-palms-soles-nails', entered => isDark(entered) || entered.fitzpatrick === 'IV'],
]

function uvOf(entered: PreventionCase): PreventionPlan['uv'] {
  const actFrom = isSensitive(entered) ? 2 : 3
  const { uvIndex } = entered
  if (uvIndex === undefined) return { actFrom }
  return { actFrom, index: uvIndex, band: uvBandOf(uvIndex), act: uvIndex >= actFrom }
}

/**
 * A person's prevention plan: the highest tier that holds with every reason, examination and self-examination intervals, and sun advice as
 * codes (clinical.md §4.3; EPA and WHO UV bands). It never gives a percentage. Photosensitising drugs add advice, not a tier.
 */
export function preventionOf(entered: PreventionCase): PreventionPlan {
  const held = tierRules.filter(({ holds }) => holds(entered))
  const rows = held.length > 0 ? held.toSorted((a, b) => rankOf(a.tier) - rankOf(b.tier)) : [standardRule]
  const tier = rows[0]?.tier ?? 'STANDARD'
  const exam = examMonths[tier]
  const self = selfExamMonths[tier]
  const followUp = followUpOf(entered)
  return {
    version: preventionVersion,
    tier,
    reasons: rows.map(row => reasonOf(row, entered)),
    ...(exam && { exam }),
    adjuncts: adjunctsOf(tier, entered),
    ...(self !== undefined && { selfExamMonths: self }),
    ...(followUp && { melanomaFollowUp: followUp }),
    uv: uvOf(entered),
    advice: adviceRows.filter(([, holds]) => holds(entered)).map(([code]) => code),
    photosensitising: photosensitisingOf(entered),
  }
}
