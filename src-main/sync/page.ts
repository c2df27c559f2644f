import { createHash } from 'node:crypto'
import { type Bundle, isRecordType, type Resource } from '../../src-shared/fhir/index.ts'
import { chosen, mergeOf } from './merge.ts'
import { type Place, placeOf, renamed } from './references.ts'
import { sameResource } from './same.ts'

/** One resource's newest state on a page; without a body it was deleted. */
export interface Item {
  readonly place: Place
  readonly body?: Resource
  /** When it was deleted, by the clinic's clock. */
  readonly at?: string | undefined
}

export const keyOf = ({ type, id }: Place): string => `${type}/${id}`

/** Newest state of every resource of a kept type, in the page's order (oldest first). */
export function itemsOf(bundle: Bundle, origin: string): Item[] {
  const newest = new Map<string, Item>()
  for (const entry of bundle.entry ?? []) {
    const item = entry.search?.mode === 'outcome' ? undefined : itemOf(entry, origin)
    if (!item || !isRecordType(item.place.type)) continue
    const key = keyOf(item.place)
    newest.delete(key)
    newest.set(key, item)
  }
  return [...newest.values()]
}

type Entry = NonNullable<Bundle['entry']>[number]

function itemOf(entry: Entry, origin: string): Item | undefined {
  const { resource, request, response } = entry
  if (resource?.id && request?.method !== 'DELETE')
    return { place: { type: resource.resourceType, id: resource.id }, body: resource }
  const place = deletedPlace(entry, origin)
  return place && { place, at: response?.lastModified }
}

const deletedPlace = ({ request, fullUrl }: Entry, origin: string): Place | undefined =>
  placeOf(request?.url ?? '') ?? placeOf(fullUrl ?? '', origin)

/** Our name for a record another program made: always the same for the same place at the clinic (RFC 9562 version 8). */
export function foreignId(place: Place): string {
  const hex = createHash('sha256').update(keyOf(place)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

interface Naming {
  /** Our id of the resource itself. */
  readonly id: string | undefined
  readonly localId: (place: Place) => string | undefined
  readonly origin: string
}

/** A body of the clinic under our id, with our ids where we have them and the clinic's where we do not yet. */
export const localised = (body: Resource, { id, localId, origin }: Naming): Resource => ({
  ...renamed(body, place => localId(place) ?? place.id, origin),
  ...(id !== undefined && { id }),
})

/**
 * What the clinic did not store of our record (it drops elements it does not know) and so stays here: the body to hold
 * beside the clinic's; undefined where that is the clinic's own.
 */
export function ownRemainder(
  held: { readonly body: string; readonly base: string | null },
  theirs: Resource,
): Resource | undefined {
  if (held.base === null || held.body === held.base) return undefined
  const three = { base: JSON.parse(held.base) as Resource, mine: JSON.parse(held.body) as Resource, theirs }
  if (sameResource(three.mine, three.base)) return undefined
  const merge = mergeOf(three)
  if (merge.kind === 'merged') return merge.body
  return merge.kind === 'same'
    ? undefined
    : chosen(three, Object.fromEntries(merge.fields.map(field => [field, 'theirs'])))
}

/** True where the clinic's time `at` lies before `baseAt`; a time that is missing lies nowhere. */
export const isOlder = (at: string | null | undefined, baseAt: string | null): boolean =>
  at != null && baseAt !== null && Date.parse(at) < Date.parse(baseAt)
