export type NaranjoAnswer = 'yes' | 'no' | 'unknown'

export interface NaranjoItem {
  readonly id: string
  readonly question: string
  readonly yes: number
  readonly no: number
}

export const naranjoEdition = {
  id: 'naranjo',
  source: 'Naranjo et al. 1981, weights as in PMC5774610; questions in our own words',
  edition: '1981',
  /** First day in effect here; a row that is replaced gets a `to`. */
  from: '2026-11-01',
  owner: 'clinical content',
} as const

const item = (id: string, question: string, [yes, no]: readonly [number, number]): NaranjoItem => ({
  id,
  question,
  yes,
  no,
})

/** Ten questions; "unknown" counts nothing. */
export const naranjoItems: readonly NaranjoItem[] = [
  item('reported', 'Has this reaction been firmly reported for the medicine before?', [1, 0]),
  item('after', 'Did it begin after the suspected medicine was taken?', [2, -1]),
  item('better', 'Did it get better when the medicine was stopped or an antidote given?', [1, 0]),
  item('again', 'Did it come back when the medicine was taken again?', [2, -1]),
  item('other-cause', 'Could something else alone have brought it on?', [-1, 2]),
  item('placebo', 'Did it come back on a placebo?', [-1, 1]),
  item('level', 'Was the medicine measured at a harmful level?', [1, 0]),
  item('dose', 'Was it worse with more and milder with less of the medicine?', [1, 0]),
  item('before', 'Has the patient reacted alike to this or a related medicine before?', [1, 0]),
  item('objective', 'Was it confirmed by something that can be measured or seen?', [1, 0]),
]

export type NaranjoBand = 'definite' | 'probable' | 'possible' | 'doubtful'

/** The sum (−4 to 13) and its band; a question that was not answered counts as unknown and is named. */
export function naranjoOf(answers: Readonly<Record<string, NaranjoAnswer>>): {
  readonly total: number
  readonly band: NaranjoBand
  readonly unanswered: readonly string[]
} {
  const points = naranjoItems.map(({ id, yes, no }) => (answers[id] === 'yes' ? yes : answers[id] === 'no' ? no : 0))
  const total = points.reduce((sum, each) => sum + each, 0)
  return { total, band: bandOf(total), unanswered: naranjoItems.map(({ id }) => id).filter(id => !answers[id]) }
}

function bandOf(total: number): NaranjoBand {
  if (total >= 9) return 'definite'
  if (total >= 5) return 'probable'
  return total >= 1 ? 'possible' : 'doubtful'
}
