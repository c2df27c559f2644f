import type { Frequency, LabFact, MedicineFact, PatientFacts, PrescriptionDraft, Route, TestKey } from '../types.ts'

/** The day of every invented prescription. */
export const at = '2026-11-25'
const recent = '2026-11-20'
const before = '2026-10-10'

type Steps = PrescriptionDraft['sig']['steps']
type More = Partial<Omit<PrescriptionDraft, 'sig'>> & { readonly steps?: Steps; readonly asNeeded?: string }
const once: Frequency = { kind: 'daily', times: 1 }

const base = { id: 'p1', version: 1, refills: 0, substitution: true, writtenOn: at } as const

/** A medicine by mouth in milligrams. */
export const oral = (drug: string, [mg, frequency = once, days = 28]: [string, Frequency?, number?], more: More = {}) =>
  by('oral', drug, {
    steps: [{ dose: mg, unit: 'mg', frequency, days }],
    strength: { amount: mg, unit: 'mg' },
    ...more,
  })

/** An injection of the strength in milligrams. */
export const injected = (drug: string, [mg, frequency]: [string, Frequency], more: More = {}) =>
  by('subcutaneous', drug, {
    steps: [{ dose: '1', unit: 'injection', frequency, days: 28 }],
    strength: { amount: mg, unit: 'mg' },
    ...more,
  })

/** A cream on sites, in thin layers once or more a day; 30 g. */
export const cream = (drug: string, [sites, days = 14, times = 1]: [string[], number?, number?], more: More = {}) =>
  by('topical', drug, {
    steps: [{ dose: '1', unit: 'application', frequency: { kind: 'daily', times }, days }],
    quantity: '30',
    quantityUnit: 'g',
    sites,
    ...more,
  })

function by(route: Route, drug: string, more: More & { readonly sites?: string[] }): PrescriptionDraft {
  const { steps = [], asNeeded, sites = [], ...rest } = more
  return { ...base, drug, ...rest, sig: { steps, route, sites, ...(asNeeded !== undefined && { asNeeded }) } }
}

export const weekly = (...days: readonly ('mon' | 'tue')[]): Frequency => ({
  kind: 'weekly',
  times: Math.max(days.length, 1),
  days: [...days],
})
export const daily = (times: number): Frequency => ({ kind: 'daily', times })

export const lab = (test: TestKey, value?: string, more: Partial<LabFact> = {}): LabFact => ({
  test,
  on: recent,
  ...(value !== undefined && { value }),
  ...more,
})

const normal: readonly (readonly [TestKey, string?])[] = [
  ['alt', '20'],
  ['ast', '20'],
  ['creatinine', '0.9'],
  ['potassium', '4.2'],
  ['magnesium'],
  ['urate'],
  ['glucose', '90'],
  ['triglycerides', '110'],
  ['cholesterol', '170'],
  ['wbc', '6.1'],
  ['neutrophils', '3.5'],
  ['lymphocytes', '1.8'],
  ['haemoglobin', '14.2'],
  ['platelets', '250'],
  ['mcv', '90'],
  ['reticulocytes'],
  ['hbv'],
  ['hcv'],
  ['hiv'],
  ['tb'],
  ['g6pd'],
  ['urinalysis'],
  ['eye-exam'],
  ['bone-check'],
  ['blood-pressure'],
]

/** Everything measured a few days ago and six weeks before, all of it in order. */
export const inOrder: readonly LabFact[] = [
  ...normal.map(([test, value]) => lab(test, value)),
  lab('creatinine', '0.9', { on: before }),
  lab('blood-pressure', undefined, { on: before }),
  lab('tpmt', undefined, { verdict: 'normal' }),
]

/** Two pregnancy tests in a medical setting, 41 days apart, the newer one five days old. */
export const negative: readonly LabFact[] = [
  lab('hcg', undefined, { verdict: 'negative', setting: 'medical' }),
  lab('hcg', undefined, { verdict: 'negative', setting: 'medical', on: before }),
]

/** A man of 46 years and 70 kg with everything in order. */
export const man = (more: Partial<PatientFacts> = {}): PatientFacts => ({
  bornOn: '1980-05-01',
  sex: 'male',
  weight: { kg: '70', on: recent },
  labs: [...inOrder],
  medicines: [],
  allergies: [],
  conditions: [],
  phototherapy: [],
  programmes: [],
  ...more,
})

/** A woman of 26 years and 60 kg who is not pregnant, tested twice. */
export const woman = (more: Partial<PatientFacts> = {}): PatientFacts => ({
  ...man(),
  bornOn: '2000-05-01',
  sex: 'female',
  weight: { kg: '60', on: recent },
  labs: [...inOrder, ...negative],
  ...more,
})

export const aged = (years: number, more: Partial<PatientFacts> = {}): PatientFacts =>
  man({ bornOn: `${2026 - years}-05-01`, ...more })

export const takes = (...substances: readonly string[]): Pick<PatientFacts, 'medicines'> => ({
  medicines: substances.map((substance): MedicineFact => ({ substance })),
})
/** Takes the medicine itself since a day, with folic acid. */
export const since = (substance: string, startedOn: string): MedicineFact => ({ substance, startedOn })
export const allergicTo = (...substances: readonly string[]): Pick<PatientFacts, 'allergies'> => ({
  allergies: substances.map(substance => ({ substance })),
})
/** Results in order but for these. */
export const except = (...labs: readonly LabFact[]): Pick<PatientFacts, 'labs'> => ({
  labs: [...inOrder.filter(({ test }) => !labs.some(each => each.test === test)), ...labs],
})
/** Everything in order but for tests that were never done. */
export const without = (...tests: readonly TestKey[]): Pick<PatientFacts, 'labs'> => ({
  labs: inOrder.filter(({ test }) => !tests.includes(test)),
})

/** Programme confirmed, two forms of contraception. */
export const enrolled: Pick<PatientFacts, 'programmes'> = {
  programmes: [
    { drug: 'isotretinoin', confirmedOn: recent, contraceptives: 2 },
    { drug: 'acitretin', confirmedOn: recent, contraceptives: 2 },
  ],
}
export const sites = {
  face: '73897004',
  eyelid: '41310005',
  groin: '39687006',
  back: '66643007',
  hand: '33712006',
} as const
