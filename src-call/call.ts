import {
  type CallEnd,
  type Heard,
  type Quality,
  qualityOf,
  rungs,
  type Seat,
  type Signal,
  safetyCode,
  safetyText,
  stepOf,
  topOfLadder,
} from '../src-shared/visit/index.ts'
import type { Line } from './line.ts'
import { openLooker } from './look.ts'
import type { Sending } from './media.ts'
import { openPeer, type Peer } from './peer.ts'

/** Where a call stands, in what a screen shows. */
export interface CallState {
  readonly phase: 'waiting' | 'connecting' | 'connected' | 'again' | 'over'
  readonly quality: Quality
  readonly rung: (typeof rungs)[number]['name']
  readonly relayed: boolean
  /** What both sides read to each other; undefined until it is known. */
  readonly safety?: string
  readonly face?: MediaStream
  readonly scope?: MediaStream
}

interface CallNeeds {
  readonly visitId: string
  readonly seat: Seat
  /** Who both are, as the clinic told them: part of the safety code. */
  readonly identities: Readonly<Record<Seat, string>>
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
  /** Ends this side; tracks stay the caller's. */
  close(): void
}

const connectMs = 15_000
const lookMs = 1000
const waiting: CallState = { phase: 'waiting', quality: 'unknown', rung: '1080p', relayed: false }

interface Session {
  readonly id: string
  readonly peer: Peer
  stop(): void
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

/** Opens a call that recovers by itself: a session that fails is followed by another under a new id. */
export function openCall(needs: CallNeeds): Call {
  const initiator = needs.seat === 'clinician'
  let state = waiting
  let session: Session | undefined
  let turn = 0
  let isOver = false
  let wanted = false
  const change = (part: Partial<CallState>): void => {
    state = { ...state, ...part }
    needs.changed(state)
  }
  const begin = async (id: string, offer?: Signal): Promise<void> => {
    const mine = ++turn
    session?.stop()
    session = undefined
    change({ phase: state.phase === 'waiting' ? 'connecting' : 'again', quality: 'unknown' })
    const servers = await needs.ice().catch(() => [])
    if (isOver || mine !== turn) return
    session = openSession(needs, { id, servers, change, lost: () => void (mine === turn && failed()) })
    if (offer) for (const early of [offer, ...held.splice(0)]) session.peer.take(early.data)
  }
  /** The side that offers begins anew; the other waits for the offer. */
  const failed = (): void => {
    session?.stop()
    session = undefined
    if (isOver) return
    change({ phase: wanted || !initiator ? 'again' : 'waiting', quality: 'unknown' })
    if (initiator && wanted)
      setTimeout(() => void (session === undefined && wanted && !isOver && begin(crypto.randomUUID())), 500)
  }
  const { take, held } = openTaking({ initiator, current: () => session, begin: (id, offer) => void begin(id, offer) })
  const room = ({ present, admitted }: Extract<Heard, { kind: 'room' }>): void => {
    const before = wanted
    wanted = admitted && present.includes('patient') && present.includes('clinician')
    if (initiator && wanted && !before) void begin(crypto.randomUUID())
    if (!wanted && before && initiator) failed()
  }
  const stopListening = needs.line.listen(heard => {
    if (isOver) return
    if (heard.kind === 'signal') take(heard)
    if (heard.kind === 'room') room(heard)
    if (heard.kind === 'ended') close()
  })
  const moved = (): void => {
    if (initiator && wanted) void begin(crypto.randomUUID())
  }
  addEventListener('online', moved)
  function close(): void {
    if (isOver) return
    isOver = true
    stopListening()
    removeEventListener('online', moved)
    session?.stop()
    const { face: _face, scope: _scope, ...rest } = state
    state = { ...rest, phase: 'over' }
    needs.changed(state)
  }
  needs.changed(state)
  return { close, replace: (where, track) => replace(needs.sending, session?.peer, [where, track]) }
}

function replace({ main, scope }: Sending, peer: Peer | undefined, [where, track]: [string, MediaStreamTrack]): void {
  const stream = where === 'scope' ? scope : main
  const [before] = (where === 'microphone' ? stream?.getAudioTracks() : stream?.getVideoTracks()) ?? []
  if (stream === undefined || before === undefined || before === track) return
  peer?.replace(before, track, stream)
  stream.removeTrack(before)
  stream.addTrack(track)
}

interface SessionNeeds {
  readonly id: string
  readonly servers: readonly RTCIceServer[]
  readonly change: (part: Partial<CallState>) => void
  readonly lost: () => void
}

function openSession(needs: CallNeeds, { id, servers, change, lost }: SessionNeeds): Session {
  let seq = 0
  let looking: ReturnType<typeof setInterval> | undefined
  const late = setTimeout(lost, connectMs)
  const peer: Peer = openPeer({
    initiator: needs.seat === 'clinician',
    config: { iceServers: [...servers], iceTransportPolicy: needs.relayOnly ? 'relay' : 'all' },
    sending: needs.sending,
    said: data => needs.line.say({ kind: 'signal', session: id, seq: seq++, data }),
    connected: () => {
      clearTimeout(late)
      change({ phase: 'connected' })
      void safetyOf(needs, peer).then(safety => change({ ...(safety && { safety }) }))
      looking = watch(peer, change)
    },
    lost,
    stream: (stream, nth) => change(nth === 0 ? { face: stream } : { scope: stream }),
  })
  // A relay that refuses us says so here and nowhere else: simple-peer stays silent.
  peer.connection.addEventListener('icecandidateerror', ({ errorCode }) => {
    if (errorCode === 401 && needs.relayOnly) lost()
  })
  return {
    id,
    peer,
    stop: () => {
      clearTimeout(late)
      clearInterval(looking)
      peer.close()
    },
  }
}

/** Looks once a second, says the line's quality, and steps the camera down or up. */
function watch(peer: Peer, change: SessionNeeds['change']): ReturnType<typeof setInterval> {
  const look = openLooker(peer.connection)
  let ladder = topOfLadder
  return setInterval(() => {
    void look()
      .then(async seen => {
        const before = ladder.rung
        ladder = stepOf(ladder, seen)
        const rung = rungs[ladder.rung] ?? rungs[0]
        change({ quality: qualityOf(seen), relayed: seen.relayed, rung: rung.name })
        if (ladder.rung !== before) await peer.adapt(rung)
      })
      .catch(() => undefined)
  }, lookMs)
}

async function safetyOf({ visitId, seat, identities }: CallNeeds, peer: Peer): Promise<string | undefined> {
  const prints = peer.fingerprints()
  if (prints === undefined) return undefined
  const end = (whose: Seat): CallEnd => ({
    identity: identities[whose],
    fingerprint: whose === seat ? prints.own : prints.other,
  })
  const text = new TextEncoder().encode(safetyText(visitId, [end('clinician'), end('patient')]))
  return safetyCode(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))
}
