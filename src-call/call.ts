import {
  type ClinicKey,
  type Heard,
  mayMeet,
  offersTo,
  type Quality,
  type RelayTrouble,
  type rungs,
  type Seat,
  type Signal,
  usualOther,
  type Verdict,
  type Vouch,
} from '../src-shared/visit/index.ts'
import type { Line } from './line.ts'
import type { Sending } from './media.ts'
import type { Peer } from './peer.ts'
import { openSession, type Session } from './session.ts'

/** Where a call stands, in what a screen shows. */
export interface CallState {
  readonly phase: 'waiting' | 'connecting' | 'connected' | 'again' | 'over'
  readonly quality: Quality
  readonly rung: (typeof rungs)[number]['name']
  readonly relayed: boolean
  /** `refused`: the relay said that its credential is wrong or too old; `silent`: nothing else may be taken, and it gave no way through. */
  readonly relay?: RelayTrouble | undefined
  /** What both sides read to each other; undefined until it is known. */
  readonly safety?: string
  /** Our own vouch for this end of the call: given, or that there is no key to give it with; undefined until it is known. */
  readonly signed?: 'yes' | 'no' | undefined
  /** What was found of the vouch: here of theirs, with their name; or over there of ours. `none`: they are connected and gave none. */
  readonly found?: { readonly verdict: Verdict | 'none'; readonly name?: string } | undefined
  readonly face?: MediaStream
  readonly scope?: MediaStream
}

/** What a call is made of. */
export interface CallNeeds {
  readonly visitId: string
  readonly seat: Seat
  /** With whom; nobody named is the other one of clinician and patient. */
  readonly other?: Seat
  /** Who both are, as the clinic told them: part of the safety code. */
  readonly identities: Readonly<Partial<Record<Seat, string>>>
  readonly line: Line
  readonly sending: Sending
  /** Asked anew for every session: credentials are short-lived. */
  readonly ice: () => Promise<readonly RTCIceServer[]>
  readonly relayOnly?: boolean
  /** Signs this end with the person's own key; undefined where there is none. Only a clinician's side has it. */
  readonly vouch?: (session: string, fingerprint: string) => Promise<Vouch | undefined>
  /** The clinic's key of that name, to check the clinician's vouch by; undefined where the clinic has none. Only the other sides have it. */
  readonly keyOf?: (keyId: string) => Promise<ClinicKey | undefined>
  readonly changed: (state: CallState) => void
}

/** A call under way. */
export interface Call {
  /** Puts another track in a place, without negotiating anew. */
  replace(where: 'camera' | 'microphone' | 'scope', track: MediaStreamTrack): void
  /** Takes in what was heard before it listened: who is in the room. */
  hear(heard: Heard): void
  /** Ends this side; tracks stay the caller's. */
  close(): void
}

/** A first connection may take long; one that was there before is soon tried again. */
const patienceMs = { first: 15_000, again: 6000 }
const pauseMs = { lost: 500, refused: 5000 }
const waiting: CallState = {
  phase: 'waiting',
  quality: 'unknown',
  rung: '1080p',
  relayed: false,
}

interface Taking {
  readonly initiator: boolean
  readonly current: () => Session | undefined
  readonly begin: (id: string, offer: Signal) => void
}

/** Hands signals to their session; those of a session whose offer is being taken are held until it stands. */
function openTaking({ initiator, current, begin }: Taking) {
  const held: Signal[] = []
  let coming = ''
  const take = (signal: Signal): void => {
    const session = current()
    if (signal.session === session?.id) return session.take(signal.data)
    if (initiator) return
    if (signal.data.type === 'offer') {
      coming = signal.session
      held.splice(0)
      return begin(signal.session, signal)
    }
    if (signal.session === coming && held.length < 200) held.push(signal)
  }
  return { take, held }
}

/** Opens a call that recovers by itself: silence is followed by another path, a failure by another session. */
export function openCall(needs: CallNeeds): Call {
  const other = needs.other ?? usualOther(needs.seat)
  const initiator = offersTo(needs.seat, other)
  const { state, change, over } = openState(needs.changed)
  let session: Session | undefined
  let turn = 0
  let isOver = false
  let wanted = false
  const begin = async (id: string, offer?: Signal): Promise<void> => {
    const mine = ++turn
    session?.stop()
    session = undefined
    const isFirst = state().phase === 'waiting'
    change({ phase: isFirst ? 'connecting' : 'again', quality: 'unknown', signed: undefined, found: undefined })
    const servers = await needs.ice().catch(() => [])
    if (isOver || mine !== turn) return
    session = openSession(needs, {
      id,
      servers,
      patienceMs: isFirst ? patienceMs.first : patienceMs.again,
      change,
      lost: () => void (mine === turn && failed()),
      // Nobody in the room and nothing to be heard: they have left.
      silent: () => void (mine === turn && initiator && !wanted && failed()),
    })
    if (offer) for (const early of [offer, ...held.splice(0)]) session.take(early.data)
  }
  const anew = (): void => void (session === undefined && wanted && !isOver && begin(crypto.randomUUID()))
  /** The side that offers begins anew; the other waits for the offer. */
  const failed = (): void => {
    session?.stop()
    session = undefined
    if (isOver) return
    change({ phase: wanted || !initiator ? 'again' : 'waiting', quality: 'unknown' })
    if (initiator && wanted) setTimeout(anew, state().relay !== undefined ? pauseMs.refused : pauseMs.lost)
  }
  const { take, held } = openTaking({ initiator, current: () => session, begin: (id, offer) => void begin(id, offer) })
  const room = (heard: Extract<Heard, { kind: 'room' }>): void => {
    const before = wanted
    wanted = mayMeet(heard, needs.seat, other)
    if (!initiator || !wanted || before) return
    // Whoever comes back may have lost what was said meanwhile, or be a page loaded anew: its answer will tell.
    if (session) session.peer.restart()
    else anew()
  }
  const hear = (heard: Heard): void => {
    if (heard.kind === 'signal') take(heard)
    if (heard.kind === 'room') room(heard)
    if (heard.kind === 'ended') close()
  }
  const stops = [needs.line.listen(hear), onNetworkChange(() => (needs.line.check?.(), session?.peer.restart()))]
  function close(): void {
    if (isOver) return
    isOver = true
    for (const stop of stops) stop()
    session?.stop()
    over()
  }
  return { close, hear, replace: (where, track) => replace(needs.sending, session?.peer, [where, track]) }
}

/** What the screen is shown: at once as it is, and whenever it changes. */
function openState(changed: CallNeeds['changed']) {
  let state = waiting
  changed(state)
  return {
    state: () => state,
    change: (part: Partial<CallState>): void => {
      state = { ...state, ...part }
      changed(state)
    },
    over: (): void => {
      const { face: _face, scope: _scope, ...rest } = state
      state = { ...rest, phase: 'over' }
      changed(state)
    },
  }
}

/** Another network, as far as the browser tells of it. */
function onNetworkChange(moved: () => void): () => void {
  const { connection } = navigator as Navigator & { readonly connection?: EventTarget }
  addEventListener('online', moved)
  connection?.addEventListener('change', moved)
  return () => {
    removeEventListener('online', moved)
    connection?.removeEventListener('change', moved)
  }
}

function replace({ main, scope }: Sending, peer: Peer | undefined, [where, track]: [string, MediaStreamTrack]): void {
  const stream = where === 'scope' ? scope : main
  const [before] = (where === 'microphone' ? stream?.getAudioTracks() : stream?.getVideoTracks()) ?? []
  if (stream === undefined || before === undefined || before === track) return
  peer?.replace(before, track, stream)
  stream.removeTrack(before)
  stream.addTrack(track)
}
