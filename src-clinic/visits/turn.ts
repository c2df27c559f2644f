import { createHmac } from 'node:crypto'

/** A relay that shares a secret with this clinic (coturn's `use-auth-secret`). */
export interface Relay {
  /** As `turn:host:port?transport=udp`. */
  readonly urls: readonly string[]
  readonly secret: string
}

/** An entry of RTCConfiguration.iceServers. */
export interface IceServer {
  readonly urls: readonly string[]
  readonly username: string
  readonly credential: string
}

const lifeSeconds = 600

/**
 * Credentials for one seat, good for ten minutes: the user is `expiry:seat`, the password its HMAC-SHA1 in base64
 * (draft-uberti-behave-turn-rest-00, as coturn speaks it). `now` in ms.
 */
export const iceServersFor = (relay: Relay | undefined, seat: string, now: number): readonly IceServer[] => {
  if (relay === undefined) return []
  const username = `${Math.floor(now / 1000) + lifeSeconds}:${seat}`
  const credential = createHmac('sha1', relay.secret).update(username).digest('base64')
  return [{ urls: relay.urls, username, credential }]
}
