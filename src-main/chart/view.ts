import type { z } from 'zod'
import type { Allergies, ChartView } from '../../src-shared/contract/chart.ts'
import {
  type AllergyIntolerance,
  type Condition,
  type MedicationRequest,
  type MedicationStatement,
  type Observation,
  parseKeepingDigits,
} from '../../src-shared/fhir/index.ts'
import type { HeldRow } from '../records/index.ts'
import { allergyLine, allergyOf, holds, saysNone } from './allergy.ts'
import { factsOf } from './facts.ts'
import { prescriptionOf, statementOf } from './medicine.ts'
import { problemOf } from './problem.ts'
import { groupsOf, isResult, resultOf } from './result.ts'

type View = z.input<typeof ChartView>

interface Types {
  readonly Condition: Condition
  readonly AllergyIntolerance: AllergyIntolerance
  readonly MedicationStatement: MedicationStatement
  readonly MedicationRequest: MedicationRequest
  readonly Observation: Observation
}

/** The resources of one type beside their rows, with every digit of their numbers. */
const only = <T extends keyof Types>(type: T, rows: readonly HeldRow[]) =>
  rows.filter(row => row.type === type).map(row => ({ row, resource: parseKeepingDigits(row.body) as Types[T] }))

const rank = <T extends string>(order: readonly T[], value: T): number =>
  order.includes(value) ? order.indexOf(value) : order.length

/** Newest first; what carries no date comes last. */
const newer = (a: string | undefined, b: string | undefined): number =>
  (a ?? '') === (b ?? '') ? 0 : (a ?? '') < (b ?? '') ? 1 : -1

function problemsIn(rows: readonly HeldRow[]): View['problems'] {
  const order = ['active', 'remission', 'resolved', 'entered-in-error'] as const
  return only('Condition', rows)
    .map(({ row, resource }) => problemOf(row, resource))
    .toSorted(
      (a, b) =>
        rank(order, a.status) - rank(order, b.status) || newer(a.onset ?? a.recordedAt, b.onset ?? b.recordedAt),
    )
}

function allergiesIn(rows: readonly HeldRow[]): z.input<typeof Allergies> {
  const all = only('AllergyIntolerance', rows)
  const order = ['high', 'unable-to-assess', 'low'] as const
  const list = all
    .filter(({ resource }) => !saysNone(resource))
    .map(({ row, resource }) => allergyOf(row, resource))
    .toSorted(
      (a, b) =>
        Number(b.active) - Number(a.active) ||
        rank(order, a.criticality ?? 'low') - rank(order, b.criticality ?? 'low') ||
        a.substance.localeCompare(b.substance),
    )
  if (list.some(({ active }) => active)) return { state: 'listed', list }
  const none = all.find(({ resource }) => saysNone(resource) && holds(resource))
  if (none === undefined) return { state: 'not-asked', list }
  return { state: 'none-known', noneKnown: allergyLine(none.row, none.resource), list }
}

function medicinesIn(rows: readonly HeldRow[]): View['medicines'] {
  const order = ['active', 'on-hold', 'unknown', 'stopped', 'completed', 'entered-in-error'] as const
  const told = only('MedicationStatement', rows).map(({ row, resource }) => statementOf(row, resource))
  const written = only('MedicationRequest', rows).flatMap(({ row, resource }) => prescriptionOf(row, resource) ?? [])
  return [...told, ...written].toSorted(
    (a, b) => rank(order, a.status) - rank(order, b.status) || a.name.localeCompare(b.name) || newer(a.since, b.since),
  )
}

const counts = ({ status }: { readonly status: string }): boolean => status !== 'entered-in-error'

/** The chart out of a patient's rows; what was entered in error only where `history` asks for it. */
export function viewOf(rows: readonly HeldRow[], history: boolean): View {
  const shown = history ? () => true : counts
  const observations = only('Observation', rows).map(({ row, resource }) => ({ row, observation: resource }))
  const results = observations.flatMap(({ row, observation }) => {
    const result = isResult(observation) ? resultOf(row, observation) : undefined
    return result && shown(result) ? [{ observation, result }] : []
  })
  const { list, ...allergies } = allergiesIn(rows)
  return {
    problems: problemsIn(rows).filter(shown),
    allergies: { ...allergies, list: list.filter(({ verification }) => shown({ status: verification })) },
    medicines: medicinesIn(rows).filter(shown),
    results: groupsOf(results),
    facts: factsOf(observations.filter(({ observation: { status } }) => counts({ status }) && status !== 'cancelled')),
  }
}
