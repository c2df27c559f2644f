import { getSearchParameters } from '@medplum/core'
import type { SearchParameter } from '@medplum/fhirtypes'
import type { IndexKind } from '../store/index.ts'

/** A search parameter the clinic indexes: its code, the FHIRPath it is taken from and the index it goes to. */
export interface Indexable {
  readonly code: string
  readonly type: SearchParameter['type']
  readonly kind: IndexKind
  readonly expression: string
  readonly targets: readonly string[]
}

const kinds: Partial<Record<NonNullable<SearchParameter['type']>, IndexKind>> = {
  token: 'token',
  uri: 'token',
  string: 'string',
  reference: 'reference',
  date: 'date',
  quantity: 'quantity',
  number: 'quantity',
}

const common: readonly Indexable[] = [
  { code: '_tag', type: 'token', kind: 'token', expression: 'meta.tag', targets: [] },
  { code: '_security', type: 'token', kind: 'token', expression: 'meta.security', targets: [] },
  { code: '_profile', type: 'uri', kind: 'token', expression: 'meta.profile', targets: [] },
  { code: '_source', type: 'uri', kind: 'token', expression: 'meta.source', targets: [] },
]

const cache = new Map<string, ReadonlyMap<string, Indexable>>()

/** The parameters of `type` by code. Composite and special parameters are not offered. */
export const searchParamsOf = (type: string): ReadonlyMap<string, Indexable> => {
  const known = cache.get(type)
  if (known !== undefined) return known
  const found = new Map(common.map(param => [param.code, param]))
  if (type !== 'Binary') {
    for (const [code, param] of Object.entries(getSearchParameters(type) ?? {})) {
      const kind = kinds[param.type ?? 'special']
      if (code.startsWith('_') || kind === undefined || param.expression === undefined) continue
      const expression = ownPart(type, param.expression)
      found.set(code, { code, type: param.type, kind, expression, targets: param.target ?? [] })
    }
  }
  cache.set(type, found)
  return found
}

/** Many parameters are defined for several types at once, `A.x | B.x`: only the parts that speak of `type` are evaluated. */
const ownPart = (type: string, expression: string): string => {
  const parts = expression.split('|').map(part => part.trim())
  const own = parts.filter(part => part.replaceAll('(', '').startsWith(`${type}.`))
  const whole = own.length === 0 || !own.every(isBalanced)
  return whole ? expression : own.join(' | ')
}

const isBalanced = (part: string): boolean => part.split('(').length === part.split(')').length
