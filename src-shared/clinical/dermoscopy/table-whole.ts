import type { Criterion } from './criterion.ts'

const stolz = 'Stolz 1994, Nachbar 1994 (ABCD rule)'

/** What is judged of the lesion as a whole, and its colours. */
export const wholeRows: readonly Criterion[] = [
  {
    code: 'asymmetry.axes',
    group: 'symmetry',
    metaphoric: 'Asymmetric axes (outline, colour, structure)',
    descriptive: 'Axes without mirror symmetry of outline, colour and structure',
    definition:
      'Of two axes at right angles, laid so that they give the least asymmetry, how many divide the lesion into halves that differ in outline, colour or structure.',
    source: `${stolz}; also the S of CASH, Henning 2007`,
    grades: [0, 'none', 'one axis', 'both axes'],
    needsRegion: false,
  },
  {
    code: 'asymmetry.pattern',
    group: 'symmetry',
    metaphoric: 'Asymmetric pattern (outline left aside)',
    descriptive: 'Colour or structure unevenly spread in one or both axes',
    definition:
      'Colour or structure differs between the halves of one or two axes at right angles, whatever the outline is like.',
    source: 'Soyer 2004 (3-point checklist)',
    needsRegion: false,
  },
  {
    code: 'symmetry.everywhere',
    group: 'symmetry',
    metaphoric: 'Pattern symmetric about its centre',
    descriptive: 'Pattern with point and axial symmetry',
    definition:
      'Colours and structures are the same on both sides of every axis through the centre; the outline need not be symmetric.',
    source: 'Menzies 1996 (negative feature)',
    needsRegion: false,
  },
  {
    code: 'architecture',
    group: 'symmetry',
    metaphoric: 'Architectural disorder',
    descriptive: 'Disorder of the arrangement of structures',
    definition: 'How far the structures look placed without order, as one impression of the whole lesion.',
    source: 'Henning 2007 (CASH)',
    grades: [0, 'none or slight', 'moderate', 'marked'],
    needsRegion: false,
  },
  {
    code: 'border.abrupt',
    group: 'symmetry',
    metaphoric: 'Eighths with an abrupt edge',
    descriptive: 'Segments of the margin with a sharp end of pigment',
    definition:
      'The lesion is divided into eight sectors; counted are those where the pattern ends abruptly at the edge.',
    source: stolz,
    grades: [0, '0', '1', '2', '3', '4', '5', '6', '7', '8'],
    needsRegion: false,
  },
  ...(
    [
      ['white', 'White', 'lighter than the skin around it'],
      ['red', 'Red', 'red or pink'],
      ['light-brown', 'Light brown', 'tan or light brown'],
      ['dark-brown', 'Dark brown', 'dark brown'],
      ['blue', 'Blue', 'blue of any shade'],
      ['grey', 'Grey', 'grey or slate'],
      ['black', 'Black', 'black'],
    ] as const
  ).map(([name, term, words]) => ({
    code: `colour.${name}`,
    group: 'colours' as const,
    metaphoric: term,
    descriptive: term,
    definition: `A part of the lesion is ${words}.`,
    source: `${stolz}; Menzies 1996; Henning 2007. Blue and grey count once where an algorithm has one blue-grey.`,
    needsRegion: true,
  })),
]

/** The steps of TADA that are judgements of the whole. */
export const triageRows: readonly Criterion[] = [
  {
    code: 'triage.recognised',
    group: 'triage',
    metaphoric: 'Step 1: one of the three excluded lesions, beyond doubt',
    descriptive: 'Step 1: one of the three excluded lesions, beyond doubt',
    definition:
      'You judge that the lesion is, beyond doubt, one of those TADA sets aside at its first step: angioma, dermatofibroma or seborrhoeic keratosis.',
    source: 'Rogers 2017, Dermatol Pract Concept 7(2):9 (TADA)',
    needsRegion: false,
  },
  {
    code: 'triage.disorganised',
    group: 'triage',
    metaphoric: 'Step 2: disorganised',
    descriptive: 'Step 2: structures and colours without order',
    definition: 'Structures and colours lie without order or symmetry over the lesion.',
    source: 'Rogers 2017, Dermatol Pract Concept 7(2):9 (TADA)',
    needsRegion: false,
  },
]

const nice = 'NICE NG12, weighted 7-point checklist'

/** What is found by eye, touch and asking, without a dermatoscope. */
export const clinicalRows: readonly Criterion[] = (
  [
    ['size-change', 'Change in size', 'The patient or an earlier picture says that it grew or shrank.'],
    ['irregular-shape', 'Irregular shape', 'Its outline is irregular to the naked eye.'],
    ['irregular-colour', 'Irregular colour', 'Its colour is uneven to the naked eye.'],
    ['diameter', 'Largest diameter 7 mm or more', 'Measured across its longest extent.'],
    ['inflammation', 'Inflammation', 'It is red, swollen or tender around it.'],
    ['oozing', 'Oozing', 'It weeps, crusts or bleeds.'],
    ['sensation', 'Change in sensation', 'It itches, hurts or feels otherwise than before.'],
  ] as const
).map(([name, term, definition]) => ({
  code: `clinical.${name}`,
  group: 'clinical' as const,
  metaphoric: term,
  descriptive: term,
  definition,
  source: nice,
  needsRegion: false,
}))
