import { type Algorithm, type BandRow, type Reading, summed, threshold } from './algorithm.ts'
import { type Answers, anyOf, countOf, feature, grade, sumOf } from './criterion.ts'

const special = ['face', 'acral', 'nail', 'mucosa'] as const
/** For melanocytic lesions that lie neither on the face nor on palms, soles, nails or mucosa. */
const melanocytic = { blocks: special, warns: ['uncertain'], dermoscopic: true } as const

const networks = ['network.typical', 'network.atypical', 'network.broadened'] as const
const dots = ['dots.several', 'dots.brown', 'dots.blue-grey'] as const
const streaks = [
  'streaks.branched',
  'streaks.irregular',
  'streaks.radial',
  'streaks.pseudopods',
  'streaks.starburst',
] as const
const regression = ['regression.scar', 'regression.peppering'] as const

/** White, red, light brown, dark brown, blue or grey, black. */
const sixColours = countOf(
  feature('colour.white'),
  feature('colour.red'),
  feature('colour.light-brown'),
  feature('colour.dark-brown'),
  anyOf('colour.blue', 'colour.grey'),
  feature('colour.black'),
)
const colourCodes = ['white', 'red', 'light-brown', 'dark-brown', 'blue', 'grey', 'black'].map(name => `colour.${name}`)

const tdsStructures = countOf(
  anyOf(...networks),
  feature('area.structureless'),
  feature('streaks.branched'),
  anyOf(...dots),
  feature('globules'),
)

const tdsBands: readonly BandRow[] = [
  [47, { id: 'below', label: '4.7 or less: below the published thresholds', above: false }],
  [54, { id: 'between', label: '4.8 to 5.4: between the two published thresholds', above: false }],
  [
    Number.POSITIVE_INFINITY,
    { id: 'at-or-above', label: '5.5 or more: above the upper published threshold', above: true },
  ],
]

/** A published range starts at one colour and one structure: what has none cannot be scored. */
const atLeastOne =
  (parts: readonly (readonly [part: ReturnType<typeof countOf>, why: string])[], read: (answers: Answers) => Reading) =>
  (answers: Answers): Reading => {
    const empty = parts.find(([part]) => part(answers).value === 0)
    return empty ? { kind: 'not-evaluable', why: empty[1] } : read(answers)
  }

const noColour = 'None of its colours is ticked; it needs one at least.'
const noStructure = 'None of its structures is ticked; it needs one at least.'

export const tds: Algorithm = {
  id: 'tds',
  name: 'ABCD rule (TDS)',
  version: 'cutis-tds/1',
  formula: '(13 × A + B + 5 × C + 5 × D) ÷ 10; A axes 0–2, B eighths 0–8, C colours 1–6, D structures 1–5',
  source: 'Stolz 1994; Nachbar 1994, J Am Acad Dermatol 30:551',
  inputs: [
    'asymmetry.axes',
    'border.abrupt',
    ...colourCodes,
    ...networks,
    'area.structureless',
    'streaks.branched',
    ...dots,
    'globules',
  ],
  ...melanocytic,
  read: atLeastOne(
    [
      [sixColours, noColour],
      [tdsStructures, noStructure],
    ],
    summed({
      part: sumOf([13, grade('asymmetry.axes')], [1, grade('border.abrupt')], [5, sixColours], [5, tdsStructures]),
      bands: tdsBands,
      digits: 1,
    }),
  ),
}

const majors = [feature('network.atypical'), feature('veil'), feature('vessels.atypical')] as const
const minors = [
  feature('streaks.irregular'),
  feature('dots.irregular'),
  feature('blotch.irregular'),
  anyOf(...regression),
] as const
const sevenInputs = [
  'network.atypical',
  'veil',
  'vessels.atypical',
  'streaks.irregular',
  'dots.irregular',
  'blotch.irregular',
  ...regression,
]

export const sevenPoint: Algorithm = {
  id: 'seven-point',
  name: '7-point checklist, original',
  version: 'cutis-seven-point/1',
  formula:
    '2 × (atypical network + blue-white veil + atypical vessels) + irregular streaks + irregular dots or globules + irregular blotches + regression',
  source: 'Argenziano 1998, Arch Dermatol 134:1563',
  inputs: sevenInputs,
  ...melanocytic,
  read: summed({
    part: sumOf(...majors.map(one => [2, one] as const), ...minors.map(one => [1, one] as const)),
    bands: threshold(3),
  }),
}

export const sevenPointRevised: Algorithm = {
  id: 'seven-point-revised',
  name: '7-point checklist, revised',
  version: 'cutis-seven-point-revised/1',
  formula: 'The same seven criteria, 1 each',
  source: 'Argenziano 2011, Br J Dermatol 164:785',
  inputs: sevenInputs,
  ...melanocytic,
  read: summed({ part: countOf(...majors, ...minors), bands: threshold(1) }),
}

const blueWhite = ['area.blue-white', 'veil', ...regression] as const

export const threePoint: Algorithm = {
  id: 'three-point',
  name: '3-point checklist',
  version: 'cutis-three-point/1',
  formula: 'Asymmetry of pattern + atypical network + blue-white structures',
  source: 'Soyer 2004, Dermatology 208:27',
  inputs: ['asymmetry.pattern', 'network.atypical', ...blueWhite],
  blocks: [],
  warns: [...special, 'uncertain'],
  dermoscopic: true,
  read: summed({
    part: countOf(feature('asymmetry.pattern'), feature('network.atypical'), anyOf(...blueWhite)),
    bands: threshold(2),
  }),
}

const cashStructures = countOf(
  anyOf(...networks),
  anyOf(...dots, 'globules', 'dots.irregular', 'dots.peripheral'),
  anyOf('blotch.regular', 'blotch.irregular'),
  anyOf(...regression),
  anyOf(...streaks),
  feature('veil'),
  feature('vessels.polymorphous'),
)

export const cash: Algorithm = {
  id: 'cash',
  name: 'CASH',
  version: 'cutis-cash/1',
  formula: 'Colours 1–6 + architecture 0–2 + asymmetric axes 0–2 + kinds of structure 1–7',
  source: 'Henning 2007, J Am Acad Dermatol 56:45',
  inputs: [
    ...colourCodes,
    'architecture',
    'asymmetry.axes',
    ...networks,
    ...dots,
    'globules',
    'dots.irregular',
    'dots.peripheral',
    'blotch.regular',
    'blotch.irregular',
    ...regression,
    ...streaks,
    'veil',
    'vessels.polymorphous',
  ],
  ...melanocytic,
  read: atLeastOne(
    [
      [sixColours, noColour],
      [cashStructures, noStructure],
    ],
    summed({
      part: countOf(sixColours, grade('architecture'), grade('asymmetry.axes'), cashStructures),
      bands: threshold(8),
    }),
  ),
}

const clinical = (name: string) => feature(`clinical.${name}`)

export const nice: Algorithm = {
  id: 'nice',
  name: 'Weighted 7-point checklist, clinical (NICE)',
  version: 'cutis-nice/1',
  formula:
    '2 × (change in size + irregular shape + irregular colour) + diameter 7 mm or more + inflammation + oozing + change in sensation',
  source: 'NICE guideline NG12',
  inputs: ['size-change', 'irregular-shape', 'irregular-colour', 'diameter', 'inflammation', 'oozing', 'sensation'].map(
    name => `clinical.${name}`,
  ),
  blocks: [],
  warns: ['nail'],
  dermoscopic: false,
  read: summed({
    part: sumOf(
      [2, clinical('size-change')],
      [2, clinical('irregular-shape')],
      [2, clinical('irregular-colour')],
      [1, clinical('diameter')],
      [1, clinical('inflammation')],
      [1, clinical('oozing')],
      [1, clinical('sensation')],
    ),
    bands: threshold(3),
  }),
}
