import { readFileSync } from 'node:fs'
import type { Decoded } from '../driver.ts'
import type { Entry, Tape } from '../tape.ts'
import { vectorFiles } from './vectors.ts'

interface Transfer {
  readonly kind: 'feature' | 'out' | 'in'
  readonly hex: string
}
interface Expected {
  readonly time: string
  readonly systolic: number
  readonly diastolic: number
  readonly pulse: number
}
interface Capture {
  readonly transfers: readonly Transfer[]
  readonly expectedReadings: readonly Expected[]
}
interface Captures {
  readonly vendorCsv: string
  readonly vendorCsvBelongsTo: string
  readonly captures: Readonly<Record<string, Capture>>
}

export interface OmronCapture {
  readonly name: string
  readonly transfers: readonly Transfer[]
  readonly tape: Tape
  /** `time systolic/diastolic pulse`, oldest first. */
  readonly expected: readonly string[]
  /** Rows of the vendor's own export in the same words, where there is one. */
  readonly vendor?: readonly string[]
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

const entryOf = ({ kind, hex }: Transfer, at: number): Entry => ({
  atUs: at * 15_000,
  way: kind === 'in' ? 'in' : 'out',
  channel: kind === 'feature' ? 1 : 0,
  bytes: kind === 'in' ? bytesOf(hex) : Uint8Array.from([0, ...bytesOf(hex)]),
})

/** A row of the vendor's export: `1/01/2007,12:06:38 AM,123,78,87,…` as day/month of the captures' own dates shows month/day. */
function vendorRow(line: string): string {
  const [date = '', clock = '', systolic, diastolic, pulse] = line.split(',')
  const [month = '', day = '', year] = date.split('/')
  const [, hour = '', rest, half] = /^(\d+):(\d\d:\d\d) (AM|PM)$/.exec(clock) ?? []
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0)
  const two = (value: string | number): string => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${rest} ${systolic}/${diastolic} ${pulse}`
}

/** The recordings of a real monitor that are in the vectors. */
export const omronCaptures = (): readonly OmronCapture[] =>
  vectorFiles('omron', /captures\.json$/).flatMap(file => {
    const { captures, vendorCsv, vendorCsvBelongsTo } = JSON.parse(readFileSync(file, 'utf8')) as Captures
    const rows = vendorCsv
      .split('\n')
      .filter(line => /^\d+\/\d+\/\d{4},/.test(line))
      .map(vendorRow)
    return Object.entries(captures).map(([name, { transfers, expectedReadings }]) => ({
      name,
      transfers,
      tape: { startedAt: '2026-03-01T12:00:00.000Z', entries: transfers.map(entryOf) },
      expected: expectedReadings.map(one => `${one.time} ${one.systolic}/${one.diastolic} ${one.pulse}`),
      ...(name === vendorCsvBelongsTo ? { vendor: rows } : {}),
    }))
  })

/** Blood-pressure readings in the words of the captures. */
export const pressureLines = (decoded: Decoded): readonly string[] =>
  decoded.readings.map(({ deviceTime, parts }) => {
    const [systolic, diastolic, pulse] = parts.map(({ figure }) => ('value' in figure ? figure.value : '-'))
    return `${deviceTime} ${systolic}/${diastolic} ${pulse}`
  })
