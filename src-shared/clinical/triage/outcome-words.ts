import type { outcomeCodes } from './codes.ts'

/** The outcomes of a consult in words: the same on the screen and on paper. */
export const outcomeWords = {
  DISCHARGE_WITH_ADVICE: 'Discharge with advice',
  TREAT_IN_PRIMARY_CARE: 'Treat in primary care',
  ROUTINE_APPT: 'Routine appointment',
  SOON_APPT: 'Soon appointment',
  URGENT_APPT: 'Urgent appointment',
  DIRECT_BIOPSY_URGENT: 'Biopsy, urgent',
  DIRECT_BIOPSY_ROUTINE: 'Biopsy, routine',
  SDDI_3M: 'Picture again in three months',
  REPEAT_IMAGES: 'Repeat pictures',
  VIDEO_VISIT: 'Video visit',
  REFER_OTHER: 'Refer to another specialty',
  EMERGENCY: 'Send as an emergency',
} as const satisfies Readonly<Record<(typeof outcomeCodes)[number], string>>
