import type { Refusal } from './device-faults.ts'

/** How the chart may say no; part of the table in faults.ts. */
export const chartFaults = {
  'chart.allergiesListed': {
    says: 'Allergies are listed for this patient. Nothing was saved.',
    next: 'Resolve or refute each of them first, or leave the list as it is.',
    retry: 'corrected',
  },
  'chart.implausible': {
    says: 'That value or time cannot be right. Nothing was saved.',
    next: 'Check the number, its unit and the day.',
    retry: 'corrected',
  },
  'chart.notCurrent': {
    says: 'This line of the chart was changed meanwhile. Nothing was saved.',
    next: 'Look at the newest state and change that.',
    retry: 'corrected',
  },
  'chart.unknownCode': {
    says: 'That code is not on the list of this workstation. Nothing was saved.',
    next: 'Choose a code from the list, or save in words alone.',
    retry: 'corrected',
  },
  'chart.wrongRange': {
    says: 'The reference range ends below its beginning. Nothing was saved.',
    next: 'Check both ends of the range.',
    retry: 'corrected',
  },
  'chart.wrongUnit': {
    says: 'This result is not given in that unit. Nothing was saved.',
    next: 'Choose one of its units; another unit may be another code.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
