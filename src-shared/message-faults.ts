import type { Refusal } from './device-faults.ts'

/** How messages may say no; part of the table in faults.ts. */
export const messageFaults = {
  'messages.elsewhere': {
    says: 'What this message names belongs to another patient. Nothing was sent.',
    next: 'Choose a picture of this patient.',
    retry: 'corrected',
  },
  'messages.notForPatients': {
    says: 'This conversation is among staff. Nothing was sent to the patient.',
    next: 'Open or begin a conversation with the patient.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
