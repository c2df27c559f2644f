import type { Closing, ClosingCase, ClosingNeed, LinkKind, OutcomeCode } from './outcomes.ts'

/** An outcome: whether nobody sees the patient after it, and what must be linked so that somebody's hands follow it. */
export interface OutcomeRow {
  readonly code: OutcomeCode
  /** True where the case ends without anybody seeing the patient. */
  readonly remote: boolean
  readonly link?: readonly [need: ClosingNeed, ...kinds: readonly LinkKind[]]
}

/** Where the outcome table is from, and who keeps it. */
export const outcomeTable = {
  version: 'cutis-outcomes/1',
  source: 'Itransition, Telemedicine for dermatology, 2023; decisions of the house where sources are open',
  edition: 'cutis-outcomes/1 (2026-11)',
  from: '2026-11-01',
  owner: 'clinic policy',
  confirm: true,
} as const

const hands = ['linked-appointment-or-order', 'appointment', 'order', 'referral'] as const
const biopsy = ['linked-order', 'order'] as const

/** Every outcome (clinical.md §2.2) in the order a list shows them. */
export const outcomeRows: readonly OutcomeRow[] = [
  { code: 'DISCHARGE_WITH_ADVICE', remote: true },
  { code: 'TREAT_IN_PRIMARY_CARE', remote: true },
  { code: 'ROUTINE_APPT', remote: false, link: hands },
  { code: 'SOON_APPT', remote: false, link: hands },
  { code: 'URGENT_APPT', remote: false, link: hands },
  { code: 'DIRECT_BIOPSY_URGENT', remote: false, link: biopsy },
  { code: 'DIRECT_BIOPSY_ROUTINE', remote: false, link: biopsy },
  { code: 'SDDI_3M', remote: false, link: ['linked-follow-up', 'follow-up', 'appointment', 'order'] },
  { code: 'REPEAT_IMAGES', remote: false },
  { code: 'VIDEO_VISIT', remote: false, link: ['linked-visit', 'visit', 'appointment'] },
  { code: 'REFER_OTHER', remote: false, link: ['linked-referral', 'referral'] },
  { code: 'EMERGENCY', remote: false },
]

const rowOf = (code: OutcomeCode): OutcomeRow => outcomeRows.find(row => row.code === code) ?? { code, remote: true }

const isLinked = ({ links }: ClosingCase, kinds: readonly LinkKind[]): boolean =>
  links.some(kind => kinds.includes(kind))

function linkNeeds(entered: ClosingCase, { link }: OutcomeRow): ClosingNeed[] {
  const [handsNeed, ...handsKinds] = hands
  const needsHands = entered.procedure || entered.suitability === 'DX_TELE_TX_OFFLINE'
  const [need, ...kinds] = link ?? []
  const own = need !== undefined && !isLinked(entered, kinds) ? [need] : []
  // Any order or appointment of the outcome's own kind is also the one that the procedure asks for.
  return needsHands && own.length === 0 && !isLinked(entered, handsKinds) ? [handsNeed] : own
}

/** Pictures that a patient took, or whose origin nobody knows, never unlock closing. */
const isQualified = ({ dermoscopic }: ClosingCase): boolean =>
  dermoscopic.some(from => from === 'this-workstation' || from === 'teledermoscopy-site')

function remoteNeeds(entered: ClosingCase): ClosingNeed[] {
  const hold: ClosingNeed[] = entered.class === 'HOLD-RETAKE' ? ['complete-case'] : []
  if (entered.excluded) return [...hold, 'in-person']
  if (entered.suitability !== 'NOT_TELE') return hold
  return [
    ...hold,
    ...(isQualified(entered) ? [] : (['dermoscopic-set'] as const)),
    ...(entered.role === 'dermatologist' ? [] : (['dermatologist'] as const)),
    ...(entered.reportSigned ? [] : (['signed-report'] as const)),
  ]
}

function needsOf(entered: ClosingCase, row: OutcomeRow): ClosingNeed[] {
  if (row.code === 'EMERGENCY') return []
  if (entered.suitability === 'EMERGENCY') return ['emergency-outcome']
  if (row.code === 'REPEAT_IMAGES') return ['new-images']
  return [...(row.remote ? remoteNeeds(entered) : []), ...linkNeeds(entered, row)]
}

/**
 * Whether a case may be closed with an outcome, and if not, each thing that is missing (clinical.md §2.2: suitability). A lesion that needs
 * dermoscopy is closed without being seen only on a dermoscopic set of this workstation or a teledermoscopy site, by a dermatologist,
 * with a signed report; a plan with a procedure needs its appointment or order.
 */
export function closingOf(entered: ClosingCase): Closing {
  const row = rowOf(entered.outcome)
  const needs = needsOf(entered, row)
  const allowed = needs.length === 0
  const onDermoscopy = allowed && row.code === 'DISCHARGE_WITH_ADVICE' && entered.suitability === 'NOT_TELE'
  return { allowed, needs, ...(onDermoscopy && { closesAs: 'benign-by-teledermoscopy' }) }
}
