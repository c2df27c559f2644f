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

export interface Framer {
  readonly hear: (bytes: Uint8Array) => readonly Packet[]
  /** Bytes that belong to no packet, so far. */
  readonly skipped: () => number
}

/** By type, 0 where there is no such packet. */
const lengthOf = Uint8Array.from({ length: 128 }, (_, type) => lengths[type] ?? 0)
const longest = 9
/** What most single bytes say; nobody writes into it. */
const nothing: Packet[] = []

/** Cuts a stream into packets, however it arrives. A type byte within a packet begins a new one: the old one was cut short. */
export function openV7Framer(): Framer {
  // One buffer and no lists: a decoder must be a thousand times as quick as the line.
  const held = new Uint8Array(longest)
  let size = 0
  let length = 0
  let skipped = 0
  const dataOf = (): Uint8Array => {
    const high = held[1] ?? 0
    const data = held.slice(2, length)
    for (let at = 0; at < data.length; at += 1) data[at] = ((data[at] ?? 0) & 0x7f) | (((high >> at) & 1) << 7)
    return data
  }
  const begin = (type: number): void => {
    skipped += size
    length = lengthOf[type] ?? 0
    size = length > 0 ? 1 : 0
    held[0] = type
    if (length === 0) skipped += 1
  }
  return {
    hear: bytes => {
      let packets = nothing
      for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at] ?? 0
        if (byte < 0x80) begin(byte)
        else if (size === 0) skipped += 1
        else {
          held[size] = byte
          size += 1
          if (size === length) {
            if (packets === nothing) packets = []
            packets.push({ type: held[0] ?? 0, data: dataOf() })
            size = 0
          }
        }
      }
      return packets
    },
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
const none: readonly string[] = []

function wordsOf(data: Uint8Array): readonly string[] {
  const [signal = 0, wave = 0] = data
  // Nearly every packet: nothing to say.
  if ((signal & 0xf0) === 0 && wave < 0x80) return none
  const words = liveWords.flatMap(([byte, bit, word]) => (((data[byte] ?? 0) & bit) === 0 ? [] : [word]))
  const isOut = (signal & 0x80) !== 0 && (wave & 0x7f) === noFinger
  return [...new Set([...words, ...(isOut ? ['finger-out'] : [])])]
}

/** What a real-time packet (type 01) says. */
export function liveOf({ data }: Packet): LivePacket {
  const [signal, wave, bar, pulse, spo2, low, high] = data as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const perfusionHundredths = low | (high << 8)
  return {
    signal: Math.min(8, signal & 0x0f),
    pleth: wave & 0x7f,
    bar: bar & 0x0f,
    ...(pulse !== 0xff && { pulse }),
    ...(spo2 !== 0x7f && { spo2 }),
    ...(perfusionHundredths !== 0xffff && (bar & 0x10) === 0 && { perfusionHundredths }),
    flags: wordsOf(data),
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
