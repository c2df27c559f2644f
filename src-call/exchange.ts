import { fingerprintOf, type PeerData } from '../src-shared/visit/index.ts'

/** What a description that comes finds here. */
interface Here {
  readonly signalingState: RTCSignalingState
  readonly localDescription: { readonly type: string; readonly sdp: string } | null
  readonly remoteDescription: { readonly type: string; readonly sdp: string } | null
}

/**
 * What to do with a description: take it, say our answer once more, leave it, seek another path as it asks for, or see
 * that another browser speaks.
 */
export type Reception = 'take' | 'say-again' | 'leave' | 'plea' | 'stranger'

const ufragOf = (sdp: string): string | undefined => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1]

const ofOffer = (here: Here, sdp: string): Reception => {
  const { remoteDescription: before } = here
  // What is vouched for is one certificate: a page loaded anew begins another session.
  if (before !== null && fingerprintOf(before.sdp) !== fingerprintOf(sdp)) return 'stranger'
  if (before?.sdp !== sdp) return 'take'
  // A room tells a seat that comes back the newest offer again; taken twice it would be answered twice.
  return here.signalingState === 'stable' && here.localDescription?.type === 'answer' ? 'say-again' : 'leave'
}

const ofAnswer = ({ signalingState, remoteDescription }: Here, sdp: string): Reception => {
  if (remoteDescription === null) return signalingState === 'have-local-offer' ? 'take' : 'leave'
  if (fingerprintOf(remoteDescription.sdp) !== fingerprintOf(sdp)) return 'stranger'
  // An answer to a restart has other credentials (RFC 8839 §4.4.1.1.1). With the old ones it is said again: by a side that hears
  // nothing, and that may not offer itself.
  if (ufragOf(remoteDescription.sdp) === ufragOf(sdp)) return 'plea'
  return signalingState === 'have-local-offer' ? 'take' : 'leave'
}

/** Lines break, and what was said comes late, twice or from a page loaded anew: only what fits the state may be taken. */
export const receptionOf = (here: Here, data: Extract<PeerData, { sdp: string }>): Reception =>
  data.type === 'offer' ? ofOffer(here, data.sdp) : ofAnswer(here, data.sdp)
