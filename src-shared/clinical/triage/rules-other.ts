import { thousandthsOf } from './exact.ts'
import type { Condition } from './facts.ts'
import type { ThresholdId, TriagePolicy } from './policy.ts'
import {
  clinicRule,
  type Hit,
  held,
  isAtLeast,
  isTextAtLeast,
  isTextOver,
  type Known,
  type Rule,
  when,
} from './rule.ts'

const decision = 'Decision of the house where sources are open; to be confirmed by the clinic'

type Compare = typeof isTextOver
type Instrument = NonNullable<Known['entered']['severity']>[number]['instrument']
const severe: Readonly<Record<Instrument, readonly [ThresholdId, Compare]>> = {
  easi: ['easiOver', isTextOver],
  pasi: ['pasiOver', isTextOver],
  dlqi: ['dlqiOver', isTextOver],
  'nrs-itch': ['itch', isTextAtLeast],
  uas7: ['uas7', isTextAtLeast],
  salt: ['salt', isTextAtLeast],
  ihs4: ['ihs4', isTextAtLeast],
}

const flare = ({ entered }: Known, policy: TriagePolicy): readonly Hit[] =>
  (entered.severity ?? []).flatMap(({ instrument, total }) => {
    const [id, compare] = severe[instrument]
    return when(compare(total, id, policy), () => ({
      class: 'P3',
      reason: 'severe-score',
      values: held(instrument, total, [id, policy]),
    }))
  })

type Series = NonNullable<Known['entered']['monitoring']>[number]

/** Readings at the end that are each worse than the one before them. */
function worseningOf({ readings }: Series): number {
  const totals = readings.map(({ total }) => thousandthsOf(total))
  const calm = totals.findLastIndex((total, at) => at === 0 || total <= (totals[at - 1] ?? total))
  return totals.length - 1 - calm
}

function seriesHit(series: Series, policy: TriagePolicy): Hit | undefined {
  const { readings, instrument } = series
  const [last, before] = [readings.at(-1), readings.at(-2)]
  if (!last || !before) return undefined
  if (last.topBand === true && before.topBand !== true)
    return { class: 'P3', reason: 'into-top-band', values: { instrument } }
  const up = (last.bandRank ?? 0) - (before.bandRank ?? last.bandRank ?? 0)
  if (isAtLeast(up, 'bandsUp', policy)) {
    const values = { instrument, ...held('bands', up, ['bandsUp', policy]) }
    return { class: 'P3', reason: 'bands-up', values }
  }
  const worse = worseningOf(series)
  if (!isAtLeast(worse, 'worseningReadings', policy)) return undefined
  const values = { instrument, ...held('readings', worse, ['worseningReadings', policy]) }
  return { class: 'P3', reason: 'worsening-readings', values }
}

function crisis({ entered: { vitals }, has }: Known, policy: TriagePolicy): readonly Hit[] {
  const high =
    isAtLeast(vitals?.systolic, 'crisisSystolic', policy) || isAtLeast(vitals?.diastolic, 'crisisDiastolic', policy)
  return when(high && has('blood-pressure-symptoms'), () => ({
    class: 'E0',
    reason: 'high-blood-pressure-with-symptoms',
    values: { systolic: vitals?.systolic ?? 'not entered', diastolic: vitals?.diastolic ?? 'not entered' },
  }))
}

const monitored = (known: Known, policy: TriagePolicy): readonly Hit[] => [
  ...crisis(known, policy),
  ...(known.entered.monitoring ?? []).flatMap(series => seriesHit(series, policy) ?? []),
]

type Laboratory = NonNullable<Known['entered']['laboratory']>

const isBelow = (text: string | undefined, id: ThresholdId, { numbers }: TriagePolicy): boolean =>
  text !== undefined && thousandthsOf(text) < numbers[id]

/** The first laboratory value beyond its grade; products of whole thousandths, so the edges are exact. */
function gradeThree({ alt, whiteCells, platelets, creatinine }: Laboratory, policy: TriagePolicy): string | undefined {
  const { altTimesOver, creatinineRiseOver } = policy.numbers
  if (alt && thousandthsOf(alt.value) * 1000 > thousandthsOf(alt.upperLimit) * altTimesOver) return 'alt'
  if (isBelow(whiteCells, 'whiteCellsBelow', policy)) return 'white-cells'
  if (isBelow(platelets, 'plateletsBelow', policy)) return 'platelets'
  if (!creatinine) return undefined
  const allowed = thousandthsOf(creatinine.baseline) * (100_000 + creatinineRiseOver)
  return thousandthsOf(creatinine.value) * 100_000 > allowed ? 'creatinine' : undefined
}

const isOnWatchedDrug = ({ has }: Known): boolean => has('on-methotrexate') || has('on-ciclosporin')
const isAbnormal = ({ has }: Known): boolean =>
  has('abnormal-laboratory') || has('abnormal-blood-count') || has('abnormal-liver-test')

function reaction(known: Known, policy: TriagePolicy): readonly Hit[] {
  const suspicious = known.has('suspicious-drug-reaction')
  if (!suspicious && !isOnWatchedDrug(known)) return []
  const severeValue = gradeThree(known.entered.laboratory ?? {}, policy)
  if (severeValue !== undefined)
    return [{ class: 'E1', reason: 'laboratory-value-severe', values: { laboratory: severeValue } }]
  if (suspicious) return [{ class: 'P3', reason: 'suspicious-drug-reaction' }]
  return when(isAbnormal(known), () => ({ class: 'P3', reason: 'laboratory-value-abnormal' }))
}

const common: readonly Condition[] = [
  'acne',
  'atopic-dermatitis',
  'eczema',
  'rosacea',
  'psoriasis',
  'seborrhoeic-dermatitis',
  'tinea',
  'warts',
  'alopecia-non-scarring',
  'urticaria',
]

function commonCondition({ entered, is, has }: Known): readonly Hit[] {
  if (entered.severe === true) return []
  const named = common.filter(is).filter(condition => condition !== 'urticaria' || !has('angioedema'))
  return when(named.length > 0, () => ({
    class: has('advice-only') ? 'P5' : 'P4',
    reason: has('advice-only') ? 'common-condition-advice' : 'common-condition',
    values: { conditions: named.join(' ') },
  }))
}

const simple = ({ is }: Known, of: readonly Condition[], hit: Hit): readonly Hit[] => when(of.some(is), () => hit)

/** Rules for soon, routine and advice (clinical.md §2.2, R22 to R26, R32, R33). */
export const otherRules: readonly Rule[] = [
  clinicRule({
    id: 'R22',
    source: 'Published severe bands of each instrument',
    classes: ['P3'],
    fires: flare,
  }),
  clinicRule({ id: 'R23', source: decision, classes: ['E0', 'P3'], fires: monitored }),
  clinicRule({ id: 'R24', source: decision, classes: ['E1', 'P3'], fires: reaction }),
  clinicRule({ id: 'R25', source: decision, classes: ['P4', 'P5'], fires: commonCondition }),
  clinicRule({
    id: 'R26',
    source: 'Scarring alopecia (general knowledge)',
    classes: ['P3'],
    fires: known => simple(known, ['alopecia-scarring'], { class: 'P3', reason: 'scarring-alopecia' }),
  }),
  clinicRule({
    id: 'R32',
    source: decision,
    classes: ['P5'],
    fires: known => simple(known, ['impetigo', 'scabies'], { class: 'P5', reason: 'impetigo-or-scabies' }),
  }),
  clinicRule({
    id: 'R33',
    source: decision,
    classes: ['P3'],
    fires: known =>
      simple(known, ['nodular-acne', 'scarring-acne'], { class: 'P3', reason: 'acne-nodular-or-scarring' }),
  }),
]

/** Rules that ask what the others said (R0, R21, R27): the engine runs them last. */
export const afterRules = {
  default: clinicRule({
    id: 'R0',
    source: decision,
    classes: ['P4'],
    fires: () => [{ class: 'P4', reason: 'default-routine' }],
  }),
  blistering: clinicRule({
    id: 'R21',
    source: 'New blistering disease without an emergency (general knowledge)',
    classes: ['P3'],
    fires: ({ has }) => when(has('new-blistering-disease'), () => ({ class: 'P3', reason: 'new-blistering-disease' })),
  }),
  retake: clinicRule({
    id: 'R27',
    source: 'Image and history gate: ATA Quick Guide to Store-and-Forward',
    classes: ['HOLD-RETAKE'],
    fires: ({ entered: { gate } }) => {
      if (gate?.allImagesFail === true) return [{ class: 'HOLD-RETAKE', reason: 'all-images-fail', flags: ['retake'] }]
      return when(gate?.complete === false, () => ({ class: 'HOLD-RETAKE', reason: 'incomplete', flags: ['retake'] }))
    },
  }),
} as const
