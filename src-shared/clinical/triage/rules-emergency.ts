import type { TriagePolicy } from './policy.ts'
import { clinicRule, type Hit, held, isAtLeast, isAtMost, type Known, type Rule, when } from './rule.ts'

const redFlags = 'Red-flag content: Cleveland Clinic; UCSF; Canadian Allergy & Immunology Today'
const blistering = ({ has }: Known): boolean => has('blisters') || has('erosions')

/** Zoster, eczema herpeticum and burns have rules of their own. */
const hasOtherCause = ({ entered, herpeticum, has }: Known): boolean =>
  (entered.zoster !== undefined && entered.zoster.disseminated !== true) || herpeticum || has('burn')

const newDrug = ({ entered }: Known, policy: TriagePolicy): number | undefined =>
  entered.newDrugDays?.find(days => isAtMost(days, 'newDrugDays', policy))

function painfulSkinLoss(known: Known, policy: TriagePolicy): Hit | undefined {
  const { mucosalSites, affectedPercent } = known.entered
  const drug = newDrug(known, policy)
  if (isAtLeast(mucosalSites, 'mucosalSitesWithPain', policy))
    return { class: 'E0', reason: 'painful-skin-loss-with-mucosa', values: { mucosalSites: mucosalSites ?? 0 } }
  if (drug !== undefined) {
    const values = held('newDrugStartedDaysAgo', drug, ['newDrugDays', policy])
    return { class: 'E0', reason: 'painful-skin-loss-after-new-drug', values }
  }
  if (!known.fever || !isAtLeast(affectedPercent, 'feverAffectedPercent', policy)) return undefined
  const values = held('affectedPercent', affectedPercent ?? 0, ['feverAffectedPercent', policy])
  return { class: 'E0', reason: 'painful-skin-loss-with-fever', values }
}

function skinLoss(known: Known, policy: TriagePolicy): readonly Hit[] {
  if (hasOtherCause(known)) return []
  const { mucosalSites } = known.entered
  const painful = known.has('skin-pain') || known.has('severe-pain')
  const hit = painful && (blistering(known) || known.has('peeling')) ? painfulSkinLoss(known, policy) : undefined
  if (hit) return [hit]
  return when(blistering(known) && isAtLeast(mucosalSites, 'mucosalSitesWithoutPain', policy), () => ({
    class: 'E0',
    reason: 'skin-loss-with-several-mucosae',
    values: held('mucosalSites', mucosalSites ?? 0, ['mucosalSitesWithoutPain', policy]),
  }))
}

const necrotising = ({ has, is }: Known): boolean =>
  has('rapidly-spreading') &&
  (has('skin-pain') || has('severe-pain')) &&
  (has('redness') || is('cellulitis')) &&
  (has('dusky') || has('crepitus') || has('systemic-toxicity'))

/** Signs that breathing or circulation is in danger. */
export const hasAirwaySigns = ({ has, entered }: Known, { numbers }: TriagePolicy): boolean => {
  const systolic = entered.vitals?.systolic
  const isLow = systolic !== undefined && systolic * 1000 < numbers.unstableSystolicBelow
  return has('breathing-trouble') || has('tongue-swelling') || has('hypotension') || isLow
}

const swells = ({ has, is }: Known): boolean =>
  has('angioedema') || has('urticaria') || has('lip-face-swelling') || is('urticaria')

const isRedAllOver = ({ has, entered }: Known, policy: TriagePolicy): boolean =>
  has('erythroderma') || isAtLeast(entered.redPercent, 'erythrodermaPercent', policy)

function erythroderma(known: Known, policy: TriagePolicy): readonly Hit[] {
  if (!isRedAllOver(known, policy)) return []
  if (known.fever || known.unstable) return [{ class: 'E0', reason: 'erythroderma-with-fever-or-unstable' }]
  return [{ class: 'E1', reason: 'erythroderma' }]
}

const drugRashDay = ({ entered }: Known, policy: TriagePolicy): number | undefined =>
  entered.newDrugDays?.find(
    days => isAtLeast(days, 'drugRashFromDays', policy) && isAtMost(days, 'drugRashToDays', policy),
  )

const isSystemic = ({ has }: Known): boolean =>
  has('facial-oedema') ||
  has('swollen-nodes') ||
  (has('malaise') && (has('abnormal-blood-count') || has('abnormal-liver-test')))

function drugRash(known: Known, policy: TriagePolicy): readonly Hit[] {
  const day = drugRashDay(known, policy)
  const fires = day !== undefined && known.fever && known.has('widespread-rash') && isSystemic(known)
  return when(fires, () => ({
    class: 'E0',
    reason: 'feverish-rash-with-organ-signs-after-drug',
    values: held('newDrugStartedDaysAgo', day ?? 0, ['drugRashToDays', policy]),
  }))
}

function infant(known: Known, { numbers }: TriagePolicy): readonly Hit[] {
  const { has, fever, entered } = known
  if (has('scalded-skin-pattern')) return [{ class: 'E0', reason: 'scalded-skin-pattern' }]
  const { ageMonths } = entered
  if (ageMonths === undefined || ageMonths * 1000 >= numbers.infantMonths) return []
  const isRash = has('rash') || has('widespread-rash')
  return when(has('blisters') || (fever && isRash), () => ({
    class: 'E0',
    reason: has('blisters') ? 'young-infant-with-blisters' : 'young-infant-with-fever-and-rash',
    values: { ageMonths },
  }))
}

/** Rules that may make a case an emergency (clinical.md §2.2, R1 to R6 and R10). */
export const emergencyRules: readonly Rule[] = [
  clinicRule({ id: 'R1', source: `${redFlags} (PEM drive)`, classes: ['E0'], fires: skinLoss }),
  clinicRule({
    id: 'R2',
    source: redFlags,
    classes: ['E0'],
    fires: known =>
      when(necrotising(known), () => ({ class: 'E0', reason: 'spreading-painful-redness-with-toxicity' })),
  }),
  clinicRule({
    id: 'R3',
    source: redFlags,
    classes: ['E0'],
    fires: ({ has, fever }) =>
      when(fever && (has('purpura') || has('palpable-purpura')), () => ({ class: 'E0', reason: 'purpura-with-fever' })),
  }),
  clinicRule({
    id: 'R4',
    source: redFlags,
    classes: ['E0'],
    fires: (known, policy) =>
      when(swells(known) && hasAirwaySigns(known, policy), () => ({
        class: 'E0',
        reason: 'swelling-with-airway-signs',
      })),
  }),
  clinicRule({ id: 'R5', source: redFlags, classes: ['E0', 'E1'], fires: erythroderma }),
  clinicRule({ id: 'R6', source: redFlags, classes: ['E0'], fires: drugRash }),
  clinicRule({ id: 'R10', source: redFlags, classes: ['E0'], fires: infant }),
]
