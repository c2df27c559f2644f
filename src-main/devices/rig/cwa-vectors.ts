import { readFileSync } from 'node:fs'
import { decodeCwa, openTimeline, type Timed } from '../drivers/axivity/index.ts'
import type { Checked } from './astm-vectors.ts'
import { vectorFiles } from './vectors.ts'

interface CwaExpected {
  readonly blocks: number
  readonly blockChecksumsZero: number
  readonly deviceId: number
  readonly samples: number
}

/** Rows as the converter prints them: time, x, y, z. */
function* rowsOf({ sector, startS, endS }: Timed): Generator<string> {
  const count = sector.samples.length / 3
  for (let at = 0; at < count; at += 1) {
    const ms = Math.round((startS + ((endS - startS) * at) / count) * 1000)
    const axes = [...sector.samples.subarray(at * 3, at * 3 + 3)].map(g => g.toFixed(6))
    yield [new Date(ms).toISOString().slice(0, 23).replace('T', ' '), ...axes].join(',')
  }
}

const split = (row: string): { ms: number; axes: string } => {
  const comma = row.indexOf(',')
  return { ms: Date.parse(`${row.slice(0, comma).replace(' ', 'T')}Z`), axes: row.slice(comma) }
}

/** The converter's rows with our times where the two are within the millisecond that it cuts off. */
const aligned = (ours: readonly string[], theirs: readonly string[]): readonly string[] =>
  ours.map((row, at) => {
    const [our, their] = [split(row), split(theirs[at] ?? '')]
    return Math.abs(our.ms - their.ms) <= 1 && our.axes === their.axes ? (theirs[at] ?? '') : row
  })

/** What our reader makes of a recording of 610 steps, beside openmovement's own converter. */
export function cwaChecks(): readonly Checked[] {
  const [file = ''] = vectorFiles('cwa', /\.cwa$/)
  const [expectedFile = ''] = vectorFiles('cwa', /^expected\.json$/)
  const [csvFile = ''] = vectorFiles('cwa', /head-tail\.csv$/)
  if (file === '') return []
  const expected = JSON.parse(readFileSync(expectedFile, 'utf8')) as CwaExpected
  const csv = readFileSync(csvFile, 'utf8')
    .split('\n')
    .filter(line => line !== '')
  const gap = csv.indexOf('...')
  const pieces = [...decodeCwa([readFileSync(file)])]
  const timed = openTimeline()
  const rows = pieces.flatMap(piece => (piece.kind === 'sector' ? [...rowsOf(timed(piece.sector))] : []))
  const header = pieces.find(({ kind }) => kind === 'header')
  const [head, tail] = [csv.slice(0, gap), csv.slice(gap + 1)]
  return [
    { name: 'sectors', got: pieces.filter(({ kind }) => kind === 'sector').length, want: expected.blocks },
    { name: 'faults', got: pieces.filter(({ kind }) => kind === 'fault').length, want: 0 },
    { name: 'samples', got: rows.length, want: expected.samples },
    { name: 'device', got: header?.kind === 'header' && header.header.deviceId, want: expected.deviceId },
    { name: 'head', got: aligned(rows.slice(0, head.length), head), want: head },
    { name: 'tail', got: aligned(rows.slice(-tail.length), tail), want: tail },
  ]
}
