import {
  type CallEnd,
  offersTo,
  qualityOf,
  rungs,
  type Seat,
  type SignalData,
  safetyCode,
  safetyText,
  stepOf,
  topOfLadder,
  usualOther,
} from '../src-shared/visit/index.ts'
import type { CallNeeds, CallState } from './call.ts'
import { openLooker } from './look.ts'
import { openPeer, type Peer } from './peer.ts'
import { hearRelay } from './relay.ts'
import { stepOfWatch, watchFrom } from './vigil.ts'
import { type Keys, openVouching } from './vouching.ts'

/** One peer object and what watches over it. */
export interface Session {
  readonly id: string
  readonly peer: Peer
  take(data: SignalData): void
  stop(): void
}

interface SessionNeeds {
  readonly id: string
  readonly servers: readonly RTCIceServer[]
  /** How long it may take to connect. */
  readonly patienceMs: number
  readonly change: (part: Partial<CallState>) => void
  readonly lost: () => void
  /** Nothing has come for a while: another path is being sought. */
  readonly silent: () => void
}

const lookMs = 500
/** At a beginning, and after a silence, a browser guesses low what the line carries: the first looks tell nothing of it. */
const blindLooks = 8
const pulseMs = 200
/** The relay's credentials last ten minutes, and another path may be wanted at any of them. */
const refreshMs = 240_000

/** Opens a session, watches it while it stands, and says how it is. */
export function openSession(needs: CallNeeds, own: SessionNeeds): Session {
  const { id, servers, change, lost } = own
  const iceTransportPolicy = needs.relayOnly ? 'relay' : 'all'
  const stops: (() => void)[] = []
  const stop = (): void => {
    for (const one of stops.splice(0)) one()
    peer.close()
  }
  const gone = (): void => {
    stop()
    lost()
  }
  let seq = 0
  const say = (data: SignalData): void => needs.line.say({ kind: 'signal', session: id, seq: seq++, data })
  const vouching = openVouching(needs, {
    end: { visit: needs.visitId, session: id },
    say,
    change,
    otherPrint: () => peer.fingerprints()?.other,
    keyed: () => void tellSafety().catch(() => undefined),
  })
  stops.push(() => vouching.stop())
  const tellSafety = async (): Promise<void> => {
    const safety = isConnected ? await safetyOf(needs, peer, vouching.keys()) : undefined
    if (safety !== undefined) change({ safety })
  }
  let isConnected = false
  const late = setTimeout(() => {
    relayLate()
    gone()
  }, own.patienceMs)
  const peer: Peer = openPeer({
    initiator: offersTo(needs.seat, otherOf(needs)),
    config: { iceServers: [...servers], iceTransportPolicy },
    sending: needs.sending,
    said: data => {
      say(data)
      if (data.type === 'offer') vouching.offered(data.sdp)
    },
    connected: () => {
      clearTimeout(late)
      change({ phase: 'connected', relay: undefined })
      isConnected = true
      vouching.connected()
      const isSilent = listen(needs, { peer, own: { ...own, lost: gone }, stops })
      every(stops, lookMs, looking(peer, change, isSilent))
    },
    lost: gone,
    stream: (stream, nth) => change(nth === 0 ? { face: stream } : { scope: stream }),
  })
  stops.push(() => clearTimeout(late))
  every(stops, refreshMs, async () => {
    const fresh = await needs.ice()
    if (peer.connection.signalingState !== 'closed')
      peer.connection.setConfiguration({ iceServers: [...fresh], iceTransportPolicy })
  })
  const relayLate = hearRelay(peer, { needs, servers, change, gone })
  const take = (data: SignalData): void => (vouching.take(data) ? undefined : peer.take(data))
  return { id, peer, take, stop }
}

const every = (stops: (() => void)[], ms: number, work: () => Promise<unknown>): void => {
  const timer = setInterval(() => void work().catch(() => undefined), ms)
  stops.push(() => clearInterval(timer))
}

/** Listens for the other side; answers whether it is silent now. */
function listen(
  needs: CallNeeds,
  { peer, own, stops }: { peer: Peer; own: SessionNeeds; stops: (() => void)[] },
): () => boolean {
  let watch = watchFrom(performance.now())
  const look = async (): Promise<void> => {
    const [next, deed] = stepOfWatch(watch, { now: performance.now(), isHeard: peer.isHeard() })
    watch = next
    if (deed === 'doubt' || deed === 'seek') needs.line.check?.()
    if (deed === 'seek') {
      own.change({ phase: 'again', quality: 'unknown' })
      peer.restart()
      own.silent()
    }
    if (deed === 'back') {
      own.change({ phase: 'connected' })
      peer.renew()
    }
    if (deed === 'lost') own.lost()
  }
  every(stops, pulseMs, look)
  return () => watch.soughtAt !== undefined
}

/** Says the line's quality, and steps the camera down or up; what is silent has no quality. */
function looking(peer: Peer, change: SessionNeeds['change'], isSilent: () => boolean): () => Promise<void> {
  const look = openLooker(peer.connection)
  let ladder = topOfLadder
  let blind = blindLooks
  return async () => {
    const seen = await look()
    if (isSilent()) {
      blind = blindLooks
      return
    }
    const { rung: before, held } = ladder
    blind -= 1
    if (blind < 0) ladder = stepOf(ladder, seen)
    const rung = rungs[ladder.rung] ?? rungs[0]
    change({ quality: qualityOf({ rttMs: seen.rttMs, loss: seen.worstLoss }), relayed: seen.relayed, rung: rung.name })
    if (ladder.rung === before && ladder.held === held) return
    await peer.adapt(rung, { held: ladder.held, overflows: ladder.rung > before })
  }
}

const otherOf = ({ seat, other }: CallNeeds): Seat => other ?? usualOther(seat)

async function safetyOf(needs: CallNeeds, peer: Peer, keys: Keys): Promise<string | undefined> {
  const { visitId, seat, identities } = needs
  const prints = peer.fingerprints()
  if (prints === undefined) return undefined
  const end = (whose: Seat): CallEnd => ({
    identity: identities[whose] ?? whose,
    fingerprint: whose === seat ? prints.own : prints.other,
    key: whose === seat ? keys.own : keys.other,
  })
  const text = new TextEncoder().encode(safetyText(visitId, [end(seat), end(otherOf(needs))]))
  return safetyCode(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))
}
