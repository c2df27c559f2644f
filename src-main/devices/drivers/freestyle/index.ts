import type { Context, Decoded, Driver, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { openInbox } from '../inbox.ts'
import { deviceTimeOf } from '../oximetry.ts'
import { openLines } from '../serial-text.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthOf = (name: string): number => months.findIndex(month => month.slice(0, 3) === name.slice(0, 3)) + 1

/** `Clock:\tApr  22 2014\t02:14:37` as a device time; undefined where it is none. */
export function clockLineOf(line: string): string | undefined {
  const match = /^Clock:\t([A-Z][a-z]{2,3}) {1,2}(\d{1,2}) (\d{4})\t(\d\d):(\d\d):(\d\d)$/.exec(line)
  if (!match) return undefined
  const [, month = '', ...rest] = match
  const [day = 0, year = 0, ...time] = rest.map(Number)
  return deviceTimeOf([year, monthOf(month), day, ...time])
}

const recordShape =
  /^(?<digits>HI |\d{3}) {1,2}(?<month>[A-Z][a-z]{2,3}) {1,2}(?<day>\d{1,2}) (?<year>\d{4}) (?<time>\d\d:\d\d) (?<kind>[GK]) 0x00$/

/** `108  Nov  15 2013 10:15 G 0x00`: value or HI, when, glucose or ketone; undefined where it is none. */
export function recordLineOf(line: string): Reading | 'unknown-object' | undefined {
  const fields = recordShape.exec(line)?.groups as
    | Readonly<Record<'digits' | 'month' | 'day' | 'year' | 'time' | 'kind', string>>
    | undefined
  if (!fields) return undefined
  const { digits, month, day, year, time, kind } = fields
  const deviceTime = deviceTimeOf([Number(year), monthOf(month), Number(day), ...time.split(':').map(Number)])
  if (deviceTime === undefined) return undefined
  if (kind === 'K') return 'unknown-object'
  const isHigh = digits === 'HI '
  const figure = isHigh ? ({ absent: 'positive-infinity' } as const) : { value: digits.replace(/^0+(?=\d)/, '') }
  return {
    kind: 'glucose',
    parts: [{ mdc: 160184, figure, unit: 'mg/dL' }],
    deviceTime,
    flags: isHigh ? ['above-range'] : [],
  }
}

const isEnd = (line: string): boolean => line.endsWith('END')
const ask = Buffer.from('$xmem\r\n', 'latin1')
const longestMs = 30_000

/** One memory from the question to its end, as lines; undefined where it never ended. */
async function memory(wire: SerialWire, context: Context): Promise<readonly string[] | undefined> {
  const inbox = openInbox(wire, context, openLines())
  const lines: string[] = []
  await inbox.send(ask)
  const until = context.now().getTime() + longestMs
  while (context.now().getTime() < until) {
    const line = await inbox.next(900)
    if (line === undefined) return lines.length > 0 ? lines : undefined
    lines.push(line)
    if (recordLineOf(line) ?? clockLineOf(line)) inbox.heard()
    context.progress({ done: lines.filter(one => recordLineOf(one) !== undefined).length, unit: 'readings' })
    if (isEnd(line)) return lines
  }
  throw new DeviceError('devices.protocol', 'babble')
}

/** What two memories in a row agreed on; the clock's seconds may have moved on between them. */
const sameRecords = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  recordsIn(one).length > 0 && recordsIn(one).join('\n') === recordsIn(other).join('\n')

const recordsIn = (lines: readonly string[] | undefined): readonly string[] =>
  lines && isEnd(lines.at(-1) ?? '') ? lines.filter(line => recordLineOf(line) !== undefined) : []

/** Asks for the memory until two answers agree: how its checksum is made is not published. */
async function fetchMemory(wire: SerialWire, context: Context): Promise<void> {
  let before: readonly string[] | undefined
  for (let turn = 0; turn < 4; turn += 1) {
    const now = await memory(wire, context)
    if (sameRecords(before, now)) return
    if (turn > 0 && !before && !now) throw new DeviceError('devices.noAnswer', 'memory')
    if (turn > 0 && recordsIn(before).length === 0 && recordsIn(now).length === 0)
      throw new DeviceError('devices.noRecords', 'memory')
    before = now
  }
  throw new DeviceError('devices.checksum', 'memory')
}

interface Run {
  readonly lines: string[]
  clock?: NonNullable<Decoded['clock']>
}

/** What came after each question. */
function runsOn(tape: Tape): readonly Run[] {
  const runs: Run[] = []
  let read = openLines()
  for (const { way, bytes, atUs } of tape.entries) {
    if (way === 'out') {
      runs.push({ lines: [] })
      read = openLines()
      continue
    }
    const run = runs.at(-1)
    const lines = read(bytes)
    const deviceTime = lines.map(clockLineOf).find(time => time !== undefined)
    run?.lines.push(...lines)
    if (run && deviceTime) run.clock = { deviceTime, atUs }
  }
  return runs
}

/** What a tape of a FreeStyle Optium says: the last memory that was sent twice alike. */
function decode(tape: Tape): Decoded {
  const device = { maker: 'Abbott', model: 'FreeStyle Optium' }
  const [before, last] = runsOn(tape).slice(-2)
  if (!last || !sameRecords(before?.lines, last.lines)) return { device, readings: [], dropped: { checksum: 1 } }
  const records = recordsIn(last.lines).map(recordLineOf)
  const readings = records.filter(record => typeof record === 'object')
  const ketones = records.length - readings.length
  return {
    device,
    ...(last.clock && { clock: last.clock }),
    readings,
    dropped: ketones > 0 ? { 'unknown-object': ketones } : {},
  }
}

export const freestyleDriver: Driver<'serial'> = {
  manifest: {
    id: 'freestyle-optium',
    version: 1,
    label: 'FreeStyle Optium glucose meter',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 }],
    measures: ['glucose'],
    abilities: ['stored'],
  },
  fetch: fetchMemory,
  decode,
}
