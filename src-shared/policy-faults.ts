import type { Refusal } from './device-faults.ts'

/** How the clinic's policies may say no; part of the table in faults.ts. */
export const policyFaults = {
  'policies.notCurrent': {
    says: 'Somebody decided about these rules since they were shown. Nothing was changed.',
    next: 'Look at the newest edition and decide again.',
    retry: 'corrected',
  },
  'policies.outOfLimits': {
    says: 'A value lies outside what this rule may be set to. Nothing was changed.',
    next: 'Choose a value within the limits beside the field.',
    retry: 'corrected',
  },
  'policies.past': {
    says: 'A policy cannot begin before today. Nothing was changed.',
    next: 'Choose today or a later day.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
