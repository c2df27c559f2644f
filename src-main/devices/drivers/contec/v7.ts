import type { Sample } from '../../driver.ts'

/** Bytes of each packet by its type (Contec, communication protocol of pulse oximeters V7.0, 2010). */
const lengths: Readonly<Record<number, number>> = {
  0x01: 9,
  0x04: 9,
  0x05: 9,
  0x07: 8,
  0x08: 8,
  0x09: 6,
  0x0a: 4,
  0x0b: 4,
  0x0c: 2,
  0x0d: 3,
  0x0e: 3,
  0x0f: 8,
  0x10: 3,
  0x11: 9,
  0x12: 8,
  0x15: 9,
  0x7d: 9,
}

export interface Packet {
  readonly type: number
  readonly data: Uint8Array
}

/** A packet as bytes: bit 7 of each data byte stands in the second byte, so that only the type has bit 7 clear. */
export function packetBytes({ type, data }: Packet): Uint8Array {
  const high = data.reduce((bits, byte, at) => bits | ((byte >> 7) << at), 0x80)
  return Uint8Array.from([type, high, ...data].map((byte, at) => (at > 1 ? byte | 0x80 : byte)))
}

/** A command of the host: its code and up to six arguments. */
export const commandBytes = (code: number, ...args: readonly number[]): Uint8Array =>
  packetBytes({ type: 0x7d, data: Uint8Array.from({ length: 7 }, (_, at) => [code, ...args][at] ?? 0) })

const isType = (byte: number): boolean => lengths[byte] !== undefined

export interface Framer {
  readonly hear: (bytes: Uint8Array) => readonly Packet[]
  /** Bytes that belong to no packet, so far. */
  readonly skipped: () => number
}

/** Cuts a stream into packets, however it arrives. A type byte within a packet begins a new one: the old one was cut short. */
export function openV7Framer(): Framer {
  let held: number[] = []
  let skipped = 0
  const take = (byte: number): Packet | undefined => {
    if (byte < 0x80) {
      skipped += held.length
      held = isType(byte) ? [byte] : []
      if (held.length === 0) skipped += 1
      return undefined
    }
    if (held.length === 0) {
      skipped += 1
      return undefined
    }
    held.push(byte)
    const [type = 0, high = 0, ...rest] = held
    if (held.length < (lengths[type] ?? 0)) return undefined
    held = []
    return { type, data: Uint8Array.from(rest, (one, at) => (one & 0x7f) | (((high >> at) & 1) << 7)) }
  }
  return {
    hear: bytes => [...bytes].flatMap(byte => take(byte) ?? []),
    skipped: () => skipped,
  }
}

export interface LivePacket {
  readonly signal: number
  /** 0 to 127 */
  readonly pleth: number
  readonly bar: number
  readonly pulse?: number
  readonly spo2?: number
  /** Percent, in hundredths. */
  readonly perfusionHundredths?: number
  readonly flags: readonly string[]
}

/** Words of a real-time packet: which data byte, which bit. */
const liveWords: readonly (readonly [byte: number, bit: number, word: string])[] = [
  [0, 0x80, 'probe-error'],
  [0, 0x10, 'searching'],
  [1, 0x80, 'searching'],
  [0, 0x20, 'low-spo2'],
  [0, 0x40, 'beat'],
]
/** Where the probe is off, the wave stands at this value while no finger is in it. */
const noFinger = 0x40

/** What a real-time packet (type 01) says. */
export function liveOf({ data }: Packet): LivePacket {
  const view = new DataView(data.buffer, data.byteOffset, 7)
  const [signal, wave, bar, pulse, spo2] = [0, 1, 2, 3, 4].map(at => view.getUint8(at)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const perfusionHundredths = view.getUint16(5, true)
  const words = liveWords.flatMap(([byte, bit, word]) => ((view.getUint8(byte) & bit) === 0 ? [] : [word]))
  const isOut = words.includes('probe-error') && (wave & 0x7f) === noFinger
  return {
    signal: Math.min(8, signal & 0x0f),
    pleth: wave & 0x7f,
    bar: bar & 0x0f,
    ...(pulse !== 0xff && { pulse }),
    ...(spo2 !== 0x7f && { spo2 }),
    ...(perfusionHundredths !== 0xffff && (bar & 0x10) === 0 && { perfusionHundredths }),
    flags: [...new Set([...words, ...(isOut ? ['finger-out'] : [])])],
  }
}

/** A moment of the live stream; numbers that cannot be true while the probe is off are left out. */
export function sampleOf(packet: Packet): Sample {
  const { pulse, spo2, pleth, perfusionHundredths, flags } = liveOf(packet)
  if (flags.includes('probe-error')) return { flags }
  return {
    flags,
    pleth: pleth / 127,
    ...(pulse && { pulsePerMinute: pulse }),
    ...(spo2 && spo2 <= 100 && { spo2 }),
    ...(perfusionHundredths !== undefined && { perfusionPercent: perfusionHundredths / 100 }),
  }
}
