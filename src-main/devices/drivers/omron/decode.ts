import type { Decoded, DeviceIdentity, Reading } from '../../driver.ts'
import type { Tape } from '../../tape.ts'
import { type Command, commandOf, countedOf, replyOf, xorOf } from './words.ts'

interface Exchange {
  readonly command: Command
  readonly asked: number[]
  readonly bytes: number[]
}

/** Commands and what came for them, in order. Handshakes and what fits no command belong to none. */
function exchangesOf(tape: Tape): readonly Exchange[] {
  const all: Exchange[] = []
  let open: Exchange | undefined
  const hearHost = (report: Uint8Array): void => {
    // The report's id, always 00, is written before it.
    const bytes = countedOf(report.length === 9 ? report.subarray(1) : report)
    const command = commandOf(bytes)
    if (command) {
      open = { command, asked: [...bytes], bytes: [] }
      all.push(open)
    } else if (open && open.asked.length < open.command.length) open.asked.push(...bytes)
    else open = undefined
  }
  for (const { way, channel, bytes } of tape.entries) {
    if (channel !== 0) open = undefined
    else if (way === 'out') hearHost(bytes)
    else open?.bytes.push(...countedOf(bytes))
  }
  return all
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The monitor's time, or none where its clock was never set. */
function timeOf([year, month, day, hour, minute, second]: readonly number[]): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined
  const text = `20${two(year)}-${two(month)}-${two(day)}T${two(hour ?? 0)}:${two(minute ?? 0)}:${two(second ?? 0)}`
  const parsed = new Date(`${text}Z`)
  // A 30 February is not a date, and JavaScript would make one of it.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 19) === text ? text : undefined
}

function readingOf(data: readonly number[]): Reading | undefined {
  const [systolic = 0, diastolic = 0, pulse = 0] = data.slice(8, 11)
  if (systolic === 0 || diastolic === 0) return undefined
  const deviceTime = timeOf(data.slice(0, 6))
  const part = (mdc: number, value: number, unit: string) => ({ mdc, figure: { value: String(value) }, unit })
  return {
    kind: 'blood-pressure',
    parts: [
      part(150021, systolic, 'mm[Hg]'),
      part(150022, diastolic, 'mm[Hg]'),
      ...(pulse === 0 ? [] : [part(149546, pulse, '/min')]),
    ],
    ...(deviceTime === undefined ? {} : { deviceTime }),
    flags: deviceTime === undefined ? ['clock-not-set'] : [],
  }
}

const printable = (bytes: readonly number[]): string =>
  String.fromCharCode(...bytes.filter(byte => byte >= 32 && byte < 127)).trim()

function identityOf(answers: ReadonlyMap<string, readonly number[]>): DeviceIdentity {
  const version = printable(answers.get('VER') ?? [])
  const [model, firmware] = version.split(' ')
  const serial = answers.get('SRL')
  return {
    maker: 'Omron',
    ...(model ? { model } : {}),
    ...(firmware ? { firmware } : {}),
    ...(serial?.some(byte => byte !== 0)
      ? { serial: Buffer.from(Uint8Array.from(serial)).toString('hex').toUpperCase() }
      : {}),
  }
}

/** What one exchange gives: a reading and its index, or why not. */
function memoryOf({ command, asked, bytes }: Exchange): { index: number; reading: Reading } | { why: string } {
  const reply = replyOf(bytes, command)
  if ('wrong' in reply) return { why: reply.wrong === 'more' ? 'truncated' : reply.wrong }
  if (asked.length !== command.length || xorOf(asked.slice(3)) !== 0) return { why: 'protocol' }
  const reading = readingOf(reply.data)
  return reading ? { index: (asked[5] ?? 0) * 256 + (asked[6] ?? 0), reading } : { why: 'empty' }
}

/** What a tape of an Omron monitor says. Index 0 is the newest; the oldest comes first here. Weekly means are not readings. */
export function decodeOmron(tape: Tape): Decoded {
  const exchanges = exchangesOf(tape)
  const found = new Map<number, Reading>()
  const dropped: Record<string, number> = {}
  for (const exchange of exchanges.filter(({ command }) => command.name === 'GME')) {
    const memory = memoryOf(exchange)
    // `NO` is manners, not a loss.
    if ('why' in memory) {
      if (memory.why !== 'again') dropped[memory.why] = (dropped[memory.why] ?? 0) + 1
    } else if (!found.has(memory.index)) found.set(memory.index, memory.reading)
  }
  const readings = [...found].toSorted(([one], [other]) => other - one).map(([, reading]) => reading)
  return { device: identityOf(answersOf(exchanges)), readings, dropped }
}

/** The first good answer to each command. */
function answersOf(exchanges: readonly Exchange[]): ReadonlyMap<string, readonly number[]> {
  const answers = new Map<string, readonly number[]>()
  for (const { command, bytes } of exchanges) {
    const reply = replyOf(bytes, command)
    if ('data' in reply && !answers.has(command.name)) answers.set(command.name, reply.data)
  }
  return answers
}
