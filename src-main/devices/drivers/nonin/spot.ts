import type { Context, Decoded, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { openInbox } from '../inbox.ts'
import { deviceTimeOf, oximetryOf } from '../oximetry.ts'

/** A data format 13 packet, or an answer of the device. */
export type Message =
  | { readonly kind: 'ack' | 'nak' }
  | { readonly kind: 'spot'; readonly data: Uint8Array }
  | { readonly kind: 'clock'; readonly fields: readonly number[] }
  | { readonly kind: 'serial'; readonly text: string }

export const ack = Uint8Array.from([0x06])
/** Chooses a data format: 2, 7, 8 or 13. */
export const formatBytes = (format: number): Uint8Array => Uint8Array.from([0x02, 0x70, 0x02, 0x02, format, 0x03])
export const askClock = Uint8Array.from([0x02, 0x72, 0x00, 0x03])
export const askSerial = Uint8Array.from([0x02, 0x74, 0x02, 0x02, 0x02, 0x03])
/** `YYYY-MM-DDThh:mm:ss` as the clock takes it: two digits of the year, in binary. */
export const clockBytes = (at: string): Uint8Array => {
  const [year = 0, ...rest] = at.split(/\D/).map(Number)
  return Uint8Array.from([0x02, 0x72, 0x06, year % 100, ...rest.slice(0, 5), 0x03])
}

const spotHead = [0x00, 0x02, 0x00, 0x0d]
/** 20 YY MM DD hh mm ss 00, status, pulse, 00, saturation; later firmware may add to it. */
const spotBytes = 14
const longestSpot = 64

/** What may begin at the first byte: a message and how long it is, `more` where it is not whole, or nothing. */
function messageAt(
  held: readonly number[],
): { readonly message: Message; readonly length: number } | 'more' | undefined {
  const [first] = held
  if (first === 0x06 || first === 0x15) return { message: { kind: first === 0x06 ? 'ack' : 'nak' }, length: 1 }
  if (first === 0x00) return spotAt(held)
  return first === 0x02 ? answerAt(held) : undefined
}

function spotAt(held: readonly number[]): ReturnType<typeof messageAt> {
  if (!spotHead.every((byte, at) => held[at] === undefined || held[at] === byte)) return undefined
  if (held.length < 6) return 'more'
  const size = (held[4] ?? 0) * 256 + (held[5] ?? 0)
  if (size < spotBytes || size > longestSpot) return undefined
  if (held.length < size + 8) return 'more'
  const data = held.slice(6, 6 + size)
  const sum = data.reduce((total, byte) => total + byte, 0) & 0xff
  if (held[6 + size] !== sum || held[7 + size] !== 0x03) return undefined
  return { message: { kind: 'spot', data: Uint8Array.from(data) }, length: size + 8 }
}

function answerAt(held: readonly number[]): ReturnType<typeof messageAt> {
  const [, code = 0xf2, size = 0] = held
  if (![0xf2, 0xf4].includes(code) || size > longestSpot) return undefined
  if (held.length < Math.max(3, size + 4)) return 'more'
  if (held[size + 3] !== 0x03) return undefined
  const data = held.slice(3, 3 + size)
  if (code === 0xf2) return size === 6 ? { message: { kind: 'clock', fields: data }, length: 10 } : undefined
  const text = Buffer.from(data)
    .toString('latin1')
    .replaceAll(/[^\x21-\x7e]/g, '')
  return { message: { kind: 'serial', text }, length: size + 4 }
}

/** Cuts a stream into messages; what is none is skipped byte by byte. */
export function openMessages(): (bytes: Uint8Array) => readonly Message[] {
  let held: number[] = []
  return bytes => {
    held.push(...bytes)
    const messages: Message[] = []
    while (held.length > 0) {
      const found = messageAt(held)
      if (found === 'more') break
      held = held.slice(found?.length ?? 1)
      if (found) messages.push(found.message)
    }
    return messages
  }
}

const bcd = (byte: number): number => (byte >> 4 < 10 && (byte & 15) < 10 ? (byte >> 4) * 10 + (byte & 15) : Number.NaN)

/** The time of a spot check, or undefined where it is none. */
function timeOfSpot(data: Uint8Array): string | undefined {
  const [century = 0, year = 0, ...rest] = Array.from(data.subarray(0, 7), bcd)
  return [century, year, ...rest].some(Number.isNaN) ? undefined : deviceTimeOf([century * 100 + year, ...rest])
}

const spotWords: readonly (readonly [bit: number, word: string])[] = [
  [0x0200, 'smart-point'],
  [0x0100, 'not-available'],
  [0x0001, 'low-battery'],
]

/** What one stored spot check says; undefined where its time is none. */
export function readingsOfSpot(data: Uint8Array): readonly Reading[] | undefined {
  const deviceTime = timeOfSpot(data)
  if (deviceTime === undefined) return undefined
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const [status, pulse, spo2] = [view.getUint16(8), view.getUint16(10), view.getUint8(13)]
  const flags = ['spot-check', ...spotWords.flatMap(([bit, word]) => ((status & bit) === 0 ? [] : [word]))]
  const second = { ...(spo2 <= 100 && { spo2 }), ...(pulse > 0 && pulse < 511 && { pulse }) }
  return oximetryOf(second, { deviceTime }, { flags })
}

/** The device keeps at least 20; one byte more than it ever sends ends a babbler. */
const mostSpots = 500

/** Six waits of a silent device are less than three seconds; a stored packet that was not confirmed comes again sooner. */
const waitMs = 480
const isLong = ({ kind }: Message): boolean => kind !== 'ack' && kind !== 'nak'

/** Lets the device send what it stored, oldest first, and confirms each: what is not confirmed comes again. */
export async function fetchSpots(wire: SerialWire, context: Context): Promise<void> {
  const inbox = openInbox(wire, context, openMessages())
  const until = async (...kinds: readonly Message['kind'][]): Promise<Message | undefined> => {
    for (;;) {
      const message = await inbox.next(waitMs)
      // A single byte is an ACK by chance too often to be a sign of life.
      if (message && isLong(message)) inbox.heard()
      if (!message || kinds.includes(message.kind)) return message
    }
  }
  // Twice each, for these answers have no checksum.
  for (const question of [askSerial, askClock, askSerial, askClock]) {
    await inbox.send(question)
    await until('serial', 'clock')
  }
  await inbox.send(formatBytes(13))
  const first = await until('ack', 'nak', 'spot')
  if (first?.kind === 'nak') throw new DeviceError('devices.unsupported', 'format 13')
  let count = 0
  for (
    let next = first?.kind === 'spot' ? first : await until('spot');
    next && count < mostSpots;
    next = await until('spot')
  ) {
    await inbox.send(ack)
    count += 1
    context.progress({ done: count, unit: 'readings' })
  }
  if (count === 0) throw new DeviceError(first ? 'devices.noRecords' : 'devices.noAnswer', 'format 13')
}

/** The same answer twice, or none. */
function agreed<T>(all: readonly T[]): T | undefined {
  const [before, last] = all.slice(-2)
  return last !== undefined && JSON.stringify(before) === JSON.stringify(last) ? last : undefined
}

/** What a tape of spot checks says. A packet that came twice, because its confirmation was late, counts once. */
export function decodeSpots(tape: Tape): Decoded {
  const messages = openMessages()
  const spots = new Map<string, Uint8Array>()
  const [serials, clocks] = [[] as string[], [] as { fields: readonly number[]; atUs: number }[]]
  for (const { way, bytes, atUs } of tape.entries) {
    if (way === 'out') continue
    for (const message of messages(bytes)) {
      if (message.kind === 'spot') spots.set(Buffer.from(message.data).toString('hex'), message.data)
      if (message.kind === 'serial') serials.push(message.text)
      if (message.kind === 'clock') clocks.push({ fields: message.fields, atUs })
    }
  }
  const read = [...spots.values()].map(readingsOfSpot)
  const wrong = read.filter(one => one === undefined).length
  const serial = agreed(serials)
  const clock = clockOf(clocks)
  return {
    device: { maker: 'Nonin', ...(serial ? { serial } : {}) },
    ...(clock && { clock }),
    readings: read.flatMap(one => one ?? []),
    dropped: wrong > 0 ? { time: wrong } : {},
  }
}

/** The clock where two answers are no more than some seconds apart. */
function clockOf(clocks: readonly { fields: readonly number[]; atUs: number }[]): Decoded['clock'] {
  const [before, last] = clocks.slice(-2).map(({ fields: [year = 0, ...rest], atUs }) => {
    const deviceTime = deviceTimeOf([2000 + year, ...rest])
    return deviceTime === undefined ? undefined : { deviceTime, atUs }
  })
  if (!before || !last) return undefined
  const apartMs = Date.parse(`${last.deviceTime}Z`) - Date.parse(`${before.deviceTime}Z`)
  return apartMs >= 0 && apartMs <= 10_000 ? last : undefined
}

const mostApartMs = 60_000

/** Sets the clock and reads it back: the device says nothing to the setting itself. */
export async function setNoninClock(wire: SerialWire, at: string, context: Context): Promise<void> {
  const inbox = openInbox(wire, context, openMessages())
  await inbox.send(clockBytes(at))
  for (let turn = 0; turn < 3; turn += 1) {
    await inbox.send(askClock)
    const message = await inbox.next(waitMs)
    if (message?.kind !== 'clock') continue
    const [year = 0, ...rest] = message.fields
    const shows = deviceTimeOf([2000 + year, ...rest])
    const apartMs = shows === undefined ? Infinity : Math.abs(Date.parse(`${shows}Z`) - Date.parse(`${at}Z`))
    if (apartMs > mostApartMs) throw new DeviceError('devices.unsupported', 'clock')
    return
  }
  throw new DeviceError('devices.noAnswer', 'clock')
}
