import {
  type Heard,
  mayMeet,
  offersTo,
  type Quality,
  type rungs,
  type Seat,
  type Signal,
  usualOther,
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
  /** The relay will not have us: its credential is wrong or too old. */
  readonly relayRefused: boolean
  /** What both sides read to each other; undefined until it is known. */
  readonly safety?: string
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
  relayRefused: false,
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
    if (signal.session === session?.id) return session.peer.take(signal.data)
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
    change({ phase: isFirst ? 'connecting' : 'again', quality: 'unknown' })
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
    if (offer) for (const early of [offer, ...held.splice(0)]) session.peer.take(early.data)
  }
  const anew = (): void => void (session === undefined && wanted && !isOver && begin(crypto.randomUUID()))
  /** The side that offers begins anew; the other waits for the offer. */
  const failed = (): void => {
    session?.stop()
    session = undefined
    if (isOver) return
    change({ phase: wanted || !initiator ? 'again' : 'waiting', quality: 'unknown' })
    if (initiator && wanted) setTimeout(anew, state().relayRefused ? pauseMs.refused : pauseMs.lost)
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
