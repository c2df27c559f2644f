import type { CallNeeds, CallState } from './call.ts'
import type { Peer } from './peer.ts'

interface RelayNeeds {
  readonly needs: Pick<CallNeeds, 'relayOnly'>
  readonly servers: readonly RTCIceServer[]
  readonly change: (part: Partial<CallState>) => void
  readonly gone: () => void
}

/**
 * Notices a relay that gives no way through. By UDP a refusal is an event and nothing else: simple-peer stays silent. By TCP Chromium
 * tells of nothing at all; there the relay has not given one candidate when the gathering ends, or when the time to connect is over.
 * Answers what to do when that time is over.
 */
export function hearRelay({ connection }: Peer, { needs, servers, change, gone }: RelayNeeds): () => void {
  let hasRelay = false
  let isRefused = false
  const isUseless = (): boolean => needs.relayOnly === true && connection.connectionState === 'new'
  const tellSilent = (): void => {
    if (!hasRelay && !isRefused && servers.length > 0) change({ relay: 'silent' })
  }
  connection.addEventListener('icecandidate', ({ candidate }) => {
    hasRelay ||= candidate?.type === 'relay'
  })
  connection.addEventListener('icecandidateerror', ({ errorCode }) => {
    if (errorCode !== 401) return
    isRefused = true
    change({ relay: 'refused' })
    if (isUseless()) gone()
  })
  connection.addEventListener('icegatheringstatechange', () => {
    if (connection.iceGatheringState !== 'complete' || hasRelay || !isUseless()) return
    tellSilent()
    gone()
  })
  return tellSilent
}
