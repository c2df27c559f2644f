import type { Device } from '../../src-shared/contract/capture.ts'
import type { Resolution } from './camera.ts'

/** One picture that was taken or brought in and is not yet kept. Owns its pixels: `close` gives them back. */
export interface Still {
  /** What is drawn; undefined for a format this display cannot draw (it can be kept all the same). */
  readonly pixels: ImageBitmap | undefined
  /** The original's size in px. */
  readonly size: Resolution
  /** The original bytes, exactly as they will be kept; still being encoded when the picture is first shown. */
  readonly bytes: Promise<Blob>
  /** ISO 8601, when the shutter was pressed or, for files, when they were brought in. */
  readonly takenAt: string
  readonly source: Device['source']
  readonly label: string
  readonly settings?: NonNullable<Device['settings']>
}

/** The still does not hold what the camera promised, so it is not offered for keeping. */
export class SmallStill extends Error {
  override readonly name = 'SmallStill'
  readonly got: Resolution
  readonly promised: Resolution
  constructor(got: Resolution, promised: Resolution) {
    super('still smaller than the live picture')
    this.got = got
    this.promised = promised
  }
}

/** True where the still has at least the px of the live picture, in either orientation. */
export function isWhole(got: Resolution, promised: Resolution): boolean {
  const [long, short] = [Math.max(got.width, got.height), Math.min(got.width, got.height)]
  return long >= Math.max(promised.width, promised.height) && short >= Math.min(promised.width, promised.height)
}

/** Up to this many px a still is kept without loss; beyond it as JPEG without colour subsampling, which is far quicker. */
const losslessUpToPx = 4_200_000

/** The encoding that keeps what the sensor gave: PNG, or for large pictures JPEG at full quality (4:4:4). */
export const encodingFor = ({ width, height }: Resolution): { type: string; quality?: number } =>
  width * height <= losslessUpToPx ? { type: 'image/png' } : { type: 'image/jpeg', quality: 1 }

async function encoded(pixels: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height)
  canvas.getContext('2d', { alpha: false })?.drawImage(pixels, 0, 0)
  return canvas.convertToBlob(encodingFor(pixels))
}

interface Taking {
  readonly video: HTMLVideoElement
  readonly track: MediaStreamTrack
  readonly now: Date
}

/** Simple settings of a track, as stored with the picture; ids of devices and groups stay out. */
export function settingsOf(track: MediaStreamTrack): NonNullable<Device['settings']> {
  const entries = Object.entries(track.getSettings()).filter(
    ([key, value]) => !key.endsWith('Id') && ['string', 'number', 'boolean'].includes(typeof value),
  )
  return Object.fromEntries(entries) as NonNullable<Device['settings']>
}

const sizeOf = ({ width, height }: ImageBitmap): Resolution => ({ width, height })

const promisedBy = (track: MediaStreamTrack): Resolution => {
  const { width = 0, height = 0 } = track.getSettings()
  return { width, height }
}

/** A photograph larger than the live picture, where the camera makes one; undefined where it does not, or not in time. */
async function photograph(track: MediaStreamTrack, live: Resolution): Promise<Blob | undefined> {
  if (typeof ImageCapture === 'undefined' || track.readyState !== 'live') return undefined
  const capture = new ImageCapture(track)
  const able = await capture.getPhotoCapabilities().catch(() => undefined)
  const [width, height] = [able?.imageWidth?.max ?? 0, able?.imageHeight?.max ?? 0]
  if (width * height <= live.width * live.height) return undefined
  const late = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), photoPatienceMs))
  const photo = capture.takePhoto({ imageWidth: width, imageHeight: height }).catch(() => undefined)
  return Promise.race([photo, late])
}
const photoPatienceMs = 4000

/**
 * The still of this moment: the frame on screen at the track's full size, or the camera's own larger photograph where it
 * offers one (a frozen picture is always taken as shown). Throws `SmallStill` where it is smaller than the track says.
 */
export async function takeStill({ video, track, now }: Taking): Promise<Still> {
  const promised = promisedBy(track)
  const frame = await createImageBitmap(video)
  const common = {
    takenAt: now.toISOString(),
    source: 'camera',
    label: track.label,
    settings: settingsOf(track),
  } as const
  const photo = video.paused ? undefined : await photograph(track, promised)
  const large = photo && (await createImageBitmap(photo).catch(() => undefined))
  if (photo && large && isWhole(large, promised)) {
    frame.close()
    return { ...common, pixels: large, size: sizeOf(large), bytes: Promise.resolve(photo) }
  }
  large?.close()
  if (!isWhole(frame, promised)) {
    const got = sizeOf(frame)
    frame.close()
    throw new SmallStill(got, promised)
  }
  const bytes = encoded(frame)
  // Awaited when it is kept; a failure must not count as unhandled until then.
  bytes.catch(() => {})
  return { ...common, pixels: frame, size: sizeOf(frame), bytes }
}

/** Longer side up to which a brought-in picture is drawn; a panorama need not fill the memory to be looked at. */
const drawnUpToPx = 4096

interface Brought {
  readonly file: File
  readonly source: 'file' | 'paste'
  /** Instead of the file's name. */
  readonly label?: string | undefined
  readonly settings?: Still['settings'] | undefined
  /** As the engine found it; nothing is decoded here before the engine has looked at the bytes. */
  readonly size: Resolution
  readonly now: Date
}

/** A picked, dropped or pasted picture as a still; its bytes are kept untouched. */
export async function stillOfFile({ file, source, size, now, label, settings }: Brought): Promise<Still> {
  const scale = drawnUpToPx / Math.max(size.width, size.height)
  const smaller = scale < 1 ? { resizeWidth: Math.max(1, Math.round(size.width * scale)) } : {}
  const pixels = await createImageBitmap(file, smaller).catch(() => undefined)
  const bytes = Promise.resolve(file)
  const known = { takenAt: now.toISOString(), source, label: label ?? file.name, ...(settings ? { settings } : {}) }
  return { pixels, size, bytes, ...known }
}
