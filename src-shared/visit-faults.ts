import type { Refusal } from './device-faults.ts'

/** How video visits may say no; part of the table in faults.ts. */
export const visitFaults = {
  'visits.licence': {
    says: 'The licence given is not one for the state where the patient is, or it has run out. The visit was not started.',
    next: "Give the licence of the patient's state, or hand the visit to a colleague licensed there.",
    retry: 'corrected',
  },
  'visits.noBirthDate': {
    says: 'This patient has no birth date here, so a link could not ask for it. No link was made.',
    next: 'Make a link with a code, and tell the patient the code by telephone.',
    retry: 'corrected',
  },
  'visits.noClinic': {
    says: 'The clinic server does not answer. Nothing was changed.',
    next: 'Try again in a moment; without it a video visit cannot be held.',
    retry: 'later',
  },
  'visits.noGuest': {
    says: 'The guest is not in the waiting room, or the patient has not agreed to them yet. Nobody was let in.',
    next: 'Wait until the patient has agreed on their page, then let the guest in.',
    retry: 'later',
  },
  'visits.notNow': {
    says: 'This visit is over or its case is closed. Nothing was changed.',
    next: 'Open a new case for another visit.',
    retry: 'corrected',
  },
  'visits.notStarted': {
    says: 'Identity, place, consent and licence are not recorded yet. The patient was not let in.',
    next: 'Complete the start panel first.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
