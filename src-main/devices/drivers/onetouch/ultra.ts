import type { Context, Decoded, Driver, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { type Inbox, openInbox } from '../inbox.ts'
import { openLines } from '../serial-text.ts'
import {
  type UltraHeader,
  type UltraRecord,
  ultraHeaderOf,
  ultraLineOf,
  ultraRecordOf,
  ultraSerialOf,
} from './lines.ts'

const tries = 3
const answerMs = 900
/** The whole memory of 500 records takes half a minute at this speed. */
const longestMs = 60_000
/** XON and a return wake the meter before each command. */
const command = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\u0011\r${text}`, 'latin1'))

/** One dump: the header and as many records as it promises. True when every line was whole. */
async function dump(inbox: Inbox<string>, context: Context): Promise<UltraHeader | undefined> {
  await inbox.send(command('DMP'))
  let header: UltraHeader | undefined
  let done = 0
  const until = context.now().getTime() + longestMs
  for (let line = await inbox.next(answerMs); line !== undefined; line = await inbox.next(answerMs)) {
    if (context.now().getTime() > until) throw new DeviceError('devices.protocol', 'babble')
    const read = ultraLineOf(line)
    if ('wrong' in read) continue
    inbox.heard()
    if (header) done += ultraRecordOf(read.text) ? 1 : 0
    else header = ultraHeaderOf(read.text)
    if (!header) continue
    context.progress({ done, total: header.count, unit: 'readings' })
    if (done >= header.count) return header
  }
  return undefined
}

async function fetchDump(wire: SerialWire, context: Context): Promise<void> {
  const inbox = openInbox(wire, context, openLines())
  await inbox.send(command('DM@'))
  const first = await inbox.next(answerMs)
  for (let turn = 0; turn < tries; turn += 1) {
    const header = await dump(inbox, context)
    if (header?.count === 0) throw new DeviceError('devices.noRecords', 'dump')
    if (header) return
    await inbox.rest(100)
  }
  throw new DeviceError(first === undefined ? 'devices.noAnswer' : 'devices.checksum', 'dump')
}

const mealFlags: Readonly<Record<string, string>> = { B: 'before-meal', A: 'after-meal' }

const readingOf = ({ deviceTime, value, control, questionable, meal }: UltraRecord): Reading => ({
  kind: 'glucose',
  // Above the range there is no number.
  parts: [
    { mdc: 160184, figure: value === 'above-range' ? { absent: 'positive-infinity' } : { value }, unit: 'mg/dL' },
  ],
  deviceTime,
  flags: [
    ...(value === 'above-range' ? ['above-range'] : []),
    ...(control ? ['control-solution'] : []),
    ...(questionable ? ['questionable'] : []),
    ...(mealFlags[meal] ? [mealFlags[meal]] : []),
  ],
})

/** Every line on a tape that its sum proves, once, however often it was asked for; and how many it does not prove. */
function linesOn(tape: Tape): { readonly texts: readonly string[]; readonly damaged: number } {
  const lines = openLines()
  const inward = tape.entries.filter(({ way }) => way === 'in')
  const read = inward.flatMap(({ bytes }) => lines(bytes).map(ultraLineOf))
  const texts = read.flatMap(line => ('wrong' in line ? [] : [line.text]))
  return { texts: [...new Set(texts)], damaged: read.length - texts.length }
}

/** What a tape of an Ultra2 says. */
function decode(tape: Tape): Decoded {
  const { texts, damaged } = linesOn(tape)
  const header = texts.map(ultraHeaderOf).find(one => one !== undefined)
  const serial = header?.serial ?? texts.map(ultraSerialOf).find(one => one !== undefined)
  const records = texts.flatMap(text => ultraRecordOf(text) ?? [])
  // Whether a meter that shows mmol/L sends them, or mg/dL all the same, is not published: rather none than a wrong one.
  const readings = header?.unit === 'mg/dL' ? records.map(readingOf) : []
  const unknown = records.length - readings.length
  return {
    device: { maker: 'LifeScan', model: 'OneTouch Ultra2', ...(serial && { serial }) },
    readings,
    dropped: { ...(damaged > 0 && { checksum: damaged }), ...(unknown > 0 && { 'unknown-unit': unknown }) },
  }
}

export const ultraDriver: Driver<'serial'> = {
  manifest: {
    id: 'onetouch-ultra2',
    version: 1,
    label: 'OneTouch Ultra2 glucose meter',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 }],
    measures: ['glucose'],
    abilities: ['stored'],
  },
  fetch: fetchDump,
  decode,
}
