import type { Refusal } from './device-faults.ts'

/** How orders may say no; part of the table in faults.ts. */
export const orderFaults = {
  'orders.elsewhere': {
    says: 'What this order names belongs to another patient. Nothing was saved.',
    next: 'Open the right patient and choose again.',
    retry: 'corrected',
  },
  'orders.noPictures': {
    says: 'There is no picture of the biopsy site in this visit. Nothing was sent.',
    next: 'Take a picture of the marked site, or say why there is none.',
    retry: 'corrected',
  },
  'orders.notNow': {
    says: 'This order has moved on since it was shown, or its next step is another one. Nothing was changed.',
    next: 'Look at its newest state.',
    retry: 'corrected',
  },
  'orders.numberTaken': {
    says: 'Another specimen has this number. Nothing was saved.',
    next: 'Check the number on the label.',
    retry: 'corrected',
  },
  'orders.unknownCode': {
    says: 'That test or diagnosis code is not on the list of this workstation. Nothing was saved.',
    next: 'Choose it from the list.',
    retry: 'corrected',
  },
  'orders.unreadable': {
    says: 'This order was written by a newer Cutis and cannot be read here. Nothing was changed.',
    next: 'Update this workstation.',
    retry: 'later',
  },
} as const satisfies Readonly<Record<string, Refusal>>
