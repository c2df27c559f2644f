import type { Criterion, CriterionGroup } from './criterion.ts'

type Row = readonly [code: string, metaphoric: string, descriptive: string, definition: string, source: string]

const seven = 'Argenziano 1998 (7-point checklist)'
const menzies = 'Menzies 1996'
const stolz = 'Stolz 1994, Nachbar 1994 (ABCD rule)'
const cash = 'Henning 2007 (CASH)'
const tada = 'Rogers 2017 (TADA)'
const terms = 'terms: Kittler 2016'

const rows = (group: CriterionGroup, list: readonly Row[]): readonly Criterion[] =>
  list.map(([code, metaphoric, descriptive, definition, source]) => ({
    code,
    group,
    metaphoric,
    descriptive,
    definition,
    source: `${source}; ${terms}`,
    needsRegion: true,
    ...(code === 'area.shiny-white' && { needsPolarised: true }),
  }))

/** What is seen inside the lesion, each at a place. */
export const structureRows: readonly Criterion[] = [
  ...rows('network', [
    [
      'network.typical',
      'Typical network',
      'Lines, reticular, even',
      'A brown grid whose lines and holes are even and fade towards the edge.',
      `${stolz}; ${cash}`,
    ],
    [
      'network.atypical',
      'Atypical network',
      'Lines, reticular, uneven in width or colour',
      'A grid with lines or holes of differing width, colour or spacing, or that ends abruptly.',
      `${seven}; Soyer 2004 (3-point checklist)`,
    ],
    [
      'network.broadened',
      'Broadened network',
      'Lines, reticular, thick over a part',
      'Over a part of the lesion the lines of the grid are clearly thicker.',
      menzies,
    ],
    [
      'network.negative',
      'Negative network',
      'Lines, reticular, lighter than what they enclose',
      'A light grid around darker, elongated or rounded fields.',
      tada,
    ],
  ]),
  ...rows('dots', [
    [
      'dots.several',
      'Dots, more than two',
      'Dots, more than two',
      'More than two small round spots, too small to tell their shape, of any colour.',
      stolz,
    ],
    [
      'globules',
      'Globules',
      'Clods, round or oval',
      'At least one round or oval body larger than a dot, of any colour.',
      stolz,
    ],
    [
      'dots.irregular',
      'Irregular dots or globules',
      'Dots or clods of differing size, unevenly placed',
      'Dots or globules that differ in size, shape or spacing and are not spread evenly.',
      seven,
    ],
    [
      'dots.brown',
      'Multiple brown dots',
      'Dots, brown, clustered',
      'Many dark brown dots lying together in a part of the lesion.',
      menzies,
    ],
    [
      'dots.peripheral',
      'Peripheral black dots or globules',
      'Dots or clods, black, at the margin',
      'Black dots or globules at or near the edge.',
      menzies,
    ],
    [
      'dots.blue-grey',
      'Multiple blue or grey dots',
      'Dots, blue or grey',
      'Many blue or grey dots, like ground pepper.',
      menzies,
    ],
  ]),
  ...rows('lines', [
    [
      'streaks.branched',
      'Branched streaks, more than two',
      'Lines, branched, more than two',
      'More than two broken or branching lines, as a grid that has come apart.',
      stolz,
    ],
    [
      'streaks.irregular',
      'Irregular streaks',
      'Lines, radial, over a part of the margin',
      'Lines towards the edge, more or less joined, in some parts of it only.',
      seven,
    ],
    [
      'streaks.radial',
      'Radial streaming',
      'Lines, radial, segmental',
      'Finger-like lines that run outwards at the edge of a part of the lesion.',
      menzies,
    ],
    [
      'streaks.pseudopods',
      'Pseudopods',
      'Lines, radial, segmental, with clods at their ends',
      'Finger-like bulging ends at the edge, joined to the lesion.',
      menzies,
    ],
    [
      'streaks.starburst',
      'Starburst pattern',
      'Lines, radial, all around',
      'Streaks or globules evenly all around the edge.',
      tada,
    ],
  ]),
  ...rows('areas', [
    [
      'area.structureless',
      'Structureless area, over 10 %',
      'Structureless zone, over 10 % of the area',
      'More than a tenth of the lesion is pigmented without any structure.',
      stolz,
    ],
    [
      'blotch.regular',
      'Regular blotch',
      'Structureless zone, dark, central',
      'A dark, even field without structure in the middle of the lesion.',
      cash,
    ],
    [
      'blotch.irregular',
      'Irregular blotches',
      'Structureless zones, dark, off centre or several',
      'Dark fields without structure that differ in size or shape or lie off centre.',
      seven,
    ],
    [
      'veil',
      'Blue-white veil',
      'Structureless zone, blue, with a whitish haze',
      'A confluent blue field under a white, ground-glass haze, not over the whole lesion.',
      `${seven}; ${menzies}; ${cash}`,
    ],
    [
      'regression.scar',
      'Scar-like depigmentation',
      'Structureless zone, white, lighter than the skin',
      'A white field, lighter than the skin around the lesion.',
      `${menzies}; ${seven}`,
    ],
    [
      'regression.peppering',
      'Peppering',
      'Dots, grey, over a structureless zone',
      'Fine grey or blue-grey granules over a pale or bluish field.',
      seven,
    ],
    [
      'area.blue-white',
      'Blue-white structures',
      'Any blue or white zone',
      'Any blue or white within the lesion, whatever its shape.',
      'Soyer 2004 (3-point checklist)',
    ],
    [
      'area.shiny-white',
      'Shiny white structures',
      'Lines or zones, white and shiny, in polarised light',
      'Bright white lines, strands or fields that come and go as the polarised light turns.',
      tada,
    ],
  ]),
  ...rows('vessels', [
    ['vessels.any', 'Vessels', 'Vessels of any kind', 'Blood vessels can be made out within the lesion.', tada],
    [
      'vessels.atypical',
      'Atypical vascular pattern',
      'Vessels, linear irregular or dotted',
      'Irregular linear or dotted vessels that do not lie within a field of regression.',
      seven,
    ],
    [
      'vessels.polymorphous',
      'Polymorphous vessels',
      'Vessels of more than one shape',
      'Vessels of two or more shapes in one lesion.',
      cash,
    ],
    ['ulceration', 'Ulceration', 'Ulceration', 'The surface is lost: red, moist or crusted, without structure.', tada],
  ]),
]
