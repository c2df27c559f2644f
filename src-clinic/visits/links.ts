import { z } from 'zod'
import { guestRoles, longestGuestName } from '../../src-shared/visit/index.ts'
import {
  freshToken,
  hashOf,
  isAnswered,
  type SecondFactor,
  sealFactor,
  secondFactorShape,
  wrongAnswer,
} from '../login/second-factor.ts'
import type { Grants } from '../store/grants.ts'

/** The third in a visit; a link without one is the patient's. */
export const GuestSeat = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(longestGuestName),
  role: z.enum(guestRoles),
})

/** What an invitation is for. `secret` is the second factor: the birth date, or a code told by telephone. */
export interface Invitation {
  readonly visitId: string
  readonly clinician: string
  /** As the safety code names the patient: not their name. */
  readonly identity: string
  readonly secret: string
  readonly factor: SecondFactor['factor']
  readonly minutes: number
  readonly guest?: z.output<typeof GuestSeat> | undefined
}

const Link = z.object({
  visitId: z.string(),
  clinician: z.string(),
  identity: z.string(),
  guest: GuestSeat.optional(),
  ...secondFactorShape,
})
type Link = z.output<typeof Link>

const Place = z.object({
  visitId: z.string(),
  clinician: z.string(),
  identity: z.string(),
  guest: GuestSeat.optional(),
  consent: z.object({ at: z.string(), version: z.string(), language: z.string() }).optional(),
})
/** A patient's or a guest's right to a seat, as it is kept. */
export type Place = z.output<typeof Place>

/** How an entry went. A wrong answer and a link that never was look the same from outside but for the tries left. */
export type Entry =
  | { readonly kind: 'in'; readonly token: string; readonly place: Place }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'gone' }

const placeSeconds = 4 * 3600

interface Item {
  readonly model: 'VisitLink' | 'VisitSeat'
  readonly token: string
  readonly visitId: string
  readonly isGuest: boolean
  readonly payload: unknown
  /** Seconds since 1970. */
  readonly expires: number
}

/** What a visit's papers are revoked by; a guest's apart, because a guest goes and the visit goes on. */
const grantOf = (visitId: string, isGuest: boolean): string => `visit:${visitId}${isGuest ? '/guest' : ''}`

/** How links and seats lie among the grants: under hashes, and found only while they are good. */
const openPapers = (grants: Grants, now: () => number) => {
  const put = (item: Item): void =>
    grants.put({
      model: item.model,
      id: hashOf(item.token),
      grant_id: grantOf(item.visitId, item.isGuest),
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
  const seat = (token: string, { visitId, clinician, identity, guest }: Link): Entry => {
    spend(token)
    const own = freshToken()
    const place: Place = { visitId, clinician, identity, ...(guest && { guest }) }
    const isGuest = guest !== undefined
    put({ model: 'VisitSeat', token: own, visitId, isGuest, payload: place, expires: now() + placeSeconds })
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
    invite: ({ minutes, secret, factor, ...about }: Invitation) => {
      const [token, expires] = [freshToken(), now() + minutes * 60]
      const payload: Link = { ...about, ...sealFactor(factor, secret) }
      const isGuest = about.guest !== undefined
      put({ model: 'VisitLink', token, visitId: about.visitId, isGuest, payload, expires })
      return { token, expires }
    },
    /** Whether a link could still be used, and what it will ask. */
    look: (token: string): Link['factor'] | undefined => linkOf(token)?.link.factor,
    /** Trades a link and its second factor for a seat, once. */
    enter: (token: string, secret: string): Entry => {
      const found = linkOf(token)
      if (found === undefined) return { kind: 'gone' }
      const { link, expires } = found
      if (isAnswered(link, secret)) return seat(token, link)
      const { tries, left } = wrongAnswer(link)
      const isGuest = link.guest !== undefined
      put({ model: 'VisitLink', token, visitId: link.visitId, isGuest, payload: { ...link, tries }, expires })
      if (left === 0) spend(token)
      return left === 0 ? { kind: 'gone' } : { kind: 'wrong', left }
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
      const isGuest = place.guest !== undefined
      put({ model: 'VisitSeat', token, visitId: place.visitId, isGuest, payload: place, expires: row.expires })
      return place
    },
    /** No link and no seat of this visit is good any longer. */
    revoke: (visitId: string): void => {
      for (const isGuest of [false, true]) grants.revoke(grantOf(visitId, isGuest))
    },
    /** The same of its guest alone. */
    revokeGuest: (visitId: string): void => grants.revoke(grantOf(visitId, true)),
  }
}
