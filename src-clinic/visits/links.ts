import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Grants } from '../store/grants.ts'

/** What an invitation is for. `secret` is the second factor: the birth date, or a code told by telephone. */
export interface Invitation {
  readonly visitId: string
  readonly clinician: string
  /** As the safety code names the patient: not their name. */
  readonly identity: string
  readonly secret: string
  readonly factor: 'birth-date' | 'code'
  readonly minutes: number
}

const Link = z.object({
  visitId: z.string(),
  clinician: z.string(),
  identity: z.string(),
  factor: z.enum(['birth-date', 'code']),
  salt: z.string(),
  secret: z.string(),
  tries: z.int(),
})
type Link = z.output<typeof Link>

const Place = z.object({
  visitId: z.string(),
  clinician: z.string(),
  identity: z.string(),
  consent: z.object({ at: z.string(), version: z.string(), language: z.string() }).optional(),
})
/** A patient's right to a seat, as it is kept. */
export type Place = z.output<typeof Place>

/** How an entry went. A wrong answer and a link that never was look the same from outside but for the tries left. */
export type Entry =
  | { readonly kind: 'in'; readonly token: string; readonly place: Place }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'gone' }

const mostTries = 5
const placeSeconds = 4 * 3600
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
const fresh = (): string => randomBytes(24).toString('base64url')
const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b))

interface Item {
  readonly model: 'VisitLink' | 'VisitSeat'
  readonly token: string
  readonly visitId: string
  readonly payload: unknown
  /** Seconds since 1970. */
  readonly expires: number
}

/** How links and seats lie among the grants: under hashes, and found only while they are good. */
const openPapers = (grants: Grants, now: () => number) => {
  const put = (item: Item): void =>
    grants.put({
      model: item.model,
      id: hashOf(item.token),
      grant_id: `visit:${item.visitId}`,
      uid: null,
      payload: JSON.stringify(item.payload),
      expires: item.expires,
    })
  const linkOf = (token: string): { link: Link; expires: number } | undefined => {
    const row = grants.find('VisitLink', hashOf(token), now())
    return row === undefined || row.consumed !== null
      ? undefined
      : { link: Link.parse(JSON.parse(row.payload)), expires: row.expires }
  }
  const spend = (token: string): void => grants.consume('VisitLink', hashOf(token), now())
  const seat = (token: string, { visitId, clinician, identity }: Link): Entry => {
    spend(token)
    const own = fresh()
    const place: Place = { visitId, clinician, identity }
    put({ model: 'VisitSeat', token: own, visitId, payload: place, expires: now() + placeSeconds })
    return { kind: 'in', token: own, place }
  }
  return { put, linkOf, spend, seat }
}

/** Invitations and seats. Kept in the encrypted database under hashes: who reads it cannot enter with what is there. */
export const openLinks = (grants: Grants, clock: () => number) => {
  const now = () => Math.floor(clock() / 1000)
  const { put, linkOf, spend, seat } = openPapers(grants, now)
  return {
    /** Makes a link's token and when it expires (s since 1970). */
    invite: ({ minutes, secret, ...about }: Invitation) => {
      const [token, salt, expires] = [fresh(), fresh(), now() + minutes * 60]
      const payload: Link = { ...about, salt, secret: hashOf(salt + secret), tries: 0 }
      put({ model: 'VisitLink', token, visitId: about.visitId, payload, expires })
      return { token, expires }
    },
    /** Whether a link could still be used, and what it will ask. */
    look: (token: string): Link['factor'] | undefined => linkOf(token)?.link.factor,
    /** Trades a link and its second factor for a seat, once. */
    enter: (token: string, secret: string): Entry => {
      const found = linkOf(token)
      if (found === undefined) return { kind: 'gone' }
      const { link, expires } = found
      if (isSame(hashOf(link.salt + secret), link.secret)) return seat(token, link)
      const tries = link.tries + 1
      put({ model: 'VisitLink', token, visitId: link.visitId, payload: { ...link, tries }, expires })
      if (tries >= mostTries) spend(token)
      return tries >= mostTries ? { kind: 'gone' } : { kind: 'wrong', left: mostTries - tries }
    },
    placeOf: (token: string): Place | undefined => {
      const row = grants.find('VisitSeat', hashOf(token), now())
      return row === undefined ? undefined : Place.parse(JSON.parse(row.payload))
    },
    /** Keeps what the patient agreed to, before it is said to anybody. */
    consent: (token: string, given: { version: string; language: string }): Place | undefined => {
      const row = grants.find('VisitSeat', hashOf(token), now())
      if (row === undefined) return undefined
      const place = {
        ...Place.parse(JSON.parse(row.payload)),
        consent: { ...given, at: new Date(clock()).toISOString() },
      }
      put({ model: 'VisitSeat', token, visitId: place.visitId, payload: place, expires: row.expires })
      return place
    },
    /** No link and no seat of this visit is good any longer. */
    revoke: (visitId: string): void => grants.revoke(`visit:${visitId}`),
  }
}
