import type { Refusal } from './device-faults.ts'

/** How the consult room says no. */
export const consultFaults = {
  'consults.altered': {
    says: 'This answer is no longer what was signed. It was not printed.',
    next: 'Ask the dermatologist to answer again, in a new consult.',
    retry: 'never',
  },
  'consults.claimed': {
    says: 'A colleague is answering this consult.',
    next: 'Wait until it is released, or take another one.',
    retry: 'later',
  },
  'consults.incomplete': {
    says: 'This consult is not complete yet. It was not sent.',
    next: 'Fill in what the list names as missing.',
    retry: 'corrected',
  },
  'consults.mayNotClose': {
    says: 'This consult may not be closed in this way.',
    next: 'Choose another outcome, or add what the note beside it asks for.',
    retry: 'corrected',
  },
  'consults.noPresentation': {
    says: 'This visit says nothing about what is asked: a lesion, a rash, hair or a nail.',
    next: 'Open a case with a presentation and ask from there.',
    retry: 'corrected',
  },
  'consults.notNow': {
    says: 'This consult has moved on since it was shown.',
    next: 'Look at it again as it stands now.',
    retry: 'corrected',
  },
  'consults.unreadable': {
    says: 'This consult was written by a newer Cutis and cannot be read here. Nothing was changed.',
    next: 'Update this workstation, then open it again.',
    retry: 'never',
  },
} as const satisfies Record<string, Refusal>
