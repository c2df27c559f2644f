import type { LineSample } from '../src-shared/visit/index.ts'

/** One look at a connection. */
export interface Look extends LineSample {
  readonly rttMs: number | undefined
  /** Whether the bytes pass through the clinic's relay. */
  readonly relayed: boolean
}

interface Counted {
  readonly lost: number
  readonly received: number
}

type Stat = Readonly<Record<string, unknown>>
const numberIn = (stat: Stat | undefined, name: string): number | undefined => {
  const value = stat?.[name]
  return typeof value === 'number' ? value : undefined
}
const sumOf = (stats: readonly Stat[], name: string): number =>
  stats.reduce((sum, stat) => sum + (numberIn(stat, name) ?? 0), 0)

/** Looks at a connection now and then; loss is that since the last look, the worse of both directions. */
export function openLooker(connection: RTCPeerConnection): () => Promise<Look> {
  let before: Counted = { lost: 0, received: 0 }
  return async () => {
    const stats: Stat[] = []
    for (const stat of (await connection.getStats()).values()) stats.push(stat as Stat)
    const of = (type: string) => stats.filter(stat => stat['type'] === type)
    const pair = of('candidate-pair').find(stat => stat['nominated'] === true && stat['state'] === 'succeeded')
    const local = of('local-candidate').find(({ id }) => id === pair?.['localCandidateId'])
    const now = { lost: sumOf(of('inbound-rtp'), 'packetsLost'), received: sumOf(of('inbound-rtp'), 'packetsReceived') }
    const lost = Math.max(0, now.lost - before.lost)
    const whole = lost + Math.max(0, now.received - before.received)
    before = now
    const outward = Math.max(0, ...of('remote-inbound-rtp').map(stat => numberIn(stat, 'fractionLost') ?? 0))
    const bits = numberIn(pair, 'availableOutgoingBitrate')
    const rtt = numberIn(pair, 'currentRoundTripTime')
    return {
      rttMs: rtt === undefined ? undefined : rtt * 1000,
      loss: Math.max(whole === 0 ? 0 : lost / whole, outward),
      relayed: local?.['candidateType'] === 'relay',
      ...(bits !== undefined && { kbps: bits / 1000 }),
    }
  }
}
