import type { TriagePolicy } from './policy.ts'
import { clinicRule, type Hit, held, isAtMost, type Known, type Rule, when } from './rule.ts'
import { hasAirwaySigns } from './rules-emergency.ts'

const redFlags = 'Red-flag content: Cleveland Clinic; UCSF; Canadian Allergy & Immunology Today'
const decision = 'Decision of the house where sources are open; to be confirmed by the clinic'

function zosterAtRisk(known: Known): readonly Hit[] {
  const { zoster } = known.entered
  if (!zoster) return []
  if (zoster.firstBranch === true || known.has('eye-involvement'))
    return [{ class: 'E1', reason: 'zoster-of-first-branch-or-eye' }]
  if (zoster.disseminated === true) return [{ class: 'E1', reason: 'zoster-disseminated' }]
  return when(known.immune, () => ({ class: 'E1', reason: 'zoster-immunosuppressed' }))
}

const orbital = ['bulging-eye', 'painful-eye-movement', 'reduced-eye-movement', 'reduced-vision'] as const

function cellulitis({ is, has, fever }: Known): readonly Hit[] {
  if (!is('cellulitis')) return []
  const sign = orbital.find(has)
  if (sign) return [{ class: 'E0', reason: 'cellulitis-with-orbital-sign', values: { sign } }]
  if (has('periorbital')) return [{ class: 'E1', reason: 'cellulitis-periorbital' }]
  if (fever) return [{ class: 'E1', reason: 'cellulitis-with-fever' }]
  return when(has('rapidly-spreading'), () => ({ class: 'E1', reason: 'cellulitis-spreading-rapidly' }))
}

function necrosis({ has, is }: Known): readonly Hit[] {
  if (has('severe-pain') && has('necrotic-skin')) return [{ class: 'E1', reason: 'severe-pain-with-necrotic-skin' }]
  const grows = has('rapidly-growing') || has('rapidly-spreading')
  return when(is('pyoderma-gangrenosum') && grows, () => ({ class: 'E1', reason: 'pyoderma-gangrenosum-growing' }))
}

function zosterInTime({ entered: { zoster } }: Known, policy: TriagePolicy): readonly Hit[] {
  if (!zoster || zoster.firstBranch === true) return []
  const isEarly = isAtMost(zoster.rashHours, 'zosterHours', policy)
  const values = held('rashHours', zoster.rashHours, ['zosterHours', policy])
  return [{ class: isEarly ? 'E1' : 'P3', reason: isEarly ? 'zoster-early' : 'zoster-late', values }]
}

const swollen = ({ has }: Known): boolean => has('lip-face-swelling') || has('angioedema')

/** Rules for the same day (clinical.md §2.2, R7 to R9, R11, R12, R28 to R31). */
export const sameDayRules: readonly Rule[] = [
  clinicRule({
    id: 'R7',
    source: redFlags,
    classes: ['E1'],
    fires: ({ herpeticum, has }) =>
      when(herpeticum, () => ({
        class: 'E1',
        reason: 'eczema-with-clustered-erosions',
        ...(has('eye-involvement') && { flags: ['ophthalmology'] }),
      })),
  }),
  clinicRule({ id: 'R8', source: redFlags, classes: ['E1'], fires: zosterAtRisk }),
  clinicRule({
    id: 'R9',
    source: redFlags,
    classes: ['E1'],
    fires: ({ has }) => when(has('generalised-pustules'), () => ({ class: 'E1', reason: 'generalised-pustules' })),
  }),
  clinicRule({ id: 'R11', source: redFlags, classes: ['E0', 'E1'], fires: cellulitis }),
  clinicRule({ id: 'R12', source: redFlags, classes: ['E1'], fires: necrosis }),
  clinicRule({
    id: 'R28',
    source: decision,
    classes: ['E1'],
    fires: ({ is, fever }) =>
      when(is('cellulitis') && !fever, () => ({ class: 'E1', reason: 'cellulitis-without-fever' })),
  }),
  clinicRule({
    id: 'R29',
    source: decision,
    classes: ['E1'],
    fires: ({ has, fever }) =>
      when(has('palpable-purpura') && !fever, () => ({ class: 'E1', reason: 'palpable-purpura-without-fever' })),
  }),
  clinicRule({
    id: 'R30',
    source: decision,
    classes: ['E1'],
    fires: (known, policy) =>
      when(swollen(known) && !hasAirwaySigns(known, policy), () => ({
        class: 'E1',
        reason: 'swelling-without-airway-signs',
      })),
  }),
  clinicRule({ id: 'R31', source: decision, classes: ['E1', 'P3'], fires: zosterInTime }),
]
