import type { Refusal } from './device-faults.ts'

/** How the press says no. */
export const documentFaults = {
  'documents.closed': {
    says: 'The program is closing; this paper was not made.',
    next: 'Make it again later.',
    retry: 'later',
  },
  'documents.failed': {
    says: 'This paper could not be made.',
    next: 'Try again; if it fails once more, tell the administrator.',
    retry: 'later',
  },
  'documents.picture': {
    says: 'A picture of this paper is missing, too large, or not in the form that is printed.',
    next: 'Take the picture out of the paper, or choose it again.',
    retry: 'corrected',
  },
  'documents.tooLong': {
    says: 'This paper would be longer than 60 pages. It was not made.',
    next: 'Shorten it, or divide it.',
    retry: 'corrected',
  },
  'documents.unfit': {
    says: 'What this paper must say is not complete, or does not fit together. It was not made.',
    next: 'Check its fields and try again.',
    retry: 'corrected',
  },
  'documents.unprintable': {
    says: 'A character on this prescription cannot be printed. The paper was not made, because it could be misread.',
    next: 'Write it in Latin, Greek or Cyrillic letters.',
    retry: 'corrected',
  },
} as const satisfies Record<string, Refusal>
