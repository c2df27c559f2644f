import { type PrescribingRule, policy, starter, type When } from './rule.ts'

type Row = readonly [id: string, severity: 'X' | 'D' | 'C', drug: string, others: readonly string[], words: string]

const met = (others: readonly string[]): When => ({ kind: 'with', others })
const asRule =
  (make: typeof starter) =>
  ([id, severity, drug, others, words]: Row): PrescribingRule =>
    make({ id, severity, kind: 'interaction', drugs: [drug], when: met(others), words })

const starterRows: readonly Row[] = [
  ['INT-ISO-TETRA', 'X', 'isotretinoin', ['@tetracycline'], '{drug} with {with}: pressure inside the skull may rise.'],
  ['INT-ACI-TETRA', 'X', 'acitretin', ['@tetracycline'], '{drug} with {with}: pressure inside the skull may rise.'],
  ['INT-ACI-MTX', 'X', 'acitretin', ['methotrexate'], '{drug} with {with}: both harm the liver.'],
  ['INT-ISO-MTX', 'D', 'isotretinoin', ['methotrexate'], '{drug} with {with}: both harm the liver.'],
  ['INT-MTX-TMP', 'X', 'methotrexate', ['@trimethoprim'], '{drug} with {with}: the marrow may fail.'],
  [
    'INT-MTX-NSAID',
    'D',
    'methotrexate',
    ['@systemic-nsaid'],
    '{drug} with {with}: methotrexate leaves the body more slowly.',
  ],
  [
    'INT-MTX-PROB',
    'D',
    'methotrexate',
    ['probenecid'],
    '{drug} with {with}: methotrexate leaves the body more slowly.',
  ],
  ['INT-MTX-LEF', 'D', 'methotrexate', ['leflunomide'], '{drug} with {with}: liver and marrow are at more risk.'],
  ['INT-MTX-CIC', 'D', 'methotrexate', ['cyclosporine'], '{drug} with {with}: kidneys and marrow are at more risk.'],
  [
    'INT-AZA-XOI',
    'X',
    'azathioprine',
    ['@xanthine-oxidase-inhibitor'],
    '{drug} with {with}: azathioprine builds up and the marrow may fail.',
  ],
  [
    'INT-CIC-STATIN',
    'X',
    'cyclosporine',
    ['@statin'],
    '{drug} with {with}: the statin builds up and muscle may break down.',
  ],
  ['INT-CIC-AZOLE', 'D', 'cyclosporine', ['@azole'], '{drug} with {with}: ciclosporin builds up.'],
  ['INT-CIC-MACRO', 'D', 'cyclosporine', ['@macrolide'], '{drug} with {with}: ciclosporin builds up.'],
  ['INT-CIC-RIF', 'D', 'cyclosporine', ['@rifamycin'], '{drug} with {with}: ciclosporin loses its effect.'],
  ['INT-CIC-NSAID', 'D', 'cyclosporine', ['@systemic-nsaid'], '{drug} with {with}: the kidneys are at more risk.'],
  ['INT-CIC-KSPARE', 'D', 'cyclosporine', ['@potassium-sparing'], '{drug} with {with}: potassium may rise.'],
  ['INT-DAP-TMP', 'C', 'dapsone', ['@trimethoprim'], '{drug} with {with}: levels of both rise.'],
  ['INT-DAP-RIF', 'C', 'dapsone', ['@rifamycin'], '{drug} with {with}: dapsone loses effect.'],
  ['INT-HCQ-QT', 'D', 'hydroxychloroquine', ['@qt'], '{drug} with {with}: the QT interval may lengthen.'],
  ['INT-HCQ-TAM', 'D', 'hydroxychloroquine', ['tamoxifen'], '{drug} with {with}: the retina is at more risk.'],
  ['INT-HCQ-DIG', 'C', 'hydroxychloroquine', ['digoxin'], '{drug} with {with}: digoxin may build up.'],
  [
    'INT-JAK-3A4',
    'D',
    '@jak-by-cyp3a4',
    ['@strong-cyp3a4-inhibitor'],
    '{drug} with {with}: the JAK inhibitor builds up.',
  ],
  [
    'INT-JAK-SUPP',
    'X',
    '@oral-jak',
    ['azathioprine', 'cyclosporine'],
    '{drug} with {with}: too much suppression of defence.',
  ],
  ['INT-JAK-LIVE', 'X', '@oral-jak', ['@live-vaccine'], '{drug} with {with}: a live vaccine may cause the illness.'],
  ['INT-ABRO-PLT', 'D', 'abrocitinib', ['@antiplatelet'], '{drug} with {with}: bleeding is more likely.'],
  ['INT-ABRO-2C19', 'D', 'abrocitinib', ['@cyp2c19-inhibitor'], '{drug} with {with}: halve the dose of abrocitinib.'],
  ['INT-TNF-ABA', 'X', '@tnf', ['abatacept', 'anakinra'], '{drug} with {with}: serious infections are more likely.'],
  ['INT-BIO-LIVE', 'X', '@biologic', ['@live-vaccine'], '{drug} with {with}: a live vaccine may cause the illness.'],
  ['INT-APR-IND', 'D', 'apremilast', ['@strong-cyp3a4-inducer'], '{drug} with {with}: apremilast loses its effect.'],
  [
    'INT-TERB-2D6',
    'C',
    'terbinafine-oral',
    ['@cyp2d6-substrate'],
    '{drug} with {with}: levels of the other medicine rise.',
  ],
  [
    'INT-AZOLE-STATIN',
    'X',
    '@mould-azole',
    ['@simva-lovastatin'],
    '{drug} with {with}: the statin builds up and muscle may break down.',
  ],
  ['INT-FLU-WAR', 'D', 'fluconazole', ['warfarin'], '{drug} with {with}: bleeding is more likely.'],
  ['INT-DOX-WAR', 'C', 'doxycycline', ['warfarin'], '{drug} with {with}: clotting may change; check the INR.'],
  ['INT-GRI-OC', 'D', 'griseofulvin', ['@hormonal-contraceptive'], '{drug} with {with}: the contraceptive may fail.'],
  ['INT-TETRA-BIND', 'C', '@tetracycline', ['@tetracycline-binder'], '{drug} with {with}: take them hours apart.'],
  ['INT-MIN-BP', 'C', 'minoxidil-oral', ['@antihypertensive'], '{drug} with {with}: blood pressure may fall.'],
  ['INT-SED-QT', 'C', '@sedating-h1', ['@qt'], '{drug} with {with}: the QT interval may lengthen.'],
  ['INT-STER-NSAID', 'C', '@systemic-steroid', ['@systemic-nsaid'], '{drug} with {with}: stomach and gut may bleed.'],
]

const policyRows: readonly Row[] = [
  [
    'INT-SPI-K',
    'X',
    'spironolactone',
    ['@potassium-supplement'],
    '{drug} with {with}: potassium may rise dangerously.',
  ],
  ['INT-SPI-RAAS', 'D', 'spironolactone', ['@raas-blocker'], '{drug} with {with}: potassium may rise.'],
  ['INT-SPI-TMP', 'D', 'spironolactone', ['@trimethoprim'], '{drug} with {with}: potassium may rise.'],
  ['INT-AZA-LIVE', 'X', 'azathioprine', ['@live-vaccine'], '{drug} with {with}: a live vaccine may cause the illness.'],
  ['INT-AZA-RIB', 'D', 'azathioprine', ['ribavirin'], '{drug} with {with}: the marrow may fail.'],
]

const mildly = ['@ppi', '@aminopenicillin']

/** Two medicines that do not go together. */
export const interactionRules: readonly PrescribingRule[] = [
  ...starterRows.map(asRule(starter)),
  ...policyRows.map(asRule(policy)),
  starter({
    id: 'INT-RET-RET',
    severity: 'X',
    kind: 'interaction',
    drugs: ['isotretinoin', 'acitretin'],
    when: met(['@systemic-retinoid']),
    words: '{drug} with {with}: two retinoids add up to too much vitamin A.',
    supersedes: ['DUP-CLASS'],
  }),
  policy({
    id: 'INT-MTX-PPI',
    severity: 'C',
    kind: 'interaction',
    drugs: ['methotrexate'],
    when: { kind: 'with', others: mildly, egfrFrom: 60 },
    words: '{drug} with {with}: methotrexate may leave the body more slowly.',
  }),
  policy({
    id: 'INT-MTX-PPI-RENAL',
    severity: 'D',
    kind: 'interaction',
    drugs: ['methotrexate'],
    when: { kind: 'with', others: mildly, egfrBelow: 60 },
    words: '{drug} with {with} at an eGFR of {egfr}: methotrexate leaves the body more slowly.',
  }),
  starter({
    id: 'INT-MTX-PPI-HIGH',
    severity: 'D',
    kind: 'interaction',
    drugs: ['methotrexate'],
    when: { kind: 'with', others: mildly, weeklyMgOver: '25' },
    words: '{drug} over 25 mg a week with {with}: methotrexate leaves the body more slowly.',
    supersedes: ['INT-MTX-PPI', 'INT-MTX-PPI-RENAL'],
  }),
]
