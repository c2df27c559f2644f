/** How a lesion is followed by pictures. */
export type Plan = 'short-term' | 'long-term' | 'lentigo'

/** Days after the baseline: when the next picture may be taken at the earliest, is best taken, and must be taken at the latest. */
interface Window {
  readonly plan: Plan
  readonly earliestDays: number
  readonly dueDays: number
  readonly latestDays: number
  readonly source: string
}

/**
 * Short-term: 2.5 to 4.5 months, best after 3; flat, pigmented spots on the face and long-term: 6 to 12 months
 * (dermoscopedia, sequential digital dermoscopy). In days, so that no month is longer than another.
 */
export const windows: Readonly<Record<Plan, Window>> = {
  'short-term': { plan: 'short-term', earliestDays: 75, dueDays: 90, latestDays: 137, source: 'dermoscopedia' },
  lentigo: { plan: 'lentigo', earliestDays: 182, dueDays: 274, latestDays: 365, source: 'dermoscopedia' },
  'long-term': { plan: 'long-term', earliestDays: 182, dueDays: 365, latestDays: 380, source: 'dermoscopedia' },
}

export interface Dates {
  readonly earliestOn: string
  readonly dueOn: string
  readonly latestOn: string
}

const dayMs = 86_400_000
const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The dates of the next picture after a baseline (ISO dates). */
export const datesOf = (plan: Plan, baselineOn: string): Dates => {
  const { earliestDays, dueDays, latestDays } = windows[plan]
  return {
    earliestOn: dayAfter(baselineOn, earliestDays),
    dueOn: dayAfter(baselineOn, dueDays),
    latestOn: dayAfter(baselineOn, latestDays),
  }
}

/** Where a lesion under monitoring stands on a day: too early, within its window, past its best day, past its last. */
export type Standing = 'early' | 'open' | 'due' | 'overdue'

export const standingOf = ({ earliestOn, dueOn, latestOn }: Dates, today: string): Standing => {
  // ISO dates sort as text.
  if (today < earliestOn) return 'early'
  if (today < dueOn) return 'open'
  return today <= latestOn ? 'due' : 'overdue'
}

/** What the clinician says of a lesion before it may be followed instead of removed. */
export interface Candidate {
  readonly plan: Plan
  readonly nodular: boolean
  readonly palpable: boolean
}

/** Why a lesion may not be followed by pictures; undefined where it may. */
export const refusalOf = ({ nodular, palpable }: Candidate): 'nodular' | 'palpable' | undefined => {
  if (nodular) return 'nodular'
  return palpable ? 'palpable' : undefined
}
