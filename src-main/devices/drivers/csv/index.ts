import { type MeasurePart, measureOf } from '../../../../src-shared/clinical/measures.ts'
import type { MeasureKind, Part, Reading } from '../../driver.ts'
import { type CsvRow, csvRows, separatorOf } from './table.ts'

export interface CsvReading {
  /** Its `deviceTime` is the local time as written. */
  readonly reading: Reading
  readonly line: number
  /** `Z` or `±hh:mm`, where the row gives one. */
  readonly offset?: string
  readonly device?: string
}

export interface CsvResult {
  readonly readings: readonly CsvReading[]
  readonly wrong: readonly { readonly line: number; readonly why: string }[]
}

const columns = ['measure', 'value', 'unit', 'measured_at'] as const
type Column = (typeof columns)[number] | 'device'
type Cells = Readonly<Record<Column, string>>

/** What people write for what UCUM calls otherwise. */
const unitNames: Readonly<Record<string, string>> = {
  mmHg: 'mm[Hg]',
  '°C': 'Cel',
  C: 'Cel',
  '°F': '[degF]',
  F: '[degF]',
  bpm: '/min',
  '1/min': '/min',
  lb: '[lb_av]',
  'kg/m²': 'kg/m2',
  in: '[in_i]',
}

class Wrong extends Error {}

const stamp = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

function timeOf(text: string): { deviceTime: string; offset?: string } {
  const [, date = '', clock = '', seconds = ':00', offset] = stamp.exec(text) ?? []
  const deviceTime = `${date}T${clock}${seconds}`
  const whole = deviceTime.slice(0, 19)
  const parsed = new Date(`${whole}Z`)
  // JavaScript makes a 2 March of a 30 February: such a date is a mistake and not another day.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 19) !== whole)
    throw new Wrong('measured_at is not a time such as 2026-03-01T08:15:00+01:00')
  return offset === undefined ? { deviceTime } : { deviceTime, offset }
}

/** Decimal text with its digits kept. With semicolons a comma is a decimal point, as spreadsheets of many countries write it. */
function decimalOf(text: string, separator: ',' | ';'): string {
  const value = separator === ';' ? text.replace(',', '.') : text
  if (!/^-?\d{1,7}(\.\d{1,6})?$/.test(value)) throw new Wrong('value is not a decimal number such as 36.5')
  return value
}

function partOf(part: MeasurePart | undefined, value: string, unit: string): Part {
  if (!part || !Object.hasOwn(part.units, unit)) throw new Wrong('unit does not fit the measure')
  return { mdc: part.mdc, figure: { value }, unit }
}

function partsOf({ measure, value, unit }: Cells, separator: ',' | ';'): readonly Part[] {
  const parts = measureOf(measure)?.parts
  if (!parts) throw new Wrong('measure is not known')
  const name = Object.hasOwn(unitNames, unit) ? (unitNames[unit] ?? unit) : unit
  if (measure !== 'blood-pressure') return [partOf(parts[0], decimalOf(value, separator), name)]
  const pair = value.split('/').map(text => text.trim())
  if (pair.length !== 2) throw new Wrong('blood-pressure is not a pair such as 128/82')
  return pair.map((text, at) => partOf(parts[at], decimalOf(text, separator), name))
}

function readingOf(cells: Cells, line: number, separator: ',' | ';'): CsvReading {
  const parts = partsOf(cells, separator)
  const { deviceTime, ...offset } = timeOf(cells.measured_at)
  const reading: Reading = { kind: cells.measure as MeasureKind, parts, deviceTime, flags: ['manual'] }
  return { reading, line, ...offset, ...(cells.device === '' ? {} : { device: cells.device }) }
}

/** Where each column stands, or why the header is none. */
function placesOf(header: CsvRow | undefined): ReadonlyMap<string, number> | string {
  if (!header) return 'the file is empty'
  if (!('cells' in header)) return header.why
  const places = new Map(header.cells.map((cell, at) => [cell.trim().toLowerCase(), at]))
  const missing = columns.filter(column => !places.has(column))
  return missing.length === 0 ? places : `the header lacks ${missing.join(', ')}`
}

/** Judges every row of `measure,value,unit,measured_at[,device]` on its own: a reading, or the line and what is wrong with it. */
export function readingsOfCsv(text: string): CsvResult {
  const separator = separatorOf(text)
  const [header, ...rows] = csvRows(text)
  const places = placesOf(header)
  if (typeof places === 'string') return { readings: [], wrong: [{ line: header?.line ?? 1, why: places }] }
  const readings: CsvReading[] = []
  const wrong: { line: number; why: string }[] = []
  const cellOf = (cells: readonly string[], column: Column): string => (cells[places.get(column) ?? -1] ?? '').trim()
  const width = header && 'cells' in header ? header.cells.length : 0
  for (const row of rows) {
    try {
      readings.push(judge(row))
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      wrong.push({ line: row.line, why: error.message })
    }
  }
  return { readings, wrong }

  function judge(row: CsvRow): CsvReading {
    if (!('cells' in row)) throw new Wrong(row.why)
    if (row.cells.length > width) throw new Wrong('the row has more values than the header has names')
    const of = (column: Column): string => cellOf(row.cells, column)
    const measured_at = of('measured_at')
    const cells = { measure: of('measure').toLowerCase(), value: of('value'), unit: of('unit'), measured_at }
    return readingOf({ ...cells, device: of('device').slice(0, 80) }, row.line, separator)
  }
}
