import type { Instance } from 'simple-peer'
import SimplePeer from 'simple-peer/simplepeer.min.js'
import { fingerprintOf, type Rung, type SignalData } from '../src-shared/visit/index.ts'
import type { Sending } from './media.ts'

interface PeerNeeds {
  readonly initiator: boolean
  readonly config: RTCConfiguration
  readonly sending: Sending
  readonly said: (data: SignalData) => void
  readonly connected: () => void
  /** Once, whatever ended it. */
  readonly lost: () => void
  /** The other side's stream: the first is face and voice, the second the dermatoscope. */
  readonly stream: (stream: MediaStream, nth: number) => void
}

/** One peer object: one session of one call. */
export interface Peer {
  readonly connection: RTCPeerConnection
  take(data: SignalData): void
  replace(before: MediaStreamTrack, after: MediaStreamTrack, stream: MediaStream): void
  /** The DTLS fingerprints of both sides, once both descriptions are there. */
  fingerprints(): { readonly own: string; readonly other: string } | undefined
  adapt(rung: Rung): Promise<void>
  close(): void
}

const patienceMs = 5000

/** The browser's own object below the library, which offers no way to statistics of senders or candidate errors. */
const below = (peer: Instance): RTCPeerConnection => (peer as unknown as { _pc: RTCPeerConnection })._pc

const dataOf = (data: { type?: string; sdp?: string; candidate?: unknown }): SignalData | undefined => {
  if ((data.type === 'offer' || data.type === 'answer') && data.sdp !== undefined)
    return { type: data.type, sdp: data.sdp }
  const { candidate = '', sdpMid = null, sdpMLineIndex = null } = (data.candidate ?? {}) as RTCIceCandidateInit
  return data.type === 'candidate' ? { type: 'candidate', candidate: { candidate, sdpMid, sdpMLineIndex } } : undefined
}

/** Opens a peer; `lost` is told after a failure, or 5 s without a path. */
export function openPeer(needs: PeerNeeds): Peer {
  const { main, scope } = needs.sending
  const streams = scope === undefined ? [main] : [main, scope]
  const peer = new SimplePeer({ initiator: needs.initiator, config: needs.config, streams })
  const connection = below(peer)
  let nth = 0
  let isOver = false
  let patience: ReturnType<typeof setTimeout> | undefined
  const over = (): void => {
    if (isOver) return
    isOver = true
    clearTimeout(patience)
    needs.lost()
  }
  peer.on('signal', data => {
    const known = dataOf(data as Parameters<typeof dataOf>[0])
    if (known) needs.said(known)
  })
  peer.on('connect', needs.connected)
  peer.on('stream', stream => needs.stream(stream, nth++))
  peer.on('error', over)
  peer.on('close', over)
  connection.addEventListener('iceconnectionstatechange', () => {
    clearTimeout(patience)
    if (connection.iceConnectionState === 'disconnected') patience = setTimeout(over, patienceMs)
    if (connection.iceConnectionState === 'failed') over()
  })
  return {
    connection,
    take: data => {
      if (!isOver) peer.signal(data as Parameters<Instance['signal']>[0])
    },
    replace: (before, after, stream) => {
      if (!isOver) peer.replaceTrack(before, after, stream)
    },
    fingerprints: () => {
      const own = fingerprintOf(connection.localDescription?.sdp ?? '')
      const other = fingerprintOf(connection.remoteDescription?.sdp ?? '')
      return own === undefined || other === undefined ? undefined : { own, other }
    },
    adapt: rung => adapt(connection, main, rung),
    close: () => {
      isOver = true
      clearTimeout(patience)
      peer.destroy()
    },
  }
}

/** Sets the camera's sender to a step of the ladder; sound and dermatoscope are left alone. */
async function adapt(connection: RTCPeerConnection, main: MediaStream, rung: Rung): Promise<void> {
  const cameras = main.getVideoTracks()
  const sender = connection.getSenders().find(({ track }) => track !== null && cameras.includes(track))
  const heightPx = sender?.track?.getSettings().height
  if (sender === undefined) return
  const told = sender.getParameters()
  const [encoding] = told.encodings
  if (encoding === undefined) return
  encoding.active = rung.heightPx > 0
  if (rung.heightPx > 0) {
    encoding.maxBitrate = rung.kbps * 1000
    encoding.maxFramerate = rung.framesPerSecond
    encoding.scaleResolutionDownBy = Math.max(1, (heightPx ?? rung.heightPx) / rung.heightPx)
  }
  await sender.setParameters(told).catch(() => undefined)
}
