import { type BandRow, bandOf, below, decimalText, partsOf, rest, upTo } from './exact.ts'
import type { Field, Inputs, Instrument } from './instrument.ts'

const signs = [
  ['erythema', 'Redness'],
  ['oedema', 'Swelling and papules'],
  ['oozing', 'Oozing and crusts'],
  ['excoriation', 'Scratch marks'],
  ['lichenification', 'Thickened skin'],
  ['dryness', 'Dryness of other skin'],
] as const
const four = ['None', 'Mild', 'Moderate', 'Severe']

const scoradFields: readonly Field[] = [
  { id: 'area', label: 'Area involved', group: 'A: extent', min: 0, max: 100, step: 0.5, unit: '%' },
  ...signs.map(([id, label]) => ({ id, label, group: 'B: intensity', min: 0, max: 3, step: 1, options: four })),
  { id: 'itch', label: 'Itch, last 3 days', group: 'C: symptoms', min: 0, max: 10, step: 0.5, optional: true },
  {
    id: 'sleep',
    label: 'Loss of sleep, last 3 days',
    group: 'C: symptoms',
    min: 0,
    max: 10,
    step: 0.5,
    optional: true,
  },
]

// In hundredths.
const scoradBands: readonly BandRow[] = [
  ['mild', 'Mild (below 25)', below(2500)],
  ['moderate', 'Moderate (25 to 50)', upTo(5000)],
  ['severe', 'Severe (above 50)', rest],
]
const objectiveBands: readonly BandRow[] = [
  ['mild', 'Mild (below 15)', below(1500)],
  ['moderate', 'Moderate (15 to 40)', upTo(4000)],
  ['severe', 'Severe (above 40)', rest],
]

/** A/5 + 7B/2 in hundredths. */
const objectiveUnits = (inputs: Inputs): number =>
  2 * partsOf(inputs, 'area', 10) + 350 * signs.reduce((sum, [id]) => sum + (inputs[id] ?? 0), 0)

export const scorad: Instrument = {
  id: 'scorad',
  name: 'SCORAD',
  version: 'cutis-scorad/1',
  about: 'Scoring Atopic Dermatitis: extent / 5 + 7 × intensity / 2 + symptoms',
  source: 'European Task Force on Atopic Dermatitis; objective SCORAD where the symptoms are left empty',
  fields: scoradFields,
  range: [0, 103],
  workOut: inputs => {
    const objective = objectiveUnits(inputs)
    const told = inputs['itch'] !== undefined && inputs['sleep'] !== undefined
    if (!told) {
      const notes = ['Without symptoms: this is the objective SCORAD (0 to 83).']
      return { kind: 'score', total: decimalText(objective, 2), band: bandOf(objectiveBands, objective), notes }
    }
    const units = objective + 10 * (partsOf(inputs, 'itch', 10) + partsOf(inputs, 'sleep', 10))
    const notes = [`Objective SCORAD ${decimalText(objective, 2)}`]
    return { kind: 'score', total: decimalText(units, 2), band: bandOf(scoradBands, units), notes }
  },
}

const scalp = [
  ['left', 'Left side', 18],
  ['right', 'Right side', 18],
  ['vertex', 'Top', 40],
  ['back', 'Back', 24],
] as const

// In thousandths of a percent point times ten: entries are in halves, so everything is exact.
const saltBands: readonly BandRow[] = [
  ['none', 'No hair loss', upTo(0)],
  ['limited', 'Limited (below 21)', below(21_000)],
  ['moderate', 'Moderate (21 to below 50)', below(50_000)],
  ['severe', 'Severe (50 to below 95)', below(95_000)],
  ['very-severe', 'Very severe (95 to 100)', rest],
]

export const salt: Instrument = {
  id: 'salt',
  name: 'SALT',
  version: 'cutis-salt/1',
  about: 'Severity of Alopecia Tool: hair loss of each side, weighted by its share of the scalp',
  source: 'Weights 0.18, 0.18, 0.40, 0.24: Olsen 2004; bands: AA-IGA',
  fields: scalp.map(([id, label]) => ({ id, label, group: 'Hair loss', min: 0, max: 100, step: 0.5, unit: '%' })),
  range: [0, 100],
  workOut: inputs => {
    const units = scalp.reduce((sum, [id, , weight]) => sum + weight * partsOf(inputs, id, 10), 0)
    return { kind: 'score', total: decimalText(units, 3), band: bandOf(saltBands, units), notes: [] }
  },
}

const vitiligoRegions = [
  ['hands', 'Hands'],
  ['arms', 'Upper limbs, without hands'],
  ['trunk', 'Trunk'],
  ['legs', 'Lower limbs, without feet'],
  ['feet', 'Feet'],
  ['face', 'Face'],
] as const
/** The depigmentation that the index knows, %. */
export const depigmentations = [0, 10, 25, 50, 75, 90, 100] as const

export const vasi: Instrument = {
  id: 'vasi',
  name: 'VASI',
  version: 'cutis-vasi/1',
  about: 'Vitiligo Area Scoring Index: hand units (1 % of the skin each) × depigmentation',
  source: 'PubMed 15210457; followed as a trend, without bands',
  fields: vitiligoRegions.flatMap(([id, group]) => [
    { id: `${id}.area`, label: 'Hand units', group, min: 0, max: 50, step: 0.5, optional: true },
    { id: `${id}.loss`, label: 'Depigmentation', group, min: 0, max: 100, step: 1, unit: '%', optional: true },
  ]),
  range: [0, 100],
  workOut: inputs => {
    const given = vitiligoRegions.filter(([id]) => inputs[`${id}.area`] !== undefined)
    const odd = given.filter(([id]) => !depigmentations.some(known => known === inputs[`${id}.loss`]))
    if (given.length === 0) return { kind: 'incomplete', missing: ['hands.area'] }
    if (odd.length > 0) return { kind: 'incomplete', missing: odd.map(([id]) => `${id}.loss`) }
    const hands = given.reduce((sum, [id]) => sum + partsOf(inputs, `${id}.area`, 10), 0)
    if (hands > 1000) return { kind: 'invalid', wrong: given.map(([id]) => `${id}.area`) }
    const units = given.reduce((sum, [id]) => sum + partsOf(inputs, `${id}.area`, 10) * (inputs[`${id}.loss`] ?? 0), 0)
    return { kind: 'score', total: decimalText(units, 3), notes: [] }
  },
}

const bsaBands: readonly BandRow[] = [
  ['mild', 'Below 3 %', below(30)],
  ['moderate', '3 to 10 %', upTo(100)],
  ['severe', 'Above 10 %', rest],
]

export const bsa: Instrument = {
  id: 'bsa',
  name: 'BSA',
  version: 'cutis-bsa/1',
  about: 'Body surface involved: the palm with fingers is 1 %',
  source: 'Bands as commonly taken for psoriasis (clinic policy)',
  fields: [{ id: 'area', label: 'Body surface involved', min: 0, max: 100, step: 0.5, unit: '%' }],
  range: [0, 100],
  workOut: inputs => {
    const units = partsOf(inputs, 'area', 10)
    return { kind: 'score', total: decimalText(units, 1), band: bandOf(bsaBands, units), notes: [] }
  },
}
