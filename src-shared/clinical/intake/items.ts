/** What a consult may be about; the names are those of the view checklists. */
export const presentations = [
  'single-lesion',
  'multiple-lesions',
  'rash-localised',
  'rash-generalised',
  'hair-scalp',
  'nail',
  'biopsy-site',
] as const

/** Which consults an item belongs to, and whether it may stay empty. */
type Need = 'always' | 'lesion' | 'rash' | 'prescribing' | 'optional'

/** One thing to be known before a consult is sent. `of` says where it is answered. */
export interface IntakeItem {
  readonly code: string
  readonly of: 'history' | 'patient' | 'referrer'
  readonly group:
    | 'sender'
    | 'patient'
    | 'question'
    | 'symptoms'
    | 'change'
    | 'background'
    | 'skin'
    | 'general'
    | 'context'
  readonly need: Need
}

/** Where the table of items is from, and who keeps it. */
export const intakeTable = {
  version: 'cutis-intake/1',
  source:
    'ATA Quick Guide to Store-and-Forward Teledermatology; ATA guideline 2007/2012; BAD and NHS teledermatology roadmap',
  edition: 'cutis-intake/1 (2026-11)',
  from: '2026-11-01',
  owner: 'clinic policy',
  confirm: true,
} as const

type Row = readonly [of: IntakeItem['of'], group: IntakeItem['group'], need: Need, ...codes: readonly string[]]

const rows: readonly Row[] = [
  ['referrer', 'sender', 'always', 'userId', 'organisation', 'callback'],
  ['patient', 'patient', 'always', 'patientId', 'birthDate', 'sex'],
  ['history', 'question', 'always', 'reason', 'duration', 'sites'],
  ['history', 'symptoms', 'always', 'itch', 'pain', 'bleeding', 'oozing', 'discharge'],
  ['history', 'change', 'lesion', 'changeSize', 'changeShape', 'changeColour', 'changeElevation'],
  ['history', 'change', 'always', 'course'],
  ['history', 'background', 'always', 'treatments', 'medicines', 'allergies', 'immune'],
  ['history', 'background', 'prescribing', 'pregnancy'],
  ['history', 'skin', 'lesion', 'skinCancer', 'familyMelanoma', 'fitzpatrick'],
  ['history', 'general', 'rash', 'fever', 'malaise', 'mucosal'],
  ['history', 'context', 'optional', 'question', 'occupation', 'exposures', 'travel', 'contacts', 'previousTests'],
  ['history', 'context', 'optional', 'itchScore', 'sleepScore', 'provisional', 'claimedUrgency'],
]

/** Every item of a consult's history in the order it is asked (ATA Quick Guide; clinical.md §2.1). */
export const intakeItems: readonly IntakeItem[] = rows.flatMap(([of, group, need, ...codes]) =>
  codes.map(code => ({ code, of, group, need })),
)

type Presented = (typeof presentations)[number]

const kinds: Readonly<Record<Presented, 'lesion' | 'rash' | 'other'>> = {
  'single-lesion': 'lesion',
  'multiple-lesions': 'lesion',
  'rash-localised': 'rash',
  'rash-generalised': 'rash',
  'hair-scalp': 'other',
  nail: 'other',
  'biopsy-site': 'other',
}

/** Whether an item must be answered: by presentation, and the pregnancy item where a drug is asked for and the patient may be pregnant. */
export function isRequired(
  { need }: IntakeItem,
  about: { readonly presentation: Presented; readonly prescribing: boolean; readonly sex?: string | undefined },
): boolean {
  if (need === 'always') return true
  if (need === 'prescribing') return about.prescribing && about.sex !== 'male'
  return need === kinds[about.presentation]
}
