import { aged, allergicTo, daily, enrolled, injected, man, oral, takes, weekly, woman } from './builders.ts'
import type { GoldenPrescription } from './golden.ts'

const monday = weekly('mon')
const folic = takes('folic-acid')
const beside = (...substances: readonly string[]) => takes('folic-acid', ...substances)
const every2 = { kind: 'every', count: 2, of: 'weeks' } as const

/** Medicines by mouth and injections. */
export const goldenSystemic: readonly GoldenPrescription[] = [
  ['isotretinoin in a man', oral('isotretinoin', ['40', daily(1), 30]), man(), []],
  ['isotretinoin in an enrolled woman', oral('isotretinoin', ['40', daily(1), 30]), woman(enrolled), []],
  [
    'isotretinoin in a woman who is not enrolled',
    oral('isotretinoin', ['40', daily(1), 30]),
    woman(),
    ['PROG-CONFIRM:X'],
  ],
  [
    'isotretinoin in pregnancy',
    oral('isotretinoin', ['40', daily(1), 30]),
    woman({ ...enrolled, pregnant: true }),
    ['PREG-RETINOID:X'],
  ],
  [
    'isotretinoin beside doxycycline',
    oral('isotretinoin', ['40', daily(1), 30]),
    man(takes('doxycycline')),
    ['INT-ISO-TETRA:X'],
  ],
  [
    'isotretinoin beside vitamin A',
    oral('isotretinoin', ['40', daily(1), 30]),
    man(takes('vitamin-a')),
    ['INT-RET-RET:X'],
  ],
  ['isotretinoin, 80 mg at 70 kg', oral('isotretinoin', ['40', daily(2), 30]), man(), ['DOSE-ISO:D']],
  [
    'isotretinoin for two months with a refill',
    oral('isotretinoin', ['40', daily(1), 60], { refills: 1 }),
    man(),
    ['PROG-REFILLS:X', 'PROG-SUPPLY:X'],
  ],
  ['acitretin in a man who drinks', oral('acitretin', ['25']), man({ conditions: ['alcohol-use'] }), []],
  [
    'acitretin in a woman who drinks',
    oral('acitretin', ['25']),
    woman({ ...enrolled, conditions: ['alcohol-use'] }),
    ['CON-ACI-ALCOHOL:X'],
  ],
  ['methotrexate weekly with folic acid', oral('methotrexate', ['15', monday]), man(folic), []],
  ['methotrexate daily', oral('methotrexate', ['2.5', daily(1)]), man(folic), ['MTX-DAILY:X']],
  ['methotrexate without its day', oral('methotrexate', ['15', weekly()]), man(folic), ['MTX-DAY:X']],
  ['methotrexate without folic acid', oral('methotrexate', ['15', monday]), man(), ['MTX-FOLATE:C']],
  [
    'methotrexate with folic acid in the same visit',
    oral('methotrexate', ['15', monday], { together: ['folic-acid'] }),
    man(),
    [],
  ],
  [
    'methotrexate beside ibuprofen and omeprazole',
    oral('methotrexate', ['15', monday]),
    man(beside('ibuprofen', 'omeprazole')),
    ['INT-MTX-NSAID:D', 'INT-MTX-PPI:C'],
  ],
  [
    'methotrexate beside co-trimoxazole',
    oral('methotrexate', ['15', monday]),
    man(beside('sulfamethoxazole-trimethoprim')),
    ['INT-MTX-TMP:X'],
  ],
  [
    'co-trimoxazole beside methotrexate',
    oral('sulfamethoxazole-trimethoprim', ['800', daily(2), 7]),
    man(takes('methotrexate')),
    ['INT-MTX-TMP:X'],
  ],
  ['methotrexate, 30 mg a week', oral('methotrexate', ['30', monday]), man(folic), ['DOSE-MTX:D']],
  [
    'hydroxychloroquine, 200 mg twice at 70 kg',
    oral('hydroxychloroquine', ['200', daily(2)]),
    man(),
    ['DOSE-HCQ-KG:D'],
  ],
  [
    'hydroxychloroquine, 400 mg at 90 kg',
    oral('hydroxychloroquine', ['200', daily(2)]),
    man({ weight: { kg: '90', on: '2026-11-01' } }),
    [],
  ],
  ['azathioprine beside allopurinol', oral('azathioprine', ['100']), man(takes('allopurinol')), ['INT-AZA-XOI:X']],
  [
    'ciclosporin beside simvastatin, with PUVA',
    oral('cyclosporine', ['100', daily(2)]),
    man({ ...takes('simvastatin'), phototherapy: ['puva'] }),
    ['INT-CIC-STATIN:X', 'LIGHT-CIC:D'],
  ],
  [
    'dapsone in G6PD deficiency',
    oral('dapsone', ['100']),
    man({ conditions: ['g6pd-deficiency'] }),
    ['CON-DAP-G6PD:X'],
  ],
  [
    'dapsone after an allergy to co-trimoxazole',
    oral('dapsone', ['100']),
    man(allergicTo('sulfamethoxazole-trimethoprim')),
    ['ALL-DAP-SULFA:C'],
  ],
  ['prednisone for a week', oral('prednisone', ['40', daily(1), 7]), man(takes('metformin')), []],
  [
    'prednisone for a month beside ibuprofen',
    oral('prednisone', ['20', daily(1), 28]),
    man(takes('ibuprofen')),
    ['INT-STER-NSAID:C', 'STER-LONG:C'],
  ],
  ['spironolactone in a healthy woman', oral('spironolactone', ['50']), woman({ labs: [] }), []],
  ['spironolactone beside lisinopril', oral('spironolactone', ['50']), woman(takes('lisinopril')), ['INT-SPI-RAAS:D']],
  ['dupilumab', injected('dupilumab', ['300', every2]), woman({ conditions: ['smoker', 'depression'] }), []],
  [
    'adalimumab in heart failure',
    injected('adalimumab', ['40', every2]),
    man({ conditions: ['heart-failure'] }),
    ['CON-TNF-HF:X'],
  ],
  [
    'secukinumab in Crohn disease',
    injected('secukinumab', ['150', every2]),
    man({ conditions: ['inflammatory-bowel-disease'] }),
    ['CON-IL17-IBD:D'],
  ],
  [
    'guselkumab in Crohn disease',
    injected('guselkumab', ['100', every2]),
    man({ conditions: ['inflammatory-bowel-disease'] }),
    [],
  ],
  [
    'upadacitinib at 68 in a smoker',
    oral('upadacitinib', ['15']),
    aged(68, { conditions: ['smoker'] }),
    ['AGE-JAK:D', 'CON-JAK-RISK:D'],
  ],
  ['baricitinib at 40', oral('baricitinib', ['4']), aged(40), []],
  [
    'apremilast with depression',
    oral('apremilast', ['30', daily(2)]),
    man({ conditions: ['depression'] }),
    ['CON-APR-MOOD:C'],
  ],
  [
    'oral terbinafine for six weeks beside metoprolol',
    oral('terbinafine-oral', ['250', daily(1), 42]),
    man(takes('metoprolol')),
    ['INT-TERB-2D6:C'],
  ],
  [
    'fluconazole beside warfarin',
    oral('fluconazole', ['200', { kind: 'every', count: 1, of: 'weeks' }]),
    man(takes('warfarin')),
    ['INT-FLU-WAR:D'],
  ],
  [
    'one dose of fluconazole in pregnancy',
    oral('fluconazole', ['150', { kind: 'once' }]),
    woman({ pregnant: true }),
    ['PREG-FLU-ONCE:C'],
  ],
  ['hydroxyzine at 72', oral('hydroxyzine', ['25']), aged(72), ['AGE-SED:C']],
  ['cetirizine beside hydroxyzine', oral('cetirizine', ['10']), man(takes('hydroxyzine')), ['DUP-CLASS:D']],
  [
    'finasteride after a PSA',
    oral('finasteride', ['1']),
    man({ labs: [{ test: 'psa', on: '2026-06-01' }] }),
    ['FIN-PSA:C'],
  ],
  ['oral minoxidil beside amlodipine', oral('minoxidil-oral', ['2.5']), man(takes('amlodipine')), ['INT-MIN-BP:C']],
  ['gabapentin', oral('gabapentin', ['300', daily(3)]), aged(50), []],
]
