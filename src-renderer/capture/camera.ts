/** Why there is no live picture. Each has its sentence and next step under `capture:camera.<trouble>`. */
export type CameraTrouble = 'denied' | 'none' | 'busy' | 'unplugged' | 'unsupported' | 'failed'

/** The camera a person last used here. Device ids change with the browser's profile, so the label is kept too. */
export interface RememberedCamera {
  readonly deviceId: string
  readonly label: string
  readonly widthPx?: number
  readonly heightPx?: number
}

export interface Resolution {
  readonly width: number
  readonly height: number
}

const byName: Readonly<Record<string, CameraTrouble>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  DevicesNotFoundError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
  TypeError: 'unsupported',
}

/** What a refusal of `getUserMedia` means (W3C Media Capture and Streams, 10.3). */
export const cameraTroubleOf = (error: unknown): CameraTrouble =>
  byName[(error as { name?: string } | undefined)?.name ?? ''] ?? 'failed'

/** Full resolution first: the largest ideal, and no scaling or cropping by the browser. */
const largest: Resolution = { width: 3840, height: 2160 }

/** What to ask of a camera: this one where given, at this size or the largest it has, unscaled. */
export function constraintsFor(deviceId: string | undefined, size: Resolution = largest): MediaTrackConstraints {
  return {
    ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
    width: { ideal: size.width },
    height: { ideal: size.height },
    // Not yet in TypeScript's DOM library; without it a browser may enlarge or crop a smaller mode.
    ...({ resizeMode: { ideal: 'none' } } as object),
  }
}

type Named = Pick<MediaDeviceInfo, 'deviceId' | 'label'>

/** The remembered camera among those plugged in: by id, else by its name; undefined where it is not here. */
export const findCamera = <T extends Named>(
  cameras: readonly T[],
  remembered: RememberedCamera | undefined,
): T | undefined =>
  remembered &&
  (cameras.find(({ deviceId }) => deviceId === remembered.deviceId) ??
    cameras.find(({ label }) => label !== '' && label === remembered.label))

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0

/** Reads the stored preference; anything odd counts as nothing remembered. */
export function rememberedFrom(text: string | undefined): RememberedCamera | undefined {
  if (text === undefined || text === '') return undefined
  try {
    const { deviceId, label, widthPx, heightPx } = JSON.parse(text) as Record<string, unknown>
    if (typeof deviceId !== 'string' || typeof label !== 'string') return undefined
    const size = isPositive(widthPx) && isPositive(heightPx) ? { widthPx, heightPx } : {}
    return { deviceId, label, ...size }
  } catch {
    return undefined
  }
}

/** Sizes cameras commonly have; browsers tell only the largest, not the list. */
const common: readonly Resolution[] = [
  { width: 4656, height: 3496 },
  { width: 4208, height: 3120 },
  { width: 4000, height: 3000 },
  { width: 3840, height: 2160 },
  { width: 3264, height: 2448 },
  { width: 2592, height: 1944 },
  { width: 2560, height: 1440 },
  { width: 2048, height: 1536 },
  { width: 1920, height: 1080 },
  { width: 1600, height: 1200 },
  { width: 1280, height: 960 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
]

const same = (a: Resolution, b: Resolution): boolean => a.width === b.width && a.height === b.height

/** Sizes to offer, largest first: the camera's own maximum, the present one, and common ones between. */
export function resolutionsOf(most: Resolution | undefined, now: Resolution): readonly Resolution[] {
  const limit = most ?? now
  const within = common.filter(({ width, height }) => width <= limit.width && height <= limit.height)
  const all = [limit, now, ...within].filter((size, at, list) => list.findIndex(other => same(other, size)) === at)
  return all.sort((a, b) => b.width * b.height - a.width * a.height)
}
