import type { DeviceIdentity, Figure, Reading } from '../../driver.ts'
import { type AstmRecord, partsOf, readRecord, textOf, usualDelimiters } from '../astm/index.ts'

export interface ContourHeader {
  readonly product: string
  readonly digitalVersion: string
  readonly analogVersion: string
  readonly agpVersion: string
  readonly serial: string
  readonly sku: string
  /** Single-letter settings: A, C, G, I, R, S, U, V, X, Y, Z. */
  readonly settings: Readonly<Record<string, string>>
  readonly results: number
  readonly deviceTime?: string
}

/** `YYYYMMDDHHMM` as the meter's own clock shows it; undefined for what is no time. */
export function contourTime(text: string): string | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  const time = `${year}-${month}-${day}T${hour}:${minute}:00`
  const parsed = new Date(`${time}Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(time) ? time : undefined
}

/** What a Contour says of itself in its header. Its fifth field divides versions by the repeat delimiter inside a component. */
export function contourHeaderOf(record: AstmRecord): ContourHeader {
  const { fields, delimiters } = record
  const [product = '', versions = '', serial = '', sku = ''] = (fields[4] ?? '').split(delimiters.component)
  const settings = (fields[5] ?? '')
    .split(delimiters.component)
    .flatMap(part => (/^[A-Z]=/.test(part) ? [[part.slice(0, 1), part.slice(2)] as const] : []))
  const deviceTime = contourTime(textOf(record, 13))
  return {
    product,
    ...versionsOf(versions.split(delimiters.repeat)),
    serial,
    sku,
    settings: Object.fromEntries(settings),
    results: Number(textOf(record, 6)) || 0,
    ...(deviceTime === undefined ? {} : { deviceTime }),
  }
}

const versionsOf = ([digitalVersion = '', analogVersion = '', agpVersion = '']: readonly string[]) => ({
  digitalVersion,
  analogVersion,
  agpVersion,
})

/** The meter as a device. */
export const identityOf = ({ product, digitalVersion, serial }: ContourHeader): DeviceIdentity => ({
  maker: 'Ascensia',
  ...(product === '' ? {} : { model: product }),
  ...(serial === '' ? {} : { serial }),
  ...(digitalVersion === '' ? {} : { firmware: digitalVersion }),
})

const markers: Readonly<Record<string, string>> = {
  A: 'after-meal',
  B: 'before-meal',
  C: 'control-solution',
  '<': 'below-range',
  '>': 'above-range',
}
const methods: Readonly<Record<string, readonly string[]>> = {
  P: ['plasma-referenced'],
  B: ['whole-blood-referenced'],
}
const units = new Set(['mg/dL', 'mmol/L'])

function figureOf(value: string, flags: readonly string[]): Figure | undefined {
  if (flags.includes('above-range')) return { absent: 'positive-infinity' }
  if (flags.includes('below-range')) return { absent: 'negative-infinity' }
  return /^\d{1,4}(\.\d{1,2})?$/.test(value) ? { value } : undefined
}

const marksOf = (record: AstmRecord): readonly string[] =>
  (record.fields[6] ?? '')
    .split('/')
    .filter(mark => mark !== '')
    .map(mark => markers[mark] ?? `marker-${mark.toLowerCase()}`)

/** A glucose reading in the meter's own unit, or the word for why a result record is none. */
export function contourReadingOf(record: AstmRecord): Reading | string {
  if (partsOf(record, 2)[0]?.[3] !== 'Glucose') return 'unknown-object'
  const [unit = '', method = ''] = partsOf(record, 4)[0] ?? []
  if (!units.has(unit)) return 'unknown-unit'
  const marks = marksOf(record)
  const figure = figureOf(textOf(record, 3), marks)
  if (!figure) return 'no-value'
  const reading = { kind: 'glucose', parts: [{ mdc: 160184, figure, unit }] } as const
  const flags = [...marks, ...(methods[method] ?? [])]
  const deviceTime = contourTime(textOf(record, 8))
  return deviceTime ? { ...reading, deviceTime, flags } : { ...reading, flags: [...flags, 'clock-not-set'] }
}

/** A record from its text, or nothing where it is none. */
export function recordOf(line: string, delimiters = usualDelimiters): AstmRecord | undefined {
  try {
    return readRecord(line, delimiters)
  } catch {
    return undefined
  }
}
