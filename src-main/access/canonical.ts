/** JSON that a canonical form exists for here: no numbers but safe integers, so that no digit is ever in doubt. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | CanonicalObject
export interface CanonicalObject {
  readonly [key: string]: Canonical | undefined
}

/**
 * The one text of a JSON value (RFC 8785): members sorted by UTF-16 code units, no white space, shortest escapes.
 * Absent (undefined) members are left out; a lone surrogate, which RFC 8785 refuses, becomes U+FFFD.
 */
export function canonicalOf(value: Canonical): string {
  if (typeof value === 'string') return JSON.stringify(value.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error('only safe integers have a canonical form')
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalOf).join(',')}]`
  const members = Object.keys(value)
    .toSorted((one, other) => (one < other ? -1 : 1))
    .flatMap(key => memberOf(key, value[key]))
  return `{${members.join(',')}}`
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value)

const memberOf = (key: string, value: Canonical | undefined): string[] =>
  value === undefined ? [] : [`${canonicalOf(key)}:${canonicalOf(value)}`]
