import type { Context, Decoded, Driver } from '../driver.ts'
import { DeviceError } from '../errors.ts'
import type { Tape } from '../tape.ts'
import { openRecorder, taped } from '../taped.ts'
import type { Endpoint, Wires } from '../wire.ts'
import { type Bench, type Cut, openBench } from './in-process.ts'
import type { PlugIn } from './model.ts'

export interface Drive {
  readonly tape: Tape
  /** By the model's clock. */
  readonly tookMs: number
  /** What `fetch` threw. */
  readonly error?: unknown
  readonly decoded?: Decoded
}

/** The code of a DeviceError, `none` where nothing went wrong, and the whole of what should not have been thrown. */
export function codeOf(error: unknown): string {
  if (error === undefined) return 'none'
  if (error instanceof DeviceError) return error.code
  return error instanceof Error ? `not a DeviceError: ${error.stack ?? error.message}` : 'not an error'
}

const startedMs = Date.parse('2026-03-01T12:00:00Z')

interface Taping {
  readonly bench: Bench
  readonly cancelAtMs?: number
}

/** Fetches from a model over a taped wire in virtual time, and decodes what is on the tape. */
async function drive<Kind extends 'hid' | 'serial' | 'usb'>(
  driver: Driver<Kind>,
  wire: Wires[Kind],
  { bench, cancelAtMs }: Taping,
): Promise<Drive> {
  const now = (): Date => new Date(startedMs + bench.time.nowMs())
  const recorder = openRecorder(now, () => bench.time.nowMs() * 1000)
  const stop = new AbortController()
  if (cancelAtMs !== undefined) bench.time.after(cancelAtMs, () => stop.abort())
  const context: Context = { signal: stop.signal, progress: () => {}, now, pause: bench.pause }
  try {
    await driver.fetch?.(taped(wire, recorder), context)
  } catch (error) {
    return { tape: recorder.tape(), tookMs: bench.time.nowMs(), error }
  }
  const decoded = driver.decode?.(recorder.tape())
  return { tape: recorder.tape(), tookMs: bench.time.nowMs(), ...(decoded ? { decoded } : {}) }
}

export async function driveHid(driver: Driver<'hid'>, plugIn: PlugIn, cut?: Cut): Promise<Drive> {
  const bench = openBench(plugIn, cut)
  return await drive(driver, bench.hid, { bench })
}

export interface SerialWay {
  readonly cut?: Cut
  /** Somebody cancels at this time of the model's clock. */
  readonly cancelAtMs?: number
}

export async function driveSerial(driver: Driver<'serial'>, plugIn: PlugIn, way: SerialWay = {}): Promise<Drive> {
  const bench = openBench(plugIn, way.cut)
  return await drive(driver, bench.serial, { bench, ...way })
}

export interface UsbWay extends SerialWay {
  readonly endpoints: readonly Endpoint[]
}

export async function driveUsb(driver: Driver<'usb'>, plugIn: PlugIn, way: UsbWay): Promise<Drive> {
  const bench = openBench(plugIn, way.cut)
  return await drive(driver, bench.usb(way.endpoints), { bench, ...way })
}
