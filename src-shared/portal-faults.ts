import type { Refusal } from './device-faults.ts'

/** How the portal may say no; part of the table in faults.ts. */
export const portalFaults = {
  'portal.noBirthDate': {
    says: 'This patient has no whole birth date here, so the portal could not ask for it. No link was made.',
    next: 'Make a link with a code, and tell the patient the code by telephone.',
    retry: 'corrected',
  },
  'portal.noClinic': {
    says: 'The clinic server does not answer, or has no portal. Nothing was changed.',
    next: 'Try again in a moment.',
    retry: 'later',
  },
  'portal.notYetThere': {
    says: 'This patient is not at the clinic server yet, so nobody could open a portal for them. Nothing was changed.',
    next: 'Wait until the record is synced, then try again.',
    retry: 'later',
  },
} as const satisfies Readonly<Record<string, Refusal>>
