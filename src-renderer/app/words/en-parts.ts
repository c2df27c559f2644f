/** Words of the shared parts. */
export const parts = {
  state: {
    loading: 'Loading',
    again: 'Try again',
    incident: 'Incident {{id}}. Tell support this number.',
    undo: 'Undo',
  },
  table: { next: 'Next row', previous: 'Previous row', open: 'Open row' },
  person: {
    banner: 'Patient',
    mrn: 'MRN',
    noMrn: 'none',
    noBirthDate: 'birth date not known',
    unsynced: 'Not yet at the clinic',
    sex: { female: 'Female', male: 'Male', other: 'Other', unknown: 'Sex not known' },
    age: {
      days_one: '{{count}} day',
      days_other: '{{count}} days',
      weeks_one: '{{count}} week',
      weeks_other: '{{count}} weeks',
      months_one: '{{count}} month',
      months_other: '{{count}} months',
      years_one: '{{count}} y',
      years_other: '{{count}} y',
    },
  },
  role: {
    dermatologist: 'Dermatologist',
    'general-practitioner': 'General practitioner',
    nurse: 'Nurse',
    administrator: 'Administrator',
    'privacy-officer': 'Privacy officer',
  },
} as const
