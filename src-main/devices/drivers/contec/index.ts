import type { Context, Driver, Sample } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { SerialWire } from '../../wire.ts'
import { listenOld } from './old.ts'
import { decodeOldStored, fetchOldStored } from './old-stored.ts'
import { decodeStored, fetchStored, setContecClock } from './stored.ts'
import { codes } from './talk.ts'
import { commandBytes, openV7Framer, sampleOf } from './v7.ts'

const none: readonly Sample[] = []

/** The document wants a sign of life every five seconds. */
const aliveMs = 3000

async function followLive(wire: SerialWire, context: Context): Promise<void> {
  const send = (code: number, signal = context.signal) => wire.write(commandBytes(code), { timeoutMs: 1000, signal })
  await send(codes.startLive)
  let told = context.now().getTime()
  try {
    while (!context.signal.aborted) {
      await wire.read({ timeoutMs: 2500, signal: context.signal })
      if (context.now().getTime() - told < aliveMs) continue
      told = context.now().getTime()
      await send(codes.connected)
    }
  } catch (error) {
    if (!(error instanceof DeviceError && error.code === 'devices.cancelled')) throw error
    await send(codes.stopLive, new AbortController().signal)
  }
}

async function followOld(wire: SerialWire, { signal }: Context): Promise<void> {
  try {
    while (!signal.aborted) await wire.read({ timeoutMs: 2500, signal })
  } catch (error) {
    if (!(error instanceof DeviceError && error.code === 'devices.cancelled')) throw error
  }
}

/** CMS50D+, E, F and EW with protocol V7.0. They hang on a CP2102 that many devices use, so a person says what it is. */
export const contecDriver: Driver<'serial'> = {
  manifest: {
    id: 'contec-cms50',
    version: 1,
    label: 'Contec CMS50 oximeter',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 115_200, dataBits: 8, parity: 'none', stopBits: 1 }],
    measures: ['spo2', 'pulse', 'perfusion-index'],
    abilities: ['stored', 'live', 'clock'],
  },
  fetch: fetchStored,
  decode: decodeStored,
  follow: followLive,
  listen: () => {
    const framer = openV7Framer()
    return {
      hear: bytes => {
        const packets = framer.hear(bytes)
        // Byte by byte eight of nine calls end here.
        return packets.length === 0 ? none : packets.filter(({ type }) => type === 0x01).map(sampleOf)
      },
    }
  },
  setClock: setContecClock,
}

/** The first CMS50s: a stream as soon as they are on, and a recording whose seconds have no time. */
export const contecOldDriver: Driver<'serial'> = {
  manifest: {
    id: 'contec-cms50-old',
    version: 1,
    label: 'Contec CMS50 oximeter (first models)',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 19_200, dataBits: 8, parity: 'odd', stopBits: 1 }],
    measures: ['spo2', 'pulse'],
    abilities: ['stored', 'live'],
  },
  fetch: fetchOldStored,
  decode: decodeOldStored,
  follow: followOld,
  listen: listenOld,
}
