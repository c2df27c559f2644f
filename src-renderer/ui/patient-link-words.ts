/** Namespace `patientLink`: links that let a patient in, to a visit or to the portal. */
export const patientLinkWords = {
  factor: 'Second factor',
  factors: { 'birth-date': 'Birth date', code: 'A code told by telephone' },
  validFor: 'Valid for',
  life: { hour: 'One hour', day: 'One day', week: 'One week' },
  copy: 'Copy link',
  copied: 'Link copied',
  code: 'Code to tell the patient',
  expires: 'Opens once, until {{at}}',
} as const
