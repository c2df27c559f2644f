import type { z } from 'zod'
import type { capture, DeviceImage } from '../../src-shared/contract/capture.ts'
import { Fault } from '../../src-shared/faults.ts'
import { type Context, DeviceError, type Devices, type ImageFace, type ImageSource, paused } from '../devices/index.ts'
import { limits } from '../imaging/index.ts'
import type { Asking } from '../kernel/door.ts'
import type { Service } from '../kernel/service.ts'
import type { Drawer } from './desk.ts'
import type { Incoming } from './incoming.ts'
import { told } from './told.ts'
import { waitingFaceOf } from './upload.ts'

export interface FromDeviceNeeds extends Drawer {
  readonly devices: Pick<Devices, 'openImages'>
  readonly incoming: Incoming
  readonly now: () => Date
}

type Calls = Service<typeof capture>

export interface FromDevice extends Pick<Calls, 'deviceImages' | 'takeDeviceImage' | 'releaseShutter'> {
  /** At a lock: lets go of every device and stops what is being read. */
  forget(): void
}

/** A device that somebody looks through. */
interface Holding {
  readonly userId: string
  readonly source: ImageSource
  readonly faces: Map<string, ImageFace>
  readonly stop: AbortController
  /** Resolves when the device has been let go. */
  readonly ended: Promise<void>
  busy: boolean
}

/** Pictures of cameras, phones, cards and folders: listed, read into the waiting room one by one, never changed and never erased. */
export function openFromDevice(needs: FromDeviceNeeds): FromDevice {
  const holdings = new Map<string, Holding>()
  const find = (deviceKey: string, asking: Asking): Holding => {
    const holding = holdings.get(deviceKey)
    const isMine = holding?.userId === asking.who().userId && !holding.stop.signal.aborted
    if (!isMine) throw new DeviceError('devices.notKnown', 'pictures')
    return holding
  }
  return {
    deviceImages: ({ deviceKey }, asking) => lookedThrough(needs, holdings, { deviceKey, asking }),
    takeDeviceImage: ({ deviceKey, key }, asking) => takenFrom(needs, find(deviceKey, asking), { key, asking }),
    releaseShutter: async ({ deviceKey }, asking) => {
      const holding = find(deviceKey, asking)
      const { source } = holding
      const press = (context: Context): Promise<ImageFace> => {
        if (!source.shutter) throw new DeviceError('devices.unsupported', 'shutter')
        return source.shutter(context)
      }
      const signal = AbortSignal.any([holding.stop.signal, ...signalsOf(asking)])
      const face = await alone(holding, () => press(contextOf(needs, signal)))
      holding.faces.set(face.key, face)
      return { ...face, known: false }
    },
    forget: () => {
      for (const { stop } of holdings.values()) stop.abort()
    },
  }
}

type Asked<What> = What & { readonly asking: Asking }
type DeviceImageFace = z.input<typeof DeviceImage>

const signalsOf = ({ signal }: Asking): AbortSignal[] => (signal ? [signal] : [])

const contextOf = (
  { now }: FromDeviceNeeds,
  signal: AbortSignal,
  progress: Context['progress'] = () => {},
): Context => ({
  signal,
  now,
  progress,
  pause: ms => paused(ms, signal),
})

/** A device answers one question at a time. */
async function alone<Answer>(holding: Holding, work: () => Promise<Answer>): Promise<Answer> {
  if (holding.busy) throw new DeviceError('devices.busy', 'pictures')
  holding.busy = true
  try {
    return await work()
  } finally {
    holding.busy = false
  }
}

/** Tells the pictures of a device and holds it until the asker goes away. */
async function* lookedThrough(
  needs: FromDeviceNeeds,
  holdings: Map<string, Holding>,
  { deviceKey, asking }: Asked<{ deviceKey: string }>,
) {
  const { userId } = asking.who()
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, ...signalsOf(asking)])
  // The same sheet opened again at once: the one before is still letting go.
  const before = holdings.get(deviceKey)
  if (before?.stop.signal.aborted) await before.ended
  const source = await needs.devices.openImages(deviceKey, signal)
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const holding: Holding = { userId, source, faces: new Map(), stop, ended, busy: false }
  holdings.set(deviceKey, holding)
  // At once, and not only when the asker next listens: somebody else may want the device.
  const letGo = (): void => {
    stop.abort()
    void source
      .close()
      .catch(() => undefined)
      .then(() => {
        holdings.delete(deviceKey)
        end()
      })
  }
  signal.addEventListener('abort', letGo, { once: true })
  if (signal.aborted) letGo()
  try {
    const faces = yield* told(progress => alone(holding, () => source.list(contextOf(needs, signal, progress))))
    for (const face of faces) holding.faces.set(face.key, face)
    yield { kind: 'listed' as const, images: await knownOf(needs, faces), shutter: source.shutter !== undefined }
    await aborted(signal)
  } finally {
    stop.abort()
    await ended
  }
}

async function knownOf({ store }: FromDeviceNeeds, faces: readonly ImageFace[]): Promise<DeviceImageFace[]> {
  const known = new Set(await store.knownImages(faces.map(({ key }) => key)))
  return faces.map(face => ({ ...face, known: known.has(face.key) }))
}

/** Reads one picture into the waiting room. */
async function* takenFrom(needs: FromDeviceNeeds, holding: Holding, { key, asking }: Asked<{ key: string }>) {
  const by = asking.who()
  const face = holding.faces.get(key)
  if (!face) throw new DeviceError('devices.fileChanged', 'read')
  if (face.sizeBytes > limits.bytes) throw new Fault('capture.tooLarge')
  const left = new AbortController()
  const signal = AbortSignal.any([holding.stop.signal, left.signal, ...signalsOf(asking)])
  try {
    const bytes = yield* told(progress =>
      alone(holding, () => holding.source.read(face, contextOf(needs, signal, progress))),
    )
    if (signal.aborted) throw new DeviceError('devices.cancelled', 'read')
    yield { kind: 'taken' as const, upload: waitingFaceOf(await needs.incoming.take(by, bytes)) }
  } finally {
    left.abort()
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}
