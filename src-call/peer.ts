import type { Instance } from 'simple-peer'
import SimplePeer from 'simple-peer/simplepeer.min.js'
import { capOf, fingerprintOf, type PeerData, type Rung } from '../src-shared/visit/index.ts'
import { receptionOf } from './exchange.ts'
import type { Sending } from './media.ts'

interface PeerNeeds {
  readonly initiator: boolean
  readonly config: RTCConfiguration
  readonly sending: Sending
  readonly said: (data: PeerData) => void
  readonly connected: () => void
  /** Once, whatever ended it. */
  readonly lost: () => void
  /** The other side's stream: the first is face and voice, the second the dermatoscope. */
  readonly stream: (stream: MediaStream, nth: number) => void
}

/** One peer object: one session of one call. */
export interface Peer {
  readonly connection: RTCPeerConnection
  take(data: PeerData): void
  replace(before: MediaStreamTrack, after: MediaStreamTrack, stream: MediaStream): void
  /** The DTLS fingerprints of both sides, once both descriptions are there. */
  fingerprints(): { readonly own: string; readonly other: string } | undefined
  /** Whether something has come from the other side since it was asked before. */
  isHeard(): boolean
  /** Seeks a path anew beside the one there is; the side that answers asks the other to. */
  restart(): void
  /** Sends whole pictures at once: after a gap the other side would wait for one, and ask only after seconds. */
  renew(): void
  /** `overflows`: what waits to be sent is thrown away first. */
  adapt(rung: Rung, how: { readonly held: boolean; readonly overflows: boolean }): Promise<void>
  close(): void
}

const beatMs = 400
/** A beat that is late is worth nothing: it is not sent again. */
const beats: RTCDataChannelInit = { ordered: false, maxRetransmits: 0 }

/** The browser's own object below the library, which offers no way to statistics, candidate errors or another path. */
const below = (peer: Instance): RTCPeerConnection => (peer as unknown as { _pc: RTCPeerConnection })._pc

const dataOf = (data: { type?: string; sdp?: string; candidate?: unknown }): PeerData | undefined => {
  if ((data.type === 'offer' || data.type === 'answer') && data.sdp !== undefined)
    return { type: data.type, sdp: data.sdp }
  const { candidate = '', sdpMid = null, sdpMLineIndex = null } = (data.candidate ?? {}) as RTCIceCandidateInit
  return data.type === 'candidate' ? { type: 'candidate', candidate: { candidate, sdpMid, sdpMLineIndex } } : undefined
}

/** Opens a peer; `lost` is told after a failure. Silence is the caller's to notice, by the pulse. */
export function openPeer(needs: PeerNeeds): Peer {
  const { initiator, config, sending } = needs
  const streams = sending.scope === undefined ? [sending.main] : [sending.main, sending.scope]
  const peer = new SimplePeer({ initiator, config, streams, channelConfig: beats })
  const connection = below(peer)
  let nth = 0
  let isOver = false
  const over = (): void => {
    if (isOver) return
    isOver = true
    heart.stop()
    needs.lost()
  }
  const heart = openHeart(peer, connection)
  const restart = openRestart(peer, connection, needs.said)
  peer.on('signal', data => {
    const known = dataOf(data as Parameters<typeof dataOf>[0])
    if (known) needs.said(known)
  })
  peer.on('connect', needs.connected)
  peer.on('stream', stream => needs.stream(stream, nth++))
  peer.on('error', over)
  peer.on('close', over)
  return {
    connection,
    take: data => {
      if (!isOver) take({ peer, connection, data, said: needs.said, restart, over })
    },
    replace: (before, after, stream) => {
      if (!isOver) peer.replaceTrack(before, after, stream)
    },
    fingerprints: () => {
      const own = fingerprintOf(connection.localDescription?.sdp ?? '')
      const other = fingerprintOf(connection.remoteDescription?.sdp ?? '')
      return own === undefined || other === undefined ? undefined : { own, other }
    },
    isHeard: heart.isHeard,
    restart: () => {
      if (!isOver) restart()
    },
    renew: () => renew(connection),
    adapt: (rung, how) => adapt(connection, sending.main, { rung, ...how }),
    close: () => {
      isOver = true
      heart.stop()
      peer.destroy()
    },
  }
}

interface Taken {
  readonly peer: Instance
  readonly connection: RTCPeerConnection
  readonly data: PeerData
  readonly said: PeerNeeds['said']
  readonly restart: () => void
  readonly over: () => void
}

function take({ peer, connection, data, said, restart, over }: Taken): void {
  if (data.type === 'candidate') {
    // One that does not fit any longer must not end the call, as the library would have it.
    if (connection.remoteDescription) void connection.addIceCandidate(data.candidate).catch(() => undefined)
    else peer.signal(data as Parameters<Instance['signal']>[0])
    return
  }
  const reception = receptionOf(connection, data)
  const { localDescription } = connection
  if (reception === 'take') peer.signal(data)
  if (reception === 'say-again' && localDescription) said({ type: 'answer', sdp: localDescription.sdp })
  if (reception === 'plea') restart()
  if (reception === 'stranger') over()
}

/** The library has no ICE restart (feross/simple-peer #579), but offers whatever the browser wants to be offered. */
function openRestart(peer: Instance, connection: RTCPeerConnection, said: PeerNeeds['said']): () => void {
  let isOffering = false
  connection.addEventListener('signalingstatechange', () => {
    isOffering = false
  })
  return () => {
    const { signalingState, localDescription } = connection
    if (signalingState === 'have-local-offer' && localDescription) said({ type: 'offer', sdp: localDescription.sdp })
    if (signalingState === 'stable' && localDescription?.type === 'answer')
      return said({ type: 'answer', sdp: localDescription.sdp })
    // Asked twice, the library would offer a second time, and without new credentials.
    if (signalingState !== 'stable' || isOffering) return
    isOffering = true
    connection.restartIce()
    ;(peer as unknown as { negotiate(): void }).negotiate()
  }
}

/** The newest browsers make a key frame when asked to. */
function renew(connection: RTCPeerConnection): void {
  for (const sender of connection.getSenders()) {
    if (sender.track?.kind !== 'video') continue
    const told = sender.getParameters()
    const encodingOptions = told.encodings.map(() => ({ keyFrame: true }))
    void sender.setParameters(told, { encodingOptions } as never).catch(() => undefined)
  }
}

/** Beats from both sides, so that silence is told from stillness: a picture that stands and a voice that is off send little. */
function openHeart(peer: Instance, connection: RTCPeerConnection) {
  let heard = false
  let before: ReadonlySet<string> = new Set()
  peer.on('data', () => {
    heard = true
  })
  const beating = setInterval(() => {
    if (peer.connected && peer.bufferSize === 0) peer.send('.')
  }, beatMs)
  return {
    isHeard: () => {
      const sources = connection.getReceivers().flatMap(receiver => receiver.getSynchronizationSources())
      const now = new Set(sources.map(({ source, rtpTimestamp }) => `${source} ${rtpTimestamp}`))
      // A source that is forgotten after ten seconds of silence is not one that speaks.
      const is = heard || [...now].some(one => !before.has(one))
      heard = false
      before = now
      return is
    },
    stop: () => clearInterval(beating),
  }
}

interface Step {
  readonly rung: Rung
  readonly held: boolean
  readonly overflows: boolean
}

/** Sets the camera's sender to a step of the ladder; sound and dermatoscope are left alone. */
async function adapt(connection: RTCPeerConnection, main: MediaStream, { rung, held, overflows }: Step): Promise<void> {
  const cameras = main.getVideoTracks()
  const sender = connection.getSenders().find(({ track }) => track !== null && cameras.includes(track))
  const heightPx = sender?.track?.getSettings().height
  if (sender === undefined) return
  if (overflows) await forget(sender)
  const told = sender.getParameters()
  const [encoding] = told.encodings
  if (encoding === undefined) return
  encoding.active = rung.heightPx > 0
  if (rung.heightPx > 0) {
    encoding.maxBitrate = capOf(rung, held) * 1000
    encoding.maxFramerate = rung.framesPerSecond
    encoding.scaleResolutionDownBy = Math.max(1, (heightPx ?? rung.heightPx) / rung.heightPx)
  }
  await sender.setParameters(told).catch(() => undefined)
}

/**
 * Lets a sender forget all that it has sent and was about to send. Of a line that overflows the other side asks for hundreds of pieces
 * of pictures that nobody will see any more, and a browser sends those before anything new, for seconds. Its stream is made anew
 * where the kind of its content changes, and then knows of none of them; to and fro, nothing else is changed.
 */
async function forget(sender: RTCRtpSender): Promise<void> {
  const { track } = sender
  if (!track) return
  const kind = track.contentHint
  track.contentHint = kind === 'detail' ? 'motion' : 'detail'
  await sender.setParameters(sender.getParameters()).catch(() => undefined)
  track.contentHint = kind
}
