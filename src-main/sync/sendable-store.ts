import { parseKeepingDigits, type Resource } from '../../src-shared/fhir/index.ts'
import type { Db } from '../vault/index.ts'
import { type Place, placesIn, withoutPlaces } from './references.ts'

/** A record's body as it may go out now. */
export interface Sendable {
  /** JSON with local references. */
  readonly text: string
  /** What the clinic calls the places it names, by "Type/localId". */
  readonly ids: Readonly<Record<string, string>>
  /** A place it names that the clinic does not have yet: until then it stays here. */
  readonly waitsFor?: string
}

interface Made extends Place {
  readonly made: number
  readonly serverId: string | null
}

/**
 * Two records that name each other, or more in a ring, would each wait for the other for ever: a portrait and its patient, an order
 * and the specimen taken for it. The one made first goes out without the names of those made later, as it was when it was made,
 * and once more with them when the clinic has them all (`sendTheRest`).
 */
export const openSendable = (db: Db) => {
  const madeOf = ({ type, id }: Place): Made | undefined =>
    db.get<Made>('SELECT type, id, rowid AS made, serverId FROM record WHERE type = ? AND id = ?', type, id)
  /** The places a body names that are records here. */
  const heldIn = (resource: Resource): Made[] => placesIn(resource).flatMap(place => madeOf(place) ?? [])
  /** The text that is to be sent of it next. */
  const textOf = ({ type, id }: Place): string =>
    db.get<{ text: string }>(
      `SELECT coalesce((SELECT o.sent FROM outbox o WHERE o.type = r.type AND o.id = r.id ORDER BY o.seq LIMIT 1), r.body) AS text
       FROM record r WHERE r.type = ? AND r.id = ?`,
      type,
      id,
    )?.text ?? '{}'
  const isWaitedForBy = (own: Made, from: Made): boolean => {
    const seen = new Set<number>([from.made])
    const open = [from]
    for (let next = open.pop(); next; next = open.pop())
      for (const place of heldIn(JSON.parse(textOf(next)) as Resource).filter(isWaiting)) {
        if (place.made === own.made) return true
        if (seen.has(place.made)) continue
        seen.add(place.made)
        open.push(place)
      }
    return false
  }
  return ({ type, id, text }: Place & { readonly text: string }): Sendable => {
    const named = heldIn(JSON.parse(text) as Resource)
    const waiting = named.filter(isWaiting)
    const own = waiting.length > 0 ? madeOf({ type, id }) : undefined
    const left = own && isWaiting(own) ? waiting.filter(one => isLater(own, one) && isWaitedForBy(own, one)) : []
    const waitsFor = waiting.find(one => !left.includes(one))
    return {
      text: left.length > 0 ? JSON.stringify(withoutPlaces(parseKeepingDigits(text) as Resource, left)) : text,
      ids: Object.fromEntries(named.flatMap(one => (one.serverId ? [[`${one.type}/${one.id}`, one.serverId]] : []))),
      ...(waitsFor && { waitsFor: `${waitsFor.type}/${waitsFor.id}` }),
    }
  }
}

const isWaiting = ({ serverId }: Made): boolean => !serverId

/** Bytes never go without the name of their patient, whoever was written down first. */
const isLater = (own: Made, other: Made): boolean =>
  own.type !== 'Binary' && (other.type === 'Binary' || other.made > own.made)

/** True where `body` names a place that `sent` was sent without. */
export function lacksPlaces(sent: string, body: string): boolean {
  if (sent === body) return false
  const known = new Set(namesIn(sent))
  return namesIn(body).some(name => !known.has(name))
}

const namesIn = (text: string): string[] =>
  placesIn(JSON.parse(text) as Resource).map(({ type, id }) => `${type}/${id}`)
