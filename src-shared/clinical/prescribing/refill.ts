import { checkOf, laboratoryStanding } from './check.ts'
import type { Currency } from './currency.ts'
import { dayAfter, daysBetween } from './dates.ts'
import { ceilingOf, compare, exactOf, minus, over, times, zero } from './exact.ts'
import { type PrescribingPolicy, proposedPolicy } from './policy.ts'
import type { PatientFacts, PrescriptionDraft } from './types.ts'
import type { PrescribingCheck } from './verdict.ts'

/** The answers to a request for renewal, as the exchange standard knows them. */
export const refillAnswers = ['approved', 'approved-with-changes', 'denied', 'denied-new-to-follow'] as const
export type RefillAnswer = (typeof refillAnswers)[number]

/** What was fetched last: from when and for how long it lasts. */
export interface LastFill {
  readonly filledOn: string
  readonly daysSupply: number
}

/** Days that the last fill still lasts on a day: never negative; the day it was fetched is the first it is used. */
export const daysLeftOf = ({ filledOn, daysSupply }: LastFill, on: string): number =>
  Math.max(0, daysSupply - Math.max(0, daysBetween(filledOn, on)))

/** Days that an amount lasts at a daily use, after some days of use: never negative, rounded up; undefined without a use. */
export function daysLeftFrom(amount: string, perDay: string, daysUsed: number): number | undefined {
  const daily = exactOf(perDay)
  if (compare(daily, zero) <= 0) return undefined
  const left = minus(exactOf(amount), times(daily, exactOf(daysUsed)))
  return Math.max(0, ceilingOf(over(left, daily)))
}

export interface RefillStanding {
  readonly check: PrescribingCheck
  readonly laboratory: Currency
  readonly daysLeft?: number
  readonly runsOutOn?: string
  /** Answers that are open; a held refill may be denied or changed, not approved. */
  readonly open: readonly RefillAnswer[]
  readonly holds: readonly string[]
}

/** What a prescriber sees of a request for renewal at a moment: days left, checks overdue, and which answers are open. */
export function refillStanding(
  draft: PrescriptionDraft,
  patient: PatientFacts,
  {
    at,
    last,
    policy = proposedPolicy,
  }: { readonly at: string; readonly last?: LastFill; readonly policy?: PrescribingPolicy },
): RefillStanding {
  const check = checkOf(draft, patient, { at, policy })
  const holds = check.holds.flatMap(({ because }) => because)
  const changed: readonly RefillAnswer[] = ['denied', 'denied-new-to-follow']
  return {
    check,
    laboratory: laboratoryStanding(draft, patient, { at, policy }),
    ...(last && { daysLeft: daysLeftOf(last, at.slice(0, 10)), runsOutOn: dayAfter(last.filledOn, last.daysSupply) }),
    open: holds.length > 0 ? changed : refillAnswers,
    holds,
  }
}
