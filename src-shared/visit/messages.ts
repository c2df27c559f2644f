import { isCandidate } from './candidate.ts'
import { flawOf } from './description.ts'
import { type Guest, guestIn, isSeat, isUuid, type Presence, type Seat } from './seats.ts'
import { type Judged, judgedIn, type Vouch, vouchIn } from './vouch.ts'

/** What a connection is made of. */
export type PeerData =
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  | {
      readonly type: 'candidate'
      readonly candidate: {
        readonly candidate: string
        readonly sdpMid: string | null
        readonly sdpMLineIndex: number | null
      }
    }

/** What passes between two browsers about one connection. After an offer of the clinician's: their vouch, and what the other browser found of it. */
export type SignalData = PeerData | Vouch | Judged

/** One step of the talk that makes a connection. `session` names the peer object: another one, another talk. */
export interface Signal {
  readonly kind: 'signal'
  readonly session: string
  readonly seq: number
  readonly data: SignalData
  /** Said: whom it is for; nobody named is the other one of clinician and patient. */
  readonly to?: Seat
  /** Heard: whose it is; the room writes it, never the seat. */
  readonly from?: Seat
}

/** What stands beside the face: nothing, the dermatoscope's live picture, a picture of the case, or a screen that is shown. */
const beside = ['nothing', 'dermatoscope', 'picture', 'screen'] as const
export type Beside = (typeof beside)[number]

const relayTroubles = ['refused', 'silent'] as const
export type RelayTrouble = (typeof relayTroubles)[number]

/** What a seat sends. */
export interface Sending {
  readonly kind: 'state'
  readonly camera: boolean
  readonly microphone: boolean
  readonly beside: Beside
  /** The relay refuses this seat's credential, or gives it no way through and says nothing. */
  readonly relay?: RelayTrouble
  /** Heard: whose it is. */
  readonly from?: Seat
}

/** From a seat to the room. */
export type Said =
  | Signal
  | { readonly kind: 'chat'; readonly text: string }
  | Sending
  | { readonly kind: 'ping' }
  /** The clinician lets in: the patient, or a guest to whom the patient has agreed. */
  | { readonly kind: 'admit'; readonly seat?: 'guest' }
  /** The patient's yes or no to that guest; a no at any time sends them out. */
  | { readonly kind: 'agree'; readonly guest: string; readonly given: boolean }

/** From the room to a seat. */
export type Heard =
  | Signal
  | ({ readonly kind: 'room' } & Presence)
  | { readonly kind: 'chat'; readonly from: Seat; readonly text: string; readonly at: string }
  | Sending
  | { readonly kind: 'photo'; readonly photoId: string; readonly sizeBytes: number; readonly kept: boolean }
  | { readonly kind: 'pong' | 'ended' | 'refused' }

export const longestFrame = 80 * 1024
export const longestChat = 2000

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parsed JSON of a frame; undefined for anything that is not one object of a reasonable length. */
const fieldsOf = (frame: string): Fields | undefined => {
  if (frame.length > longestFrame) return undefined
  try {
    const value: unknown = JSON.parse(frame)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

const descriptionOf = ({ type, sdp }: Fields, allowLoopback: boolean): PeerData | undefined => {
  if ((type !== 'offer' && type !== 'answer') || typeof sdp !== 'string') return undefined
  return flawOf(sdp, allowLoopback) === undefined ? { type, sdp } : undefined
}

const isMid = (mid: unknown): mid is string | null => mid === null || (typeof mid === 'string' && /^\w{1,8}$/.test(mid))
const isIndex = (index: unknown): index is number | null =>
  index === null || (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < 8)

const candidateOf = ({ type, candidate }: Fields, allowLoopback: boolean): PeerData | undefined => {
  if (type !== 'candidate' || !isFields(candidate)) return undefined
  const { candidate: line, sdpMid = null, sdpMLineIndex = null } = candidate
  if (typeof line !== 'string' || !isCandidate(line, allowLoopback)) return undefined
  return isMid(sdpMid) && isIndex(sdpMLineIndex)
    ? { type, candidate: { candidate: line, sdpMid, sdpMLineIndex } }
    : undefined
}

/** A seat that may be named or not; undefined for what is none. */
const namedIn = (name: 'to' | 'from', seat: unknown): { readonly to?: Seat; readonly from?: Seat } | undefined => {
  if (seat === undefined) return {}
  return isSeat(seat) ? { [name]: seat } : undefined
}

const signalIn = ({ session, seq, data }: Fields, allowLoopback: boolean): Signal | undefined => {
  if (!isUuid(session)) return undefined
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0 || !isFields(data)) return undefined
  const known =
    descriptionOf(data, allowLoopback) ?? candidateOf(data, allowLoopback) ?? vouchIn(data) ?? judgedIn(data)
  return known && { kind: 'signal', session, seq, data: known }
}

const isChat = (text: unknown): text is string =>
  typeof text === 'string' && text.length > 0 && text.length <= longestChat

const isBeside = (what: unknown): what is Beside => beside.some(one => one === what)

const stateIn = ({ camera, microphone, beside: what, relay }: Fields): Sending | undefined => {
  const trouble = relayTroubles.find(one => one === relay)
  if (relay !== undefined && trouble === undefined) return undefined
  return typeof camera === 'boolean' && typeof microphone === 'boolean' && isBeside(what)
    ? { kind: 'state', camera, microphone, beside: what, ...(trouble && { relay: trouble }) }
    : undefined
}

/** The same with whom it is for, or whose it is. */
const withSeat = <Known extends Signal | Sending>(
  known: Known | undefined,
  name: 'to' | 'from',
  seat: unknown,
): Known | undefined => {
  const named = namedIn(name, seat)
  return known && named && { ...known, ...named }
}

const admitIn = ({ seat }: Fields): Said | undefined => {
  if (seat === undefined) return { kind: 'admit' }
  return seat === 'guest' ? { kind: 'admit', seat } : undefined
}

const agreeIn = ({ guest, given }: Fields): Said | undefined =>
  isUuid(guest) && typeof given === 'boolean' ? { kind: 'agree', guest, given } : undefined

/** A frame from a seat, checked and made anew from what is known; undefined is to be refused. */
export const saidIn = (frame: string, allowLoopback = false): Said | undefined => {
  const fields = fieldsOf(frame)
  if (fields === undefined) return undefined
  const { kind, text } = fields
  if (kind === 'signal') return withSeat(signalIn(fields, allowLoopback), 'to', fields['to'])
  if (kind === 'chat') return isChat(text) ? { kind, text } : undefined
  if (kind === 'state') return stateIn(fields)
  if (kind === 'admit') return admitIn(fields)
  if (kind === 'agree') return agreeIn(fields)
  return kind === 'ping' ? { kind } : undefined
}

/** Undefined for a guest that is none; nobody is nobody. */
const partyIn = (guest: unknown): { readonly guest?: Guest } | undefined => {
  if (guest === undefined) return {}
  const known = isFields(guest) ? guestIn(guest) : undefined
  return known && { guest: known }
}

const roomIn = ({ present, admitted, guest }: Fields): Heard | undefined => {
  const party = partyIn(guest)
  return party && Array.isArray(present) && present.every(isSeat) && typeof admitted === 'boolean'
    ? { kind: 'room', present, admitted, ...party }
    : undefined
}

const chatIn = ({ from, text, at }: Fields): Heard | undefined =>
  isSeat(from) && isChat(text) && typeof at === 'string' && at.length < 40
    ? { kind: 'chat', from, text, at }
    : undefined

const photoIn = ({ photoId, sizeBytes, kept }: Fields): Heard | undefined =>
  isUuid(photoId) && typeof sizeBytes === 'number' && typeof kept === 'boolean'
    ? { kind: 'photo', photoId, sizeBytes, kept }
    : undefined

const readers: Readonly<Record<string, (fields: Fields) => Heard | undefined>> = {
  room: roomIn,
  chat: chatIn,
  photo: photoIn,
  state: fields => withSeat(stateIn(fields), 'from', fields['from']),
  pong: () => ({ kind: 'pong' }),
  ended: () => ({ kind: 'ended' }),
  refused: () => ({ kind: 'refused' }),
}

/** A frame from the room. The server relays what the other side said, so a browser checks it once more. */
export const heardIn = (frame: string, allowLoopback = false): Heard | undefined => {
  const fields = fieldsOf(frame)
  if (fields === undefined || typeof fields['kind'] !== 'string') return undefined
  if (fields['kind'] === 'signal') return withSeat(signalIn(fields, allowLoopback), 'from', fields['from'])
  return Object.hasOwn(readers, fields['kind']) ? readers[fields['kind']]?.(fields) : undefined
}
