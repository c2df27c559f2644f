import type { Refusal } from './device-faults.ts'

/** How prescribing may say no; part of the table in faults.ts. */
export const prescribingFaults = {
  'prescribing.altered': {
    says: 'This prescription is no longer what was signed. It was not printed.',
    next: 'Cancel it and write a new one.',
    retry: 'never',
  },
  'prescribing.blocked': {
    says: 'A rule blocks this prescription. Nothing was signed.',
    next: 'Change it, or let a dermatologist override the rule with a reason.',
    retry: 'corrected',
  },
  'prescribing.controlled': {
    says: 'Controlled drugs are drafts only here. Nothing was signed.',
    next: 'Sign and send it from the clinic’s certified system.',
    retry: 'never',
  },
  'prescribing.held': {
    says: 'A result or a missing check holds this prescription. Nothing was signed.',
    next: 'Enter the newest results first, or let a dermatologist override with a reason.',
    retry: 'corrected',
  },
  'prescribing.incomplete': {
    says: 'This prescription is not complete. Nothing was signed.',
    next: 'Fill in what is named as missing.',
    retry: 'corrected',
  },
  'prescribing.noBirthDate': {
    says: 'Without a date of birth nothing can be prescribed: the rules depend on the age.',
    next: 'Add the date of birth to the patient first.',
    retry: 'corrected',
  },
  'prescribing.notAcknowledged': {
    says: 'An alert was not acknowledged. Nothing was signed.',
    next: 'Read the alerts that interrupt and acknowledge each of them.',
    retry: 'corrected',
  },
  'prescribing.notCurrent': {
    says: 'This prescription was changed since it was shown. Nothing was saved.',
    next: 'Look at it again as it stands now.',
    retry: 'corrected',
  },
  'prescribing.notNow': {
    says: 'This is not possible with this prescription as it stands now.',
    next: 'Look at its state; what is signed can be cancelled, not changed.',
    retry: 'corrected',
  },
  'prescribing.overrideDenied': {
    says: 'Only a dermatologist may override what blocks a prescription.',
    next: 'Change the prescription, or ask a dermatologist.',
    retry: 'corrected',
  },
  'prescribing.unreadable': {
    says: 'This prescription was written by a newer Cutis or by another program and cannot be read here.',
    next: 'Update this workstation, or look at it where it was written.',
    retry: 'never',
  },
} as const satisfies Record<string, Refusal>
