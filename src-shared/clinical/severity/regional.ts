import { type BandRow, bandOf, below, decimalText, partsOf, rest, upTo } from './exact.ts'
import type { Field, Inputs, Instrument, Outcome } from './instrument.ts'

const regions = [
  ['head', 'Head and neck'],
  ['arms', 'Arms'],
  ['trunk', 'Trunk'],
  ['legs', 'Legs'],
] as const
type Region = (typeof regions)[number][0]

/** Area code 0–6 of a share of a region, %: 0 → 0, below 10 → 1, below 30 → 2, 50 → 3, 70 → 4, 90 → 5, from 90 → 6 (DermNet, PASI and EASI). */
export function areaCodeOf(percent: number): number {
  if (percent <= 0) return 0
  return 1 + [10, 30, 50, 70, 90].filter(from => percent >= from).length
}

const grades = {
  pasi: ['None', 'Slight', 'Moderate', 'Severe', 'Very severe'],
  easi: ['None', 'Mild', 'Moderate', 'Severe'],
}

interface Sign {
  readonly id: string
  readonly label: string
}

interface Plan {
  readonly signs: readonly Sign[]
  readonly most: number
  readonly step: number
  readonly options: readonly string[]
}

const fieldsOf = ({ signs, most, step, options }: Plan): Field[] =>
  regions.flatMap(([region, group]) => [
    ...signs.map(({ id, label }) => ({ id: `${region}.${id}`, label, group, min: 0, max: most, step, options })),
    { id: `${region}.area`, label: 'Area involved', group, min: 0, max: 100, step: 1, unit: '%' },
  ])

/** Σ weight × signs × area code, in twentieths: weights in tenths, signs in halves. */
const twentieths = (inputs: Inputs, signs: readonly Sign[], weights: Readonly<Record<Region, number>>): number =>
  regions.reduce((sum, [region]) => {
    const severity = signs.reduce((all, { id }) => all + partsOf(inputs, `${region}.${id}`, 2), 0)
    return sum + weights[region] * severity * areaCodeOf(inputs[`${region}.area`] ?? 0)
  }, 0)

const scored = (units: number, bands: readonly BandRow[]): Outcome => ({
  kind: 'score',
  total: decimalText(units * 5, 2),
  band: bandOf(bands, units),
  notes: [],
})

const adult = { head: 1, arms: 2, trunk: 3, legs: 4 }
const child = { head: 2, arms: 2, trunk: 3, legs: 3 }

const pasiSigns = [
  { id: 'erythema', label: 'Redness' },
  { id: 'induration', label: 'Thickness' },
  { id: 'scale', label: 'Scaling' },
]
// Ends are in twentieths. The rule of tens, as clinics commonly take it.
const pasiBands: readonly BandRow[] = [
  ['mild', 'Mild (below 5)', below(100)],
  ['moderate', 'Moderate (5 to 10)', upTo(200)],
  ['severe', 'Severe (above 10)', rest],
]

export const pasi: Instrument = {
  id: 'pasi',
  name: 'PASI',
  version: 'cutis-pasi/1',
  about: 'Psoriasis Area and Severity Index',
  source: 'Weights and area codes: DermNet; bands: the rule of tens (clinic policy)',
  fields: fieldsOf({ signs: pasiSigns, most: 4, step: 1, options: grades.pasi }),
  range: [0, 72],
  workOut: inputs => scored(twentieths(inputs, pasiSigns, adult), pasiBands),
}

const easiSigns = [
  { id: 'erythema', label: 'Redness' },
  { id: 'papulation', label: 'Swelling and papules' },
  { id: 'excoriation', label: 'Scratch marks' },
  { id: 'lichenification', label: 'Thickened skin' },
]
// Leshem 2015; half-open as the clinic's tables have them.
const easiBands: readonly BandRow[] = [
  ['clear', 'Clear (0)', upTo(0)],
  ['almost-clear', 'Almost clear (up to 1)', upTo(20)],
  ['mild', 'Mild (up to 7)', upTo(140)],
  ['moderate', 'Moderate (up to 21)', upTo(420)],
  ['severe', 'Severe (up to 50)', upTo(1000)],
  ['very-severe', 'Very severe (above 50)', rest],
]

/** EASI needs to know whether the child is younger than 8: head and legs weigh otherwise. */
const easiOf = (id: 'easi' | 'easi-child', about: string, weights: Readonly<Record<Region, number>>): Instrument => ({
  id,
  name: id === 'easi' ? 'EASI' : 'EASI (0 to 7 years)',
  version: `cutis-${id}/1`,
  about,
  source: 'Weights and signs: DermNet, PMC9154300; bands: Leshem 2015',
  fields: fieldsOf({ signs: easiSigns, most: 3, step: 0.5, options: grades.easi }),
  range: [0, 72],
  workOut: inputs => scored(twentieths(inputs, easiSigns, weights), easiBands),
})

export const easi = easiOf('easi', 'Eczema Area and Severity Index, from 8 years', adult)
export const easiChild = easiOf('easi-child', 'Eczema Area and Severity Index, below 8 years', child)
