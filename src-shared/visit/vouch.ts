import { isUuid } from './seats.ts'

/** First member of what is signed: a statement of another kind or version is another statement. */
const statement = 'cutis-visit-end/1'

/** A clinician's word, by their own key, that one end of a call is theirs. What it is about, the other side knows by itself. */
export interface Vouch {
  readonly type: 'vouch'
  /** Who signs: the id of the person in the record of their key, and their name there. */
  readonly by: string
  readonly name: string
  /** When: ISO 8601 in UTC with milliseconds. */
  readonly at: string
  /** The key, by its RFC 7638 thumbprint, and the 64 bytes of Ed25519; both base64url. */
  readonly key: string
  readonly value: string
}

/** The end of a call that is vouched for. */
export interface VouchedEnd {
  readonly visit: string
  /** The peer object, as the signals name it. */
  readonly session: string
  /** SHA-256 of the DTLS certificate, upper case with colons. */
  readonly fingerprint: string
}

/**
 * What a browser found: `holds`; `broken`: not signed by that key, or not for this end; `unknown`: the clinic has no such key; `foreign`: the
 * key is another person's; `retired`: it did not sign yet or not any more; `unchecked`: this browser or the clinic could not look.
 */
export const verdicts = ['holds', 'broken', 'unknown', 'foreign', 'retired', 'unchecked'] as const
export type Verdict = (typeof verdicts)[number]

/** A public key of the clinic's, as a patient's page is told of it. */
export interface ClinicKey {
  readonly keyId: string
  /** As `x` of its JWK (RFC 8037), base64url. */
  readonly x: string
  readonly person: string
  readonly name: string
  readonly from: string
  readonly until?: string
}

export const longestSigner = 200
const thumbprint = /^[\w-]{43}$/
const signature = /^[\w-]{86}$/
const print = /^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
/** Control characters, halves of characters, and those that turn the order of what is read. */
const unreadable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

const isMoment = (text: unknown): text is string => {
  const time = typeof text === 'string' && moment.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}
const isSigner = (name: unknown): name is string =>
  typeof name === 'string' && name.length > 0 && name.length <= longestSigner && !unreadable.test(name)

/** Whether a text names a key. */
export const isKeyId = (text: unknown): text is string => typeof text === 'string' && thumbprint.test(text)

/** A DTLS fingerprint as it is signed. */
export const isFingerprint = (text: unknown): text is string => typeof text === 'string' && print.test(text)

/** A vouch in a frame, made anew from what is known; undefined for what is none. */
export const vouchIn = (fields: Readonly<Record<string, unknown>>): Vouch | undefined => {
  const { type, by, name, at, key, value } = fields
  if (type !== 'vouch' || !isUuid(by) || !isSigner(name) || !isMoment(at) || !isKeyId(key)) return undefined
  return typeof value === 'string' && signature.test(value) ? { type, by, name, at, key, value } : undefined
}

/** What the other browser found of our vouch. */
export interface Judged {
  readonly type: 'verdict'
  readonly verdict: Verdict
}

/** A verdict in a frame; undefined for what is none. */
export const judgedIn = ({ type, verdict }: Readonly<Record<string, unknown>>): Judged | undefined => {
  const known = verdicts.find(one => one === verdict)
  return type === 'verdict' && known !== undefined ? { type, verdict: known } : undefined
}

/**
 * What is signed: UTF-8 JSON of these members in this order, without spaces. It begins with a brace, so that it is never the input of a
 * JWS: no signature of a document fits a call, and none of a call a document. Undefined where a member is not as it must be.
 */
export const vouchText = (
  { visit, session, fingerprint }: VouchedEnd,
  { key, by, name, at }: Omit<Vouch, 'type' | 'value'>,
): string | undefined => {
  const isWhole = [visit, session, by].every(isUuid) && isFingerprint(fingerprint) && isKeyId(key)
  if (!isWhole || !isSigner(name) || !isMoment(at)) return undefined
  return JSON.stringify({ statement, visit, session, fingerprint, key, by, name, at })
}

/** What RFC 7638 hashes for the thumbprint of an Ed25519 key. */
export const thumbprintText = (x: string): string => JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })

/**
 * Whether a key of the clinic's is that person's, and is good: from the moment that is signed until `now` (ms since 1970), because whoever
 * has a retired key could sign an earlier moment. Says nothing of the signature.
 */
export const standingOf = (key: ClinicKey, { by, name, at }: Vouch, now: number): 'holds' | 'foreign' | 'retired' => {
  if (key.person !== by || key.name !== name) return 'foreign'
  const when = Date.parse(at)
  const latest = Math.max(when, now)
  const isGood = when >= Date.parse(key.from) && (key.until === undefined || latest < Date.parse(key.until))
  return isGood ? 'holds' : 'retired'
}
