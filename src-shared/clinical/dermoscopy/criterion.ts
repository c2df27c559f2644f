/** Which words a criterion is shown in: the picture-like ones, the ones made of basic shapes, or both. */
export type Terminology = 'metaphoric' | 'descriptive' | 'both'

export type CriterionGroup =
  | 'symmetry'
  | 'colours'
  | 'network'
  | 'dots'
  | 'lines'
  | 'areas'
  | 'vessels'
  | 'triage'
  | 'clinical'

/** One thing a clinician looks for. The code is stored; the words may change with the reader. */
export interface Criterion {
  readonly code: string
  readonly group: CriterionGroup
  readonly metaphoric: string
  readonly descriptive: string
  /** What must be seen, in one sentence. */
  readonly definition: string
  readonly source: string
  /** Whole grades from `min` to `max` in words; without it the criterion is present or absent. */
  readonly grades?: readonly [first: number, ...words: readonly string[]]
  /** Present means: here, on the picture. A judgement of the whole lesion or of its history needs no place. */
  readonly needsRegion: boolean
  /** Can be seen in polarised light only. */
  readonly needsPolarised?: boolean
}

/** What was answered: present or absent, or a grade. A code that is not there was not answered. */
export type Answers = Readonly<Record<string, boolean | number>>

/** A part of a score: its value where it is known, and the codes that are still to be answered. */
export interface Part {
  readonly value?: number
  readonly missing: readonly string[]
}

const known = (value: number): Part => ({ value, missing: [] })

/** 1 where the criterion is present, 0 where it is absent. */
export const feature =
  (code: string) =>
  (answers: Answers): Part =>
    typeof answers[code] === 'boolean' ? known(answers[code] ? 1 : 0) : { missing: [code] }

/** 1 as soon as one of them is present, 0 only when all are known to be absent. */
export const anyOf =
  (...codes: readonly string[]) =>
  (answers: Answers): Part => {
    if (codes.some(code => answers[code] === true)) return known(1)
    const missing = codes.filter(code => answers[code] !== false)
    return missing.length > 0 ? { missing } : known(0)
  }

/** The grade itself. */
export const grade =
  (code: string) =>
  (answers: Answers): Part =>
    typeof answers[code] === 'number' ? known(answers[code]) : { missing: [code] }

type Reads = (answers: Answers) => Part

/** The weighted sum of parts: known when every part is. Whole weights keep it exact. */
export const sumOf =
  (...weighted: readonly (readonly [weight: number, part: Reads])[]) =>
  (answers: Answers): Part => {
    const parts = weighted.map(([weight, part]) => ({ weight, ...part(answers) }))
    const missing = [...new Set(parts.flatMap(part => part.missing))]
    if (missing.length > 0) return { missing }
    return known(parts.reduce((sum, { weight, value = 0 }) => sum + weight * value, 0))
  }

/** How many of the parts hold. */
export const countOf = (...parts: readonly Reads[]): Reads => sumOf(...parts.map(part => [1, part] as const))
