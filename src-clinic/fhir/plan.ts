import type { Criterion, Order, Search } from '../store/index.ts'
import { criterionOf, type QueryParam } from './criteria.ts'
import { refuse } from './outcomes.ts'
import { searchParamsOf } from './search-params.ts'

const maxCount = 1000
const defaultCount = 50

/** A search, read: what to run, how to shape the answer, and which parameters were not understood. */
export interface Plan {
  readonly search: Search
  readonly includes: readonly QueryParam[]
  readonly elements: readonly string[] | undefined
  readonly total: boolean
  readonly unknown: readonly string[]
  /** The parameters that were understood, for the self link; paging is not among them. */
  readonly used: readonly QueryParam[]
}

interface Draft {
  criteria: Criterion[]
  order: Order[]
  includes: QueryParam[]
  elements: string[] | undefined
  total: boolean
  count: number
  offset: number
  after: { updated: number; key: number } | undefined
}

type Reader = (draft: Draft, value: string, type: string) => boolean

/** The parameters that shape an answer; false where the value is not one that is offered. */
const readers: Readonly<Record<string, Reader>> = {
  _count: (draft, value) => {
    if (!/^\d{1,9}$/.test(value)) throw refuse(400, '_count must be a number')
    draft.count = Math.min(Number(value), maxCount)
    return true
  },
  _offset: (draft, value) => {
    if (!/^\d{1,9}$/.test(value)) throw refuse(400, '_offset must be a number')
    draft.offset = Number(value)
    return true
  },
  _cursor: (draft, value) => {
    draft.after = readCursor(value)
    return true
  },
  _sort: (draft, value, type) => {
    const orders = value.split(',').map(field => orderOf(type, field))
    draft.order = orders.filter(order => order !== undefined)
    return draft.order.length === orders.length
  },
  _total: (draft, value) => {
    draft.total = value !== 'none'
    return ['none', 'estimate', 'accurate'].includes(value)
  },
  _summary: (draft, value) => {
    if (value === 'count') draft.count = 0
    return value === 'count' || value === 'false'
  },
  _elements: (draft, value) => {
    draft.elements = value.split(',').map(element => element.split('.')[0] ?? '')
    return true
  },
  _format: (_draft, value) => value.includes('json'),
  _pretty: () => true,
}

const isInclude = (name: string): boolean => /^_(rev)?include(:iterate)?$/.test(name)

/** Reads the parameters of a search of `type`; `base` is the FHIR address of this clinic. Throws 400 for bad values. */
export const planOf = (type: string, params: readonly QueryParam[], base: string): Plan => {
  const draft: Draft = {
    criteria: [],
    order: [],
    includes: [],
    elements: undefined,
    total: true,
    count: defaultCount,
    offset: 0,
    after: undefined,
  }
  const unknown: string[] = []
  const used: QueryParam[] = []
  for (const param of params) {
    if (!take(draft, param, { type, base })) unknown.push(param.name)
    else if (param.name !== '_cursor' && param.name !== '_offset') used.push(param)
  }
  const order: readonly Order[] = draft.order.length > 0 ? draft.order : [{ by: 'updated', descending: false }]
  const { criteria, count: limit, offset, after, includes, elements, total } = draft
  if (after !== undefined && !isKeyset(order)) throw refuse(400, 'this order cannot be continued by _cursor')
  return { search: { type, criteria, order, limit, offset, after }, includes, elements, total, unknown, used }
}

const take = (draft: Draft, param: QueryParam, at: { type: string; base: string }): boolean => {
  const reader = Object.hasOwn(readers, param.name) ? readers[param.name] : undefined
  if (reader !== undefined) return reader(draft, param.value, at.type)
  if (isInclude(param.name)) {
    if (!isKnownInclude(param)) return false
    draft.includes.push(param)
    return true
  }
  const criterion = criterionOf(at.type, param, at.base)
  if (criterion !== undefined) draft.criteria.push(criterion)
  return criterion !== undefined
}

const isKnownInclude = ({ value }: QueryParam): boolean => {
  const [type = '', code = ''] = value.split(':')
  return searchParamsOf(type).get(code)?.kind === 'reference'
}

const orderOf = (type: string, field: string): Order | undefined => {
  const descending = field.startsWith('-')
  const code = descending ? field.slice(1) : field
  if (code === '_lastUpdated') return { by: 'updated', descending }
  if (code === '_id') return { by: 'id', descending }
  const param = searchParamsOf(type).get(code)
  return param === undefined ? undefined : { by: 'param', param: `${type}.${code}`, kind: param.kind, descending }
}

/** True for the order that can go on behind the last row, however many pages have passed. */
export const isKeyset = (order: readonly Order[]): boolean => order.length === 1 && order[0]?.by === 'updated'

export const writeCursor = ({ updated, key }: { updated: number; key: number }): string =>
  Buffer.from(`${updated}.${key}`).toString('base64url')

const readCursor = (text: string): { updated: number; key: number } => {
  const [, updated, key] = /^(\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? []
  if (updated === undefined || key === undefined) throw refuse(400, 'this _cursor was not made by this clinic')
  return { updated: Number(updated), key: Number(key) }
}
