/** What a campaign found. Every count but `runs` must be zero. */
export interface Report {
  readonly campaign: string
  readonly runs: number
  /** Acknowledged, and not there afterwards. */
  readonly lost: number
  /** Entered more than once. */
  readonly duplicated: number
  /** There, with other content than was written. */
  readonly wrong: number
  /** Missing or changed without the vault saying so. */
  readonly undetected: number
  /** Anything thrown that is not a refusal with a code. */
  readonly crashes: number
}

export type Counts = { -readonly [K in Exclude<keyof Report, 'campaign'>]: Report[K] }

export const noCounts = (): Counts => ({ runs: 0, lost: 0, duplicated: 0, wrong: 0, undetected: 0, crashes: 0 })

export const isClean = ({ lost, duplicated, wrong, undetected, crashes }: Counts): boolean =>
  lost + duplicated + wrong + undetected + crashes === 0

/** Where a campaign tells what went wrong, one line each. */
export type Tell = (line: string) => void
