import type { TestKey } from '../types.ts'

/** Checks that are asked for together; each inner list is one way to satisfy the check. */
export type CheckName =
  | 'CBC'
  | 'LFT'
  | 'CMP'
  | 'lipids'
  | 'creatinine'
  | 'hCG'
  | 'HBV'
  | 'HCV'
  | 'HIV'
  | 'TB'
  | 'TPMT'
  | 'G6PD'
  | 'reticulocytes'
  | 'potassium'
  | 'magnesium'
  | 'urate'
  | 'urinalysis'
  | 'blood pressure'
  | 'eye exam'
  | 'glucose'
  | 'bone check'
  | 'weight'

export const checks: Readonly<Record<CheckName, readonly (readonly TestKey[])[]>> = {
  CBC: [['wbc', 'haemoglobin', 'platelets']],
  LFT: [['alt'], ['ast']],
  CMP: [['creatinine', 'alt']],
  lipids: [['triglycerides']],
  creatinine: [['creatinine']],
  hCG: [['hcg']],
  HBV: [['hbv']],
  HCV: [['hcv']],
  HIV: [['hiv']],
  TB: [['tb']],
  TPMT: [['tpmt']],
  G6PD: [['g6pd']],
  reticulocytes: [['reticulocytes']],
  potassium: [['potassium']],
  magnesium: [['magnesium']],
  urate: [['urate']],
  urinalysis: [['urinalysis']],
  'blood pressure': [['blood-pressure']],
  'eye exam': [['eye-exam']],
  glucose: [['glucose']],
  'bone check': [['bone-check']],
  weight: [['weight']],
}

export interface BaselineItem {
  readonly check: CheckName
  readonly count?: number
  /** Days a result counts; 90 unless the row says otherwise; `ever` where it does not age. */
  readonly within?: number | 'ever'
  readonly childbearingOnly?: boolean
}

/** From a day of treatment on: no longer than `every` days since the last result (or the start). */
export interface Phase {
  readonly fromDay: number
  readonly every: number
}

export interface FollowUpItem {
  readonly check: CheckName
  /** In order of `fromDay`; before the first nothing is due. */
  readonly phases?: readonly Phase[]
  /** One result from `from` on, overdue after `by` (days of treatment). */
  readonly once?: { readonly from: number; readonly by: number }
  readonly childbearingOnly?: boolean
  /** Phases where a risk (see `eyeRisk` in `currency.ts`) is there, instead of `phases`. */
  readonly atRisk?: readonly Phase[]
  /** Missing or overdue: the refill is held. */
  readonly hard?: boolean
}

export interface Schedule {
  readonly id: string
  readonly drugs: readonly string[]
  readonly baseline: readonly BaselineItem[]
  readonly followUp: readonly FollowUpItem[]
  /** Only for courses longer than this, in days. */
  readonly courseOver?: number
  /** Only for patients with a reason: age over 45, kidneys, heart, or a medicine that raises potassium. */
  readonly potassiumRisk?: boolean
  readonly source: string
  readonly edition: string
  readonly owner: string
  readonly confirm: boolean
}

const row = (
  given: Omit<Schedule, 'edition' | 'owner' | 'confirm' | 'source'> & { readonly source?: string },
): Schedule => ({
  source: 'Clinic policy, proposed',
  ...given,
  edition: '2026-11',
  owner: 'clinic policy',
  confirm: true,
})
const once = (...names: readonly CheckName[]): readonly BaselineItem[] => names.map(check => ({ check }))
const every = (
  names: readonly CheckName[],
  ...phases: readonly (readonly [number, number])[]
): readonly FollowUpItem[] =>
  names.map(check => ({ check, phases: phases.map(([fromDay, days]) => ({ fromDay, every: days })) }))
const pregnancyTest = (count = 1): BaselineItem => ({ check: 'hCG', count, childbearingOnly: true })
/** Months in days, each as long as the longest it can be: nothing is overdue a day early. */
const [month, twoMonths, threeMonths, halfYear, year] = [31, 62, 92, 184, 366]

/** Days a result counts before the start, unless its row says otherwise. */
export const usualDays = 90

/** What is checked before and during treatment. Where a source gives a range, the later end counts. */
export const schedules: readonly Schedule[] = [
  row({
    id: 'isotretinoin',
    drugs: ['isotretinoin'],
    source: 'AAD acne guideline 2024',
    // The two pregnancy tests of the start are rule PROG-TESTS.
    baseline: once('LFT', 'lipids'),
    followUp: [
      { check: 'LFT', once: { from: 21, by: 56 } },
      { check: 'lipids', once: { from: 21, by: 56 } },
      { check: 'hCG', phases: [{ fromDay: 0, every: month }], childbearingOnly: true, hard: true },
    ],
  }),
  row({
    id: 'methotrexate',
    drugs: ['methotrexate'],
    source: 'PMC4410179; intervals clinic policy',
    baseline: [...once('CBC', 'LFT', 'creatinine', 'HBV', 'HCV'), pregnancyTest()],
    followUp: [...every(['CBC', 'LFT'], [0, 7], [28, 28], [84, 84]), ...every(['creatinine'], [0, threeMonths])],
  }),
  row({
    id: 'ciclosporin',
    drugs: ['cyclosporine'],
    source: 'PMC4410179',
    baseline: [
      { check: 'blood pressure', count: 2 },
      { check: 'creatinine', count: 2 },
      ...once('urinalysis', 'lipids', 'CBC', 'LFT', 'magnesium', 'potassium', 'urate', 'TB', 'HIV'),
      pregnancyTest(),
    ],
    followUp: [
      ...every(['creatinine'], [0, 14], [threeMonths, month]),
      ...every(['blood pressure'], [0, 14], [threeMonths, month]),
    ],
  }),
  row({
    id: 'azathioprine',
    drugs: ['azathioprine'],
    source: 'PMC4410179',
    baseline: [
      { check: 'TPMT', within: 'ever' },
      ...once('CBC', 'LFT', 'creatinine', 'HBV', 'HCV', 'TB'),
      pregnancyTest(),
    ],
    followUp: every(['CBC', 'LFT', 'creatinine'], [0, 16], [twoMonths, month], [halfYear, twoMonths]),
  }),
  row({
    id: 'mycophenolate',
    drugs: ['mycophenolate-mofetil'],
    baseline: [...once('CBC', 'CMP'), pregnancyTest(2)],
    followUp: every(['CBC'], [0, 7], [28, 14], [84, month]),
  }),
  row({
    id: 'dapsone',
    drugs: ['dapsone'],
    baseline: [{ check: 'G6PD', within: 'ever' }, ...once('CBC', 'reticulocytes', 'LFT')],
    followUp: [...every(['CBC'], [0, 7], [28, month], [28 + halfYear, halfYear]), ...every(['LFT'], [0, halfYear])],
  }),
  row({
    id: 'hydroxychloroquine',
    drugs: ['hydroxychloroquine'],
    source: 'NHS Specialist Pharmacy Service; AAO',
    baseline: [{ check: 'eye exam', within: year }, ...once('CBC', 'CMP')],
    followUp: [
      {
        check: 'eye exam',
        phases: [{ fromDay: 5 * year, every: year }],
        atRisk: [{ fromDay: year, every: year }],
      },
    ],
  }),
  row({
    id: 'acitretin',
    drugs: ['acitretin'],
    source: 'PMC6508485',
    baseline: [...once('LFT', 'lipids', 'creatinine'), pregnancyTest(2)],
    followUp: [...every(['LFT', 'lipids'], [0, 14], [56, 84]), ...every(['CBC', 'creatinine'], [0, threeMonths])],
  }),
  row({
    id: 'spironolactone',
    drugs: ['spironolactone'],
    potassiumRisk: true,
    baseline: once('potassium', 'creatinine'),
    followUp: [{ check: 'potassium', once: { from: 14, by: 45 } }],
  }),
  row({
    id: 'oral-antifungal',
    drugs: ['terbinafine-oral', 'itraconazole', 'griseofulvin'],
    courseOver: 42,
    baseline: once('LFT'),
    followUp: every(['LFT'], [0, 42]),
  }),
  // Tuberculosis and hepatitis B are rule SCREEN-BIO.
  row({ id: 'biologic', drugs: ['@biologic'], baseline: once('CBC', 'CMP'), followUp: [] }),
  row({
    id: 'jak',
    drugs: ['@oral-jak'],
    baseline: [...once('CBC', 'CMP', 'lipids', 'TB', 'HBV', 'HCV'), pregnancyTest()],
    followUp: every(['CBC', 'LFT', 'lipids'], [0, 84], [84, threeMonths]),
  }),
  row({
    id: 'systemic-steroid',
    drugs: ['@systemic-steroid'],
    courseOver: 28,
    baseline: once('blood pressure', 'glucose', 'bone check', 'weight'),
    followUp: every(['blood pressure', 'glucose', 'weight'], [28, month]),
  }),
]
