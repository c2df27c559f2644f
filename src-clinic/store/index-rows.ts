import type { Connection } from './database.ts'

/** One searchable value of a resource; `param` is Type.code. Dates in ms since 1970, both ends inclusive. */
export type IndexRow =
  | { readonly kind: 'token'; readonly param: string; readonly value: string; readonly system: string }
  | { readonly kind: 'string'; readonly param: string; readonly folded: string; readonly exact: string }
  | { readonly kind: 'reference'; readonly param: string; readonly id: string; readonly type: string }
  | { readonly kind: 'date'; readonly param: string; readonly low: number; readonly high: number }
  | {
      readonly kind: 'quantity'
      readonly param: string
      readonly low: number
      readonly high: number
      readonly code: string
      readonly system: string
    }

export const indexKinds = ['token', 'string', 'reference', 'date', 'quantity'] as const
export type IndexKind = (typeof indexKinds)[number]

const columns = {
  token: ['value', 'system'],
  string: ['folded', 'exact'],
  reference: ['id', 'type'],
  date: ['low', 'high'],
  quantity: ['low', 'high', 'code', 'system'],
} as const satisfies Record<IndexKind, readonly string[]>

/** Writes and forgets what a resource can be found by. */
export const openIndexRows = (database: Connection) => {
  const forKind = <S>(make: (kind: IndexKind) => S) => new Map(indexKinds.map(kind => [kind, make(kind)] as const))
  const inserts = forKind(kind =>
    database.prepare(
      `INSERT OR IGNORE INTO ${kind}_index (param, ${columns[kind].join(', ')}, resource)
       VALUES (@param, ${columns[kind].map(column => `@${column}`).join(', ')}, @resource)`,
    ),
  )
  const deletes = forKind(kind => database.prepare<[number]>(`DELETE FROM ${kind}_index WHERE resource = ?`))
  return {
    replace: (resource: number, rows: readonly IndexRow[]): void => {
      for (const statement of deletes.values()) statement.run(resource)
      for (const row of rows) inserts.get(row.kind)?.run({ ...row, resource })
    },
  }
}
export type IndexRows = ReturnType<typeof openIndexRows>
