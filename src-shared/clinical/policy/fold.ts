import { type PrescribingPolicy, prescribingPolicyOf } from '../prescribing/policy.ts'
import { policyOf, type TriagePolicy } from '../triage/policy.ts'
import { type PolicyValues, policyRowOf, rowFaultsOf, triageOverridesOf } from './rows.ts'
import type { PolicyStanding } from './standing.ts'

/** What an edition says of one row: confirmed with these values (those that are as proposed may be left out), or open again. */
export interface PolicyDecision {
  readonly row: string
  readonly open: boolean
  readonly values: PolicyValues
}

/** One edition of a clinic's policy. `from` is its first day (ISO), `owner` the clinician who answers for it. */
export interface PolicyEdition {
  readonly editionId: string
  readonly edition: number
  readonly from: string
  readonly at: string
  readonly owner: string
  readonly decisions: readonly PolicyDecision[]
}

/** A row as a clinic has it on a day. */
export interface RowInForce {
  readonly standing: PolicyStanding
  /** What differs from the proposal. */
  readonly values: PolicyValues
}

const inOrder = (a: PolicyEdition, b: PolicyEdition): number =>
  a.edition - b.edition || (a.at === b.at ? Number(a.editionId > b.editionId) - 0.5 : a.at < b.at ? -1 : 1)

/** What is not as it was proposed. */
function changedIn({ row, values }: PolicyDecision): PolicyValues {
  const proposed = new Map(policyRowOf(row)?.settings.map(({ id, value }) => [id, value]))
  return Object.fromEntries(Object.entries(values).filter(([id, value]) => proposed.get(id) !== value))
}

function rowAfter(decision: PolicyDecision, { edition, owner, from }: PolicyEdition): RowInForce {
  if (decision.open) return { standing: { state: 'open' }, values: {} }
  const values = changedIn(decision)
  const state = Object.keys(values).length > 0 ? 'changed' : 'confirmed'
  return { standing: { state, edition, by: owner, on: from }, values }
}

/**
 * Every row that a clinic said something about, as it is in force on a day: of the editions begun by then the last one that names the row.
 * Two workstations may each have written an edition of one number; the later one counts, the same on both. A row that this Cutis does not
 * have, or a value that it does not take, is left out: then the proposal holds, and the row is open.
 */
export function inForceOn(editions: readonly PolicyEdition[], day: string): ReadonlyMap<string, RowInForce> {
  const rows = new Map<string, RowInForce>()
  for (const edition of editions.filter(({ from }) => from <= day).toSorted(inOrder))
    for (const decision of edition.decisions) {
      if (!policyRowOf(decision.row)) continue
      const fits = rowFaultsOf(decision.row, decision.values).length === 0
      rows.set(decision.row, fits ? rowAfter(decision, edition) : { standing: { state: 'open' }, values: {} })
    }
  return rows
}

const isPrescribing = (id: string): boolean => ['prescribing', 'schedules'].includes(policyRowOf(id)?.table ?? '')

function gathered(rows: ReadonlyMap<string, RowInForce>, prescribing: boolean) {
  const own = [...rows].filter(([id]) => isPrescribing(id) === prescribing)
  return {
    standings: Object.fromEntries(own.map(([id, { standing }]) => [id, standing])),
    values: Object.assign({}, ...own.map(([, { values }]) => values)) as PolicyValues,
  }
}

/** What the triage rules go by on a day. */
export function triagePolicyOn(editions: readonly PolicyEdition[], day: string): TriagePolicy {
  const { standings, values } = gathered(inForceOn(editions, day), false)
  return { ...policyOf(triageOverridesOf(values)), standings }
}

/** What the prescribing rules go by on a day. */
export function prescribingPolicyOn(editions: readonly PolicyEdition[], day: string): PrescribingPolicy {
  const { standings, values } = gathered(inForceOn(editions, day), true)
  return prescribingPolicyOf(values, standings)
}
