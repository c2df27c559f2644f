import type { Context, Decoded, Driver, Reading, SerialLine } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { openInbox } from '../inbox.ts'
import { openLines } from '../serial-text.ts'
import { kernLine, type ScaleLine, smaLine, tanitaLine } from './lines.ts'

type ReadLine = (line: string) => ScaleLine | undefined

/**
 * Lines have no checksum: a weight counts when two in a row say the same, and once until something else is said. What is no line of
 * a scale, as the echo of our own question, stands between them without a word.
 */
function openStanding() {
  let before: string | undefined
  let times = 0
  return (line: ScaleLine | undefined): boolean => {
    if (line === undefined) return false
    const now = 'value' in line && Number(line.value) !== 0 ? `${line.value} ${line.unit}` : undefined
    times = now !== undefined && now === before ? times + 1 : 1
    before = now
    return now !== undefined && times === 2
  }
}

const weightOf = (value: string, unit: string, atUs: number): Reading => ({
  kind: 'weight',
  parts: [{ mdc: 188736, figure: { value }, unit }],
  atUs,
  flags: [],
})

const tally = (counts: Record<string, number>, why: string): void => void (counts[why] = (counts[why] ?? 0) + 1)

/** The standing weights on a tape. */
const decodeLines =
  (read: ReadLine, maker: string) =>
  (tape: Tape): Decoded => {
    const lines = openLines()
    const stands = openStanding()
    const dropped: Record<string, number> = {}
    const readings: Reading[] = []
    for (const { way, bytes, atUs } of tape.entries) {
      if (way === 'out') continue
      for (const text of lines(bytes)) {
        const line = read(text)
        if (line === undefined) tally(dropped, 'protocol')
        else if ('wrong' in line) tally(dropped, line.wrong)
        if (stands(line) && line && 'value' in line) readings.push(weightOf(line.value, line.unit, atUs))
      }
    }
    return { device: { maker }, readings, dropped }
  }

/** How long somebody may take to step on: a scale that is silent for some seconds is off. */
const quietMs = 2900
const longestMs = 60_000

/** Waits for one standing weight; asks for each line where the scale speaks only when asked. */
const fetchLines =
  (read: ReadLine, ask?: Uint8Array) =>
  async (wire: SerialWire, context: Context): Promise<void> => {
    const inbox = openInbox(wire, context, openLines())
    const stands = openStanding()
    const until = context.now().getTime() + longestMs
    let last: ScaleLine | undefined
    while (context.now().getTime() < until) {
      if (ask) await inbox.send(ask)
      const text = await inbox.next(quietMs)
      if (text === undefined) throw new DeviceError(last ? 'devices.noRecords' : 'devices.noAnswer', 'weight')
      const line = read(text)
      last = line ?? last
      if (line) inbox.heard()
      if (stands(line)) return context.progress({ done: 1, total: 1, unit: 'readings' })
      if (ask) await context.pause(200)
    }
    throw new DeviceError(last ? 'devices.noRecords' : 'devices.protocol', 'weight')
  }

const line = (baudRate: number, parity: SerialLine['parity'] = 'none', stopBits: 1 | 2 = 1): SerialLine => ({
  baudRate,
  dataBits: 8,
  parity,
  stopBits,
})

const manifest = {
  version: 1,
  wire: 'serial',
  // They hang on whatever bridge the cable has, so a person says what it is.
  match: [],
  measures: ['weight'],
  abilities: ['stored'],
} as const

/** KERN ships its scales with different lines; a person reads which on the back or in the menu. */
const kernOn = (id: string, words: string, serial: SerialLine): Driver<'serial'> => ({
  manifest: { ...manifest, id, label: `KERN scale (${words})`, lines: [serial] },
  fetch: fetchLines(kernLine),
  decode: decodeLines(kernLine, 'KERN'),
})
export const kernDriver = kernOn('kern', 'EW, KB: 1200 8N2', line(1200, 'none', 2))
export const kernDrivers: readonly Driver<'serial'>[] = [
  kernDriver,
  kernOn('kern-9600', '9600 8N1', line(9600)),
  kernOn('kern-9600-8o2', '9600 8O2', line(9600, 'odd', 2)),
  kernOn('kern-19200', '19200 8N1', line(19_200)),
]

/** `LF W CR` asks for the weight. */
const askWeight = Uint8Array.from([0x0a, 0x57, 0x0d])

export const smaDriver: Driver<'serial'> = {
  manifest: { ...manifest, id: 'sma-scale', label: 'Scale (SMA protocol)', lines: [line(9600)] },
  fetch: fetchLines(smaLine, askWeight),
  decode: decodeLines(smaLine, ''),
}

async function fetchWeighing(wire: SerialWire, context: Context): Promise<void> {
  const inbox = openInbox(wire, context, openLines(2000))
  const until = context.now().getTime() + longestMs
  let wrong = false
  while (context.now().getTime() < until) {
    const text = await inbox.next(until - context.now().getTime())
    const weighing = text === undefined ? undefined : tanitaLine(text)
    if (weighing && 'weight' in weighing) return context.progress({ done: 1, total: 1, unit: 'readings' })
    wrong ||= weighing !== undefined
    if (weighing) inbox.heard()
  }
  throw new DeviceError(wrong ? 'devices.checksum' : 'devices.noAnswer', 'weighing')
}

/** What a tape of a Tanita says: each weighing that adds up. */
function decodeWeighings(tape: Tape): Decoded {
  const lines = openLines(2000)
  const dropped: Record<string, number> = {}
  const readings: Reading[] = []
  for (const { way, bytes, atUs } of tape.entries) {
    if (way === 'out') continue
    for (const weighing of lines(bytes).map(tanitaLine)) {
      if (weighing === undefined) tally(dropped, 'protocol')
      else if ('wrong' in weighing) tally(dropped, weighing.wrong)
      else {
        readings.push(weightOf(weighing.weight, 'kg', atUs))
        const fat = { mdc: 188748, figure: { value: weighing.fat }, unit: '%' }
        readings.push({ kind: 'body-fat', parts: [fat], atUs, flags: [] })
      }
    }
  }
  return { device: { maker: 'Tanita' }, readings, dropped }
}

export const tanitaDriver: Driver<'serial'> = {
  manifest: {
    ...manifest,
    id: 'tanita',
    label: 'Tanita scale (SC-240)',
    lines: [line(9600)],
    measures: ['weight', 'body-fat'],
  },
  fetch: fetchWeighing,
  decode: decodeWeighings,
}
