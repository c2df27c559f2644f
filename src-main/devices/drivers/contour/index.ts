import type { Decoded, DeviceIdentity, Driver, Reading } from '../../driver.ts'
import type { Tape } from '../../tape.ts'
import { type AstmRecord, openAstmReceiver, textOf } from '../astm/index.ts'
import { fetchContour } from './fetch.ts'
import { contourHeaderOf, contourReadingOf, identityOf, recordOf } from './records.ts'
import { contourData } from './reports.ts'

export { type ContourHeader, contourHeaderOf, contourReadingOf } from './records.ts'

interface Found {
  readonly records: readonly AstmRecord[]
  readonly headerAtUs: number
  readonly dropped: Readonly<Record<string, number>>
}

interface Line {
  readonly text: string
  readonly atUs: number
}

/** The whole lines on a tape, and why frames were refused. */
function linesOn(tape: Tape): { lines: readonly Line[]; refused: readonly string[] } {
  const receiver = openAstmReceiver({ tolerant: true })
  const lines: Line[] = []
  const refused: string[] = []
  let text = ''
  for (const { bytes, atUs } of tape.entries.filter(({ way, channel }) => way === 'in' && channel === 0)) {
    for (const event of receiver.hear(contourData(bytes)).events) {
      if (event.kind === 'refused') refused.push(event.why)
      // What a message left unfinished is not the beginning of the next one.
      if (event.kind !== 'text') text = event.kind === 'refused' ? text : ''
      else text = cut(text + event.text, line => lines.push({ text: line, atUs }))
    }
  }
  return { lines, refused }
}

function cut(text: string, take: (line: string) => void): string {
  const lines = text.split('\r')
  const rest = lines.pop() ?? ''
  for (const line of lines) take(line)
  return rest
}

/** The records on a tape, in order. */
function recordsOn(tape: Tape): Found {
  const { lines, refused } = linesOn(tape)
  const dropped: Record<string, number> = {}
  const records: AstmRecord[] = []
  let headerAtUs = 0
  for (const why of refused) dropped[why] = (dropped[why] ?? 0) + 1
  for (const { text, atUs } of lines) {
    const record = recordOf(text, records.at(-1)?.delimiters)
    if (record?.type === 'H') headerAtUs = atUs
    if (record) records.push(record)
    else dropped['protocol'] = (dropped['protocol'] ?? 0) + 1
  }
  return { records, headerAtUs, dropped }
}

/** What a tape of a Contour meter says. Control solution and meal marks are flags; the unit stays the meter's. */
function decode(tape: Tape): Decoded {
  const { records, headerAtUs, dropped: lost } = recordsOn(tape)
  const dropped: Record<string, number> = { ...lost }
  const readings: Reading[] = []
  const seen = new Set<string>()
  for (const record of records.filter(({ type }) => type === 'R')) {
    const key = record.fields.join('\n')
    // A record that came again after a broken start is the same record: it has the same number.
    if (seen.has(key)) continue
    seen.add(key)
    const reading = /^\d+$/.test(textOf(record, 1)) ? contourReadingOf(record) : 'protocol'
    if (typeof reading === 'string') dropped[reading] = (dropped[reading] ?? 0) + 1
    else readings.push(reading)
  }
  const header = records.findLast(({ type }) => type === 'H')
  const said = header && contourHeaderOf(header)
  const device: DeviceIdentity = said ? identityOf(said) : { maker: 'Ascensia' }
  const deviceTime = said?.deviceTime
  return { device, ...(deviceTime ? { clock: { deviceTime, atUs: headerAtUs } } : {}), readings, dropped }
}

/** Glucose meters of the Contour family over HID: ASTM frames in reports of 64 bytes. Nothing on the meter is changed. */
export const contourDriver: Driver<'hid'> = {
  manifest: {
    id: 'contour',
    version: 1,
    label: 'Ascensia Contour glucose meter',
    wire: 'hid',
    match: [{ vendorId: 0x1a79, productId: 0x6002 }],
    measures: ['glucose'],
    abilities: ['stored'],
  },
  fetch: fetchContour,
  decode,
}
