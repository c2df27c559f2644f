import type { Standings } from '../policy/standing.ts'
import type { HeldSetting } from './decision.ts'
import { textOfThousandths, thousandthsOf } from './exact.ts'
import { type Threshold, thresholds } from './thresholds.ts'

export type ThresholdId = (typeof thresholds)[number]['id']

/** What a clinic may set. Numbers are whole thousandths of the threshold's unit, so that comparing them is exact. */
export interface TriagePolicy {
  readonly numbers: Readonly<Record<ThresholdId, number>>
  /** True where the revised seven-point checklist counts for R14. */
  readonly revisedSevenPoint: boolean
  /** Class of a suspected basal-cell carcinoma that is neither large, rapid, nor on a high-risk place. */
  readonly otherBasalCell: 'P3' | 'P4'
  /** From which class on the suitability rule says EMERGENCY. */
  readonly emergencyFrom: 'E0' | 'E1'
  /** Dates on which the clinic does not work, besides Saturdays and Sundays. */
  readonly closedDays: readonly string[]
  /** How the rows stand with the clinic; not there where no clinic is asked. */
  readonly standings?: Standings
}

/** What a clinic changes: thresholds by id as number or decimal text, and the choices by name. */
export type PolicyOverrides = Readonly<Record<string, unknown>>

const rows: readonly Threshold[] = thresholds

const defaultNumbers = Object.fromEntries(rows.map(({ id, value }) => [id, thousandthsOf(value)])) as Record<
  ThresholdId,
  number
>

/** So many closed days a clinic may name: some years of public holidays. */
export const mostClosedDays = 60

/** The row of policy that the closed days are. */
export const closedDaysTable = {
  id: 'closed-days',
  source: 'The clinic’s own calendar; public holidays are another in every place',
  edition: 'cutis-triage/1 (2026-11)',
  from: '2026-11-01',
  owner: 'clinic policy',
} as const

/** The house's defaults: every number is clinic policy until the clinic has confirmed it. */
export const defaultPolicy: TriagePolicy = {
  numbers: defaultNumbers,
  revisedSevenPoint: false,
  otherBasalCell: 'P4',
  emergencyFrom: 'E0',
  closedDays: [],
}

type Check = (value: unknown) => boolean
const isDate = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}
/** In order and each once: a list has one way to be written. */
const areDays: Check = value =>
  Array.isArray(value) &&
  value.length <= mostClosedDays &&
  value.every((day: unknown, at) => isDate(day) && (at === 0 || String(value[at - 1]) < day))
const choices: Readonly<Record<string, Check>> = {
  revisedSevenPoint: value => typeof value === 'boolean',
  otherBasalCell: value => value === 'P3' || value === 'P4',
  emergencyFrom: value => value === 'E0' || value === 'E1',
  closedDays: areDays,
}

/** A number as text; empty where it is neither. */
const textIn = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? String(value) : '')

function numberFault(row: Threshold, value: unknown): string | undefined {
  const text = textIn(value)
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text)) return `${row.id}: a number with at most 3 decimals`
  if (row.whole && text.includes('.')) return `${row.id}: a whole number`
  const units = thousandthsOf(text)
  const isInside = units >= thousandthsOf(row.min) && units <= thousandthsOf(row.max)
  return isInside ? undefined : `${row.id}: between ${row.min} and ${row.max} ${row.unit}`
}

function faultOf([id, value]: readonly [string, unknown]): string | undefined {
  const choice = choices[id]
  if (choice) return choice(value) ? undefined : `${id}: not one of its values`
  const row = rows.find(one => one.id === id)
  return row ? numberFault(row, value) : `${id}: no such policy`
}

/** Settings of which the first may not lie over the second. */
const ordered: readonly (readonly [ThresholdId, ThresholdId])[] = [
  ['drugRashFromDays', 'drugRashToDays'],
  ['tdsBetween', 'tds'],
  ['largeFaceMm', 'largeMm'],
]

function orderFaults(overrides: PolicyOverrides): readonly string[] {
  const unitsOf = (id: ThresholdId): number => {
    const value = overrides[id]
    return value === undefined ? defaultNumbers[id] : thousandthsOf(textIn(value))
  }
  const isAsked = (id: ThresholdId): boolean => overrides[id] !== undefined
  return ordered
    .filter(([low, high]) => (isAsked(low) || isAsked(high)) && unitsOf(low) > unitsOf(high))
    .map(([low, high]) => `${low}: not over ${high}`)
}

/** Sentences about overrides that cannot be taken; empty where all can. */
export function policyFaultsOf(overrides: PolicyOverrides): readonly string[] {
  const faults = Object.entries(overrides).flatMap(entry => faultOf(entry) ?? [])
  return faults.length > 0 ? faults : orderFaults(overrides)
}

/** The policy of a clinic: the defaults with what it changed. Throws where `policyFaultsOf` has something to say. */
export function policyOf(overrides: PolicyOverrides): TriagePolicy {
  const faults = policyFaultsOf(overrides)
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  const entries = Object.entries(overrides)
  const chosen = Object.fromEntries(entries.filter(([id]) => choices[id])) as Partial<TriagePolicy>
  const numbers = entries.filter(([id]) => !choices[id]).map(([id, value]) => [id, thousandthsOf(String(value))])
  return { ...defaultPolicy, ...chosen, numbers: { ...defaultNumbers, ...Object.fromEntries(numbers) } }
}

/** Choices by the row in which they are set, as text. */
const choicesOf: Readonly<Record<string, (policy: TriagePolicy) => readonly [id: string, value: string]>> = {
  R14: ({ revisedSevenPoint }) => ['revisedSevenPoint', revisedSevenPoint ? 'yes' : 'no'],
  R18: ({ otherBasalCell }) => ['otherBasalCell', otherBasalCell],
  S1: ({ emergencyFrom }) => ['emergencyFrom', emergencyFrom],
}

/**
 * What a row was decided by: the thresholds that its reason names (`values`), whichever row they are set in; all of its own where the reason
 * names none; and its choice.
 */
export function settingsOf(policy: TriagePolicy, row: string, values: object = {}): HeldSetting[] {
  const named = rows.filter(({ id }) => id in values)
  const used = named.length > 0 ? named : rows.filter(({ rule }) => rule === row)
  const choice = choicesOf[row]?.(policy)
  return [
    ...used.map(({ id, unit, rule }) => ({ id, value: thresholdText(policy, id as ThresholdId), unit, row: rule })),
    ...(choice ? [{ id: choice[0], value: choice[1], row }] : []),
  ]
}

/** A threshold as decimal text. */
export const thresholdText = (policy: TriagePolicy, id: ThresholdId): string => textOfThousandths(policy.numbers[id])
