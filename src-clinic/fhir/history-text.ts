import type { Drawers, HistoryQuery } from '../store/index.ts'
import type { QueryParam } from './criteria.ts'
import { historyEntry } from './history.ts'
import { refuse } from './outcomes.ts'
import { spanOfTime } from './ranges.ts'

const maxCount = 1000
const defaultCount = 100

/** Which history: of a resource, of a type, or of all; `path` is its address below the FHIR base. */
interface HistoryScope {
  readonly type?: string | undefined
  readonly id?: string | undefined
  readonly path: string
}

/**
 * A page of history as text. Newest first, as R4 has it; `_sort=_lastUpdated` gives oldest first, for followers. Entries
 * are in commit order. Beside `next` (more is there now) a link `monitor` says where what comes later will appear:
 * a follower keeps that address and misses nothing, whatever the clocks do.
 */
export const historyText = (
  drawers: Drawers,
  scope: HistoryScope,
  at: { params: readonly QueryParam[]; base: string },
) => {
  const asked = read(at.params)
  const query: HistoryQuery = { ...asked, type: scope.type, id: scope.id }
  const rows = drawers.history.page({ ...query, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const address = `${at.base}/${scope.path}`
  const links = [{ relation: 'self', url: withParams(address, at.params) }]
  const last = page.at(-1)?.seq
  if (rows.length > page.length && last !== undefined) {
    links.push({ relation: 'next', url: withParams(address, [...shape(at.params), cursor(last)]) })
  }
  if (query.order === 'oldest-first') {
    const from = last ?? query.cursor ?? drawers.history.head()
    links.push({ relation: 'monitor', url: withParams(address, [...shape(at.params), cursor(from)]) })
  }
  const entries = page.map(row => historyEntry(row, at.base)).join(',')
  return `{"resourceType":"Bundle","type":"history","link":${JSON.stringify(links)},"entry":[${entries}]}`
}

const cursor = (seq: number): QueryParam => ({ name: '_cursor', value: String(seq) })

/** What stays the same from page to page; the cursor says more exactly what `_since` said. */
const shape = (params: readonly QueryParam[]): QueryParam[] =>
  params.filter(({ name }) => name === '_count' || name === '_sort')

const withParams = (address: string, params: readonly QueryParam[]): string =>
  params.length === 0
    ? address
    : `${address}?${new URLSearchParams(params.map(({ name, value }): [string, string] => [name, value])).toString()}`

const read = (params: readonly QueryParam[]): HistoryQuery => {
  const value = (name: string) => params.find(param => param.name === name)?.value
  const known = new Set(['_count', '_since', '_sort', '_cursor', '_format', '_pretty'])
  const unknown = params.find(({ name }) => !known.has(name))
  if (unknown !== undefined) throw refuse(400, `history has no parameter ${unknown.name}`)
  const sort = value('_sort') ?? '-_lastUpdated'
  if (!['_lastUpdated', '-_lastUpdated'].includes(sort)) throw refuse(400, 'history can be sorted by _lastUpdated only')
  return {
    order: sort === '_lastUpdated' ? 'oldest-first' : 'newest-first',
    since: sinceOf(value('_since')),
    cursor: whole(value('_cursor'), '_cursor'),
    limit: Math.min(whole(value('_count'), '_count') ?? defaultCount, maxCount),
  }
}

const sinceOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const span = spanOfTime(text.replace(' ', '+'))
  if (span === undefined) throw refuse(400, '_since must be an instant')
  return span.low
}

const whole = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw refuse(400, `${name} must be a number`)
  return Number(text)
}
