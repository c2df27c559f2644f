import type { Context, Decoded, Driver, Reading } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { Tape } from '../../tape.ts'
import type { SerialWire } from '../../wire.ts'
import { type Inbox, openInbox } from '../inbox.ts'
import { commands, openTaidocFramer, type TaidocFrame, taidocBytes, taidocTimeBytes, taidocTimeOf } from './frames.ts'

const tries = 3
const answerMs = 900
/** The largest memory of the family is 1,000 records for each of four users. */
const mostRecords = 5000

/** One question until its answer: the sum proves it, so one is enough. */
async function ask(
  inbox: Inbox<TaidocFrame>,
  command: number,
  data: readonly number[] = [],
): Promise<TaidocFrame['data']> {
  for (let turn = 0; turn < tries; turn += 1) {
    await inbox.send(taidocBytes(command, data))
    for (let frame = await inbox.next(answerMs); frame; frame = await inbox.next(answerMs))
      if (frame.command === command) {
        inbox.heard()
        return frame.data
      }
  }
  throw new DeviceError('devices.noAnswer', `command ${command.toString(16)}`)
}

const word = (low: number, high: number): number => low | (high << 8)

async function fetchRecords(wire: SerialWire, context: Context): Promise<void> {
  const inbox = openInbox(wire, context, openTaidocFramer())
  // Asleep, it wakes at the first command and answers the second.
  await ask(inbox, commands.enter)
  for (const command of [commands.model, commands.serialLow, commands.serialHigh, commands.clock])
    await ask(inbox, command)
  const [low, high] = await ask(inbox, commands.count)
  const total = word(low, high)
  if (total > mostRecords) throw new DeviceError('devices.protocol', 'count')
  if (total === 0) throw new DeviceError('devices.noRecords', 'count')
  for (let record = 0; record < total; record += 1) {
    const which = [record & 0xff, record >> 8]
    await ask(inbox, commands.recordTime, which)
    await ask(inbox, commands.recordValue, which)
    context.progress({ done: record + 1, total, unit: 'readings' })
  }
}

interface Answer {
  readonly command: number
  readonly args: string
  readonly data: TaidocFrame['data']
  readonly atUs: number
}

/** Each answer with what was asked: the number of a record stands in the question alone. */
function answersOn(tape: Tape): readonly Answer[] {
  const frames = openTaidocFramer()
  const answers: Answer[] = []
  let asked = { command: 0, args: '' }
  for (const { way, bytes, atUs } of tape.entries) {
    if (way === 'out') asked = { command: bytes[1] ?? 0, args: `${word(bytes[2] ?? 0, bytes[3] ?? 0)}` }
    else
      for (const { command, data } of frames(bytes))
        if (command === asked.command) answers.push({ ...asked, data, atUs })
  }
  return answers
}

type Values = Pick<Reading, 'kind' | 'parts' | 'flags'>

const part = (mdc: number, value: number | string, unit: string): Reading['parts'][number] => ({
  mdc,
  figure: { value: String(value) },
  unit,
})

/** What four bytes mean, by the first digit of the model: TD-4 measures glucose, TD-3 blood pressure, TD-1 temperature. */
function valuesOf(model: string, [d0, d1, d2, d3]: TaidocFrame['data']): Values | undefined {
  const first = word(d0, d1)
  if (model.startsWith('4')) {
    // The third and fourth byte say what kind of test it was, in codes that are not published: any but none may be control solution.
    return { kind: 'glucose', parts: [part(160184, first, 'mg/dL')], flags: (d2 | d3) === 0 ? [] : ['questionable'] }
  }
  if (model.startsWith('3')) {
    const parts = [part(150021, first, 'mm[Hg]'), part(150022, d2, 'mm[Hg]'), part(149546, d3, '/min')]
    return { kind: 'blood-pressure', parts, flags: [] }
  }
  // Tenths of a degree; later models hundredths.
  const degrees = first >= 1000 ? (first / 100).toFixed(2) : (first / 10).toFixed(1)
  return model.startsWith('1') ? { kind: 'temperature', parts: [part(150364, degrees, 'Cel')], flags: [] } : undefined
}

const hex = (bytes: readonly number[]): string => bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')

/** The records on a tape by their numbers, each with its time where that was answered. */
function recordsOn(answers: readonly Answer[], model: string) {
  const of = (command: number) =>
    new Map(answers.filter(answer => answer.command === command).map(({ args, data }) => [args, data]))
  const times = of(commands.recordTime)
  return [...of(commands.recordValue)].map(([record, data]) => {
    const when = times.get(record)
    return { value: valuesOf(model, data), deviceTime: when && taidocTimeOf(when) }
  })
}

function identityOf(answers: readonly Answer[]): { readonly model: string; readonly serial: string } {
  const last = (command: number) => [...(answers.findLast(answer => answer.command === command)?.data ?? [])]
  return {
    model: hex(last(commands.model).slice(0, 2).toReversed()),
    serial: hex([...last(commands.serialHigh).toReversed(), ...last(commands.serialLow).toReversed()]),
  }
}

/** What a tape of a TaiDoc or FORA device says. */
function decode(tape: Tape): Decoded {
  const answers = answersOn(tape)
  const { model, serial } = identityOf(answers)
  const clock = answers.findLast(({ command }) => command === commands.clock)
  const clockTime = clock && taidocTimeOf(clock.data)
  const dropped: Record<string, number> = {}
  const readings = recordsOn(answers, model).flatMap(({ value, deviceTime }): readonly Reading[] => {
    if (value && deviceTime) return [{ ...value, deviceTime }]
    const why = value ? 'time' : 'unknown-object'
    dropped[why] = (dropped[why] ?? 0) + 1
    return []
  })
  return {
    device: { maker: 'TaiDoc', ...(model && { model: `TD-${model}` }), ...(serial && { serial }) },
    ...(clockTime && { clock: { deviceTime: clockTime, atUs: clock.atUs } }),
    readings,
    dropped,
  }
}

/** TaiDoc, sold as FORA and under other names: glucose, blood pressure and temperature by one protocol. Nothing is cleared. */
export const taidocDriver: Driver<'serial'> = {
  manifest: {
    id: 'taidoc',
    version: 1,
    label: 'TaiDoc or FORA meter',
    wire: 'serial',
    match: [],
    lines: [{ baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 }],
    measures: ['glucose', 'blood-pressure', 'temperature'],
    abilities: ['stored', 'clock'],
  },
  fetch: fetchRecords,
  decode,
  setClock: async (wire, at, context) => {
    const inbox = openInbox(wire, context, openTaidocFramer())
    await ask(inbox, commands.enter)
    await ask(inbox, commands.setClock, taidocTimeBytes(at))
  },
}
