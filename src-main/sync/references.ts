import { isDecimal, type Resource } from '../../src-shared/fhir/index.ts'

/** One resource as a reference names it: here by our own id, at the clinic by the clinic's. */
export interface Place {
  readonly type: string
  readonly id: string
}

/** Gives the other side's id of a place, or undefined where it is to stay as it is. */
export type Rename = (place: Place) => string | undefined

const relative = /^([A-Z][A-Za-z]{2,40})\/([A-Za-z0-9\-.]{1,64})(\/_history\/[A-Za-z0-9\-.]{1,64})?$/
// Some servers answer an attachment with a signed address that runs out; the id is all of it that lasts.
const storedBytes = /(?:^|\/)binary\/([A-Za-z0-9\-.]{1,64})(?:[/?#]|$)/i
const attachmentMarks = ['contentType', 'size', 'hash', 'title', 'creation', 'data']

/** The place a literal reference names: `Type/id`, with or without a version, alone or under `base`; else undefined. */
export function placeOf(text: string, base?: string): Place | undefined {
  const own = base && text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text
  const [, type, id] = relative.exec(own) ?? []
  return type && id ? { type, id } : undefined
}

/** The stored bytes an attachment's `url` names, also inside a signed address of the server; else undefined. */
export function bytesPlaceOf(url: string): Place | undefined {
  const id = storedBytes.exec(url)?.[1]
  return id ? { type: 'Binary', id } : undefined
}

/** Every place a resource names, each once, in the order met. Contained (`#x`), `urn:` and foreign addresses are none. */
export function placesIn(resource: Resource): Place[] {
  const found = new Map<string, Place>()
  renamed(resource, place => {
    found.set(`${place.type}/${place.id}`, place)
    return undefined
  })
  return [...found.values()]
}

/**
 * A copy of `resource` with every place it names renamed, parts without one shared with the original.
 * `base` is the clinic's FHIR address, so that its absolute references count as places too. A version in a reference is
 * dropped with the rename, because versions of one side mean nothing on the other.
 */
export function renamed(resource: Resource, rename: Rename, base?: string): Resource {
  return walk(resource, { rename, base }) as Resource
}

/**
 * A copy of `resource` without whatever names one of `places`: the reference or attachment itself, and what is empty without it.
 * Parts that name none are shared with the original.
 */
export function withoutPlaces(resource: Resource, places: readonly Place[]): Resource {
  const names = new Set(places.map(({ type, id }) => `${type}/${id}`))
  return (pruned(resource, names) ?? { resourceType: resource.resourceType }) as Resource
}

/** Undefined where nothing is left of it. */
function pruned(value: unknown, names: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || isDecimal(value)) return value
  if (Array.isArray(value)) return nonEmpty(value, keptOf(value, names))
  const holder = value as Readonly<Record<string, unknown>>
  if (namesOneOf(holder, names)) return undefined
  const entries = Object.entries(holder)
  const kept = entries.flatMap(([key, old]) => {
    const now = pruned(old, names)
    return now === undefined ? [] : [[key, now] as const]
  })
  if (kept.length === entries.length && kept.every(([key, now]) => now === holder[key])) return holder
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

const keptOf = (list: readonly unknown[], names: ReadonlySet<string>): unknown[] =>
  list.map(one => pruned(one, names)).filter(one => one !== undefined)

const nonEmpty = (old: readonly unknown[], now: readonly unknown[]): readonly unknown[] | undefined => {
  if (now.length === old.length && now.every((one, index) => one === old[index])) return old
  return now.length > 0 ? now : undefined
}

const namesOneOf = (holder: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): boolean => {
  const { reference, url } = holder
  const places = [
    typeof reference === 'string' ? placeOf(reference) : undefined,
    typeof url === 'string' ? attachmentPlace(holder, url) : undefined,
  ]
  return places.some(place => place && names.has(`${place.type}/${place.id}`))
}

interface Task {
  readonly rename: Rename
  readonly base: string | undefined
}

function walk(value: unknown, task: Task): unknown {
  if (typeof value !== 'object' || value === null || isDecimal(value)) return value
  if (Array.isArray(value)) return walkList(value, task)
  const from = value as Readonly<Record<string, unknown>>
  let to: Record<string, unknown> | undefined
  for (const key of Object.keys(from)) {
    const old = from[key]
    const now = typeof old === 'string' ? text(from, key, task) : walk(old, task)
    if (now === old) continue
    to ??= { ...from }
    to[key] = now
  }
  return to ?? from
}

function walkList(list: readonly unknown[], task: Task): readonly unknown[] {
  let to: unknown[] | undefined
  for (const [index, old] of list.entries()) {
    const now = walk(old, task)
    if (now === old) continue
    to ??= [...list]
    to[index] = now
  }
  return to ?? list
}

function text(holder: Readonly<Record<string, unknown>>, key: string, { rename, base }: Task): string {
  const old = holder[key] as string
  if (key !== 'reference' && key !== 'url') return old
  const place = key === 'reference' ? placeOf(old, base) : attachmentPlace(holder, old)
  const id = place && rename(place)
  return place && id !== undefined ? `${place.type}/${id}` : old
}

/** An extension's or a profile's `url` may read like a path too: only an attachment's is followed. */
const attachmentPlace = (holder: Readonly<Record<string, unknown>>, url: string): Place | undefined =>
  url.startsWith('Binary/') || attachmentMarks.some(mark => mark in holder) ? bytesPlaceOf(url) : undefined
