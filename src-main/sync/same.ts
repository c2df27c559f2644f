import type { Resource } from '../../src-shared/fhir/index.ts'
import { bytesPlaceOf } from './references.ts'

type Bag = Readonly<Record<string, unknown>>

/** Elements a server writes as it pleases: they say nothing about whether two bodies mean the same. */
const incidental: ReadonlySet<string> = new Set(['id', 'meta', 'text'])

/** True for elements that decide sameness. */
export const tells = (element: string): boolean => !incidental.has(element)

/** Deep equality of JSON values: key order and absent against undefined do not count, array order does. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => sameValue(value, other[index]))
  return isBag(one) && isBag(other) && sameBag(one, other, () => true)
}

/** Equal but for `id`, `meta`, `text` and the addresses of bytes whose hash (or size and type) is the same. */
export const sameResource = (one: Resource, other: Resource): boolean => sameBag(one, other, tells)

function sameBag(one: Bag, other: Bag, counts: (key: string) => boolean): boolean {
  const sameBytes = isBytes(one) && isBytes(other) && sameContent(one, other)
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  for (const key of keys) {
    if (!counts(key) || (sameBytes && key === 'url')) continue
    if (!sameValue(one[key], other[key])) return false
  }
  return true
}

/** An attachment kept as stored bytes; its address may be signed anew at each answer. */
const isBytes = (bag: Bag): boolean => typeof bag['url'] === 'string' && bytesPlaceOf(bag['url']) !== undefined

/** The same bytes by what they are (hash, or failing that size and type), wherever they lie. */
function sameContent(one: Bag, other: Bag): boolean {
  if (typeof one['hash'] === 'string') return one['hash'] === other['hash']
  return typeof one['size'] === 'number' && one['size'] === other['size'] && one['contentType'] === other['contentType']
}

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)
