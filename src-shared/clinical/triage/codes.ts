/** `retake`: pictures or answers are asked for; the others say what else the answer must think of. */
export const triageFlags = ['retake', 'ophthalmology', 'monitoring-offered'] as const
export type TriageFlag = (typeof triageFlags)[number]

/** From the least to the most restrictive. */
export const suitabilities = ['TELE_OK', 'DX_TELE_TX_OFFLINE', 'NOT_TELE', 'EMERGENCY'] as const

/** How a reviewer may answer a consult (clinical.md §2.2). */
export const outcomeCodes = [
  'DISCHARGE_WITH_ADVICE',
  'TREAT_IN_PRIMARY_CARE',
  'ROUTINE_APPT',
  'SOON_APPT',
  'URGENT_APPT',
  'DIRECT_BIOPSY_URGENT',
  'DIRECT_BIOPSY_ROUTINE',
  'SDDI_3M',
  'REPEAT_IMAGES',
  'VIDEO_VISIT',
  'REFER_OTHER',
  'EMERGENCY',
] as const

/** What may be linked to an answer so that somebody's hands follow it. */
export const linkKinds = ['appointment', 'order', 'referral', 'follow-up', 'visit'] as const

/** What is still needed; each code names one thing. */
export const closingNeeds = [
  'emergency-outcome',
  'complete-case',
  'new-images',
  'in-person',
  'dermoscopic-set',
  'dermatologist',
  'signed-report',
  'linked-appointment-or-order',
  'linked-order',
  'linked-referral',
  'linked-follow-up',
  'linked-visit',
] as const
