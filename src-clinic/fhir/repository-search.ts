import { badRequest, OperationOutcomeError, Operator, type SearchRequest, type WithId } from '@medplum/core'
import { getExtraEntries } from '@medplum/fhir-router'
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import type { QueryParam } from './criteria.ts'
import { Refusal } from './outcomes.ts'
import { type Plan, planOf } from './plan.ts'
import type { ClinicRepository } from './repository.ts'

const comparisons: ReadonlySet<string> = new Set(['ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'])

/** The parameters a parsed request was made of. */
export const paramsOf = (request: SearchRequest): QueryParam[] => {
  const shape: (readonly [string, string | number | undefined])[] = [
    ['_count', request.count],
    ['_offset', request.offset],
    ['_cursor', request.cursor],
    ['_total', request.total],
    ['_elements', request.fields?.join(',')],
    ['_sort', request.sortRules?.map(rule => `${rule.descending === true ? '-' : ''}${rule.code}`).join(',')],
  ]
  return [
    ...(request.filters ?? []).map(filterParam),
    ...shape.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }])),
    ...includeParams(request),
  ]
}

const filterParam = ({ code, operator, value }: { code: string; operator: string; value: string }): QueryParam => {
  if (operator === Operator.EQUALS) return { name: code, value }
  return comparisons.has(operator) ? { name: code, value: operator + value } : { name: `${code}:${operator}`, value }
}

const includeParams = (request: SearchRequest): QueryParam[] =>
  (['include', 'revInclude'] as const).flatMap(kind =>
    (request[kind] ?? []).map(target => ({
      name: `_${kind.toLowerCase()}${target.modifier === 'iterate' ? ':iterate' : ''}`,
      value: [target.resourceType, target.searchParam, target.targetType].filter(Boolean).join(':'),
    })),
  )

/** A searchset for the router. A parameter that is not understood is refused: here it may be a condition of a write. */
export const searchBundle = async <T extends Resource>(
  repository: ClinicRepository,
  params: readonly QueryParam[],
  at: { type: string; base: string },
): Promise<Bundle<WithId<T>>> => {
  const plan = routedPlan(params, at)
  if (plan.unknown.length > 0) {
    throw new OperationOutcomeError(badRequest(`Unknown search parameter: ${plan.unknown.join(', ')}`))
  }
  const found = repository.drawers.search.page(plan.search)
  const resources = found.map(row => JSON.parse(row.json) as WithId<T>)
  const entry: BundleEntry[] = resources.map(resource => ({
    fullUrl: `${at.base}/${at.type}/${resource.id}`,
    resource,
    search: { mode: 'match' },
  }))
  await addIncludes(repository, { plan, resources, entry, base: at.base })
  const total = plan.total ? { total: repository.drawers.search.count(plan.search) } : {}
  return { resourceType: 'Bundle', type: 'searchset', ...total, entry } as Bundle<WithId<T>>
}

const routedPlan = (params: readonly QueryParam[], at: { type: string; base: string }): Plan => {
  try {
    return planOf(at.type, params, at.base)
  } catch (error) {
    throw error instanceof Refusal ? new OperationOutcomeError(error.outcome) : error
  }
}

interface Including {
  readonly plan: Plan
  readonly resources: Resource[]
  readonly entry: BundleEntry[]
  readonly base: string
}

/** Appends what `_include` and `_revinclude` ask for to `entry`. */
export const addIncludes = async (repository: ClinicRepository, { plan, resources, entry, base }: Including) => {
  if (plan.includes.length === 0) return
  const targets = (prefix: string) =>
    plan.includes
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, value }) => {
        const [resourceType = '', searchParam = '', targetType] = value.split(':')
        const modifier = name.endsWith(':iterate') ? { modifier: 'iterate' as const } : {}
        return { resourceType, searchParam, ...(targetType !== undefined && { targetType }), ...modifier }
      })
  const request = {
    resourceType: plan.search.type,
    include: targets('_include'),
    revInclude: targets('_revinclude'),
  } as SearchRequest
  await getExtraEntries(repository, request, resources, entry, { fullUrl: (type, id) => `${base}/${type}/${id}` })
}
