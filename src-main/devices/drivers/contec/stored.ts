import type { Context, Decoded, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { deviceTimeOf, laterBy, lowestOfMinutes, type Second } from '../oximetry.ts'
import { type Ask, agreedOf, asksOf, codes, openTalk, type Talk } from './talk.ts'
import { commandBytes, type Packet } from './v7.ts'

/** A day and a half of seconds with a perfusion index: more than any of the family keeps. */
const longestBytes = 600_000
/** A busy computer may stall for longer than a device would. */
const stallMs = 2000
const mostUsers = 8
const mostSegments = 32

const u32 = (data: Uint8Array): number =>
  (data[2] ?? 0) + (data[3] ?? 0) * 0x100 + (data[4] ?? 0) * 0x1_0000 + (data[5] ?? 0) * 0x100_0000

const isOf = (packet: Packet | undefined, type: number): packet is Packet => packet?.type === type

/** Bytes of a segment (type 08). */
function lengthOf(ask: Ask | undefined): number | undefined {
  const [packet] = ask?.packets ?? []
  return isOf(packet, 0x08) ? u32(packet.data) : undefined
}

/** When a segment began (types 07 and 12), by the device's own clock. */
function startOf(ask: Ask | undefined): string | undefined {
  const [date, time] = [0x07, 0x12].map(type => ask?.packets.find(packet => packet.type === type)?.data)
  if (!date || !time) return undefined
  const [, , century = 0, year = 0, month = 0, day = 0] = date
  const [, , hour = 0, minute = 0, second = 0] = time
  return deviceTimeOf([century * 100 + year, month, day, hour, minute, second])
}

const secondOf = (spo2: number | undefined, pulse: number | undefined): Second => ({
  ...(spo2 === undefined || spo2 === 0 || spo2 > 100 ? {} : { spo2 }),
  ...(pulse === undefined || pulse === 0 || pulse === 0xff ? {} : { pulse }),
})

/** The seconds of one or three points a packet (types 09, 0F), no more than the segment's length says. */
function secondsOf(packets: readonly Packet[], lengthBytes: number): readonly Second[] {
  const hasPerfusion = packets[0]?.type === 0x09
  const pointBytes = hasPerfusion ? 4 : 2
  const seconds = packets.flatMap(({ data }) =>
    Array.from({ length: Math.floor(data.length / pointBytes) }, (_, at) =>
      secondOf(data[at * pointBytes], data[at * pointBytes + 1]),
    ),
  )
  return seconds.slice(0, Math.floor(lengthBytes / pointBytes))
}

interface Segment {
  readonly user: number
  readonly segment: number
}

/** One transfer of a segment, to its last point or until the device says no more. */
async function transfer(
  talk: Talk,
  args: readonly number[],
  { lengthBytes, context }: { lengthBytes: number; context: Context },
): Promise<Ask> {
  const packets = [...(await talk.once({ code: codes.send, args, packets: 1 })).packets]
  // Three points of two bytes a packet, or one of four: the type of the first packet tells.
  const bytesEach = packets[0]?.type === 0x09 ? 4 : 6
  const isWhole = (): boolean => packets.length * bytesEach >= lengthBytes
  while (!isWhole()) {
    const packet = await talk.inbox.next(stallMs)
    if (!packet || packet.type === 0x0c) break
    if (!isPoint(packet)) continue
    packets.push(packet)
    talk.inbox.heard()
    if (packets.length % 256 === 0)
      context.progress({ done: packets.length * bytesEach, total: lengthBytes, unit: 'bytes' })
  }
  // What it says behind its last point must not be taken for the answer to the next question; nor what is left of a transfer that
  // stalled on the way.
  if (!isWhole()) await talk.inbox.send(commandBytes(codes.stopSending))
  await talk.inbox.rest(isWhole() ? 60 : 300)
  return { code: codes.send, args, packets }
}

const isPoint = ({ type }: Packet): boolean => type === 0x09 || type === 0x0f

/** Asks for one segment twice: it is taken when both transfers agree, and a third and fourth are made where they do not. */
async function fetchSegment(talk: Talk, { user, segment }: Segment, context: Context): Promise<void> {
  const args = [user, segment]
  const lengthBytes = lengthOf(await talk.agreed({ code: codes.segmentLength, args, packets: 1 })) ?? 0
  if (lengthBytes > longestBytes) throw new DeviceError('devices.protocol', 'segment length')
  await talk.agreed({ code: codes.segmentStart, args, packets: 2 })
  if (lengthBytes === 0) return
  const asks: Ask[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    asks.push(await transfer(talk, args, { lengthBytes, context }))
    if (agreedOf(asks)) return
    if (turn > 0 && asks.every(({ packets }) => packets.length === 0))
      throw new DeviceError('devices.noAnswer', 'segment')
  }
  throw new DeviceError('devices.checksum', 'segment')
}

const firstByte = (ask: Ask, at: number): number => ask.packets[0]?.data[at] ?? 0

/** Reads every segment of every user. Nothing is deleted. */
export async function fetchStored(wire: SerialWire, context: Context): Promise<void> {
  const talk = openTalk(wire, context)
  // A device that streams must stop before it sends what it stored.
  await talk.once({ code: codes.stopLive, packets: 1 })
  await talk.inbox.rest(100)
  await talk.agreed({ code: codes.identity, packets: 1 })
  const users = firstByte(await talk.agreed({ code: codes.userCount, packets: 1 }), 0)
  let found = 0
  try {
    for (let user = 0; user < Math.min(Math.max(users, 1), mostUsers); user += 1) {
      const segments = firstByte(await talk.agreed({ code: codes.segmentCount, args: [user], packets: 1 }), 1)
      for (let segment = 0; segment < Math.min(segments, mostSegments); segment += 1) {
        await fetchSegment(talk, { user, segment }, context)
        found += 1
      }
    }
  } catch (error) {
    await hush(wire)
    throw error
  }
  if (found === 0) throw new DeviceError('devices.noRecords', 'segments')
}

/** A transfer that is broken off goes on for minutes unless the device is told; what is gone cannot be told. */
async function hush(wire: SerialWire): Promise<void> {
  try {
    await wire.write(commandBytes(codes.stopSending), { timeoutMs: 100, signal: new AbortController().signal })
  } catch {
    // It is gone, and so is the transfer.
  }
}

const asked = (asks: readonly Ask[], code: number, args: readonly number[] = []): readonly Ask[] =>
  asks.filter(ask => ask.code === code && args.every((arg, at) => ask.args[at] === arg))

/** What a tape of stored recordings says: only what two transfers agreed on. */
export function decodeStored(tape: Tape): Decoded {
  const { asks, skipped } = asksOf(tape)
  const dropped: Record<string, number> = {}
  const drop = (why: string): void => void (dropped[why] = (dropped[why] ?? 0) + 1)
  if (skipped > 0) dropped['noise'] = skipped
  const segments = new Map(
    asked(asks, codes.segmentLength).map(({ args: [user = 0, segment = 0] }) => [
      `${user} ${segment}`,
      { user, segment },
    ]),
  )
  const isShared = new Set([...segments.values()].map(({ user }) => user)).size > 1
  const readings = [...segments.values()].flatMap(({ user, segment }): readonly Reading[] => {
    const of = (code: number): Ask | undefined => agreedOf(asked(asks, code, [user, segment]))
    const [lengthBytes, start, sent] = [
      lengthOf(of(codes.segmentLength)),
      startOf(of(codes.segmentStart)),
      of(codes.send),
    ]
    if (lengthBytes === 0) return []
    if (lengthBytes === undefined || !sent) drop('checksum')
    else if (start === undefined) drop('time')
    else {
      const seconds = secondsOf(sent.packets, lengthBytes)
      return lowestOfMinutes(seconds, at => ({ deviceTime: laterBy(start, at) }), isShared ? String(user) : undefined)
    }
    return []
  })
  return { device: identityOf(asks), readings, dropped }
}

function identityOf(asks: readonly Ask[]): Decoded['device'] {
  const [packet] = agreedOf(asked(asks, codes.identity))?.packets ?? []
  const text = packet
    ? Buffer.from(packet.data)
        .toString('latin1')
        .replaceAll(/[^\x21-\x7e]/g, '')
    : ''
  return { maker: 'Contec', model: 'CMS50', ...(text && { serial: text }) }
}

/** Sets the clock: the date first, as the document asks. */
export async function setContecClock(wire: SerialWire, at: string, context: Context): Promise<void> {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = at.split(/\D/).map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  const talk = openTalk(wire, context)
  await talk.once({ code: codes.stopLive, packets: 1 })
  await talk.inbox.rest(100)
  for (const { code, args } of [
    { code: codes.setDate, args: [Math.floor(year / 100), year % 100, month, day, weekday] },
    { code: codes.setTime, args: [hour, minute, second] },
  ]) {
    const [answer] = (await talk.once({ code, args, packets: 1 })).packets
    if (!answer) throw new DeviceError('devices.noAnswer', 'clock')
    if (answer.data[1] !== 0) throw new DeviceError('devices.unsupported', 'clock')
  }
}
