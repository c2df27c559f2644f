import { type CallState, openCall, openSocketLine, sendingOf } from '../../src-call/index.ts'
import { openStampReader, type Size, stampedCamera } from './visit-stamp.ts'

/** How a side of a call is opened in a page. */
export interface SideWish {
  readonly kind: 'ours' | 'bare'
  readonly seat: 'clinician' | 'patient'
  readonly visitId: string
  readonly address: string
  readonly protocols: readonly string[]
  readonly ice: string
  readonly bearer: string
  readonly camera: 'fake' | 'stamped'
  readonly size: Size
}

/** What a page tells of its side. */
export interface SideSeen {
  readonly frames: number
  readonly heightPx: number
  /** When the first frame of the other side was shown, and when the newest shown one was taken; ms since 1970. */
  readonly firstAt: number
  readonly takenAt: number
  readonly phase: string
  readonly rung: string
}

interface Running {
  admit(): void
  phase(): string
  rung(): string
  close(): void
}

/** Every connection of the page, so that both kinds are asked for statistics alike. */
const connections: RTCPeerConnection[] = []
const Plain = RTCPeerConnection
globalThis.RTCPeerConnection = class extends Plain {
  constructor(config?: RTCConfiguration) {
    super(config)
    connections.push(this)
  }
}

async function tracksOf({ camera, size }: SideWish) {
  const { width, height, framesPerSecond: frameRate } = size
  const video = camera === 'fake' ? { width, height, frameRate } : false
  const audio = { echoCancellation: true, noiseSuppression: true }
  const tracks = (await navigator.mediaDevices.getUserMedia({ video, audio })).getTracks()
  const stamped = camera === 'stamped' ? stampedCamera(size) : undefined
  const microphone = tracks.find(({ kind }) => kind === 'audio')
  const picture = stamped?.track ?? tracks.find(({ kind }) => kind === 'video')
  const stop = (): void => {
    stamped?.stop()
    for (const track of tracks) track.stop()
  }
  return { microphone, picture, stop }
}

type Tracks = Awaited<ReturnType<typeof tracksOf>>
type Shown = (stream: MediaStream) => void

function openOurs(wish: SideWish, { microphone, picture }: Tracks, shown: Shown): Running {
  let state: CallState | undefined
  const line = openSocketLine({
    address: wish.address,
    protocols: wish.protocols,
    allowLoopback: false,
    changed: () => undefined,
  })
  const call = openCall({
    visitId: wish.visitId,
    seat: wish.seat,
    identities: { patient: 'Patient/1', clinician: 'Dr Bench' },
    line,
    sending: sendingOf({ microphone, camera: picture }, wish.seat === 'clinician'),
    ice: async () => {
      const answer = await fetch(wish.ice, { headers: { authorization: `Bearer ${wish.bearer}` } })
      return ((await answer.json()) as { iceServers: RTCIceServer[] }).iceServers
    },
    changed: next => {
      if (next.face && next.face !== state?.face) shown(next.face)
      state = next
    },
  })
  return {
    admit: () => line.say({ kind: 'admit' }),
    phase: () => state?.phase ?? 'waiting',
    rung: () => state?.rung ?? '',
    close: () => {
      call.close()
      line.close()
    },
  }
}

/** A bare connection over a bare line, as a page without any of ours would make it. */
function openBare(wish: SideWish, { microphone, picture }: Tracks, shown: Shown): Running {
  const socket = new WebSocket(wish.address)
  const connection = new RTCPeerConnection()
  const stream = new MediaStream([microphone, picture].filter(track => track !== undefined))
  for (const track of stream.getTracks()) connection.addTrack(track, stream)
  const say = (data: object): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(data))
  }
  connection.addEventListener('icecandidate', ({ candidate }) => candidate && say({ candidate }))
  connection.addEventListener('track', ({ streams: [other], track }) => {
    if (track.kind === 'video' && other) shown(other)
  })
  const describe = async (): Promise<void> => {
    await connection.setLocalDescription()
    say({ description: connection.localDescription })
  }
  socket.addEventListener('message', ({ data }) => {
    const { description, candidate } = JSON.parse(String(data)) as {
      description?: RTCSessionDescriptionInit
      candidate?: RTCIceCandidateInit
    }
    if (candidate) void connection.addIceCandidate(candidate)
    if (description)
      void connection
        .setRemoteDescription(description)
        .then(() => (description.type === 'offer' ? describe() : undefined))
  })
  return {
    admit: () => void describe(),
    phase: () => connection.connectionState,
    rung: () => '',
    close: () => {
      connection.close()
      socket.close()
    },
  }
}

/** Opens a side and shows the other's picture; answers what the bench asks of it. */
async function openSide(wish: SideWish) {
  const tracks = await tracksOf(wish)
  const video = Object.assign(document.createElement('video'), { autoplay: true, muted: true })
  video.style.cssText = 'position:fixed;left:0;top:0;width:640px;height:360px'
  document.body.append(video)
  const read = wish.camera === 'stamped' ? openStampReader(video) : () => undefined
  const seen = { frames: 0, firstAt: 0, takenAt: 0, ages: [] as number[] }
  const onFrame = (): void => {
    const age = read()
    seen.frames += 1
    seen.firstAt ||= Date.now()
    if (age !== undefined) {
      seen.ages.push(age)
      seen.takenAt = Math.max(seen.takenAt, Date.now() - age)
    }
    video.requestVideoFrameCallback(onFrame)
  }
  video.requestVideoFrameCallback(onFrame)
  const shown: Shown = stream => {
    video.srcObject = stream
  }
  const running = (wish.kind === 'ours' ? openOurs : openBare)(wish, tracks, shown)
  return {
    /** Lets the patient in, or offers; answers when. */
    admit: (): number => (running.admit(), Date.now()),
    seen: (): SideSeen => ({
      frames: seen.frames,
      heightPx: video.videoHeight,
      firstAt: seen.firstAt,
      takenAt: seen.takenAt,
      phase: running.phase(),
      rung: running.rung(),
    }),
    /** The ages of the frames shown since the last time it was asked, ms. */
    ages: (): number[] => seen.ages.splice(0),
    /** Bytes of the newest connection so far: what it sent. */
    sentBytes: async (): Promise<number> => {
      const stats = (await connections.at(-1)?.getStats()) ?? new Map<string, object>()
      return [...stats.values()].reduce<number>((sum, stat) => {
        const { type, bytesSent = 0 } = stat as { type: string; bytesSent?: number }
        return type === 'outbound-rtp' ? sum + bytesSent : sum
      }, 0)
    },
    close: (): void => {
      running.close()
      tracks.stop()
      video.remove()
    },
  }
}

export type Side = Awaited<ReturnType<typeof openSide>>
Object.assign(globalThis, {
  openVisitSide: async (wish: SideWish) => {
    Object.assign(globalThis, { side: await openSide(wish) })
  },
})
