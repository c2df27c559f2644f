/** What a side sends: sound and camera in one stream, the dermatoscope in a second. Never without a track, so that
 * another camera is a change of track and not a new negotiation. */
export interface Sending {
  readonly main: MediaStream
  readonly scope: MediaStream | undefined
}

/** A picture of nothing: black, a frame now and then. */
export function blackTrack(): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 180
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height)
  const [track] = canvas.captureStream(1).getVideoTracks()
  if (track === undefined) throw new Error('no picture can be made here')
  return track
}

/** Sound of nothing. */
export function silentTrack(): MediaStreamTrack {
  const [track] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()
  if (track === undefined) throw new Error('no sound can be made here')
  return track
}

/** What was granted of camera and microphone. */
export interface Granted {
  readonly camera: MediaStreamTrack | undefined
  readonly microphone: MediaStreamTrack | undefined
}

const sound = { echoCancellation: true, noiseSuppression: true }

const tracksOf = async (wish: MediaStreamConstraints): Promise<MediaStreamTrack[]> => {
  try {
    return (await navigator.mediaDevices.getUserMedia(wish)).getTracks()
  } catch {
    return []
  }
}

/** Asks for both, then for sound alone: a refused or missing camera must not cost the voice. */
export async function askForMedia(deviceId?: string): Promise<Granted> {
  const picture = {
    width: { ideal: 1920 },
    height: { ideal: 1080 },
    ...(deviceId === undefined ? { facingMode: 'user' } : { deviceId: { exact: deviceId } }),
  }
  const both = await tracksOf({ video: picture, audio: sound })
  const tracks = both.length > 0 ? both : await tracksOf({ audio: sound })
  return {
    camera: tracks.find(({ kind }) => kind === 'video'),
    microphone: tracks.find(({ kind }) => kind === 'audio'),
  }
}

/** The same, as something to send; what was refused is black or silent. */
export const sendingOf = ({ camera, microphone }: Granted, withScope: boolean): Sending => ({
  main: new MediaStream([microphone ?? silentTrack(), camera ?? blackTrack()]),
  scope: withScope ? new MediaStream([blackTrack()]) : undefined,
})

/** The same tracks in streams of their own, for another connection: a track replaced in one must not be missed in the other. */
export const sharedSending = ({ main, scope }: Sending): Sending => ({
  main: new MediaStream(main.getTracks()),
  scope: scope && new MediaStream(scope.getTracks()),
})

/** A screen or a window that its owner picks in the browser's own dialogue; undefined where they do not. */
export async function askForScreen(): Promise<MediaStream | undefined> {
  try {
    return await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 10 } }, audio: false })
  } catch {
    return undefined
  }
}
