import type { Refusal } from './device-faults.ts'

/** How reports of adverse reactions may say no; part of the table in faults.ts. */
export const reactionFaults = {
  'reactions.altered': {
    says: 'This report is no longer what was signed. Nothing was printed.',
    next: 'Look at its history in the audit.',
    retry: 'corrected',
  },
  'reactions.correcting': {
    says: 'A correction of this report is being written. Nothing was changed.',
    next: 'Finish that draft, or discard it.',
    retry: 'corrected',
  },
  'reactions.incomplete': {
    says: 'Something that a report must say is missing. Nothing was signed.',
    next: 'Fill in what the form names.',
    retry: 'corrected',
  },
  'reactions.notCurrent': {
    says: 'Somebody changed this draft since it was shown. Nothing was saved.',
    next: 'Look at its newest state.',
    retry: 'corrected',
  },
  'reactions.notNow': {
    says: 'This report is not in a state where that can be done: signed already, not signed yet, corrected or withdrawn. Nothing was changed.',
    next: 'Look at its newest state.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
