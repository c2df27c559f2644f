import type { Context, Driver } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { HidWire } from '../../wire.ts'

export interface PedalChange {
  /** 0 is the left one. */
  readonly pedal: number
  readonly state: 'pressed' | 'released'
}

export interface PedalDecoder {
  /** What changed by this report. `atMs` is monotonic. */
  hear(report: Uint8Array, atMs: number): readonly PedalChange[]
}

/** A contact that bounces, or a foot that shakes, is one press. */
export const debounceMs = 150
const pedals = 3

/**
 * A bit for each pedal in the first byte. A press counts at once and the same pedal can be pressed again only 150 ms
 * after it; a release is never held back, so that no pedal stays down.
 */
export function openPedalDecoder(): PedalDecoder {
  const pressedAt = new Map<number, number>()
  const down = new Set<number>()
  const changeOf = (pedal: number, isDown: boolean, atMs: number): PedalChange | undefined => {
    if (isDown === down.has(pedal)) return undefined
    if (!isDown) {
      down.delete(pedal)
      return { pedal, state: 'released' }
    }
    if (atMs - (pressedAt.get(pedal) ?? -Infinity) < debounceMs) return undefined
    pressedAt.set(pedal, atMs)
    down.add(pedal)
    return { pedal, state: 'pressed' }
  }
  return {
    hear: (report, atMs) => {
      const [bits] = report
      // Bits above the pedals are no pedal: such a report is not one of this device.
      if (bits === undefined || bits >= 1 << pedals) return []
      return Array.from({ length: pedals }, (_, pedal) => changeOf(pedal, (bits & (1 << pedal)) !== 0, atMs)).filter(
        change => change !== undefined,
      )
    },
  }
}

async function nextReport(wire: HidWire, context: Context): Promise<Uint8Array | undefined> {
  try {
    return await wire.read({ timeoutMs: 60_000, signal: context.signal })
  } catch (error) {
    // A pedal that nobody steps on is silent.
    if (error instanceof DeviceError && error.code === 'devices.noAnswer') return undefined
    throw error
  }
}

/** Tells every press and release until the signal ends it or the pedal is unplugged: then all that is down is released first. */
export async function* followPedal(
  wire: HidWire,
  context: Context,
  nowMs: () => number = () => performance.now(),
): AsyncGenerator<PedalChange> {
  const decoder = openPedalDecoder()
  const isOver = (error: unknown): boolean => error instanceof DeviceError && error.code === 'devices.cancelled'
  try {
    for (;;) {
      const report = await nextReport(wire, context)
      if (report) yield* decoder.hear(report, nowMs())
    }
  } catch (error) {
    yield* decoder.hear(Uint8Array.of(0), nowMs())
    if (!isOver(error)) throw error
  }
}

/** A VEC Infinity foot pedal: a HID device of its own kind, not a keyboard. It measures nothing; `followPedal` tells its steps. */
export const pedalDriver: Driver<'hid'> = {
  manifest: {
    id: 'vec-infinity',
    version: 1,
    label: 'VEC Infinity foot pedal',
    wire: 'hid',
    match: [{ vendorId: 0x05f3, productId: 0x00ff }],
    measures: [],
    abilities: ['shutter'],
  },
  follow: async (wire, context) => {
    for await (const _change of followPedal(wire, context));
  },
}
