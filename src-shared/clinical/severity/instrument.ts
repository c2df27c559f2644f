/** One thing to enter. Numbers lie in [min, max] on a grid of `step`; `options` name single grades in words. */
export interface Field {
  readonly id: string
  readonly label: string
  /** Body region or part that the field belongs to; fields of one group stand together. */
  readonly group?: string
  readonly min: number
  readonly max: number
  readonly step: number
  /** UCUM-like unit in words: "%", "hand units", "per 24 h". */
  readonly unit?: string
  readonly options?: readonly string[]
  /** May be left empty. */
  readonly optional?: boolean
}

/** What was entered: field id to number; what is not there was not entered. */
export type Inputs = Readonly<Record<string, number>>

/** A stretch of totals with its published name. */
export interface Band {
  readonly id: string
  readonly label: string
  /** 0 is the best; the order of bands tells how many a patient moved. */
  readonly rank: number
}

export type Outcome =
  | { readonly kind: 'score'; readonly total: string; readonly band?: Band; readonly notes: readonly string[] }
  /** A yes or no instead of a number. */
  | { readonly kind: 'answer'; readonly answer: string; readonly notes: readonly string[] }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'invalid'; readonly wrong: readonly string[] }
  | { readonly kind: 'not-evaluable'; readonly why: string }

/** A severity instrument: what is asked, how it adds up, where that is published. */
export interface Instrument {
  readonly id: string
  readonly name: string
  /** Raised whenever a field, a weight or a band changes; stored with every score. */
  readonly version: string
  readonly about: string
  readonly source: string
  /** Words that must stand beside the score, where its owner asks for them. */
  readonly notice?: string
  /** Totals are entered as the patient's own questionnaire gave them: its text is licensed and not shown here. */
  readonly totalOnly?: boolean
  readonly fields: readonly Field[]
  readonly range: readonly [number, number]
  /** Only called with every needed field there, in its range and on its grid. */
  readonly workOut: (inputs: Inputs) => Outcome
}

const isOnGrid = (value: number, { min, step }: Field): boolean => {
  const steps = (value - min) / step
  return Math.abs(steps - Math.round(steps)) < 1e-9
}

const isIn = (value: number, field: Field): boolean =>
  Number.isFinite(value) && value >= field.min && value <= field.max && isOnGrid(value, field)

/** Works an instrument out: refuses what is out of range or off its grid, names what is missing, else its exact result. */
export function outcomeOf(instrument: Instrument, inputs: Inputs): Outcome {
  const { fields, workOut } = instrument
  const known = new Set(fields.map(({ id }) => id))
  const wrong = [
    ...Object.keys(inputs).filter(id => !known.has(id)),
    ...fields
      .filter(field => inputs[field.id] !== undefined && !isIn(inputs[field.id] ?? 0, field))
      .map(({ id }) => id),
  ]
  if (wrong.length > 0) return { kind: 'invalid', wrong }
  const missing = fields.filter(({ id, optional }) => !optional && inputs[id] === undefined).map(({ id }) => id)
  return missing.length > 0 ? { kind: 'incomplete', missing } : workOut(inputs)
}

/** What of an outcome is kept in the record: total as exact text, and the band or the answer; undefined where there is none. */
export function resultOf(outcome: Outcome): { readonly total?: string; readonly band?: string } | undefined {
  if (outcome.kind === 'answer') return { band: outcome.answer }
  if (outcome.kind !== 'score') return undefined
  return { total: outcome.total, ...(outcome.band && { band: outcome.band.id }) }
}
