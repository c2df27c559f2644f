/** How a row of clinic policy stands with this clinic: as it was proposed, confirmed as it is, or set otherwise. */
export interface PolicyStanding {
  readonly state: 'open' | 'confirmed' | 'changed'
  /** The clinic's edition that says so, who answers for it, and from which day it holds. */
  readonly edition?: number | undefined
  readonly by?: string | undefined
  readonly on?: string | undefined
}

/** The standing of every row that a clinic said something about, by the row's id. */
export type Standings = Readonly<Record<string, PolicyStanding>>

/** The standing of a row; open where nobody said anything; undefined where no clinic is asked (a table run from a file). */
export const standingOf = (standings: Standings | undefined, row: string): PolicyStanding | undefined =>
  standings && (standings[row] ?? { state: 'open' })
