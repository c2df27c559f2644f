/** Namespace `portal`: the patient's own way to the clinic. */
export const portalWords = {
  title: 'Portal',
  link: 'Portal link',
  linkSays:
    'The link opens once, in one browser. The patient is asked for the second factor each time, and sees appointments, messages, instructions and results they were told of.',
  address: 'Address',
  qr: 'The address as a code for a phone’s camera',
  make: 'Make portal link',
  revoke: 'Close the portal for this patient',
  revoked: 'Every link, browser and session of this patient is closed.',
  log: 'Symptom log',
  wholeLog: 'Whole log and course',
  logSays:
    'Told by the patient on the portal; nothing of it was measured here. Scales run from 0, none, to 10, the worst there is.',
  scaleSummary_one: '{{name}}: {{last}} on {{to}}, told once',
  scaleSummary_other: '{{name}}: from {{first}} on {{from}} to {{last}} on {{to}}, {{count}} times told',
  none: 'Nothing filled in on the portal.',
  forms: { 'symptom-log': 'Symptom log', 'before-visit': 'Before the visit' },
  items: {
    itch: 'Itch (0–10)',
    sleep: 'Sleep lost (0–10)',
    pain: 'Pain (0–10)',
    'new-spots': 'New spots',
    words: 'In their words',
    worry: 'Worries',
    since: 'Since',
    medicines: 'Medicines',
    allergies: 'Allergies',
    pregnant: 'Pregnant or may be',
  },
  yes: 'yes',
  no: 'no',
} as const
