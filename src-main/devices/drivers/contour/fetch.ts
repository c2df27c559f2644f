import type { Context } from '../../driver.ts'
import { DeviceError } from '../../errors.ts'
import type { HidWire, Wait } from '../../wire.ts'
import { type Heard, openAstmReceiver } from '../astm/index.ts'
import { contourHeaderOf, recordOf } from './records.ts'
import { contourData } from './reports.ts'

const reportOf = (bytes: Uint8Array): Uint8Array => {
  const report = new Uint8Array(65)
  report.set([0, 0x41, 0x42, 0x43, bytes.length, ...bytes])
  return report
}

const EOT = 0x04
const ENQ = 0x05
const NAK = 0x15

async function hear(wire: HidWire, wait: Wait): Promise<Uint8Array | undefined> {
  try {
    return contourData(await wire.read(wait))
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'devices.noAnswer') return undefined
    throw error
  }
}

/** How often one message may be damaged, and how often the meter is woken, before we give up. */
const mostRefused = 20
const wakes = 4
/** More than any meter of the family holds, with room: a babbler ends here. */
const mostReports = 60_000

interface Counter {
  refused: number
  done: number
  total?: number
}

/** Counts a record; true when it was the last. */
function counted(text: string, counter: Counter): boolean {
  const record = recordOf(text.split('\r')[0] ?? '')
  if (record?.type === 'H') counter.total = contourHeaderOf(record).results
  if (record?.type === 'R') counter.done += 1
  return record?.type === 'L'
}

/** Counts what came; true when it was the last record. */
function countedLast(events: Heard['events'], counter: Counter): boolean {
  counter.refused += events.filter(({ kind }) => kind === 'refused').length
  if (counter.refused > mostRefused) throw new DeviceError('devices.checksum', 'frame')
  return events.map(event => event.kind === 'text' && counted(event.text, counter)).includes(true)
}

/** Asks a meter for all it holds: frame by frame, each acknowledged or asked for again. */
export async function fetchContour(wire: HidWire, context: Context): Promise<void> {
  const receiver = openAstmReceiver({ tolerant: true })
  const counter: Counter = { refused: 0, done: 0 }
  const say = (byte: number): Promise<void> =>
    wire.write(reportOf(Uint8Array.of(byte)), { timeoutMs: 1000, signal: context.signal })
  let silent = 0
  await say(EOT)
  for (let reports = 0; reports < mostReports; reports += 1) {
    const bytes = await hear(wire, { timeoutMs: 650, signal: context.signal })
    silent = bytes ? 0 : silent + 1
    if (silent >= wakes) throw new DeviceError('devices.noAnswer', counter.done > 0 ? 'record' : 'wake')
    // ENQ asks it to speak; a meter that waits for our answer to its frame sends that frame again after NAK.
    if (!bytes) await say(silent % 2 === 1 ? ENQ : NAK)
    if (!bytes) continue
    const { reply, events } = receiver.hear(bytes)
    const last = countedLast(events, counter)
    context.progress({ ...counterProgress(counter), unit: 'readings' })
    // A lead-in holds a frame and ENQ in one report: one answer is expected.
    const answer = reply.at(-1)
    if (answer !== undefined) await say(answer)
    if (last) return
  }
  throw new DeviceError('devices.protocol', 'too many reports')
}

const counterProgress = ({ done, total }: Counter): { done: number; total?: number } =>
  total === undefined ? { done } : { done, total }
