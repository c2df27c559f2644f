import { setTimeout as sleep } from 'node:timers/promises'
import type { SerialLine } from '../driver.ts'
import { DeviceError } from '../errors.ts'
import type { SerialWire, Wait } from '../wire.ts'
import { openBinding, type Port, serialBinding } from './serial-port.ts'
import { linuxSerialPorts } from './serial-sys.ts'

export interface SerialFace {
  readonly path: string
  readonly vendorId?: number
  readonly productId?: number
  readonly serial?: string
  readonly maker?: string
  readonly model?: string
  /** The label of a simulated port. */
  readonly simulated?: string
}

/** What may wait unread: above it the reader rests, and the system and the device's own flow control hold the rest. */
const mostWaiting = 1024 * 1024

/** Ports that a simulator stands behind: `CUTIS_SIM_PORTS=/path:label[,…]`. A PTY is in no system's list. */
export const simulatedPorts = (text = process.env['CUTIS_SIM_PORTS'] ?? ''): readonly SerialFace[] =>
  text.split(',').flatMap(entry => {
    const at = entry.lastIndexOf(':')
    return at > 0 && at < entry.length - 1 ? [{ path: entry.slice(0, at), simulated: entry.slice(at + 1) }] : []
  })

const number = (hex: string | undefined): number | undefined =>
  hex !== undefined && /^(0x)?[\da-f]{1,4}$/iu.test(hex) ? Number.parseInt(hex, 16) : undefined

/** The serial ports of this computer, without opening any, and the simulated ones. Rejects devices.transportMissing. */
export async function serialPorts(): Promise<readonly SerialFace[]> {
  const simulated = simulatedPorts()
  if (process.platform === 'linux') return [...(await linuxSerialPorts()), ...simulated]
  const binding = await serialBinding()
  const found = await binding.list().catch((cause: unknown) => {
    throw new DeviceError('devices.transportMissing', 'list', { cause })
  })
  const faces = found.map(({ path, vendorId, productId, serialNumber, manufacturer }): SerialFace => {
    const [vendor, product] = [number(vendorId), number(productId)]
    return {
      path,
      ...(vendor === undefined ? {} : { vendorId: vendor }),
      ...(product === undefined ? {} : { productId: product }),
      ...(serialNumber ? { serial: serialNumber } : {}),
      ...(manufacturer ? { maker: manufacturer } : {}),
    }
  })
  return [...faces, ...simulated]
}

const check = (step: string, { signal }: Wait): void => {
  if (signal.aborted) throw new DeviceError('devices.cancelled', step)
}

/** A call with an end: what it answers later is dropped. */
async function within<T>(step: string, call: Promise<T>, wait: Wait): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const end = (code: 'devices.noAnswer' | 'devices.cancelled') => (): void => reject(new DeviceError(code, step))
  const timer = setTimeout(end('devices.noAnswer'), wait.timeoutMs)
  const cancel = end('devices.cancelled')
  wait.signal.addEventListener('abort', cancel, { once: true })
  void call.catch(() => {})
  try {
    return await Promise.race([call, promise])
  } finally {
    clearTimeout(timer)
    wait.signal.removeEventListener('abort', cancel)
  }
}

/** Opens a serial port with a reader on it from the first byte. Only one may hold it. */
export async function openSerialWire(path: string, line: SerialLine, wait: Wait): Promise<SerialWire> {
  check('open', wait)
  const opening = openBinding(path, line)
  try {
    return wireOf(await within('open', opening, wait))
  } catch (error) {
    // A handle that comes too late is let go, or the port stays held.
    void opening.then(port => port.close()).catch(() => {})
    throw error
  }
}

/** Pieces between the reader and whoever asks for them. */
function openBasin() {
  const pieces: Uint8Array[] = []
  let held = 0
  let end: DeviceError | undefined
  let moved = Promise.withResolvers<void>()
  const stir = (): void => {
    moved.resolve()
    moved = Promise.withResolvers<void>()
  }
  return {
    put: (piece: Uint8Array): void => {
      pieces.push(piece)
      held += piece.length
      stir()
    },
    /** What came before the end is still given. */
    fail: (error: DeviceError): void => {
      end ??= error
      stir()
    },
    end: () => end,
    isFull: () => held >= mostWaiting,
    take: (): Uint8Array | undefined => {
      const first = pieces.shift()
      if (first) {
        held -= first.length
        stir()
      }
      return first
    },
    moved: () => moved.promise,
  }
}

const gone = (step: string, cause?: unknown): DeviceError => new DeviceError('devices.gone', step, { cause })

function wireOf(port: Port): SerialWire {
  const basin = openBasin()
  let tail: Promise<void> = Promise.resolve()
  const loop = async (): Promise<void> => {
    while (!basin.end()) {
      if (basin.isFull()) await basin.moved()
      else basin.put(await port.read())
    }
  }
  const looped = loop().catch((error: unknown) => basin.fail(gone('read', error)))
  const shut = async (): Promise<void> => {
    basin.fail(gone('closed'))
    // A number that is closed while a read or write is under way may by then be another file's.
    const still = Promise.allSettled([looped, tail]).then(() => true as const)
    for (;;) {
      port.stop()
      if (await Promise.race([still, sleep(20, false)])) break
    }
    await port.close().catch(() => {})
  }
  let closing: Promise<void> | undefined
  return {
    kind: 'serial',
    read: async wait => {
      const until = performance.now() + wait.timeoutMs
      for (;;) {
        check('read', wait)
        const piece = basin.take()
        if (piece) return piece
        const end = basin.end()
        if (end) throw end
        await within('read', basin.moved(), { ...wait, timeoutMs: until - performance.now() })
      }
    },
    write: async (bytes, wait) => {
      check('write', wait)
      const end = basin.end()
      if (end) throw end
      const own = tail.then(() => port.write(bytes)).catch((error: unknown) => Promise.reject(gone('write', error)))
      tail = own.catch(() => {})
      await within('write', own, wait)
    },
    close: () => (closing ??= shut()),
  }
}
