import type { Condition } from '../types.ts'
import { type PrescribingRule, policy, starter } from './rule.ts'

type Row = readonly [
  id: string,
  severity: 'X' | 'D' | 'C',
  drugs: readonly string[],
  any: readonly Condition[],
  words: string,
]

const conditionRows: readonly Row[] = [
  ['CON-MTX-ALCOHOL', 'X', ['methotrexate'], ['alcohol-excess'], '{drug} with much alcohol: the liver is at risk.'],
  ['CON-MTX-LIVER', 'X', ['methotrexate'], ['liver-disease'], '{drug} in liver disease.'],
  [
    'CON-CIC-BP',
    'X',
    ['cyclosporine'],
    ['uncontrolled-hypertension'],
    '{drug} while blood pressure is not controlled.',
  ],
  ['CON-CIC-RENAL', 'X', ['cyclosporine'], ['renal-disease'], '{drug} in kidney disease.'],
  ['CON-CIC-CANCER', 'X', ['cyclosporine'], ['malignancy'], '{drug} with a malignancy.'],
  ['CON-DAP-G6PD', 'X', ['dapsone'], ['g6pd-deficiency'], '{drug} in G6PD deficiency: red cells may break down.'],
  [
    'CON-JAK-RISK',
    'D',
    ['@oral-jak'],
    ['smoker', 'cardiovascular-risk'],
    '{drug} with {condition}: heart, clot and cancer risk of the boxed warning.',
  ],
  ['CON-TNF-HF', 'X', ['@tnf'], ['heart-failure'], '{drug} in heart failure (NYHA III or IV).'],
  ['CON-TNF-MS', 'X', ['@tnf'], ['multiple-sclerosis'], '{drug} in multiple sclerosis.'],
  ['CON-TNF-TB', 'X', ['@tnf'], ['tuberculosis-active'], '{drug} in active tuberculosis.'],
  ['CON-TNF-HBV', 'X', ['@tnf'], ['hepatitis-b-active'], '{drug} in active hepatitis B.'],
  ['CON-IL17-IBD', 'D', ['@il17'], ['inflammatory-bowel-disease'], '{drug} may worsen inflammatory bowel disease.'],
  ['CON-APR-MOOD', 'C', ['apremilast'], ['depression'], '{drug} with depression: watch the mood.'],
  ['CON-APR-WEIGHT', 'C', ['apremilast'], ['weight-loss'], '{drug} with weight loss: watch the weight.'],
  ['CON-TERB-LIVER', 'D', ['terbinafine-oral'], ['liver-disease'], '{drug} in liver disease.'],
  ['CON-TERB-LUPUS', 'C', ['terbinafine-oral'], ['lupus'], '{drug} may bring lupus out.'],
  ['CON-ITRA-HF', 'X', ['itraconazole'], ['heart-failure'], '{drug} in heart failure: it weakens the heart.'],
  ['CON-GRI-PORPH', 'X', ['griseofulvin'], ['porphyria'], '{drug} in porphyria: it may start an attack.'],
  ['CON-MINO-LUPUS', 'C', ['minocycline'], ['lupus', 'dress-history'], '{drug} with {condition}: it may come back.'],
  ['CON-MIN-PERI', 'X', ['minoxidil-oral'], ['pericardial-disease'], '{drug} in disease of the pericardium.'],
  ['CON-SED-QT', 'C', ['@sedating-h1'], ['qt-prolongation'], '{drug} with a long QT interval.'],
]

type Pregnant = readonly [
  id: string,
  severity: 'X' | 'D' | 'C',
  drugs: readonly string[],
  scope: 'systemic' | 'topical',
]
const pregnancyRows: readonly Pregnant[] = [
  ['PREG-RETINOID', 'X', ['isotretinoin', 'acitretin'], 'systemic'],
  ['PREG-MTX', 'X', ['methotrexate'], 'systemic'],
  ['PREG-GRI', 'X', ['griseofulvin'], 'systemic'],
  ['PREG-TETRA', 'X', ['@tetracycline'], 'systemic'],
  ['PREG-THAL', 'X', ['thalidomide'], 'systemic'],
  ['PREG-TAZ', 'X', ['tazarotene'], 'topical'],
  ['PREG-RET-TOP', 'C', ['@topical-retinoid-mild'], 'topical'],
  ['PREG-5FU', 'X', ['fluorouracil-topical'], 'topical'],
  ['PREG-PODO', 'X', ['podophyllotoxin'], 'topical'],
  ['PREG-FIN', 'C', ['finasteride'], 'systemic'],
]
const policyPregnancyRows: readonly Pregnant[] = [
  ['PREG-MMF', 'X', ['mycophenolate-mofetil'], 'systemic'],
  ['PREG-HEDGEHOG', 'X', ['@hedgehog'], 'systemic'],
  ['PREG-SPI', 'X', ['spironolactone'], 'systemic'],
]
const pregnancyWords: Readonly<Record<'X' | 'D' | 'C', string>> = {
  X: '{drug} in pregnancy: it harms the child.',
  D: '{drug} in pregnancy: weigh it against the risk for the child.',
  C: '{drug} in pregnancy: better avoided.',
}
const pregnancyRule =
  (make: typeof starter) =>
  ([id, severity, drugs, scope]: Pregnant): PrescribingRule =>
    make({
      id,
      severity,
      kind: 'pregnancy',
      drugs,
      scope,
      when: { kind: 'state', is: 'pregnant' },
      words: pregnancyWords[severity],
    })

const pregnancyRules: readonly PrescribingRule[] = [
  ...pregnancyRows.map(pregnancyRule(starter)),
  ...policyPregnancyRows.map(pregnancyRule(policy)),
  starter({
    id: 'NURS-MTX',
    severity: 'X',
    kind: 'pregnancy',
    drugs: ['methotrexate'],
    when: { kind: 'state', is: 'breastfeeding' },
    words: '{drug} while breast-feeding.',
  }),
  policy({
    id: 'PREG-FLU',
    severity: 'D',
    kind: 'pregnancy',
    drugs: ['fluconazole'],
    when: { kind: 'computed' },
    words: pregnancyWords.D,
  }),
  policy({
    id: 'PREG-FLU-ONCE',
    severity: 'C',
    kind: 'pregnancy',
    drugs: ['fluconazole'],
    when: { kind: 'computed' },
    words: 'One dose of 150 mg {drug} in pregnancy: better avoided.',
  }),
]

const ageRules: readonly PrescribingRule[] = [
  policy({
    id: 'AGE-TETRA',
    severity: 'X',
    kind: 'age',
    drugs: ['minocycline', 'sarecycline', '@other-tetracycline'],
    when: { kind: 'age', under: 8 },
    words: '{drug} at {years} years: growing teeth stain.',
  }),
  policy({
    id: 'AGE-DOXY',
    severity: 'X',
    kind: 'age',
    drugs: ['doxycycline'],
    when: { kind: 'age', under: 8 },
    course: { over: 21 },
    words: '{drug} for over 21 days at {years} years: growing teeth stain.',
  }),
  policy({
    id: 'AGE-DOXY-SHORT',
    severity: 'D',
    kind: 'age',
    drugs: ['doxycycline'],
    when: { kind: 'age', under: 8 },
    course: { upTo: 21 },
    words: '{drug} for up to 21 days at {years} years.',
  }),
  policy({
    id: 'AGE-JAK',
    severity: 'D',
    kind: 'age',
    drugs: ['@oral-jak'],
    when: { kind: 'age', from: 65 },
    words: '{drug} at {years} years: heart, clot and cancer risk of the boxed warning.',
  }),
  starter({
    id: 'AGE-SED',
    severity: 'C',
    kind: 'age',
    drugs: ['@sedating-h1'],
    // Over 65: from the 66th birthday.
    when: { kind: 'age', from: 66 },
    words: '{drug} at {years} years: confusion and falls (Beers criteria).',
  }),
]

type Renal = readonly [
  id: string,
  severity: 'X' | 'D',
  drugs: readonly string[],
  from: number | undefined,
  below: number,
]
const renalRows: readonly Renal[] = [
  ['REN-ANTIVIRAL', 'D', ['valacyclovir', 'acyclovir'], undefined, 30],
  ['REN-APR', 'D', ['apremilast'], undefined, 30],
  ['REN-MTX', 'D', ['methotrexate'], 30, 60],
  ['REN-MTX-STOP', 'X', ['methotrexate'], undefined, 30],
]

const renalRules: readonly PrescribingRule[] = [
  ...renalRows.map(([id, severity, drugs, from, below]) =>
    policy({
      id,
      severity,
      kind: 'renal',
      drugs,
      when: { kind: 'egfr', below, ...(from !== undefined && { from }) },
      words:
        severity === 'X'
          ? '{drug} at an eGFR of {egfr}.'
          : '{drug} at an eGFR of {egfr}: a lower dose or another medicine.',
    }),
  ),
  starter({
    id: 'REN-HCQ',
    severity: 'C',
    kind: 'renal',
    drugs: ['hydroxychloroquine'],
    when: { kind: 'egfr', below: 60 },
    words: '{drug} at an eGFR of {egfr}: eyes are checked every year.',
  }),
]

const othersRules: readonly PrescribingRule[] = [
  starter({
    id: 'CON-ACI-ALCOHOL',
    severity: 'X',
    kind: 'condition',
    drugs: ['acitretin'],
    when: { kind: 'condition', any: ['alcohol-use', 'alcohol-excess'], childbearingOnly: true },
    words: '{drug} with alcohol: it turns into etretinate, which stays for years.',
  }),
  starter({
    id: 'LIGHT-CIC',
    severity: 'D',
    kind: 'interaction',
    drugs: ['cyclosporine'],
    when: { kind: 'light', any: ['nb-uvb', 'bb-uvb', 'puva'] },
    words: '{drug} with {light}: skin cancer becomes more likely.',
  }),
  starter({
    id: 'LIGHT-TACRO',
    severity: 'C',
    kind: 'interaction',
    drugs: ['tacrolimus-topical'],
    scope: 'topical',
    when: { kind: 'light', any: ['nb-uvb'] },
    words: '{drug} with {light}: keep it off on the day of light.',
  }),
  starter({
    id: 'FIN-PSA',
    severity: 'C',
    kind: 'laboratory',
    drugs: ['finasteride'],
    when: { kind: 'known', test: 'psa' },
    words: '{drug} halves the PSA, last measured on {on}.',
  }),
  policy({
    id: 'GEN-AZA-ABSENT',
    severity: 'X',
    kind: 'laboratory',
    drugs: ['azathioprine'],
    when: { kind: 'verdict', tests: ['tpmt', 'nudt15'], any: ['absent'] },
    words: '{drug} without working {test}: the marrow may fail.',
  }),
  policy({
    id: 'GEN-AZA-MID',
    severity: 'D',
    kind: 'laboratory',
    drugs: ['azathioprine'],
    when: { kind: 'verdict', tests: ['tpmt', 'nudt15'], any: ['intermediate', 'low'] },
    words: '{drug} with reduced {test}: a lower dose.',
  }),
]

/** What the patient has, is and how old: rules that need one fact and no other medicine. */
export const patientRules: readonly PrescribingRule[] = [
  ...conditionRows.map(([id, severity, drugs, any, words]) =>
    starter({ id, severity, kind: 'condition', drugs, when: { kind: 'condition', any }, words }),
  ),
  ...pregnancyRules,
  ...ageRules,
  ...renalRules,
  ...othersRules,
]
