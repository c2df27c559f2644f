import type { Driver, Reading, Sample } from '../../devices/index.ts'
import type { PlugIn } from '../../devices/rig/model.ts'

/** A device that says a byte, and another every 100 ms once it has heard something. */
export const chatter: PlugIn = stage => {
  const say = (at: number): void => {
    stage.say(Uint8Array.from([90 + (at % 10)]))
    stage.after(100, () => say(at + 1))
  }
  stage.say(Uint8Array.of(1))
  return { hear: bytes => (bytes[1] === 1 ? say(0) : undefined) }
}

const manifest = {
  id: 'toy',
  version: 1,
  label: 'Toy oximeter',
  wire: 'hid',
  match: [{ vendorId: 1, productId: 1 }],
  measures: ['spo2'],
  abilities: ['stored', 'live', 'clock'],
} as const

/** How the toys are plugged in. */
export const toyPlug = { plugIn: chatter, vendorId: 1, productId: 1, serial: 'T-1' } as const

/** A driver without bytes worth mentioning: its readings are given, and each byte it hears live is a saturation. */
export function toyDriver(readings: readonly Reading[], { version = 1, clocks = [] as string[] } = {}): Driver<'hid'> {
  return {
    manifest: { ...manifest, version },
    fetch: async (wire, { signal, progress }) => {
      await wire.read({ timeoutMs: 1000, signal })
      progress({ done: readings.length, total: readings.length, unit: 'readings' })
    },
    decode: () => ({ device: { maker: 'Toy', serial: 'T-1' }, readings, dropped: {} }),
    follow: async (wire, { signal }) => {
      await wire.write(Uint8Array.of(0, 1), { timeoutMs: 1000, signal })
      for (;;) {
        await new Promise(resolve => setTimeout(resolve, 1))
        await wire.read({ timeoutMs: 1000, signal })
      }
    },
    listen: () => ({ hear: bytes => [...bytes].filter(byte => byte > 1).map((spo2): Sample => ({ spo2, flags: [] })) }),
    setClock: async (_, at) => void clocks.push(at),
  }
}

/** One saturation by the device's own clock. */
export const saturation = (deviceTime: string, value: string): Reading => ({
  kind: 'spo2',
  parts: [{ mdc: 150456, figure: { value }, unit: '%' }],
  deviceTime,
  flags: [],
})
