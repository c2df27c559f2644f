import { DeviceError } from '../errors.ts'
import { paused } from '../image-session.ts'
import { followSnapshots } from './follow.ts'
import type { ButtonFace } from './input-devices.ts'

export interface SnapshotNeeds {
  readonly buttons: () => Promise<readonly ButtonFace[]>
  readonly log: (line: string) => void
  readonly signal: AbortSignal
  /** Only tests set it. */
  readonly pause?: (ms: number) => Promise<void>
}

const lookMs = 1000

/**
 * A press of any camera's snapshot button, as they are plugged in, until the signal ends it. A button that may not be read is logged and
 * left out. Presses that nobody has taken yet are one.
 */
export async function* snapshotSteps(needs: SnapshotNeeds): AsyncGenerator<{ kind: 'snapshot' }, void, void> {
  const press = openPress(needs.signal)
  const watching = watch(needs, press.set)
  try {
    while (await press.taken()) yield { kind: 'snapshot' }
  } finally {
    await watching
  }
}

function openPress(signal: AbortSignal) {
  let isSet = false
  let wake: () => void = () => {}
  signal.addEventListener('abort', () => wake(), { once: true })
  return {
    set: () => {
      isSet = true
      wake()
    },
    /** Waits for a press; false once the signal has ended it. */
    taken: async (): Promise<boolean> => {
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      if (!isSet && !signal.aborted) await promise
      isSet = false
      return !signal.aborted
    },
  }
}

/** Looks for buttons every second and follows each; rejects nothing. */
async function watch(needs: SnapshotNeeds, pressed: () => void): Promise<void> {
  const { buttons, signal } = needs
  const pause = needs.pause ?? ((ms: number) => paused(ms, signal))
  const followed = new Map<string, Promise<void>>()
  /** Those that refused, until they are unplugged: the next one of that path may be another. */
  const refused = new Set<string>()
  while (!signal.aborted) {
    const faces = await buttons().catch(() => [])
    for (const path of refused) if (!faces.some(face => face.path === path)) refused.delete(path)
    for (const face of faces) {
      const { path } = face
      if (followed.has(path) || refused.has(path)) continue
      const following = follow(face, needs, pressed).then(isRefused => {
        followed.delete(path)
        if (isRefused) refused.add(path)
      })
      followed.set(path, following)
    }
    // Ended while it waits: that is the end, not a failure.
    await pause(lookMs).catch(() => undefined)
  }
  await Promise.all(followed.values())
}

const hex = (number: number): string => number.toString(16).padStart(4, '0')

/** Tells each press until the button is gone; true where it refused. */
async function follow(
  { path, vendorId, productId }: ButtonFace,
  { log, signal }: SnapshotNeeds,
  pressed: () => void,
): Promise<boolean> {
  try {
    for await (const _ of followSnapshots(path, signal)) pressed()
    return false
  } catch (error) {
    const code = error instanceof DeviceError ? error.code : 'devices.protocol'
    if (code === 'devices.gone') return false
    log(`the snapshot button of camera ${hex(vendorId)}:${hex(productId)} is left out: ${code}`)
    return true
  }
}
