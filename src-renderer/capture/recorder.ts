/** A clip that was recorded and is not kept yet. */
export interface Clip {
  readonly blob: Blob
  /** What recorded it, in words. */
  readonly label: string
  /** How long it plays. */
  readonly durationMs: number
  /** How long it ran by our own clock: a busy computer begins late and leaves pictures out. */
  readonly ranMs: number
  /** ISO 8601, when its first picture was taken. */
  readonly startedAt: string
}

/** The part of a clip that is shown: nothing is cut away, the original stays whole. Milliseconds. */
export interface Cut {
  readonly fromMs: number
  readonly toMs: number
}

/** Longer ones are for nobody to look at, and the engine takes no more than 100 MB. */
export const longestClipMs = 60_000
/** About 8 Mbit/s: fine detail of a lesion survives, and a minute stays below the limit. */
const bitsPerSecond = 8_000_000
const shortestCutMs = 200
/** Fewer pictures than play so long show no movement, and one alone does not play at all. */
const shortestClipMs = 300

/** A recording of so few pictures that it is no clip. */
export class TooFew extends Error {}

/** VP8 first: it is encoded while the live picture must go on, and VP9 leaves a small computer no time for that. */
const formats = ['video/webm;codecs=vp8', 'video/webm;codecs=vp9', 'video/webm', 'video/mp4'] as const

/** What this browser can record, the lightest to encode first; undefined where it records nothing. */
export const formatFor = (can: (format: string) => boolean): string | undefined => formats.find(can)

interface RecorderNeeds {
  readonly stream: MediaStream
  readonly format: string
  readonly now: () => Date
  /** How long a recording plays, in ms; undefined where that cannot be told. */
  readonly lengthOf: (recording: Blob) => Promise<number | undefined>
}

export interface Recorder {
  /** Resolves with what was recorded, once recording has ended by `stop`, by itself after a minute, or with the stream. */
  readonly done: Promise<Clip>
  readonly stop: () => void
}

/** Records the picture of a stream, never its sound: nobody's words belong to a picture of skin. Rejects with TooFew. */
export function openRecorder({ stream, format, now, lengthOf }: RecorderNeeds): Recorder {
  const tracks = stream.getVideoTracks()
  const recorder = new MediaRecorder(new MediaStream(tracks), { mimeType: format, videoBitsPerSecond: bitsPerSecond })
  const parts: Blob[] = []
  const began = now().getTime()
  let ended: number | undefined
  const stop = (): void => {
    ended ??= now().getTime()
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const timer = setTimeout(stop, longestClipMs)
  const whole = new Promise<Blob>((resolve, reject) => {
    recorder.ondataavailable = ({ data }) => {
      if (data.size > 0) parts.push(data)
    }
    recorder.onerror = () => reject(new Error('recording failed'))
    recorder.onstop = () => {
      clearTimeout(timer)
      ended ??= now().getTime()
      const [type = 'video/webm'] = format.split(';')
      resolve(new Blob(parts, { type }))
    }
  })
  const recorded = async (): Promise<Clip> => {
    const blob = await whole
    const ranMs = (ended ?? began) - began
    const plays = blob.size === 0 ? 0 : ((await lengthOf(blob)) ?? ranMs)
    if (plays < shortestClipMs) throw new TooFew()
    // Recording begins with the first picture that was encoded, not with the key.
    const startedAt = new Date(Math.max(began, began + ranMs - plays)).toISOString()
    return { blob, label: tracks[0]?.label ?? '', durationMs: Math.round(plays), ranMs, startedAt }
  }
  recorder.start(1000)
  return { done: recorded(), stop }
}

/** How much longer than it plays a recording may have run before that is said. */
const gapMs = 1000

/** The recording ran noticeably longer than it plays. */
export const hasGaps = ({ ranMs, durationMs }: Clip): boolean => ranMs - durationMs > gapMs

/** A cut moved at one end: within the clip, its ends in order and apart. */
export function cutMoved(
  cut: Cut,
  end: 'from' | 'to',
  { toMs, durationMs }: { toMs: number; durationMs: number },
): Cut {
  const at = Math.round(Math.min(Math.max(toMs, 0), durationMs))
  const least = Math.min(shortestCutMs, durationMs)
  return end === 'from'
    ? { fromMs: Math.min(at, cut.toMs - least), toMs: cut.toMs }
    : { fromMs: cut.fromMs, toMs: Math.max(at, cut.fromMs + least) }
}
