import { thousandthsOf } from './exact.ts'
import type { LesionFact, LesionPlace } from './facts.ts'
import type { ThresholdId, TriagePolicy } from './policy.ts'
import {
  clinicRule,
  eachLesion,
  type Hit,
  held,
  isAtLeast,
  isTextAtLeast,
  isTextOver,
  publishedRule,
  type Rule,
  type Spot,
  type Values,
  yearsOf,
} from './rule.ts'

const majors = ['change-in-size', 'irregular-shape', 'irregular-colour'] as const
const minors = ['inflammation', 'oozing', 'change-in-sensation'] as const

const countOf = (has: Spot['has'], facts: readonly LesionFact[]): number => facts.filter(has).length

/** NICE weighted seven-point checklist: what the ticks give, or the score that a clinician's form gave where that is more. */
function weightedScore({ lesion, has, policy }: Spot): number {
  const wide = isTextAtLeast(lesion.diameterMm, 'diameterSevenPoint', policy) ? 1 : 0
  const ticked = 2 * countOf(has, majors) + wide + countOf(has, minors)
  const kept = lesion.results?.filter(({ algorithm }) => algorithm === 'nice') ?? []
  return Math.max(ticked, ...kept.map(({ total = '0' }) => thousandthsOf(total) / 1000))
}

function weighted(spot: Spot): Hit | undefined {
  const { has, policy } = spot
  if (has('suspected-melanoma') || has('strong-suspicion')) return { class: 'P2', reason: 'strong-suspicion' }
  if (!has('pigmented')) return undefined
  const score = weightedScore(spot)
  if (!isAtLeast(score, 'weightedSevenPoint', policy)) return undefined
  const values = held('score', score, ['weightedSevenPoint', policy])
  return { class: 'P2', reason: 'weighted-seven-point', values }
}

type Result = NonNullable<Spot['lesion']['results']>[number]

const sums: Readonly<Partial<Record<Result['algorithm'], ThresholdId>>> = {
  tds: 'tds',
  'seven-point': 'sevenPoint',
  'seven-point-revised': 'sevenPointRevised',
  'three-point': 'threePoint',
  cash: 'cash',
}

/** Whether a clinician-scored method reaches its threshold: by its sum where it has one, else by its published rule. */
function isOver({ algorithm, total, above }: Result, policy: TriagePolicy): boolean {
  if (algorithm === 'nice') return false
  if (algorithm === 'seven-point-revised' && !policy.revisedSevenPoint) return false
  const threshold = sums[algorithm]
  if (threshold && total !== undefined) return isTextAtLeast(total, threshold, policy)
  return above === true
}

const shown = (results: readonly Result[]): Values =>
  Object.fromEntries(results.map(({ algorithm, total }) => [algorithm, total ?? 'met']))

function dermoscopy({ lesion, policy }: Spot): Hit | undefined {
  const results = lesion.results ?? []
  const over = results.filter(result => isOver(result, policy))
  if (over.length > 0) return { class: 'P2', reason: 'dermoscopy-over-threshold', values: shown(over) }
  const between = results.find(
    ({ algorithm, total }) => algorithm === 'tds' && isTextAtLeast(total, 'tdsBetween', policy),
  )
  if (between?.total === undefined) return undefined
  const values = held('tds', between.total, ['tdsBetween', policy])
  return { class: 'P3', reason: 'tds-between', flags: ['monitoring-offered'], values }
}

function nodular({ lesion, has, policy }: Spot): Hit | undefined {
  const days = lesion.growingDays
  if (!has('elevated') || !has('firm') || days === undefined) return undefined
  if (days * 1000 <= policy.numbers.nodularGrowingDaysOver) return undefined
  const values = held('growingDays', days, ['nodularGrowingDaysOver', policy])
  return { class: 'P2', reason: 'elevated-firm-growing', values }
}

function rough({ lesion, has, growing, policy }: Spot): Hit | undefined {
  if (isTextOver(lesion.diameterMm, 'squamousMmOver', policy)) {
    const values = held('diameterMm', lesion.diameterMm ?? '0', ['squamousMmOver', policy])
    return { class: 'P2', reason: 'rough-and-wide', values }
  }
  if (has('indurated')) return { class: 'P2', reason: 'rough-and-indurated' }
  return growing ? { class: 'P2', reason: 'rough-and-growing' } : undefined
}

function squamous(spot: Spot): Hit | undefined {
  const { has, growing, known } = spot
  if (has('suspected-scc')) return { class: 'P2', reason: 'suspected-squamous-cell' }
  const isRough = has('keratinising') || has('crusted')
  if (known.immune && (isRough || growing || has('new'))) return { class: 'P2', reason: 'lesion-in-immunosuppressed' }
  return isRough ? rough(spot) : undefined
}

function acral({ lesion, has }: Spot): Hit | undefined {
  if (has('hutchinson-sign')) return { class: 'P2', reason: 'pigment-of-nail-fold' }
  const { place } = lesion
  if ((place !== 'nail' && place !== 'acral') || !has('pigmented')) return undefined
  if (!has('new') && !has('changing')) return undefined
  return { class: 'P2', reason: 'new-or-changing-pigment', values: { place } }
}

const highRisk: ReadonlySet<LesionPlace | undefined> = new Set<LesionPlace>(['eyelid', 'nose', 'lip', 'ear'])

function basalCell({ lesion, has, rapid, policy }: Spot): Hit | undefined {
  if (!has('suspected-bcc')) return undefined
  const { place, diameterMm } = lesion
  if (highRisk.has(place)) return { class: 'P2', reason: 'basal-cell-high-risk-place', values: { place: place ?? '' } }
  const limit: ThresholdId = place === 'face' ? 'largeFaceMm' : 'largeMm'
  if (isTextAtLeast(diameterMm, limit, policy)) {
    const values = held('diameterMm', diameterMm ?? '0', [limit, policy])
    return { class: 'P2', reason: 'basal-cell-large', values }
  }
  if (rapid) return { class: 'P2', reason: 'basal-cell-rapid' }
  return { class: policy.otherBasalCell, reason: 'basal-cell-other' }
}

function merkel({ has, rapid, known, policy }: Spot): Hit | undefined {
  if (!rapid || !has('painless') || !has('red-violet') || !has('nodule')) return undefined
  const ageYears = yearsOf(known.entered)
  if (known.immune) return { class: 'P2', reason: 'rapid-violet-nodule-immunosuppressed' }
  if (!isAtLeast(ageYears, 'merkelAgeYears', policy)) return undefined
  const values = held('ageYears', ageYears ?? 0, ['merkelAgeYears', policy])
  return { class: 'P2', reason: 'rapid-violet-nodule-by-age', values }
}

/** Rules that ask about each lesion (clinical.md §2.2, R13 to R20). They run on what people ticked, never on what a picture was measured to be. */
export const lesionRules: readonly Rule[] = [
  publishedRule({
    id: 'R13',
    source: 'NICE guideline NG12, weighted seven-point checklist',
    classes: ['P2'],
    fires: eachLesion(weighted),
  }),
  clinicRule({
    id: 'R14',
    source: 'Published threshold of each dermoscopy method, as scored by a clinician',
    classes: ['P2', 'P3'],
    fires: eachLesion(dermoscopy),
  }),
  clinicRule({
    id: 'R15',
    source: 'EFG: elevated, firm, growing for more than a month',
    classes: ['P2'],
    fires: eachLesion(nodular),
  }),
  clinicRule({ id: 'R16', source: 'NICE guideline NG12', classes: ['P2'], fires: eachLesion(squamous) }),
  clinicRule({
    id: 'R17',
    source: 'Nail and acral pigment; Hutchinson sign (general knowledge)',
    classes: ['P2'],
    fires: eachLesion(acral),
  }),
  clinicRule({ id: 'R18', source: 'NICE guideline NG12', classes: ['P2', 'P3', 'P4'], fires: eachLesion(basalCell) }),
  clinicRule({
    id: 'R19',
    source: 'Rapid painless red-violet nodule (general knowledge)',
    classes: ['P2'],
    fires: eachLesion(merkel),
  }),
  clinicRule({
    id: 'R20',
    source: 'Short-term digital follow-up: any significant change',
    classes: ['P2'],
    fires: eachLesion(({ has }) =>
      has('significant-change-on-follow-up') ? { class: 'P2', reason: 'change-on-short-term-follow-up' } : undefined,
    ),
  }),
]
