import type { TestKey } from '../types.ts'
import { type PrescribingRule, policy, type When } from './rule.ts'

type Limit = Omit<Extract<When, { kind: 'result' }>, 'kind'>
type Row = readonly [id: string, drugs: readonly string[], limit: Limit, words: string]

const hold = (what: string, act = 'hold it'): string => `{drug}: ${what} {value} on {on}; ${act}.`
const rows: readonly Row[] = [
  ['RES-ISO-TG', ['isotretinoin'], { test: 'triglycerides', above: '800' }, hold('triglycerides', 'stop and act')],
  ['RES-ISO-ALT', ['isotretinoin'], { test: 'alt', upperLimits: '3' }, hold('ALT over {limit} times its limit:')],
  ['RES-MTX-WBC', ['methotrexate'], { test: 'wbc', below: '3' }, hold('white cells')],
  ['RES-MTX-PLT', ['methotrexate'], { test: 'platelets', below: '100' }, hold('platelets')],
  ['RES-MTX-ALT', ['methotrexate'], { test: 'alt', upperLimits: '3' }, hold('ALT over {limit} times its limit:')],
  ['RES-MTX-MCV', ['methotrexate'], { test: 'mcv', above: '105' }, hold('MCV')],
  [
    'RES-CIC-CREA',
    ['cyclosporine'],
    { test: 'creatinine', overBaselinePercent: '25' },
    '{drug}: creatinine {value} on {on}, over {limit} % above {baseline}; lower the dose by 1 mg/kg, test again in 2 to 4 weeks.',
  ],
  ['RES-SPI-K', ['spironolactone'], { test: 'potassium', above: '5.5' }, hold('potassium', 'stop it')],
  ['RES-JAK-ALC', ['@oral-jak'], { test: 'lymphocytes', below: '0.5' }, hold('lymphocytes')],
  ['RES-JAK-ANC', ['@oral-jak'], { test: 'neutrophils', below: '1' }, hold('neutrophils')],
  ['RES-JAK-HB', ['@oral-jak'], { test: 'haemoglobin', below: '8' }, hold('haemoglobin')],
]

const computed = { drugs: [], kind: 'laboratory', when: { kind: 'computed' } } as const

/** Results past their limits, and checks that are missing or overdue (`schedules.ts`). */
export const laboratoryRules: readonly PrescribingRule[] = [
  ...rows.map(([id, drugs, limit, words]) =>
    policy({ id, severity: 'D', kind: 'laboratory', drugs, when: { kind: 'result', ...limit }, words, holds: true }),
  ),
  policy({
    ...computed,
    id: 'LAB-HARD',
    severity: 'D',
    holds: true,
    words: '{drug}: {tests} missing or overdue; no refill before.',
  }),
  policy({ ...computed, id: 'LAB-BASE', severity: 'D', words: '{drug}: not found before the start: {tests}.' }),
  policy({ ...computed, id: 'LAB-DUE', severity: 'C', words: '{drug}: overdue: {tests}.' }),
  policy({
    ...computed,
    id: 'SCREEN-BIO',
    drugs: ['@biologic'],
    severity: 'D',
    words: '{drug}: no screening on record for {tests}.',
  }),
]

/** LOINC codes that tell a test (clinic facts, checked against a LOINC short-name table), and the unit its numbers are held in. */
export const testRows: Readonly<Record<TestKey, { readonly loinc: readonly string[]; readonly unit?: string }>> = {
  alt: { loinc: ['1742-6'], unit: 'U/L' },
  ast: { loinc: ['1920-8'], unit: 'U/L' },
  creatinine: { loinc: ['2160-0'], unit: 'mg/dL' },
  egfr: { loinc: ['33914-3', '98979-8'], unit: 'mL/min/{1.73_m2}' },
  potassium: { loinc: ['2823-3'], unit: 'mmol/L' },
  magnesium: { loinc: [] },
  urate: { loinc: [] },
  glucose: { loinc: ['2345-7'], unit: 'mg/dL' },
  triglycerides: { loinc: ['2571-8'], unit: 'mg/dL' },
  cholesterol: { loinc: ['2093-3'], unit: 'mg/dL' },
  wbc: { loinc: ['6690-2'], unit: '10*3/uL' },
  neutrophils: { loinc: ['751-8'], unit: '10*3/uL' },
  lymphocytes: { loinc: ['731-0'], unit: '10*3/uL' },
  haemoglobin: { loinc: ['718-7'], unit: 'g/dL' },
  platelets: { loinc: ['777-3'], unit: '10*3/uL' },
  mcv: { loinc: [], unit: 'fL' },
  reticulocytes: { loinc: [] },
  methaemoglobin: { loinc: [] },
  hcg: { loinc: ['2106-3', '2118-8'] },
  hbv: { loinc: ['5196-1'] },
  hcv: { loinc: ['13955-0'] },
  hiv: { loinc: [] },
  tb: { loinc: [] },
  g6pd: { loinc: ['2357-2', '2356-4'] },
  tpmt: { loinc: ['21563-2'] },
  nudt15: { loinc: [] },
  urinalysis: { loinc: [] },
  psa: { loinc: [] },
  'eye-exam': { loinc: [] },
  'bone-check': { loinc: [] },
  'blood-pressure': { loinc: ['8480-6', '8462-4'], unit: 'mm[Hg]' },
  weight: { loinc: ['29463-7'], unit: 'kg' },
}

const byLoinc = new Map(
  Object.entries(testRows).flatMap(([test, { loinc }]) => loinc.map(code => [code, test as TestKey] as const)),
)

/** The test of a LOINC code; undefined for codes that no rule asks for. */
export const testOfLoinc = (code: string): TestKey | undefined => byLoinc.get(code)
