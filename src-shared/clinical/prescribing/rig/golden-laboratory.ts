import {
  aged,
  daily,
  enrolled,
  except,
  injected,
  inOrder,
  lab,
  man,
  negative,
  oral,
  since,
  weekly,
  without,
  woman,
} from './builders.ts'
import type { GoldenPrescription } from './golden.ts'

const monday = weekly('mon')
const every2 = { kind: 'every', count: 2, of: 'weeks' } as const
const folic = { substance: 'folic-acid' } as const
const onSince = (substance: string, day: string) => ({ medicines: [since(substance, day), folic] })

/** What laboratories, kidneys and weights say. */
export const goldenLaboratory: readonly GoldenPrescription[] = [
  [
    'valacyclovir with failing kidneys',
    oral('valacyclovir', ['1000', daily(3), 7]),
    aged(80, except(lab('egfr', '24', { on: '2026-11-24' }))),
    ['REN-ANTIVIRAL:D'],
  ],
  [
    'methotrexate at an eGFR of 45',
    oral('methotrexate', ['10', monday]),
    man({ ...except(lab('egfr', '45', { on: '2026-11-24' })), medicines: [folic] }),
    ['REN-MTX:D'],
  ],
  [
    'methotrexate never tested',
    oral('methotrexate', ['10', monday]),
    man({ labs: [], medicines: [folic] }),
    ['LAB-BASE:D'],
  ],
  [
    'methotrexate with low white cells',
    oral('methotrexate', ['10', monday]),
    man({ ...except(lab('wbc', '2.8')), medicines: [folic] }),
    ['RES-MTX-WBC:D'],
  ],
  [
    'methotrexate for a year, tested four months ago',
    oral('methotrexate', ['10', monday]),
    man({ labs: inOrder.map(each => ({ ...each, on: '2026-07-20' })), ...onSince('methotrexate', '2025-11-01') }),
    ['LAB-DUE:C'],
  ],
  [
    'methotrexate for a year, tested last week',
    oral('methotrexate', ['10', monday, 84]),
    man(onSince('methotrexate', '2025-11-01')),
    [],
  ],
  ['azathioprine without TPMT', oral('azathioprine', ['100']), man(without('tpmt')), ['LAB-BASE:D']],
  [
    'azathioprine with TPMT absent',
    oral('azathioprine', ['100']),
    man(except(lab('tpmt', undefined, { verdict: 'absent' }))),
    ['GEN-AZA-ABSENT:X'],
  ],
  ['dapsone without G6PD', oral('dapsone', ['100']), man(without('g6pd')), ['LAB-BASE:D']],
  ['adalimumab without screening', injected('adalimumab', ['40', every2]), man(without('tb', 'hbv')), ['SCREEN-BIO:D']],
  [
    'isotretinoin, window lapsed',
    oral('isotretinoin', ['40', daily(1), 30]),
    woman({
      ...enrolled,
      labs: [
        ...inOrder,
        ...negative.map((each, index) => ({ ...each, on: ['2026-11-18', '2026-10-10'][index] ?? each.on })),
      ],
    }),
    ['PROG-WINDOW:X'],
  ],
  [
    'isotretinoin with triglycerides of 900',
    oral('isotretinoin', ['40', daily(1), 30]),
    man(except(lab('triglycerides', '900'))),
    ['RES-ISO-TG:D'],
  ],
  [
    'isotretinoin with a weight of last year',
    oral('isotretinoin', ['40', daily(1), 30]),
    man({ weight: { kg: '70', on: '2025-11-25' } }),
    ['WEIGHT-OLD:C'],
  ],
  [
    'hydroxychloroquine for three years, eyes seen at the start',
    oral('hydroxychloroquine', ['200']),
    man({
      ...except(lab('eye-exam', undefined, { on: '2023-10-01' })),
      ...onSince('hydroxychloroquine', '2023-11-01'),
    }),
    [],
  ],
  ['upadacitinib, never tested', oral('upadacitinib', ['15']), man({ labs: [] }), ['LAB-BASE:D']],
]
