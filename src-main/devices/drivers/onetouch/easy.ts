import type { Context, Decoded, Driver, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { type Inbox, openInbox } from '../inbox.ts'
import { type EasyPacket, easyBytes, link, openEasyFramer } from './packets.ts'

const tries = 3
const answerMs = 500
const mostRecords = 1000
const questions = {
  serial: [0x05, 0x0b, 0x02, 0, 0, 0, 0, 0x84, 0x6a, 0xe8, 0x73, 0],
  clock: [0x05, 0x20, 0x02, 0, 0, 0, 0],
  /** The record behind the last one answers how many there are. */
  count: [0x05, 0x1f, 0xf5, 0x01],
} as const
const recordQuestion = (record: number): readonly number[] => [0x05, 0x1f, record & 0xff, record >> 8]

interface Meter {
  ask(question: readonly number[]): Promise<Uint8Array>
}

/** The link of the meter: each side numbers its packets by one bit, and confirms the other's. */
function openMeter(inbox: Inbox<EasyPacket>): Meter {
  let sequence = 0
  let expect = 0
  const bits = (): number => (sequence ? link.sequence : 0) | (expect ? link.expect : 0)
  return {
    ask: async question => {
      for (let turn = 0; turn < tries; turn += 1) {
        await inbox.send(easyBytes({ link: bits(), data: Uint8Array.from(question) }))
        for (let packet = await inbox.next(answerMs); packet; packet = await inbox.next(answerMs)) {
          // A confirmation, or the echo of our own question.
          if (packet.data.length === 0 || isSame(packet.data, question)) continue
          inbox.heard()
          sequence ^= 1
          expect ^= 1
          await inbox.send(easyBytes({ link: bits() | link.acknowledge, data: new Uint8Array() }))
          return packet.data
        }
      }
      throw new DeviceError('devices.noAnswer', 'question')
    },
  }
}

async function fetchRecords(wire: SerialWire, context: Context): Promise<void> {
  const inbox = openInbox(wire, context, openEasyFramer())
  // A link that somebody left open is closed first: its numbers are not ours.
  await inbox.send(easyBytes({ link: link.disconnect, data: new Uint8Array() }))
  await inbox.next(answerMs)
  const meter = openMeter(inbox)
  await meter.ask(questions.serial)
  await meter.ask(questions.clock)
  const total = countOf(await meter.ask(questions.count))
  if (total === undefined || total > mostRecords) throw new DeviceError('devices.protocol', 'count')
  if (total === 0) throw new DeviceError('devices.noRecords', 'count')
  for (let record = 0; record < total; record += 1) {
    await meter.ask(recordQuestion(record))
    context.progress({ done: record + 1, total, unit: 'readings' })
  }
}

const isSame = (data: Uint8Array, question: ArrayLike<number>): boolean =>
  data.length === question.length && data.every((byte, at) => byte === question[at])

const viewOf = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength)
const begins = (data: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, at) => data[at] === byte)

const countOf = (data: Uint8Array): number | undefined =>
  begins(data, 0x05, 0x0f) && data.length === 4 ? viewOf(data).getUint16(2, true) : undefined

/** Seconds since 1970 by the meter's own clock, without a zone. */
const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19)

function readingOf(data: Uint8Array): Reading | undefined {
  if (!begins(data, 0x05, 0x06) || data.length !== 10) return undefined
  const [seconds, value] = [viewOf(data).getUint32(2, true), viewOf(data).getUint32(6, true)]
  return {
    kind: 'glucose',
    parts: [{ mdc: 160184, figure: { value: String(value) }, unit: 'mg/dL' }],
    deviceTime: timeOf(seconds),
    flags: [],
  }
}

interface Found {
  readonly records: Map<number, Reading>
  serial?: string
  clock?: NonNullable<Decoded['clock']>
  dropped: number
}

/** What was last asked says what an answer means: the answers themselves look alike. */
function take(found: Found, question: Uint8Array, { data, atUs }: { data: Uint8Array; atUs: number }): void {
  if (question[1] === 0x0b && begins(data, 0x05, 0x06))
    found.serial = Buffer.from(data.subarray(2))
      .toString('latin1')
      .replaceAll(/[^\x21-\x7e]/g, '')
  if (question[1] === 0x20 && begins(data, 0x05, 0x06) && data.length === 6)
    found.clock = { deviceTime: timeOf(viewOf(data).getUint32(2, true)), atUs }
  if (question[1] !== 0x1f || countOf(data) !== undefined) return
  const reading = readingOf(data)
  if (reading) found.records.set(viewOf(question).getUint16(2, true), reading)
  else found.dropped += 1
}

/** The answers on a tape, each given to the question before it. */
function foundOn(tape: Tape): Found {
  const framers = { in: openEasyFramer(), out: openEasyFramer() }
  const found: Found = { records: new Map(), dropped: 0 }
  let question: Uint8Array = new Uint8Array(4)
  for (const { way, bytes, atUs } of tape.entries)
    for (const { data } of framers[way](bytes).filter(packet => packet.data.length > 0)) {
      if (way === 'out') question = data
      else if (!isSame(data, question)) take(found, question, { data, atUs })
    }
  return found
}

/** What a tape of an UltraMini or UltraEasy says. */
function decode(tape: Tape): Decoded {
  const { records, serial, clock, dropped } = foundOn(tape)
  return {
    device: { maker: 'LifeScan', model: 'OneTouch UltraEasy', ...(serial && { serial }) },
    ...(clock && { clock }),
    readings: [...records.values()],
    dropped: dropped > 0 ? { protocol: dropped } : {},
  }
}

export const easyDriver: Driver<'serial'> = {
  manifest: {
    id: 'onetouch-ultraeasy',
    version: 1,
    label: 'OneTouch UltraEasy or UltraMini glucose meter',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }],
    measures: ['glucose'],
    abilities: ['stored'],
  },
  fetch: fetchRecords,
  decode,
}
