import { type BandRow, bandOf, rest, upTo } from './exact.ts'
import type { Field, Inputs, Instrument } from './instrument.ts'

const most = 500
const count = (id: string, label: string, group?: string): Field => ({
  id,
  label,
  min: 0,
  max: most,
  step: 1,
  ...(group !== undefined && { group }),
})

const ihs4Bands: readonly BandRow[] = [
  ['mild', 'Mild (3 or less)', upTo(3)],
  ['moderate', 'Moderate (4 to 10)', upTo(10)],
  ['severe', 'Severe (11 or more)', rest],
]
const of = (inputs: Inputs, id: string): number => inputs[id] ?? 0

export const ihs4: Instrument = {
  id: 'ihs4',
  name: 'IHS4',
  version: 'cutis-ihs4/1',
  about: 'International HS Severity Score: nodules + 2 × abscesses + 4 × draining tunnels',
  source: 'PMC10295086',
  fields: [
    count('nodules', 'Inflammatory nodules'),
    count('abscesses', 'Abscesses'),
    count('tunnels', 'Draining tunnels'),
  ],
  range: [0, 3500],
  workOut: inputs => {
    const total = of(inputs, 'nodules') + 2 * of(inputs, 'abscesses') + 4 * of(inputs, 'tunnels')
    return { kind: 'score', total: String(total), band: bandOf(ihs4Bands, total), notes: [] }
  },
}

const hsCounts = [
  ['abscesses', 'Abscesses'],
  ['nodules', 'Inflammatory nodules'],
  ['tunnels', 'Draining tunnels'],
] as const

/** Abscesses and nodules at least halved, and neither abscesses nor draining tunnels more than at baseline. */
const responded = (inputs: Inputs): boolean => {
  const an = (when: string): number => of(inputs, `${when}.abscesses`) + of(inputs, `${when}.nodules`)
  const notMore = (id: string): boolean => of(inputs, `now.${id}`) <= of(inputs, `baseline.${id}`)
  return 2 * an('now') <= an('baseline') && notMore('abscesses') && notMore('tunnels')
}

export const hiscr: Instrument = {
  id: 'hiscr',
  name: 'HiSCR',
  version: 'cutis-hiscr/1',
  about: 'Hidradenitis suppurativa clinical response against a baseline',
  source: 'PMC11374290',
  fields: [
    ...hsCounts.map(([id, label]) => count(`baseline.${id}`, label, 'Baseline')),
    ...hsCounts.map(([id, label]) => count(`now.${id}`, label, 'Now')),
  ],
  range: [0, 1],
  workOut: inputs => {
    const baseline = of(inputs, 'baseline.abscesses') + of(inputs, 'baseline.nodules')
    if (baseline < 3) {
      return { kind: 'not-evaluable', why: 'It needs at least 3 abscesses and nodules together at baseline.' }
    }
    return { kind: 'answer', answer: responded(inputs) ? 'Response' : 'No response', notes: [] }
  },
}

const days = [1, 2, 3, 4, 5, 6, 7] as const
const uas7Bands: readonly BandRow[] = [
  ['free', 'No wheals, no itch (0)', upTo(0)],
  ['well-controlled', 'Well controlled (1 to 6)', upTo(6)],
  ['mild', 'Mild (7 to 15)', upTo(15)],
  ['moderate', 'Moderate (16 to 27)', upTo(27)],
  ['severe', 'Severe (28 to 42)', rest],
]

export const uas7: Instrument = {
  id: 'uas7',
  name: 'UAS7',
  version: 'cutis-uas7/1',
  about: 'Urticaria activity of seven days: wheals and itch of each day',
  source: 'RTI ASSURE-CSU; one to three missing days are made up for and marked, more are not valid (clinic policy)',
  fields: days.flatMap(day => [
    {
      id: `day${day}.wheals`,
      label: 'Wheals',
      group: `Day ${day}`,
      min: 0,
      max: 3,
      step: 1,
      options: ['None', 'Below 20 in 24 h', '20 to 50 in 24 h', 'Above 50 in 24 h'],
      optional: true,
    },
    {
      id: `day${day}.itch`,
      label: 'Itch',
      group: `Day ${day}`,
      min: 0,
      max: 3,
      step: 1,
      options: ['None', 'Mild', 'Moderate', 'Severe'],
      optional: true,
    },
  ]),
  range: [0, 42],
  workOut: inputs => {
    const whole = days.filter(day => inputs[`day${day}.wheals`] !== undefined && inputs[`day${day}.itch`] !== undefined)
    const missing = days.length - whole.length
    if (missing > 3) return { kind: 'not-evaluable', why: `${missing} of 7 days are missing; at most 3 may be.` }
    const sum = whole.reduce((all, day) => all + of(inputs, `day${day}.wheals`) + of(inputs, `day${day}.itch`), 0)
    // Rounded half up in whole numbers.
    const total = Math.floor((2 * sum * 7 + whole.length) / (2 * whole.length))
    const notes = missing === 0 ? [] : [`${missing} of 7 days missing: sum × 7 / ${whole.length}, rounded.`]
    return { kind: 'score', total: String(total), band: bandOf(uas7Bands, total), notes }
  },
}
