import { aged, allergicTo, at, cream, daily, injected, man, oral, sites, takes, weekly, woman } from './builders.ts'
import type { Edge } from './edges.ts'

const { face, hand } = sites
const born = (bornOn: string, more = {}) => man({ bornOn, ...more })
const weighed = (on: string, bornOn = '1980-05-01') => man({ bornOn, weight: { kg: '70', on } })
const egfr = (value: string) => man({ labs: [{ test: 'egfr', on: at, value }] })
const mtx = (mg: string, more = {}) => oral('methotrexate', [mg, weekly('mon')], more)
const grams = (dose: string) =>
  cream('clobetasol', [[hand]], { steps: [{ dose, unit: 'g', frequency: daily(1), days: 7 }] })
const tetra = (drug: string, days: number) => oral(drug, ['50', daily(2), days])

/** Ages, kidneys, doses, weights, steroids on the skin, allergies and duplicates. */
export const doseEdges: readonly Edge[] = [
  [
    'AGE-TETRA',
    'eight years',
    [tetra('minocycline', 7), born('2018-11-26')],
    [tetra('minocycline', 7), born('2018-11-25')],
  ],
  ['AGE-DOXY', 'over 21 days', [tetra('doxycycline', 22), aged(7)], [tetra('doxycycline', 21), aged(7)]],
  [
    'AGE-DOXY',
    'eight years',
    [tetra('doxycycline', 22), born('2018-11-26')],
    [tetra('doxycycline', 22), born('2018-11-25')],
  ],
  ['AGE-DOXY-SHORT', 'up to 21 days', [tetra('doxycycline', 21), aged(7)], [tetra('doxycycline', 22), aged(7)]],
  [
    'AGE-JAK',
    '65 years',
    [oral('upadacitinib', ['15']), born('1961-11-25')],
    [oral('upadacitinib', ['15']), born('1961-11-26')],
  ],
  [
    'AGE-SED',
    'over 65 years',
    [oral('hydroxyzine', ['25']), born('1960-11-25')],
    [oral('hydroxyzine', ['25']), born('1960-11-26')],
  ],
  ['REN-ANTIVIRAL', 'eGFR 30', [oral('acyclovir', ['800']), egfr('29')], [oral('acyclovir', ['800']), egfr('30')]],
  ['REN-APR', 'eGFR 30', [oral('apremilast', ['30']), egfr('29.9')], [oral('apremilast', ['30']), egfr('30')]],
  ['REN-MTX', 'eGFR 60', [mtx('10'), egfr('59')], [mtx('10'), egfr('60')]],
  ['REN-MTX', 'eGFR 30', [mtx('10'), egfr('30')], [mtx('10'), egfr('29')]],
  ['REN-MTX-STOP', 'eGFR 30', [mtx('10'), egfr('29')], [mtx('10'), egfr('30')]],
  [
    'REN-HCQ',
    'eGFR 60',
    [oral('hydroxychloroquine', ['200']), egfr('59')],
    [oral('hydroxychloroquine', ['200']), egfr('60')],
  ],
  [
    'INT-MTX-PPI',
    'kidneys',
    [mtx('10'), man(takes('omeprazole'))],
    [mtx('10'), man({ ...takes('omeprazole'), labs: [{ test: 'egfr', on: at, value: '59' }] })],
  ],
  ['INT-MTX-PPI-HIGH', 'over 25 mg', [mtx('25.1'), man(takes('omeprazole'))], [mtx('25'), man(takes('omeprazole'))]],
  ['DOSE-ISO', '1 mg/kg', [oral('isotretinoin', ['70.1']), man()], [oral('isotretinoin', ['70']), man()]],
  [
    'DOSE-HCQ-KG',
    '5 mg/kg',
    [oral('hydroxychloroquine', ['351']), man()],
    [oral('hydroxychloroquine', ['350']), man()],
  ],
  ['DOSE-HCQ', '400 mg', [oral('hydroxychloroquine', ['401']), man()], [oral('hydroxychloroquine', ['400']), man()]],
  [
    'DOSE-CIC',
    '5 mg/kg',
    [oral('cyclosporine', ['175.5', daily(2)]), man()],
    [oral('cyclosporine', ['175', daily(2)]), man()],
  ],
  ['DOSE-AZA', '3 mg/kg', [oral('azathioprine', ['211']), man()], [oral('azathioprine', ['210']), man()]],
  ['DOSE-DAP', '200 mg', [oral('dapsone', ['200.5']), man()], [oral('dapsone', ['100', daily(2)]), man()]],
  ['DOSE-ACI', '50 mg', [oral('acitretin', ['50.1']), man()], [oral('acitretin', ['25', daily(2)]), man()]],
  ['DOSE-MTX', '25 mg', [mtx('25.5'), man()], [mtx('25'), man()]],
  ['DOSE-MTX-CHILD', '0.7 mg/kg', [mtx('49.1'), aged(12)], [mtx('49'), aged(12)]],
  ['DOSE-MTX-CHILD', '18 years', [mtx('50'), born('2008-11-26')], [mtx('50'), born('2008-11-25')]],
  ['MTX-DAILY', 'twice a week', [oral('methotrexate', ['5', weekly('mon', 'tue')]), man()], [mtx('10'), man()]],
  [
    'MTX-DAILY',
    'every six days',
    [oral('methotrexate', ['5', { kind: 'every', count: 6, of: 'days' }]), man()],
    [oral('methotrexate', ['5', { kind: 'every', count: 1, of: 'weeks' }]), man()],
  ],
  ['MTX-DAY', 'its day', [oral('methotrexate', ['10', weekly()]), man()], [mtx('10'), man()]],
  [
    'MTX-MIX',
    'another strength',
    [mtx('10'), man({ medicines: [{ substance: 'methotrexate', strengthMg: '2.5' }] })],
    [mtx('2.50'), man({ medicines: [{ substance: 'methotrexate', strengthMg: '2.5' }] })],
  ],
  ['MTX-FOLATE', 'folic acid', [mtx('10'), man()], [mtx('10'), man(takes('folic-acid'))]],
  [
    'MTX-SUPPLY',
    'twelve weeks',
    [oral('methotrexate', ['10', weekly('mon'), 85]), man()],
    [oral('methotrexate', ['10', weekly('mon'), 84]), man()],
  ],
  [
    'MTX-SUPPLY',
    'four weeks without results',
    [oral('methotrexate', ['10', weekly('mon'), 29]), man({ labs: [] })],
    [oral('methotrexate', ['10', weekly('mon'), 28]), man({ labs: [] })],
  ],
  ['TCS-SITE', 'potency', [cream('triamcinolone', [[face]]), man()], [cream('desonide', [[face]]), man()]],
  ['TCS-SITE', 'place', [cream('clobetasol', [[face]]), man()], [cream('clobetasol', [[hand]]), man()]],
  ['TCS-WEEK', '50 g a week', [grams('7.15'), man()], [grams('7.142857'), man()]],
  ['TCS-WEEK', 'the strongest class', [grams('8'), man()], [{ ...grams('8'), drug: 'betamethasone' }, man()]],
  ['TCS-WEEKS', '14 days', [cream('clobetasol', [[hand], 15]), man()], [cream('clobetasol', [[hand], 14]), man()]],
  [
    'TCS-WEEKS',
    'when needed',
    [cream('clobetasol', [[hand], 15]), man()],
    [cream('clobetasol', [[hand], 15], { asNeeded: 'itch' }), man()],
  ],
  [
    'TCS-CHILD',
    'twelve years',
    [cream('clobetasol', [[hand]]), born('2014-11-26')],
    [cream('clobetasol', [[hand]]), born('2014-11-25')],
  ],
  [
    'WEIGHT-OLD',
    '180 days',
    [oral('azathioprine', ['100']), weighed('2026-05-29')],
    [oral('azathioprine', ['100']), weighed('2026-05-30')],
  ],
  [
    'WEIGHT-OLD',
    '30 days in a child',
    [mtx('10'), weighed('2026-10-26', '2015-01-01')],
    [mtx('10'), weighed('2026-10-27', '2015-01-01')],
  ],
  [
    'WEIGHT-NONE',
    'a weight',
    [oral('isotretinoin', ['40']), born('1980-05-01', { weight: undefined })],
    [oral('doxycycline', ['100']), born('1980-05-01', { weight: undefined })],
  ],
  [
    'STER-LONG',
    '21 days',
    [oral('prednisone', ['20', daily(1), 22]), man()],
    [oral('prednisone', ['20', daily(1), 21]), man()],
  ],
  [
    'ALL-SAME',
    'the same',
    [oral('fluconazole', ['200']), man(allergicTo('fluconazole'))],
    [oral('fluconazole', ['200']), man(allergicTo('griseofulvin'))],
  ],
  [
    'ALL-SAME',
    'one ingredient of two',
    [oral('sulfamethoxazole-trimethoprim', ['800']), man(allergicTo('trimethoprim'))],
    [oral('sulfamethoxazole-trimethoprim', ['800']), man(allergicTo('dapsone'))],
  ],
  [
    'ALL-SAME',
    'the class',
    [oral('minocycline', ['50']), man(allergicTo('tetracycline'))],
    [oral('minocycline', ['50']), man(allergicTo('macrolide'))],
  ],
  [
    'ALL-SAME',
    'an allergy',
    [oral('minocycline', ['50']), man(allergicTo('doxycycline'))],
    [oral('minocycline', ['50']), man({ allergies: [{ substance: 'doxycycline', intolerance: true }] })],
  ],
  [
    'ALL-INTOL',
    'not tolerated',
    [oral('minocycline', ['50']), man({ allergies: [{ substance: 'doxycycline', intolerance: true }] })],
    [oral('minocycline', ['50']), man(allergicTo('doxycycline'))],
  ],
  [
    'ALL-CEPH-AMINO',
    'which penicillin',
    [oral('cephalexin', ['500']), man(allergicTo('ampicillin'))],
    [oral('cephalexin', ['500']), man(allergicTo('penicillin-g'))],
  ],
  [
    'ALL-CEPH-PEN',
    'which penicillin',
    [oral('cephalexin', ['500']), man(allergicTo('penicillin'))],
    [oral('cephalexin', ['500']), man(allergicTo('amoxicillin'))],
  ],
  [
    'ALL-CEPH-OTHER',
    'which cephalosporin',
    [oral('cefuroxime', ['250']), man(allergicTo('amoxicillin'))],
    [oral('cephalexin', ['500']), man(allergicTo('amoxicillin'))],
  ],
  [
    'ALL-DAP-SULFA',
    'by mouth',
    [oral('dapsone', ['100']), man(allergicTo('sulfadiazine'))],
    [cream('dapsone-topical', [[face]]), man(allergicTo('sulfadiazine'))],
  ],
  [
    'DUP-CLASS',
    'the class',
    [oral('prednisone', ['5']), man(takes('prednisolone'))],
    [oral('prednisone', ['5']), man(takes('prednisone'))],
  ],
  [
    'DUP-CLASS',
    'two retinoids say it once',
    [oral('cetirizine', ['10']), man(takes('loratadine'))],
    [oral('isotretinoin', ['20']), man(takes('acitretin'))],
  ],
  [
    'LIGHT-CIC',
    'light',
    [oral('cyclosporine', ['100']), man({ phototherapy: ['puva'] })],
    [oral('methotrexate', ['10']), man({ phototherapy: ['puva'] })],
  ],
  [
    'LIGHT-TACRO',
    'which light',
    [cream('tacrolimus-topical', [[hand]]), man({ phototherapy: ['nb-uvb'] })],
    [cream('tacrolimus-topical', [[hand]]), man({ phototherapy: ['puva'] })],
  ],
  [
    'PREG-FLU',
    'a course',
    [oral('fluconazole', ['150']), woman({ pregnant: true })],
    [oral('fluconazole', ['150', { kind: 'once' }]), woman({ pregnant: true })],
  ],
  [
    'PREG-FLU-ONCE',
    'one dose of 150 mg',
    [oral('fluconazole', ['150', { kind: 'once' }]), woman({ pregnant: true })],
    [oral('fluconazole', ['200', { kind: 'once' }]), woman({ pregnant: true })],
  ],
  ['TCS-WEEK', 'route', [grams('8'), man()], [injected('clobetasol', ['1', daily(1)]), man()]],
]
