import { type BandRow, bandOf, decimalText, rest, upTo } from './exact.ts'
import type { Field, Instrument } from './instrument.ts'

interface Plan extends Omit<Instrument, 'fields' | 'workOut' | 'version'> {
  readonly field: Omit<Field, 'id' | 'min' | 'max' | 'step'>
  readonly bands: readonly BandRow[]
}

/** An instrument of one whole number, entered as it was given. */
const totalOf = ({ field, bands, ...plan }: Plan): Instrument => ({
  ...plan,
  version: `cutis-${plan.id}/1`,
  fields: [{ ...field, id: 'total', min: plan.range[0], max: plan.range[1], step: 1 }],
  workOut: inputs => {
    const total = inputs['total'] ?? 0
    return { kind: 'score', total: decimalText(total, 0), band: bandOf(bands, total), notes: [] }
  },
})

export const poem = totalOf({
  id: 'poem',
  name: 'POEM',
  about: 'Patient-Oriented Eczema Measure: the total of the patient’s own questionnaire',
  source: 'Charman 2004; bands: British Journal of Dermatology',
  notice: '© University of Nottingham. Commercial use needs a licence; the questions are not shown here.',
  totalOnly: true,
  field: { label: 'Total of the questionnaire' },
  range: [0, 28],
  bands: [
    ['clear', 'Clear or almost clear (0 to 2)', upTo(2)],
    ['mild', 'Mild (3 to 7)', upTo(7)],
    ['moderate', 'Moderate (8 to 16)', upTo(16)],
    ['severe', 'Severe (17 to 24)', upTo(24)],
    ['very-severe', 'Very severe (25 to 28)', rest],
  ],
})

export const dlqi = totalOf({
  id: 'dlqi',
  name: 'DLQI',
  about: 'Dermatology Life Quality Index, from 16 years: the total of the patient’s own questionnaire',
  source: 'Finlay and Khan 1994; bands: Hongbo 2005',
  notice: '© Dermatology Life Quality Index. A Y Finlay, G K Khan, April 1992.',
  totalOnly: true,
  field: { label: 'Total of the questionnaire' },
  range: [0, 30],
  bands: [
    ['none', 'No effect on life (0 to 1)', upTo(1)],
    ['small', 'Small effect (2 to 5)', upTo(5)],
    ['moderate', 'Moderate effect (6 to 10)', upTo(10)],
    ['very-large', 'Very large effect (11 to 20)', upTo(20)],
    ['extremely-large', 'Extremely large effect (21 to 30)', rest],
  ],
})

export const itch = totalOf({
  id: 'nrs-itch',
  name: 'Itch NRS',
  about: 'Worst itch of the last 24 hours, 0 (none) to 10 (worst imaginable)',
  source: 'British Journal of Dermatology; a change of 4 points is a response',
  field: { label: 'Worst itch, last 24 h' },
  range: [0, 10],
  bands: [
    ['mild', 'Mild (0 to 3)', upTo(3)],
    ['moderate', 'Moderate (4 to 6)', upTo(6)],
    ['severe', 'Severe (7 to 10)', rest],
  ],
})

export const iga = totalOf({
  id: 'iga',
  name: 'IGA',
  about: 'Investigator’s global assessment: one grade for the whole skin',
  source: 'Grades 0 to 4; the descriptors of vIGA-AD belong to their owner and are not shown here',
  field: { label: 'Grade', options: ['Clear', 'Almost clear', 'Mild', 'Moderate', 'Severe'] },
  range: [0, 4],
  bands: [
    ['clear', 'Clear', upTo(0)],
    ['almost-clear', 'Almost clear', upTo(1)],
    ['mild', 'Mild', upTo(2)],
    ['moderate', 'Moderate', upTo(3)],
    ['severe', 'Severe', rest],
  ],
})

export const hurley = totalOf({
  id: 'hurley',
  name: 'Hurley',
  about: 'Hurley stage of the most affected region',
  source: 'DermNet',
  field: {
    label: 'Stage',
    options: ['I: abscesses without tunnels or scars', 'II: single tunnels, apart', 'III: tunnels over a whole region'],
  },
  range: [1, 3],
  bands: [
    ['i', 'Stage I', upTo(1)],
    ['ii', 'Stage II', upTo(2)],
    ['iii', 'Stage III', rest],
  ],
})
