import { prescribingRules } from '../prescribing/check.ts'
import { prescribingPolicyFaultsOf, prescribingSettings } from '../prescribing/policy.ts'
import { schedules } from '../prescribing/rules/schedules.ts'
import { scheduleRow } from '../prescribing/schedule-policy.ts'
import { outcomeTable } from '../triage/closing.ts'
import { closedDaysTable, type PolicyOverrides, policyFaultsOf } from '../triage/policy.ts'
import { suitabilityRows } from '../triage/suitability.ts'
import { thresholds, thresholdTable } from '../triage/thresholds.ts'
import { triageRules } from '../triage/triage.ts'

export const policyTables = ['triage', 'suitability', 'prescribing', 'schedules'] as const
export type PolicyTable = (typeof policyTables)[number]

/** A number, a choice or a list of days of a row that a clinic may set. */
export type PolicySetting =
  | {
      readonly kind: 'number'
      readonly id: string
      readonly value: string
      readonly min: string
      readonly max: string
      readonly unit: string
      readonly whole: boolean
    }
  | { readonly kind: 'choice'; readonly id: string; readonly value: string; readonly options: readonly string[] }
  /** Calendar days, ISO, in order with a space between. */
  | { readonly kind: 'days'; readonly id: string; readonly value: string }

/** A row of a rule table that a clinic must confirm. `words` is its sentence where the table has one. */
export interface PolicyRow {
  readonly id: string
  readonly table: PolicyTable
  readonly words?: string
  readonly drugs: readonly string[]
  readonly settings: readonly PolicySetting[]
  readonly source: string
  readonly edition: string
  readonly owner: string
}

const choices: Readonly<Record<string, readonly PolicySetting[]>> = {
  R14: [{ kind: 'choice', id: 'revisedSevenPoint', value: 'no', options: ['no', 'yes'] }],
  R18: [{ kind: 'choice', id: 'otherBasalCell', value: 'P4', options: ['P3', 'P4'] }],
  S1: [{ kind: 'choice', id: 'emergencyFrom', value: 'E0', options: ['E0', 'E1'] }],
}
const triageSettings = (row: string): readonly PolicySetting[] => [
  ...thresholds
    .filter(({ rule }) => rule === row)
    .map(({ id, value, min, max, unit, whole }) => ({ kind: 'number' as const, id, value, min, max, unit, whole })),
  ...(choices[row] ?? []),
]
const prescribingOf = (row: string): readonly PolicySetting[] =>
  prescribingSettings.filter(({ id }) => id.startsWith(`${row}.`)).map(one => ({ kind: 'number' as const, ...one }))

/** On which days nobody works: the clocks in working days pass over them. */
const closedDays: PolicyRow = {
  ...closedDaysTable,
  table: 'triage',
  drugs: [],
  settings: [{ kind: 'days', id: 'closedDays', value: '' }],
}

type Given = Pick<PolicyRow, 'id' | 'source' | 'edition' | 'owner'> & { readonly confirm: boolean }
const rowOf = ({ id, source, edition, owner }: Given) => ({ id, source, edition, owner })

const isNamed = (id: string): boolean =>
  triageRules.some(rule => rule.id === id) || suitabilityRows.some(row => row.id === id)
/** What several rules ask for, and the clocks: rows of their own. A published rule with a number that is the clinic's is one, too. */
const sharedIds = [...new Set(thresholds.map(({ rule }) => rule))].filter(id => !isNamed(id))

const triagePolicies: readonly PolicyRow[] = [
  ...triageRules
    .filter(({ id, confirm }) => confirm || triageSettings(id).length > 0)
    .map(rule => ({ ...rowOf(rule), table: 'triage' as const, drugs: [], settings: triageSettings(rule.id) })),
  ...sharedIds.map(id => ({
    ...rowOf({ ...thresholdTable, id, source: thresholds[0].source }),
    table: 'triage' as const,
    drugs: [],
    settings: triageSettings(id),
  })),
  closedDays,
]

const suitabilityPolicies: readonly PolicyRow[] = [
  ...suitabilityRows
    .filter(({ confirm }) => confirm)
    .map(row => ({ ...rowOf(row), table: 'suitability' as const, drugs: [], settings: triageSettings(row.id) })),
  { ...rowOf({ ...outcomeTable, id: 'outcomes' }), table: 'suitability', drugs: [], settings: [] },
]

/** Two rows of one id are one rule at different dates; the one that holds last speaks. */
const newest = [
  ...new Map(
    prescribingRules.filter(({ id, confirm }) => confirm || prescribingOf(id).length > 0).map(rule => [rule.id, rule]),
  ).values(),
]
const prescribingPolicies: readonly PolicyRow[] = newest.map(rule => ({
  ...rowOf(rule),
  table: 'prescribing',
  words: rule.words,
  drugs: rule.drugs,
  settings: prescribingOf(rule.id),
}))

const schedulePolicies: readonly PolicyRow[] = schedules.map(row => ({
  ...rowOf({ ...row, id: scheduleRow(row.id) }),
  table: 'schedules',
  drugs: row.drugs,
  settings: prescribingOf(scheduleRow(row.id)),
}))

/** Every row of triage, suitability and prescribing that a clinic must confirm, in the order a list shows them. */
export const policyRows: readonly PolicyRow[] = [
  ...triagePolicies,
  ...suitabilityPolicies,
  ...prescribingPolicies,
  ...schedulePolicies,
]

const byId = new Map(policyRows.map(row => [row.id, row]))
export const policyRowOf = (id: string): PolicyRow | undefined => byId.get(id)

export type PolicyValues = Readonly<Record<string, string>>

const asTriageHasIt: Readonly<Record<string, (value: string) => unknown>> = {
  revisedSevenPoint: value => value === 'yes',
  closedDays: value => (value === '' ? [] : value.split(' ')),
}

/** What triage calls its settings: a yes is true there, and days are a list. */
export const triageOverridesOf = (values: PolicyValues): PolicyOverrides =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, asTriageHasIt[id]?.(value) ?? value]))

const isOfTriage = ({ table }: PolicyRow): boolean => table === 'triage' || table === 'suitability'

function rowFaults(row: PolicyRow, values: PolicyValues): readonly string[] {
  const foreign = Object.keys(values).filter(id => !row.settings.some(setting => setting.id === id))
  if (foreign.length > 0) return foreign.map(id => `${id}: not a setting of ${row.id}`)
  const wrong = row.settings.flatMap(setting => {
    const value = values[setting.id]
    const fits = value === undefined || setting.kind !== 'choice' || setting.options.includes(value)
    return fits ? [] : [`${setting.id}: not one of its values`]
  })
  if (wrong.length > 0) return wrong
  return isOfTriage(row) ? policyFaultsOf(triageOverridesOf(values)) : prescribingPolicyFaultsOf(values)
}

/** Sentences about what a clinic may not set in a row; empty where it may. */
export function rowFaultsOf(id: string, values: PolicyValues): readonly string[] {
  const row = byId.get(id)
  return row ? rowFaults(row, values) : [`${id}: no such row`]
}
