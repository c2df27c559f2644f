import { type CameraTrouble, cameraTroubleOf, constraintsFor, type Resolution } from './camera.ts'

export type CameraState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'trouble'; readonly trouble: CameraTrouble }
  | {
      readonly kind: 'live'
      readonly stream: MediaStream
      readonly track: MediaStreamTrack
      readonly size: Resolution
      readonly most: Resolution | undefined
    }

export interface Snapshot {
  readonly state: CameraState
  readonly cameras: readonly MediaDeviceInfo[]
}

/** One camera and its live picture; at most one is open at a time. */
export interface LiveCamera {
  readonly get: () => Snapshot
  readonly watch: (listener: () => void) => () => void
  /** Opens this camera, or any where it is not here; what was open before is closed first. */
  readonly start: (choose: Choose, size?: Resolution) => Promise<void>
  readonly stop: () => void
}

/** Picks a camera among those plugged in; undefined lets the browser choose. */
export type Choose = (cameras: readonly MediaDeviceInfo[]) => string | undefined

type Media = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>

const sizeOf = (track: MediaStreamTrack): Resolution => {
  const { width = 0, height = 0 } = track.getSettings()
  return { width, height }
}

const mostOf = (track: MediaStreamTrack): Resolution | undefined => {
  const { width, height } = track.getCapabilities?.() ?? {}
  return width?.max && height?.max ? { width: width.max, height: height.max } : undefined
}

const listed = async (media: Media): Promise<readonly MediaDeviceInfo[]> =>
  (await media.enumerateDevices().catch(() => [])).filter(({ kind }) => kind === 'videoinput')

/** Opens the chosen camera; where that one is not here, any. */
async function opened(media: Media, deviceId: string | undefined, size: Resolution | undefined): Promise<MediaStream> {
  const ask = (id: string | undefined) => media.getUserMedia({ video: constraintsFor(id, size), audio: false })
  try {
    return await ask(deviceId)
  } catch (error) {
    const isAbsent = ['OverconstrainedError', 'NotFoundError'].includes((error as { name?: string }).name ?? '')
    if (deviceId === undefined || !isAbsent) throw error
    return ask(undefined)
  }
}

const halt = (state: CameraState) => {
  if (state.kind === 'live') for (const track of state.stream.getTracks()) track.stop()
}

/** A camera that starts again by itself when one is plugged in after none was there. `media` is `navigator.mediaDevices`, undefined outside a secure page. */
export function openLiveCamera(media: Media | undefined): LiveCamera {
  const listeners = new Set<() => void>()
  let snapshot: Snapshot = { state: { kind: 'asking' }, cameras: [] }
  let turn = 0
  let last: { choose: Choose; size: Resolution | undefined } | undefined

  const tell = (change: Partial<Snapshot>) => {
    snapshot = { ...snapshot, ...change }
    for (const listener of listeners) listener()
  }
  const trouble = (what: CameraTrouble) => tell({ state: { kind: 'trouble', trouble: what } })

  const onEnded = (track: MediaStreamTrack) => () => {
    if (snapshot.state.kind === 'live' && snapshot.state.track === track) trouble('unplugged')
  }
  const show = async (stream: MediaStream) => {
    const [track] = stream.getVideoTracks()
    if (!track) return trouble('none')
    track.addEventListener('ended', onEnded(track))
    tell({ state: { kind: 'live', stream, track, size: sizeOf(track), most: mostOf(track) } })
    // Names of cameras are told only once one is open.
    if (media) tell({ cameras: await listed(media) })
  }
  const start: LiveCamera['start'] = async (choose, size) => {
    const mine = ++turn
    last = { choose, size }
    halt(snapshot.state)
    if (!media) return trouble('unsupported')
    tell({ state: { kind: 'asking' } })
    try {
      const stream = await opened(media, choose(await listed(media)), size)
      if (mine !== turn) return void stream.getTracks().map(track => track.stop())
      await show(stream)
    } catch (error) {
      if (mine === turn) trouble(cameraTroubleOf(error))
    }
  }
  const onDevices = async () => {
    if (media) tell({ cameras: await listed(media) })
    const { state } = snapshot
    if (state.kind === 'trouble' && state.trouble !== 'denied' && last) await start(last.choose, last.size)
  }
  return {
    get: () => snapshot,
    watch(listener) {
      if (listeners.size === 0) media?.addEventListener('devicechange', onDevices)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) media?.removeEventListener('devicechange', onDevices)
      }
    },
    start,
    stop() {
      turn += 1
      halt(snapshot.state)
      tell({ state: { kind: 'asking' } })
    },
  }
}
