import type { Answers, Part } from './criterion.ts'
import type { SiteClass } from './site-class.ts'

/** What the answers are about: the coded site, and how the picture was taken. */
export interface Context {
  readonly siteCode: string
  /** ISIC `dermoscopic_type`; undefined where the record does not say. */
  readonly dermoscopic?: string | undefined
}

/** A stretch of results as it was published: of the score, never of what the lesion is. */
export interface Band {
  readonly id: string
  readonly label: string
  /** True where the published threshold is reached. */
  readonly above: boolean
}

export interface Verdict {
  /** Exact, as decimal text; a decision without a sum has none. */
  readonly total?: string
  readonly band: Band
}

/** What an algorithm makes of a set of answers. */
export type Reading =
  | ({ readonly kind: 'scored' } & Verdict)
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  /** Everything was answered, but the answers lie outside what was published. */
  | { readonly kind: 'not-evaluable'; readonly why: string }

export interface Algorithm {
  readonly id: string
  readonly name: string
  /** Raised whenever an input, a weight or a band changes; stored with every result. */
  readonly version: string
  readonly formula: string
  readonly source: string
  /** The criteria that it reads. */
  readonly inputs: readonly string[]
  /** Kinds of skin on which it is not worked out at all, and those where it is, with a word of warning. */
  readonly blocks: readonly SiteClass[]
  readonly warns: readonly SiteClass[]
  /** Needs a dermatoscope's picture. */
  readonly dermoscopic: boolean
  readonly read: (answers: Answers) => Reading
}

/** A score by whole units: the first band whose end is not passed holds. */
export type BandRow = readonly [end: number, band: Band]

const bandOf = (rows: readonly BandRow[], units: number): Band => {
  const found = rows.find(([end]) => units <= end) ?? rows.at(-1)
  if (!found) throw new Error('a score without bands')
  return found[1]
}

interface Sum {
  readonly part: (answers: Answers) => Part
  readonly bands: readonly BandRow[]
  /** Digits behind the point: a unit is a tenth where this is 1. */
  readonly digits?: 0 | 1
}

const text = (units: number, digits: 0 | 1): string =>
  digits === 0 ? String(units) : `${Math.floor(units / 10)}.${units % 10}`

/** An algorithm that adds up: incomplete until every part is known. */
export const summed =
  ({ part, bands, digits = 0 }: Sum) =>
  (answers: Answers): Reading => {
    const { value, missing } = part(answers)
    if (value === undefined) return { kind: 'incomplete', missing }
    return { kind: 'scored', total: text(value, digits), band: bandOf(bands, value) }
  }

/** The two bands of a score with one published threshold. */
export const threshold = (from: number): readonly BandRow[] => [
  [from - 1, { id: 'below', label: `${from - 1} or less: below the published threshold`, above: false }],
  [
    Number.POSITIVE_INFINITY,
    { id: 'at-or-above', label: `${from} or more: at or above the published threshold`, above: true },
  ],
]
