import { access, constants } from 'node:fs/promises'
import type * as NodeHid from 'node-hid'
import { DeviceError } from '../errors.ts'
import type { HidWire, Wait } from '../wire.ts'

type Native = typeof NodeHid

export interface HidFace {
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  readonly serial?: string
  readonly maker?: string
  readonly model?: string
  readonly usagePage?: number
  readonly interfaceNumber: number
}

/** How long one look into the reports lasts: a cancelled read ends within it, because a native read cannot be called back. */
const sliceMs = 40

let loading: Promise<Native> | undefined

async function load(): Promise<Native> {
  try {
    const module = await import('node-hid')
    const native = 'default' in module ? (module.default as Native) : module
    // libusb instead of hidraw: what the tests' USB simulator can stand behind.
    if (process.env['CUTIS_HID_DRIVER'] === 'libusb') native.setDriverType('libusb')
    return native
  } catch (error) {
    throw new DeviceError('devices.transportMissing', 'hid', { cause: error })
  }
}

const native = (): Promise<Native> => (loading ??= load())

/** The HID devices that are plugged in, without opening any. Rejects devices.transportMissing where the native module is not there. */
export async function hidDevices(): Promise<readonly HidFace[]> {
  const hid = await native()
  // The binding itself is loaded by the first call.
  const found = await hid.devicesAsync().catch((error: unknown) => {
    throw new DeviceError('devices.transportMissing', 'hid', { cause: error })
  })
  return found.flatMap(({ path, serialNumber, manufacturer, product, usagePage, ...rest }) =>
    path === undefined
      ? []
      : [
          {
            path,
            vendorId: rest.vendorId,
            productId: rest.productId,
            interfaceNumber: rest.interface,
            ...(serialNumber ? { serial: serialNumber } : {}),
            ...(manufacturer ? { maker: manufacturer } : {}),
            ...(product ? { model: product } : {}),
            ...(usagePage === undefined ? {} : { usagePage }),
          },
        ],
  )
}

const isListed = async (path: string): Promise<boolean> => (await hidDevices()).some(face => face.path === path)

/** hidapi says only that it cannot open: what is known of the path tells why. */
async function refusalOf(path: string, cause: unknown): Promise<DeviceError> {
  if (!(await isListed(path))) return new DeviceError('devices.gone', 'open', { cause })
  const isFile = path.startsWith('/dev/')
  const allowed = !isFile || (await access(path, constants.R_OK | constants.W_OK).then(...yesOrNo))
  return new DeviceError(allowed ? 'devices.busy' : 'devices.permission', 'open', { cause })
}
const yesOrNo = [() => true, () => false] as const

/** A native call with an end: what it later answers is dropped. */
async function within<T>(step: string, call: Promise<T>, wait: Wait): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = (code: 'devices.noAnswer' | 'devices.cancelled') => (): void => reject(new DeviceError(code, step))
  const timer = setTimeout(end('devices.noAnswer'), wait.timeoutMs)
  const cancel = end('devices.cancelled')
  wait.signal.addEventListener('abort', cancel, { once: true })
  // It may fail when nobody waits any more.
  void call.catch(() => {})
  try {
    return await Promise.race([call, promise])
  } finally {
    clearTimeout(timer)
    wait.signal.removeEventListener('abort', cancel)
  }
}

const check = (step: string, { signal }: Wait): void => {
  if (signal.aborted) throw new DeviceError('devices.cancelled', step)
}

/** Opens one HID device by the path that `hidDevices` gave. Only one may hold it. */
export async function openHidWire(path: string, wait: Wait): Promise<HidWire> {
  check('open', wait)
  const { HIDAsync: Handle } = await native()
  const opening = Handle.open(path).catch(async (error: unknown) => {
    throw await refusalOf(path, error)
  })
  try {
    return wireOf(await within('open', opening, wait), path)
  } catch (error) {
    // A handle that comes too late is let go, or the device stays held.
    void opening.then(handle => handle.close()).catch(() => {})
    throw error
  }
}

function wireOf(handle: NodeHid.HIDAsync, path: string): HidWire {
  let closing: Promise<void> | undefined
  const failed = async (step: string, cause: unknown): Promise<never> => {
    if (cause instanceof DeviceError) throw cause
    const gone = closing !== undefined || !(await isListed(path).catch(() => false))
    throw new DeviceError(gone ? 'devices.gone' : 'devices.stalled', step, { cause })
  }
  const read = async (wait: Wait): Promise<Uint8Array> => {
    const until = performance.now() + wait.timeoutMs
    for (;;) {
      check('read', wait)
      const left = until - performance.now()
      if (left <= 0) throw new DeviceError('devices.noAnswer', 'read')
      const report = await handle.read(Math.ceil(Math.min(left, sliceMs)))
      if (report && report.length > 0) return Uint8Array.from(report)
    }
  }
  const send = async (step: string, call: () => Promise<number>, wait: Wait): Promise<void> => {
    check(step, wait)
    await within(step, call(), wait).catch((error: unknown) => failed(step, error))
  }
  return {
    kind: 'hid',
    read: wait => read(wait).catch((error: unknown) => failed('read', error)),
    write: (report, wait) => send('write', () => handle.write(Buffer.from(report)), wait),
    feature: (report, wait) => send('feature', () => handle.sendFeatureReport(Buffer.from(report)), wait),
    close: () => (closing ??= handle.close().catch(() => {})),
  }
}
