import { createHash } from 'node:crypto'
import type { FhirRecord, Identifier } from '../../src-shared/fhir/index.ts'
import type { Op } from '../vault/index.ts'
import { resourceOf } from './held.ts'
import type { Intake, Ready } from './intake.ts'
import type { HeldRow } from './rows.ts'

const identifiersOf = (resource: object): Identifier[] => (resource as { identifier?: Identifier[] }).identifier ?? []

/** The import's elements over the held ones; what only we hold stays, numbers are joined. */
const merged = (held: object, fresh: FhirRecord): FhirRecord => {
  const known = new Set(identifiersOf(fresh).map(({ system, value }) => `${system}|${value}`))
  const own = identifiersOf(held).filter(({ system, value }) => !known.has(`${system}|${value}`))
  return { ...held, ...fresh, identifier: [...own, ...identifiersOf(fresh)] } as FhirRecord
}

const digest = (resource: FhirRecord): string => createHash('sha256').update(JSON.stringify(resource)).digest('hex')

export interface Plan {
  readonly ops: Op[]
  created: number
  updated: number
}

/** What was there before: the record as held, and what its source sent last time. */
interface Before {
  readonly row: HeldRow | undefined
  readonly sha256: string | undefined
}

function add(plan: Plan, { desk }: Intake, { one, before: { row, sha256 } }: { one: Ready; before: Before }): void {
  const now = digest(one.resource)
  if (row !== undefined && sha256 === now) return
  const next = row === undefined ? one.resource : merged(resourceOf(row), one.resource)
  const same = JSON.stringify(next) === row?.body
  plan.ops.push(...(same ? [] : [desk.put(next)]), desk.noteSource(one.name, now))
  if (row === undefined) plan.created++
  else if (!same) plan.updated++
}

/** The writes of an import: what is new, what changed at its source; nothing for what is known as it is. */
export function planned(intake: Intake, coming: ReadonlyMap<string, Ready>): Plan {
  const plan: Plan = { ops: [], created: 0, updated: 0 }
  for (const [key, one] of coming) {
    add(plan, intake, { one, before: { row: intake.before.get(key), sha256: intake.sources.get(key) } })
  }
  return plan
}
