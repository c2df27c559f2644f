import { Fault } from '../../src-shared/faults.ts'
import type { Context, Session } from '../devices/index.ts'
import type { Desk } from './desk.ts'

/** Waits by this computer's clock, or rejects devices.cancelled. */
const waited = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancelled = (): void => {
      clearTimeout(timer)
      reject(new Fault('devices.cancelled'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancelled)
      resolve()
    }, ms)
    if (signal.aborted) return cancelled()
    signal.addEventListener('abort', cancelled, { once: true })
  })

/** What a driver is lent while it speaks with a device. */
export const contextOf = (desk: Desk, signal: AbortSignal, progress: Context['progress'] = () => {}): Context => ({
  signal,
  progress,
  now: desk.now,
  pause: desk.pause ?? (ms => waited(ms, signal)),
})

/** Opens a device, works with it, and lets go of it whatever happened. */
export async function withDevice<T>(
  desk: Desk,
  { deviceKey, signal }: { readonly deviceKey: string; readonly signal: AbortSignal },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await desk.devices.open(deviceKey, signal)
  try {
    return await work(session)
  } finally {
    // A device that is gone cannot be closed any better.
    await session.close().catch(() => undefined)
  }
}
