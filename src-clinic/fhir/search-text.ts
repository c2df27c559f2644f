import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import type { Found } from '../store/index.ts'
import type { QueryParam } from './criteria.ts'
import { isKeyset, type Plan, writeCursor } from './plan.ts'
import type { ClinicRepository } from './repository.ts'
import { addIncludes } from './repository-search.ts'

/** A searchset as text; the resources' own texts go in as they were stored, without being read again. */
export const searchText = async (repository: ClinicRepository, plan: Plan, base: string): Promise<string> => {
  const { search } = plan
  const { search: searcher } = repository.drawers
  // One row more than asked for tells whether there is a next page.
  const rows = search.limit === 0 ? [] : searcher.page({ ...search, limit: search.limit + 1 })
  const page = rows.slice(0, search.limit)
  const total = plan.total && search.after === undefined && search.offset === 0 ? searcher.count(search) : undefined
  const links = linksOf(plan, `${base}/${search.type}`, rows.length > page.length ? page.at(-1) : undefined)
  const entries = [
    ...page.map(row => matchEntry(row, plan, base)),
    ...(await includeEntries(repository, { plan, page, base })),
  ]
  if (plan.unknown.length > 0) entries.push(JSON.stringify(warningEntry(plan.unknown)))
  const totalText = total === undefined ? '' : `"total":${total},`
  return `{"resourceType":"Bundle","type":"searchset",${totalText}"link":${JSON.stringify(links)},"entry":[${entries.join(',')}]}`
}

const matchEntry = (row: Found, { elements, search }: Plan, base: string): string => {
  const text = elements === undefined ? row.json : JSON.stringify(picked(JSON.parse(row.json) as Resource, elements))
  return `{"fullUrl":"${base}/${search.type}/${row.id}","resource":${text},"search":{"mode":"match"}}`
}

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }

/** Only the elements asked for, and those without which nothing can be done with it (search.html#elements). */
const picked = (resource: Resource, elements: readonly string[]): object => {
  const kept = new Set(['resourceType', 'id', 'meta', ...elements])
  const rest = Object.fromEntries(Object.entries(resource).filter(([name]) => kept.has(name)))
  return { ...rest, meta: { ...resource.meta, tag: [...(resource.meta?.tag ?? []), subsetted] } }
}

const includeEntries = async (
  repository: ClinicRepository,
  { plan, page, base }: { plan: Plan; page: readonly Found[]; base: string },
): Promise<string[]> => {
  if (plan.includes.length === 0) return []
  const entry: BundleEntry[] = []
  const resources = page.map(row => JSON.parse(row.json) as Resource)
  await addIncludes(repository, { plan, resources, entry, base })
  return entry.map(one => JSON.stringify(one))
}

const warningEntry = (unknown: readonly string[]): NonNullable<Bundle['entry']>[number] => ({
  resource: {
    resourceType: 'OperationOutcome',
    issue: unknown.map(name => ({
      severity: 'warning',
      code: 'not-supported',
      details: { text: `The search parameter ${name} is not supported and was ignored.` },
    })),
  },
  search: { mode: 'outcome' },
})

const linksOf = (plan: Plan, address: string, last: Found | undefined): { relation: string; url: string }[] => {
  const { search } = plan
  const self = { relation: 'self', url: urlOf(address, plan.used) }
  if (last === undefined) return [self]
  const onward = isKeyset(search.order)
    ? { name: '_cursor', value: writeCursor(last) }
    : { name: '_offset', value: String(search.offset + search.limit) }
  return [self, { relation: 'next', url: urlOf(address, [...plan.used, onward]) }]
}

const urlOf = (address: string, params: readonly QueryParam[]): string => {
  const query = new URLSearchParams(params.map(({ name, value }): [string, string] => [name, value])).toString()
  return query === '' ? address : `${address}?${query}`
}
