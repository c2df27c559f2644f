import { type PrescribingRule, policy, starter, type When } from './rule.ts'

type Cap = readonly [id: string, drug: string, when: Omit<Extract<When, { kind: 'cap' }>, 'kind'>, words: string]

const perKg = 'kilogram'
const capRows: readonly Cap[] = [
  [
    'DOSE-ISO',
    'isotretinoin',
    { per: 'day', kg: true, limit: '1' },
    `{drug} at {value} mg per ${perKg} a day, over {limit}.`,
  ],
  [
    'DOSE-HCQ-KG',
    'hydroxychloroquine',
    { per: 'day', kg: true, limit: '5' },
    `{drug} at {value} mg per ${perKg} a day, over {limit}.`,
  ],
  [
    'DOSE-HCQ',
    'hydroxychloroquine',
    { per: 'day', kg: false, limit: '400' },
    '{drug} at {value} mg a day, over {limit}.',
  ],
  [
    'DOSE-CIC',
    'cyclosporine',
    { per: 'day', kg: true, limit: '5' },
    `{drug} at {value} mg per ${perKg} a day, over {limit}.`,
  ],
  [
    'DOSE-AZA',
    'azathioprine',
    { per: 'day', kg: true, limit: '3' },
    `{drug} at {value} mg per ${perKg} a day, over {limit}.`,
  ],
  ['DOSE-DAP', 'dapsone', { per: 'day', kg: false, limit: '200' }, '{drug} at {value} mg a day, over {limit}.'],
  ['DOSE-ACI', 'acitretin', { per: 'day', kg: false, limit: '50' }, '{drug} at {value} mg a day, over {limit}.'],
  ['DOSE-MTX', 'methotrexate', { per: 'week', kg: false, limit: '25' }, '{drug} at {value} mg a week, over {limit}.'],
  [
    'DOSE-MTX-CHILD',
    'methotrexate',
    { per: 'week', kg: true, limit: '0.7', ages: 'child' },
    `{drug} at {value} mg per ${perKg} a week, over {limit} for a child.`,
  ],
]

const methotrexate = { drugs: ['methotrexate'], kind: 'dose', when: { kind: 'computed' } } as const
const methotrexateRules: readonly PrescribingRule[] = [
  policy({
    ...methotrexate,
    id: 'MTX-DAILY',
    severity: 'X',
    words: '{drug} is taken once a week; these directions say more often.',
    supersedes: ['DOSE-MTX', 'DOSE-MTX-CHILD', 'MTX-DAY'],
  }),
  starter({ ...methotrexate, id: 'MTX-DAY', severity: 'X', words: '{drug} needs its one day of the week named.' }),
  starter({
    ...methotrexate,
    id: 'MTX-MIX',
    severity: 'X',
    words: '{drug} tablets of {strength} mg beside those of {other} mg in use: one may be taken for the other.',
  }),
  starter({ ...methotrexate, id: 'MTX-FOLATE', severity: 'C', words: '{drug} without folic acid on the list.' }),
  starter({
    ...methotrexate,
    id: 'MTX-SUPPLY',
    severity: 'D',
    words: '{drug} for {days} days; at most {limit} while the blood counts and liver tests stand as they do.',
  }),
]

const steroid = { drugs: [], kind: 'site', scope: 'topical', when: { kind: 'computed' } } as const
const steroidRules: readonly PrescribingRule[] = [
  policy({
    ...steroid,
    id: 'TCS-SITE',
    severity: 'D',
    words: '{drug} is too strong for {sites}: skin there thins.',
  }),
  policy({
    ...steroid,
    id: 'TCS-WEEK',
    kind: 'dose',
    severity: 'D',
    words: '{drug}: {value} g a week, over {limit} g.',
  }),
  policy({
    ...steroid,
    id: 'TCS-WEEKS',
    kind: 'dose',
    severity: 'D',
    words: '{drug} without a break for {days} days, over {limit}.',
  }),
  policy({
    ...steroid,
    id: 'TCS-CHILD',
    kind: 'age',
    severity: 'D',
    words: '{drug} at {years} years: the strongest class from {limit} on.',
  }),
]

const everything = { drugs: [], scope: 'any', when: { kind: 'computed' } } as const
const weighed = { drugs: [], kind: 'dose', scope: 'systemic', when: { kind: 'computed' } } as const

/** Doses, amounts, sites, duplicates and allergies: what is worked out from the draft and one fact. */
export const doseRules: readonly PrescribingRule[] = [
  ...capRows.map(([id, drug, cap, words]) =>
    policy({
      id,
      severity: 'D',
      kind: 'dose',
      drugs: [drug],
      when: { kind: 'cap', ...cap },
      words,
      source: 'Usual highest dose, clinic policy; PMC4410179 for methotrexate and ciclosporin',
    }),
  ),
  ...methotrexateRules,
  ...steroidRules,
  policy({
    ...weighed,
    id: 'WEIGHT-OLD',
    severity: 'C',
    words: '{drug} is dosed by weight, which was taken {days} days ago.',
  }),
  policy({ ...weighed, id: 'WEIGHT-NONE', severity: 'C', words: '{drug} is dosed by weight, which is not on record.' }),
  starter({
    id: 'STER-LONG',
    severity: 'C',
    kind: 'dose',
    drugs: ['@systemic-steroid'],
    when: { kind: 'computed' },
    words: '{drug} for {days} days: think of bones and of Pneumocystis.',
  }),
  policy({
    ...everything,
    id: 'ALL-SAME',
    kind: 'allergy',
    severity: 'X',
    words: '{drug}: allergy to {allergy} on record.',
  }),
  policy({
    ...everything,
    id: 'ALL-INTOL',
    kind: 'allergy',
    severity: 'C',
    words: '{drug}: not tolerated before ({allergy}).',
  }),
  policy({
    id: 'ALL-CEPH-AMINO',
    severity: 'D',
    kind: 'allergy',
    drugs: ['cephalexin'],
    when: { kind: 'allergy', to: ['@aminopenicillin'] },
    words: '{drug} after an allergy to {allergy}: their side chains are alike.',
  }),
  policy({
    id: 'ALL-CEPH-PEN',
    severity: 'C',
    kind: 'allergy',
    drugs: ['@cephalosporin'],
    when: { kind: 'allergy', to: ['@other-penicillin', 'penicillin'] },
    words: '{drug} after an allergy to {allergy}: a low risk.',
  }),
  policy({
    id: 'ALL-CEPH-OTHER',
    severity: 'C',
    kind: 'allergy',
    drugs: ['@other-cephalosporin'],
    when: { kind: 'allergy', to: ['@aminopenicillin'] },
    words: '{drug} after an allergy to {allergy}: a low risk.',
  }),
  policy({
    id: 'ALL-DAP-SULFA',
    severity: 'C',
    kind: 'allergy',
    drugs: ['dapsone'],
    when: { kind: 'allergy', to: ['@sulfonamide-antibiotic', 'sulfonamide-antibiotic'] },
    words: '{drug} after an allergy to {allergy}: a low risk.',
  }),
  starter({
    id: 'DUP-CLASS',
    severity: 'D',
    kind: 'duplicate',
    drugs: [],
    when: { kind: 'computed' },
    words: '{drug} beside {with}: two of one class.',
  }),
]
