import { read as readFile } from 'node:fs'
import { promisify } from 'node:util'
import type { SerialLine } from '../driver.ts'
import { DeviceError } from '../errors.ts'

interface Poller {
  once(event: 'readable', heard: (error: Error | null) => void): void
  stop(): void
}

/** What is used of the port of any system; `fd` and `poller` are there on Linux and macOS. */
interface NativePort {
  readonly fd?: unknown
  readonly poller?: Poller
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>
  write(buffer: Buffer): Promise<void>
  set(lines: { dtr: boolean; rts: boolean }): Promise<void>
  close(): Promise<void>
}

interface PortFace {
  readonly path: string
  readonly manufacturer?: string | undefined
  readonly serialNumber?: string | undefined
  readonly vendorId?: string | undefined
  readonly productId?: string | undefined
}

interface Binding {
  list(): Promise<readonly PortFace[]>
  open(options: SerialLine & { readonly path: string; readonly lock: boolean }): Promise<NativePort>
}

/** An open port. Each call rejects with whatever the system said. */
export interface Port {
  read(): Promise<Uint8Array>
  write(bytes: Uint8Array): Promise<void>
  /** Ends what waits; `close` comes when nothing is under way any more. */
  stop(): void
  close(): Promise<void>
}

let loading: Promise<Binding> | undefined

async function load(): Promise<Binding> {
  try {
    return (await import('serialport')).SerialPort.binding
  } catch (error) {
    throw new DeviceError('devices.transportMissing', 'serial', { cause: error })
  }
}

/** The native module, loaded by the first who needs it. Rejects devices.transportMissing where it is not there. */
export const serialBinding = (): Promise<Binding> => (loading ??= load())

const refusals: readonly (readonly [RegExp, 'devices.permission' | 'devices.busy' | 'devices.notKnown'])[] = [
  // Windows says "Access denied" when another program holds the port.
  [/cannot lock|busy|temporarily unavailable|access (is )?denied|EBUSY/iu, 'devices.busy'],
  [/permission denied|not permitted|EACCES|EPERM/iu, 'devices.permission'],
  [/no such|not found|ENOENT|ENXIO|ENODEV/iu, 'devices.notKnown'],
]

/** What a failed opening means: the native modules say it in words only. */
export function refusalOf(cause: unknown): DeviceError {
  const words = cause instanceof Error ? cause.message : ''
  const [, code = 'devices.stalled' as const] = refusals.find(([pattern]) => pattern.test(words)) ?? []
  return new DeviceError(code, 'open', { cause })
}

/** Opens a port exclusively and raises DTR and RTS, which feed the isolators in many meter cables. */
export async function openBinding(path: string, line: SerialLine): Promise<Port> {
  const binding = await serialBinding()
  const native = await binding.open({ ...line, path, lock: true }).catch((error: unknown) => {
    throw refusalOf(error)
  })
  // A PTY and some adapters have no modem lines and say ENOTTY.
  await native.set({ dtr: true, rts: true }).catch(() => {})
  const room = Buffer.alloc(65_536)
  const { poller } = native
  return {
    read: async () => {
      const bytesRead = poller
        ? await readUnix(native, poller, room)
        : (await native.read(room, 0, room.length)).bytesRead
      return Uint8Array.from(room.subarray(0, bytesRead))
    },
    write: bytes => native.write(Buffer.from(bytes)),
    stop: () => poller?.stop(),
    close: () => native.close(),
  }
}

const readSome = promisify(readFile)
const again = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR'])

const isAgain = (error: unknown): boolean => error instanceof Error && 'code' in error && again.has(String(error.code))

/**
 * The next bytes. The module's own loop takes 0 bytes for nothing yet and asks for ever, at full speed; but with VMIN = 1 on a
 * line that does not block, 0 bytes come only after a hang-up (termios(3)), so here they are the end, as EIO is.
 */
async function readUnix(port: NativePort, poller: Poller, room: Buffer): Promise<number> {
  for (;;) {
    if (typeof port.fd !== 'number') throw new Error('closed')
    try {
      const { bytesRead } = await readSome(port.fd, room, 0, room.length, null)
      if (bytesRead === 0) throw new Error('hung up')
      return bytesRead
    } catch (error) {
      if (!isAgain(error)) throw error
    }
    await new Promise<void>((resolve, reject) => {
      poller.once('readable', error => (error ? reject(error) : resolve()))
    })
  }
}
