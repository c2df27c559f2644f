import type { Criterion, Range } from './criteria.ts'
import type { Connection } from './database.ts'
import { type IndexKind, indexKinds } from './index-rows.ts'

/** An order: by time of change, by id, by creation, or by the least value of an indexed parameter. */
export type Order =
  | { readonly by: 'updated' | 'id' | 'created'; readonly descending: boolean }
  | { readonly by: 'param'; readonly param: string; readonly kind: IndexKind; readonly descending: boolean }

export interface Search {
  readonly type: string
  readonly criteria: readonly Criterion[]
  readonly order: readonly Order[]
  readonly limit: number
  readonly offset: number
  /** Keyset continuation: rows after this (updated, key) in the one order given, which must be updated or created. */
  readonly after?: { readonly updated: number; readonly key: number } | undefined
}

export interface Found {
  readonly key: number
  readonly id: string
  readonly seq: number
  readonly version: number
  readonly updated: number
  readonly json: string
}

interface Sql {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Runs searches over the index tables of one connection. */
export const openSearch = (database: Connection) => {
  const prepared = new Map<string, ReturnType<Connection['prepare']>>()
  const statement = (text: string) => {
    const known = prepared.get(text) ?? database.prepare(text)
    if (prepared.size > 500) prepared.clear()
    prepared.set(text, known)
    return known
  }
  return {
    page: (search: Search): Found[] => {
      const where = whereOf(search)
      const order = search.order.map(orderOf)
      const text = `SELECT r.key, r.id, r.seq, r.version, r.updated, h.json FROM resource r JOIN history h ON h.seq = r.seq
        WHERE ${where.text} ORDER BY ${order.map(part => part.text).join(', ')} LIMIT ? OFFSET ?`
      const values = [...where.values, ...order.flatMap(part => part.values), search.limit, search.offset]
      return statement(text).all(...values) as Found[]
    },
    count: (search: Search): number => {
      const where = whereOf({ ...search, after: undefined })
      const row = statement(`SELECT count(*) AS total FROM resource r WHERE ${where.text}`).get(...where.values)
      return (row as { total: number }).total
    },
  }
}
export type Searcher = ReturnType<typeof openSearch>

const whereOf = (search: Search): Sql => {
  const all = [{ text: 'r.type = ? AND r.deleted = 0', values: [search.type] }, ...search.criteria.map(sqlOf)]
  if (search.after !== undefined) all.push(continuation(search.order[0], search.after))
  return joined(all, ' AND ')
}

const continuation = (order: Order | undefined, after: { updated: number; key: number }): Sql => {
  const sign = order?.descending === true ? '<' : '>'
  return order?.by === 'updated'
    ? { text: `(r.updated, r.key) ${sign} (?, ?)`, values: [after.updated, after.key] }
    : { text: `r.key ${sign} ?`, values: [after.key] }
}

const orderOf = (order: Order): Sql => {
  const direction = order.descending ? 'DESC' : 'ASC'
  if (order.by !== 'param') return { text: plainOrder(order.by, direction), values: [] }
  const column = { token: 'value', string: 'folded', reference: 'id', date: 'low', quantity: 'low' }[order.kind]
  const pick = order.descending ? 'max' : 'min'
  return {
    text: `(SELECT ${pick}(${column}) FROM ${order.kind}_index WHERE param = ? AND resource = r.key) ${direction} NULLS LAST`,
    values: [order.param],
  }
}

const plainOrder = (by: 'updated' | 'id' | 'created', direction: string): string =>
  ({ updated: `r.updated ${direction}, r.key ${direction}`, id: `r.id ${direction}`, created: `r.key ${direction}` })[
    by
  ]

const sqlOf = (criterion: Criterion): Sql => (isIndexed(criterion) ? indexed(criterion) : direct(criterion))

const direct = (criterion: Exclude<Criterion, Indexed>): Sql => {
  switch (criterion.by) {
    case 'id':
      return { text: `r.id IN (${criterion.any.map(() => '?').join(',')})`, values: criterion.any }
    case 'updated':
      return anyOf(criterion.any.map(range => compare(range, 'r.updated', 'r.updated')))
    case 'not': {
      const inner = sqlOf(criterion.criterion)
      return { text: `NOT (${inner.text})`, values: inner.values }
    }
    case 'present':
      return {
        text: `${criterion.present ? '' : 'NOT '}EXISTS (SELECT 1 FROM ${criterion.kind}_index WHERE param = ? AND resource = r.key)`,
        values: [criterion.param],
      }
    case 'chain':
    case 'has':
      return throughReference(criterion)
  }
}

type Indexed = Extract<Criterion, { by: IndexKind }>

const isIndexed = (criterion: Criterion): criterion is Indexed => indexKinds.some(kind => kind === criterion.by)

const indexed = (criterion: Indexed): Sql =>
  anyOf(
    alternativesOf(criterion).map(terms =>
      joined(
        terms.map(term => ({
          text: `r.key IN (SELECT resource FROM ${criterion.by}_index WHERE param = ? AND ${term.text})`,
          values: [criterion.param, ...term.values],
        })),
        ' AND ',
      ),
    ),
  )

/** For each alternative the terms that must each be met by some value of the resource. */
const alternativesOf = (criterion: Indexed): Sql[][] => {
  switch (criterion.by) {
    case 'token':
      return criterion.any.map(one => [equals({ value: one.value, system: one.system })])
    case 'reference':
      return criterion.any.map(one => [equals({ id: one.id, type: one.type })])
    case 'date':
      return criterion.any.map(range => [compare(range, 'low', 'high')])
    case 'quantity':
      return criterion.any.map(one => [
        joined([compare(one, 'low', 'high'), equals({ code: one.code, system: one.system })], ' AND '),
      ])
    case 'string':
      return criterion.any.map(text => stringTerms(criterion.match, text))
  }
}

const stringTerms = (match: 'words' | 'exact' | 'contains', text: string): Sql[] => {
  if (match === 'exact') return [equals({ exact: text })]
  if (match === 'contains') return [{ text: 'instr(folded, ?) > 0', values: [text] }]
  const words = text.split(' ').filter(Boolean)
  return words.map(word => ({ text: 'folded >= ? AND folded < ?', values: [word, `${word}\u{10ffff}`] }))
}

const throughReference = (criterion: Extract<Criterion, { by: 'chain' | 'has' }>): Sql => {
  // The inner search names its row r as well: SQLite takes the nearest, so inner terms never see the outer row.
  const inner = joined(
    [{ text: 'r.type = ? AND r.deleted = 0', values: [criterion.type] }, ...criterion.criteria.map(sqlOf)],
    ' AND ',
  )
  return criterion.by === 'chain'
    ? {
        text: `r.key IN (SELECT i.resource FROM reference_index i JOIN resource r ON r.type = i.type AND r.id = i.id WHERE i.param = ? AND ${inner.text})`,
        values: [criterion.param, ...inner.values],
      }
    : {
        text: `(r.type, r.id) IN (SELECT i.type, i.id FROM resource r JOIN reference_index i ON i.resource = r.key WHERE i.param = ? AND ${inner.text})`,
        values: [criterion.param, ...inner.values],
      }
}

const equals = (columns: Record<string, string | undefined>): Sql => {
  const used = Object.entries(columns).filter(([, value]) => value !== undefined)
  return used.length === 0
    ? { text: '1', values: [] }
    : { text: used.map(([column]) => `${column} = ?`).join(' AND '), values: used.map(([, value]) => value) }
}

/** `low`/`high` name the columns with the resource's range; both ends inclusive. */
const compare = (range: Range, low: string, high: string): Sql => {
  const terms = {
    eq: { text: `${low} >= ? AND ${high} <= ?`, values: [range.low, range.high] },
    ne: { text: `NOT (${low} >= ? AND ${high} <= ?)`, values: [range.low, range.high] },
    gt: { text: `${high} > ?`, values: [range.high] },
    lt: { text: `${low} < ?`, values: [range.low] },
    ge: { text: `${high} >= ?`, values: [range.low] },
    le: { text: `${low} <= ?`, values: [range.high] },
    sa: { text: `${low} > ?`, values: [range.high] },
    eb: { text: `${high} < ?`, values: [range.low] },
    ap: { text: `${low} <= ? AND ${high} >= ?`, values: [range.high, range.low] },
  }
  return terms[range.comparison]
}

const anyOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? { text: '0', values: [] } : joined(parts, ' OR '))

const joined = (parts: readonly Sql[], by: ' AND ' | ' OR '): Sql => ({
  text: parts.length === 1 ? (parts[0]?.text ?? '') : parts.map(part => `(${part.text})`).join(by),
  values: parts.flatMap(part => part.values),
})
