import type { Answers, Criterion, Terminology } from './criterion.ts'
import { structureRows } from './table-structures.ts'
import { clinicalRows, triageRows, wholeRows } from './table-whole.ts'

/** Every criterion, in the order of a checklist. */
export const criteria: readonly Criterion[] = [...wholeRows, ...structureRows, ...triageRows, ...clinicalRows]

const byCode = new Map(criteria.map(one => [one.code, one]))

/** The criterion of a code, or undefined where there is none. */
export const criterionOf = (code: string): Criterion | undefined => byCode.get(code)

/** A criterion in the chosen words: one of the two vocabularies, or both where they differ; the code where it is not known. */
export function termOf(code: string, terminology: Terminology): string {
  const found = byCode.get(code)
  if (!found) return code
  const { metaphoric, descriptive } = found
  if (terminology !== 'both') return found[terminology]
  return metaphoric === descriptive ? metaphoric : `${metaphoric} (${descriptive.toLowerCase()})`
}

/** The grade in words, or undefined where the criterion has none. */
export const gradeWord = ({ grades }: Criterion, value: number): string | undefined =>
  grades && (grades.slice(1) as readonly string[])[value - grades[0]]

/** True where the value is one that the criterion can have. */
export function isAnswer(code: string, value: unknown): boolean {
  const found = byCode.get(code)
  if (!found) return false
  if (!found.grades) return typeof value === 'boolean'
  return typeof value === 'number' && gradeWord(found, value) !== undefined
}

/** A special finding is a case of a general one: who sees the first cannot say that the second is absent. */
const implied: readonly (readonly [special: string, general: string])[] = [
  ['dots.brown', 'dots.several'],
  ['dots.blue-grey', 'dots.several'],
  ['veil', 'area.blue-white'],
  ['regression.scar', 'area.blue-white'],
  ['regression.scar', 'colour.white'],
  ['vessels.atypical', 'vessels.any'],
  ['vessels.polymorphous', 'vessels.any'],
]

/** Pairs of answers that cannot both be right: the special one is present, the general one is said to be absent. */
export const contradictionsOf = (answers: Answers): readonly (readonly [special: string, general: string])[] =>
  implied.filter(([special, general]) => answers[special] === true && answers[general] === false)
