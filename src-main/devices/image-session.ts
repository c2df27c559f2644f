import { dcimManifest, watchedManifest } from './drivers/dcim/manifest.ts'
import { openDcimSource } from './drivers/dcim/source.ts'
import { ptpManifest } from './drivers/ptp/manifest.ts'
import { openPtpSource } from './drivers/ptp/source.ts'
import { DeviceError } from './errors.ts'
import type { Session } from './hub.ts'
import type { ImageSource } from './images.ts'

interface Opening {
  readonly now: () => Date
  readonly signal: AbortSignal
  /** What was found out of files before; filled as they are read. */
  readonly known?: Map<string, string>
}

/** The pictures behind a session. They are not taped: their own bytes are kept. The session ends with the source, or at once where there are none. */
export async function imagesOf(session: Session, opening: Opening): Promise<ImageSource> {
  try {
    const source = await sourceOf(session, opening)
    return {
      ...source,
      close: async () => {
        await source.close()
        await session.close()
      },
    }
  } catch (error) {
    await session.close()
    throw error
  }
}

async function sourceOf({ driver, bare, deviceKey }: Session, { now, signal, known }: Opening): Promise<ImageSource> {
  const { id } = driver.manifest
  const options = known ? { known } : {}
  if (bare.kind === 'usb' && id === ptpManifest.id) {
    const context = { signal, now, progress: () => {}, pause: (ms: number) => paused(ms, signal) }
    return await openPtpSource(bare, { deviceKey, context })
  }
  if (bare.kind === 'folder' && id === dcimManifest.id) return openDcimSource(bare, options)
  if (bare.kind === 'folder' && id === watchedManifest.id) return openDcimSource(bare, { ...options, isWatched: true })
  throw new DeviceError('devices.unsupported', 'pictures')
}

/** Waits by this computer's clock, or rejects devices.cancelled. */
export async function paused(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const cancel = (): void => reject(new DeviceError('devices.cancelled', 'pause'))
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  try {
    await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
  }
}
