import type { NewAllergy, NewFact, NewMedicine, NewProblem, NewResult } from '../../src-shared/contract/chart.ts'
import type { Person } from './cast.ts'
import { type Chance, chanceOf } from './chance.ts'

type Told<New> = Omit<New, 'recordId' | 'patientId'>

/** What a person of the cast has in the chart; results and facts in days before today. */
export interface ChartStory {
  readonly problems: readonly Told<NewProblem>[]
  /** Undefined: nobody has asked yet; empty: asked, and none are known. */
  readonly allergies?: readonly Told<NewAllergy>[]
  readonly medicines: readonly Told<NewMedicine>[]
  readonly results: readonly (Omit<Told<NewResult>, 'takenAt'> & { readonly daysAgo: number })[]
  readonly facts: readonly { readonly daysAgo: number; readonly fact: NewFact['fact'] }[]
}

const allergy = (substance: string, reaction: string, more: Partial<Told<NewAllergy>>): Told<NewAllergy> => ({
  substance,
  codes: [],
  verification: 'confirmed',
  active: true,
  reactions: [{ text: reaction }],
  ...more,
})

const penicillin = allergy('Penicillin', 'Hives within an hour', {
  codes: [{ system: 'class', code: 'penicillin' }],
  kind: 'allergy',
  criticality: 'high',
  reactions: [{ text: 'Hives within an hour', severity: 'moderate' }],
  onset: '1998',
})
const nickel = allergy('Nickel', 'Eczema under buckles', { kind: 'allergy', criticality: 'low' })
const ibuprofen = allergy('NSAID', 'Stomach pain', {
  codes: [{ system: 'class', code: 'nsaid' }],
  kind: 'intolerance',
  verification: 'unconfirmed',
})

const medicine = (name: string, sig: string, since: string): Told<NewMedicine> => ({
  name,
  codes: [],
  sig,
  since,
  source: 'patient',
})
const medicines: readonly [Told<NewMedicine>, ...Told<NewMedicine>[]] = [
  medicine('Ramipril', '5 mg once a day', '2021'),
  medicine('Metformin', '500 mg twice a day with meals', '2023-04'),
  medicine('Levothyroxine', '75 micrograms every morning', '2017'),
  medicine('Vitamin D', '1000 units once a day in winter', '2024'),
]

const number = (loinc: string, values: readonly string[], range: { unit: string; low?: string; high?: string }) =>
  values.map((value, at) => ({
    daysAgo: 14 + (values.length - 1 - at) * 84,
    loinc,
    measured: { kind: 'number' as const, value, ...range },
  }))

/** Psoriasis on methotrexate: four quarters of safety results. */
const followed: ChartStory = {
  problems: [
    { text: 'Plaque psoriasis', icd10: 'L40.0', status: 'active', onset: '2009' },
    { text: 'Actinic keratoses of the scalp', icd10: 'L57.0', status: 'remission', onset: '2022-06' },
  ],
  allergies: [penicillin, nickel],
  medicines: [
    { ...medicine('Methotrexate', '15 mg once a week, on Mondays', '2025-01'), source: 'other-prescriber' },
    medicine('Folic acid', '5 mg once a week, on Wednesdays', '2025-01'),
    medicine('Ramipril', '5 mg once a day', '2021'),
  ],
  results: [
    ...number('1742-6', ['24', '31', '38', '46'], { unit: 'U/L', low: '7', high: '40' }),
    ...number('2160-0', ['0.84', '0.88', '0.86', '0.90'], { unit: 'mg/dL', low: '0.60', high: '1.20' }),
    ...number('98979-8', ['88', '84', '86', '82'], { unit: 'mL/min/{1.73_m2}', low: '60' }),
    ...number('6690-2', ['6.4', '5.9', '6.1', '5.6'], { unit: '10*9/L', low: '4.0', high: '10.0' }),
    ...number('777-3', ['238', '251', '244', '229'], { unit: '10*9/L', low: '150', high: '400' }),
    { daysAgo: 300, loinc: '5196-1', measured: { kind: 'coded', answer: 'negative' } },
    { daysAgo: 300, loinc: '13955-0', measured: { kind: 'coded', answer: 'negative' } },
  ],
  facts: [
    { daysAgo: 14, fact: { name: 'weight', value: '78.5' } },
    { daysAgo: 14, fact: { name: 'height', value: '172' } },
    { daysAgo: 14, fact: { name: 'smoking', answer: 'former' } },
  ],
}

function othersOf(chance: Chance): ChartStory {
  const asked = chance.between(0, 3)
  const allergies = [undefined, [], [chance.pick([penicillin, nickel, ibuprofen])], []][asked]
  const takes = chance.next() < 0.5
  return {
    problems: [],
    ...(allergies && { allergies }),
    medicines: takes ? [chance.pick(medicines)] : [],
    results: [],
    facts:
      chance.next() < 0.5 ? [{ daysAgo: 30, fact: { name: 'weight', value: String(chance.between(52, 104)) } }] : [],
  }
}

/** The chart of a person: the same at every start. The first of the cast has the longest one. */
export const chartStoryOf = (person: Person, isFirst: boolean): ChartStory =>
  isFirst ? followed : othersOf(chanceOf(person.seed + 50_000))
