import type { LabFact, PatientFacts } from '../types.ts'
import { aged, at, daily, except, injected, inOrder, lab, man, oral, since, weekly, without } from './builders.ts'
import type { Edge } from './edges.ts'

const mtx = oral('methotrexate', ['10', weekly('mon')])
const iso = oral('isotretinoin', ['40', daily(1), 30])
const every2 = { kind: 'every', count: 2, of: 'weeks' } as const
const adalimumab = injected('adalimumab', ['40', every2])
const having = (...labs: readonly LabFact[]) => man(except(...labs))
const allOn = (on: string) => inOrder.map(each => ({ ...each, on }))
const on = (substance: string, startedOn: string, more: Partial<PatientFacts> = {}) =>
  man({ medicines: [since(substance, startedOn)], ...more })
const eyes = (day: string) => except(lab('eye-exam', undefined, { on: day }))
const jak = oral('upadacitinib', ['15'])
const azathioprine = oral('azathioprine', ['100'])
const hcq = oral('hydroxychloroquine', ['200'])
const spironolactone = oral('spironolactone', ['50'])
const over = (test: LabFact['test'], value: string, more: Partial<LabFact> = {}) => having(lab(test, value, more))

/** Results past their limits, and checks missing or overdue. */
export const laboratoryEdges: readonly Edge[] = [
  ['RES-ISO-TG', '800 mg/dL', [iso, over('triglycerides', '801')], [iso, over('triglycerides', '800')]],
  [
    'RES-ISO-TG',
    'in mmol/L',
    [iso, over('triglycerides', '9.1', { unit: 'mmol/L' })],
    [iso, over('triglycerides', '9', { unit: 'mmol/L' })],
  ],
  [
    'RES-ISO-ALT',
    'three times',
    [iso, over('alt', '121', { upperLimit: '40' })],
    [iso, over('alt', '120', { upperLimit: '40' })],
  ],
  ['RES-ISO-ALT', 'a known limit', [iso, over('alt', '500', { upperLimit: '40' })], [iso, over('alt', '500')]],
  ['RES-MTX-WBC', '3.0', [mtx, over('wbc', '2.9')], [mtx, over('wbc', '3.0')]],
  ['RES-MTX-PLT', '100', [mtx, over('platelets', '99')], [mtx, over('platelets', '100')]],
  [
    'RES-MTX-ALT',
    'three times',
    [mtx, over('alt', '121', { upperLimit: '40' })],
    [mtx, over('alt', '120', { upperLimit: '40' })],
  ],
  ['RES-MTX-MCV', '105', [mtx, over('mcv', '105.1')], [mtx, over('mcv', '105')]],
  ['RES-SPI-K', '5.5', [spironolactone, over('potassium', '5.6')], [spironolactone, over('potassium', '5.5')]],
  ['RES-JAK-ALC', '0.5', [jak, over('lymphocytes', '0.49')], [jak, over('lymphocytes', '0.5')]],
  ['RES-JAK-ANC', '1.0', [jak, over('neutrophils', '0.9')], [jak, over('neutrophils', '1.0')]],
  [
    'RES-JAK-HB',
    '8',
    [jak, over('haemoglobin', '79', { unit: 'g/L' })],
    [jak, over('haemoglobin', '80', { unit: 'g/L' })],
  ],
  [
    'RES-CIC-CREA',
    '25 % over the baseline',
    [
      oral('cyclosporine', ['100']),
      on('cyclosporine', '2026-11-01', {
        labs: [lab('creatinine', '0.8', { on: '2026-10-30' }), lab('creatinine', '1.01')],
      }),
    ],
    [
      oral('cyclosporine', ['100']),
      on('cyclosporine', '2026-11-01', {
        labs: [lab('creatinine', '0.8', { on: '2026-10-30' }), lab('creatinine', '1.0')],
      }),
    ],
  ],
  [
    'GEN-AZA-ABSENT',
    'absent',
    [azathioprine, having(lab('nudt15', undefined, { verdict: 'absent' }))],
    [azathioprine, having(lab('nudt15', undefined, { verdict: 'intermediate' }))],
  ],
  [
    'GEN-AZA-MID',
    'intermediate',
    [azathioprine, having(lab('tpmt', undefined, { verdict: 'intermediate' }))],
    [azathioprine, having(lab('tpmt', undefined, { verdict: 'normal' }))],
  ],
  [
    'FIN-PSA',
    'a PSA on record',
    [oral('finasteride', ['1']), having(lab('psa', '1.1'))],
    [oral('finasteride', ['1']), man()],
  ],
  ['LAB-BASE', '90 days', [mtx, man({ labs: allOn('2026-08-26') })], [mtx, man({ labs: allOn('2026-08-27') })]],
  [
    'LAB-BASE',
    'two blood pressures',
    [oral('cyclosporine', ['100']), having(lab('blood-pressure'))],
    [oral('cyclosporine', ['100']), man()],
  ],
  [
    'LAB-BASE',
    'TPMT does not age',
    [azathioprine, man(without('tpmt'))],
    [azathioprine, having(lab('tpmt', undefined, { on: '2010-01-01' }))],
  ],
  ['LAB-BASE', 'eyes within a year', [hcq, man(eyes('2025-11-23'))], [hcq, man(eyes('2025-11-24'))]],
  [
    'LAB-BASE',
    'a course over six weeks',
    [oral('terbinafine-oral', ['250', daily(1), 43]), man({ labs: [] })],
    [oral('terbinafine-oral', ['250', daily(1), 42]), man({ labs: [] })],
  ],
  [
    'LAB-BASE',
    'a course over four weeks',
    [oral('prednisone', ['5', daily(1), 29]), man({ labs: [] })],
    [oral('prednisone', ['5', daily(1), 28]), man({ labs: [] })],
  ],
  [
    'LAB-BASE',
    'a reason for potassium',
    [spironolactone, aged(46, { labs: [] })],
    [spironolactone, aged(45, { labs: [] })],
  ],
  [
    'LAB-DUE',
    'methotrexate after twelve weeks',
    [mtx, on('methotrexate', '2025-01-01', { labs: allOn('2026-09-01') })],
    [mtx, on('methotrexate', '2025-01-01', { labs: allOn('2026-09-02') })],
  ],
  [
    'LAB-DUE',
    'methotrexate in the first weeks',
    [mtx, on('methotrexate', '2026-11-17', { labs: allOn('2026-11-10') })],
    [mtx, on('methotrexate', '2026-11-18', { labs: allOn('2026-11-10') })],
  ],
  [
    'LAB-DUE',
    'isotretinoin by week 8',
    [iso, on('isotretinoin', '2026-09-29', { labs: allOn('2026-09-20') })],
    [iso, on('isotretinoin', '2026-09-30', { labs: allOn('2026-09-20') })],
  ],
  [
    'LAB-DUE',
    'isotretinoin, week 3 on',
    [iso, on('isotretinoin', '2026-09-01', { labs: allOn('2026-09-21') })],
    [iso, on('isotretinoin', '2026-09-01', { labs: allOn('2026-09-22') })],
  ],
  [
    'LAB-DUE',
    'eyes after five years',
    [hcq, on('hydroxychloroquine', '2021-11-20', eyes('2021-11-01'))],
    [hcq, on('hydroxychloroquine', '2021-11-23', eyes('2021-11-01'))],
  ],
  [
    'LAB-DUE',
    'eyes from the first year at a risk',
    [hcq, on('hydroxychloroquine', '2025-01-01', { ...eyes('2025-01-01'), conditions: ['macular-disease'] })],
    [hcq, on('hydroxychloroquine', '2025-01-01', eyes('2025-01-01'))],
  ],
  [
    'SCREEN-BIO',
    'tuberculosis within a year',
    [adalimumab, having(lab('tb', undefined, { on: '2025-11-23' }))],
    [adalimumab, having(lab('tb', undefined, { on: '2025-11-24' }))],
  ],
  [
    'SCREEN-BIO',
    'hepatitis B within 90 days',
    [adalimumab, having(lab('hbv', undefined, { on: '2026-08-26' }))],
    [adalimumab, having(lab('hbv', undefined, { on: '2026-08-27' }))],
  ],
  [
    'SCREEN-BIO',
    'once is enough later',
    [adalimumab, on('adalimumab', '2024-01-01', without('tb'))],
    [adalimumab, on('adalimumab', '2024-01-01', except(lab('tb', undefined, { on: '2023-12-01' })))],
  ],
  [
    'RES-ISO-TG',
    'of today or before',
    [iso, over('triglycerides', '900', { on: at })],
    [iso, over('triglycerides', '900', { on: '2026-11-26' })],
  ],
]
