import type { LineSample } from '../src-shared/visit/index.ts'

/** One look at a connection: the sample is of what this side sends. */
export interface Look extends LineSample {
  /** Share lost in either direction, the worse of both: what a person sees and hears of the line. */
  readonly worstLoss: number
  readonly rttMs: number | undefined
  /** Whether the bytes pass through the clinic's relay. */
  readonly relayed: boolean
}

interface Counted {
  readonly lost: number
  readonly received: number
  readonly sent: number
  readonly sentBytes: number
  /** What the other side says it lost of what was sent. */
  readonly toldLost: number
}

type Stat = Readonly<Record<string, unknown>>
const numberIn = (stat: Stat | undefined, name: string): number | undefined => {
  const value = stat?.[name]
  return typeof value === 'number' ? value : undefined
}
const sumOf = (stats: readonly Stat[], name: string): number =>
  stats.reduce((sum, stat) => sum + (numberIn(stat, name) ?? 0), 0)

const countedIn = (stats: readonly Stat[]): Counted => {
  const of = (type: string) => stats.filter(stat => stat['type'] === type)
  return {
    lost: sumOf(of('inbound-rtp'), 'packetsLost'),
    received: sumOf(of('inbound-rtp'), 'packetsReceived'),
    sent: sumOf(of('outbound-rtp'), 'packetsSent'),
    sentBytes: sumOf(of('outbound-rtp'), 'bytesSent') + sumOf(of('outbound-rtp'), 'headerBytesSent'),
    toldLost: sumOf(of('remote-inbound-rtp'), 'packetsLost'),
  }
}

const share = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole)))

/** What the other side tells comes about once a second: less would be nothing at one look, and twice as much at the next. */
const windowMs = 1000

/**
 * Looks at a connection now and then; every count is that of the last second or so. Loss is told over all that was sent, not by the stream: a
 * dermatoscope that shows nothing sends a packet a second, and one of them lost would be half of it.
 */
export function openLooker(connection: RTCPeerConnection): () => Promise<Look> {
  let looks: readonly (Counted & { readonly at: number })[] = [
    { lost: 0, received: 0, sent: 0, sentBytes: 0, toldLost: 0, at: performance.now() },
  ]
  return async () => {
    const stats: Stat[] = []
    for (const stat of (await connection.getStats()).values()) stats.push(stat as Stat)
    const of = (type: string) => stats.filter(stat => stat['type'] === type)
    const pair = of('candidate-pair').find(stat => stat['nominated'] === true && stat['state'] === 'succeeded')
    const local = of('local-candidate').find(({ id }) => id === pair?.['localCandidateId'])
    const now = { ...countedIn(stats), at: performance.now() }
    // The newest look that is a window old, or the oldest there is.
    const was = looks.findLast(({ at }) => now.at - at >= windowMs * 0.9) ?? looks[0] ?? now
    looks = [...looks.filter(({ at }) => at >= was.at), now]
    const ms = now.at - was.at
    const lost = Math.max(0, now.lost - was.lost)
    const loss = share(now.toldLost - was.toldLost, now.sent - was.sent)
    const bits = numberIn(pair, 'availableOutgoingBitrate')
    const rtt = numberIn(pair, 'currentRoundTripTime')
    return {
      rttMs: rtt === undefined ? undefined : rtt * 1000,
      loss,
      worstLoss: Math.max(loss, share(lost, lost + Math.max(0, now.received - was.received))),
      relayed: local?.['candidateType'] === 'relay',
      ...(ms > 0 && { sentKbps: ((now.sentBytes - was.sentBytes) * 8) / ms }),
      ...(bits !== undefined && { kbps: bits / 1000 }),
    }
  }
}
