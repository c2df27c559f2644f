import type { DeviceImage } from '../../src-shared/contract/capture.ts'
import type { CutisClient } from '../../src-shared/contract/index.ts'
import { deviceImageKey } from '../../src-shared/device-image-key.ts'
import type { Bytes, Upload } from '../link/index.ts'
import { damaged, sha256Of } from './keep.ts'

export type ImagesState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'reading'; readonly done: number; readonly total?: number | undefined }
  | { readonly kind: 'listed'; readonly images: readonly DeviceImage[]; readonly shutter: boolean }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A device whose pictures are looked through; it is in use from `start` to `stop`. */
export interface DeviceImages {
  readonly get: () => ImagesState
  readonly watch: (listener: () => void) => () => void
  readonly start: (deviceKey: string) => void
  readonly stop: () => void
}

type Calls = Pick<CutisClient['capture'], 'deviceImages' | 'takeDeviceImage'>

/** Follows what the engine tells of one device at a time. */
export function openDeviceImages({ deviceImages }: Pick<Calls, 'deviceImages'>): DeviceImages {
  const listeners = new Set<() => void>()
  let state: ImagesState = { kind: 'closed' }
  let running: AbortController | undefined
  let runningKey: string | undefined
  const tell = (next: ImagesState) => {
    state = next
    for (const listener of listeners) listener()
  }
  const follow = async (deviceKey: string, mine: AbortController) => {
    const tellMine = (next: ImagesState) => mine === running && tell(next)
    try {
      for await (const event of await deviceImages({ deviceKey }, { signal: mine.signal })) tellMine(event)
      tellMine({ kind: 'closed' })
    } catch (error) {
      tellMine({ kind: 'failed', error })
    }
  }
  const stop = () => {
    running?.abort()
    running = undefined
    if (state.kind !== 'closed') tell({ kind: 'closed' })
  }
  return {
    get: () => state,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    start(deviceKey) {
      // Opened again while pictures of it still wait: it goes on as it is.
      if (running && runningKey === deviceKey && state.kind !== 'failed' && state.kind !== 'closed') return
      stop()
      runningKey = deviceKey
      running = new AbortController()
      tell({ kind: 'reading', done: 0 })
      void follow(deviceKey, running)
    },
    stop,
  }
}

/** A picture that was brought in, and what is already known of it. */
export interface BroughtPicture {
  readonly file: File
  readonly upload: Upload
  readonly label: string
  readonly settings?: Readonly<Record<string, string>>
}

interface Reading {
  readonly capture: Pick<Calls, 'takeDeviceImage'>
  readonly urlOf: Bytes['urlOf']
  readonly signal: AbortSignal
  readonly onShare: (share: number) => void
  readonly fetched?: typeof fetch
}

interface Chosen {
  readonly deviceKey: string
  readonly deviceLabel: string
  readonly image: DeviceImage
}

/** Has the engine read one picture of a device, and fetches it from the waiting room to be looked at. It stays on the device. */
export async function broughtFromDevice(
  needs: Reading,
  { deviceKey, deviceLabel, image }: Chosen,
): Promise<BroughtPicture> {
  const upload = await taken(needs, { deviceKey, key: image.key })
  const answer = await (needs.fetched ?? fetch)(needs.urlOf(upload.uploadId, 'full'), { signal: needs.signal })
  const blob = await answer.blob()
  if (!answer.ok || (await sha256Of(blob)) !== upload.sha256) throw damaged()
  return {
    file: new File([blob], image.name, { type: upload.mediaType }),
    upload,
    label: `${deviceLabel}: ${image.name}`,
    settings: { [deviceImageKey]: image.key, ...(image.takenAt ? { deviceTime: image.takenAt } : {}) },
  }
}

async function taken({ capture, signal, onShare }: Reading, at: { deviceKey: string; key: string }): Promise<Upload> {
  for await (const event of await capture.takeDeviceImage(at, { signal })) {
    if (event.kind === 'taken') return event.upload
    if (event.total) onShare(event.done / event.total)
  }
  throw damaged()
}

/** Newest first; what says no time comes last, by its name. */
export const newestFirst = (images: readonly DeviceImage[]): readonly DeviceImage[] =>
  images.toSorted(
    (one, other) => (other.takenAt ?? '').localeCompare(one.takenAt ?? '') || other.name.localeCompare(one.name),
  )
