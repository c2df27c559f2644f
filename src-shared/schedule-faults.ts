import type { Refusal } from './device-faults.ts'

/** How the schedule may say no; part of the table in faults.ts. */
export const scheduleFaults = {
  'schedule.clinicianTaken': {
    says: 'The clinician has another appointment then, or its buffer. Nothing was booked.',
    next: 'Choose another time or another clinician.',
    retry: 'corrected',
  },
  'schedule.deviceTaken': {
    says: 'The device is taken then, or its buffer is. Nothing was booked.',
    next: 'Choose another time or another device.',
    retry: 'corrected',
  },
  'schedule.elsewhere': {
    says: 'That lesion belongs to another patient, or this appointment does. Nothing was booked.',
    next: 'Open the right patient and choose again.',
    retry: 'corrected',
  },
  'schedule.incomplete': {
    says: 'This kind of appointment needs a patient, a clinician, a room or a device that was not chosen. Nothing was booked.',
    next: 'Choose what is missing.',
    retry: 'corrected',
  },
  'schedule.notNow': {
    says: 'This appointment has moved on since it was shown. Nothing was changed.',
    next: 'Look at its newest state.',
    retry: 'corrected',
  },
  'schedule.outsideWindow': {
    says: 'That day lies outside the follow-up window of the lesion. Nothing was booked.',
    next: 'Choose a day between the earliest and the latest.',
    retry: 'corrected',
  },
  'schedule.patientTaken': {
    says: 'The patient has another appointment at that time. Nothing was booked.',
    next: 'Choose another time.',
    retry: 'corrected',
  },
  'schedule.roomTaken': {
    says: 'The room is taken then, or its buffer is. Nothing was booked.',
    next: 'Choose another time or another room.',
    retry: 'corrected',
  },
} as const satisfies Readonly<Record<string, Refusal>>
