import type { Context, Driver } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { SerialWire } from '../../wire.ts'
import { listenNonin } from './live.ts'
import { decodeSpots, fetchSpots, formatBytes, setNoninClock } from './spot.ts'

async function follow(wire: SerialWire, { signal }: Context): Promise<void> {
  try {
    // Whoever can choose a format takes this one; modules that cannot stream what they were built for.
    await wire.write(formatBytes(2), { timeoutMs: 1000, signal })
    while (!signal.aborted) await wire.read({ timeoutMs: 2500, signal })
  } catch (error) {
    if (!(error instanceof DeviceError && error.code === 'devices.cancelled')) throw error
  }
}

/** Nonin 9560, 3150, 3231 and OEM III or Xpod modules over a serial line; bridges that many devices use, so a person says what it is. */
export const noninDriver: Driver<'serial'> = {
  manifest: {
    id: 'nonin',
    version: 1,
    label: 'Nonin oximeter',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }],
    measures: ['spo2', 'pulse'],
    abilities: ['stored', 'live', 'clock'],
  },
  fetch: fetchSpots,
  decode: decodeSpots,
  follow,
  listen: listenNonin,
  setClock: setNoninClock,
}
