/** A span of time or of numbers, both ends inclusive; time in ms since 1970. */
export interface Span {
  readonly low: number
  readonly high: number
}

const grammar =
  /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2})(?:T(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,9}))?)?(?<zone>Z|[+-]\d{2}:\d{2})?)?)?)?$/

type Parts = Partial<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'zone', string>>

/**
 * The span a FHIR date, dateTime or instant covers: `2020` is the whole year, `2020-01-01T10:00Z` a whole minute.
 * A time without zone, and a date, are read as UTC. Undefined where the text is no date (hl7.org/fhir/R4/search.html#date).
 */
export const spanOfTime = (text: string): Span | undefined => {
  const parts: Parts | undefined = grammar.exec(text)?.groups
  if (parts === undefined) return undefined
  const low = startOf(parts)
  return Number.isNaN(low) ? undefined : { low, high: low + lengthMs(parts) - 1 }
}

const startOf = ({ year, month = '01', day = '01', hour = '00', minute = '00', ...rest }: Parts): number => {
  const { second = '00', fraction = '', zone = 'Z' } = rest
  // JavaScript knows no leap second; FHIR allows it.
  const whole = second === '60' ? '59' : second
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${whole}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`)
}

const lengthMs = (given: Parts): number => {
  if (given.fraction !== undefined) return 10 ** Math.max(0, 3 - given.fraction.length)
  if (given.second !== undefined) return 1000
  if (given.hour !== undefined) return 60_000
  if (given.day !== undefined) return 86_400_000
  const year = Number(given.year)
  const from = utc(year, given.month === undefined ? 0 : Number(given.month) - 1)
  return given.month === undefined ? utc(year + 1, 0) - from : utc(year, Number(given.month)) - from
}

/** Date.UTC reads the years 0 to 99 as 1900 to 1999; setUTCFullYear does not. */
const utc = (year: number, month: number): number => new Date(0).setUTCFullYear(year, month, 1)

/** The span of a decimal as written: `5.4` covers 5.35 to 5.45, `100` covers 99.5 to 100.5 (search.html#number). */
export const spanOfNumber = (text: string): Span | undefined => {
  const match = /^[+-]?\d+(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  if (match === null) return undefined
  const value = Number(text)
  const half = 0.5 * 10 ** (Number(match[2] ?? 0) - (match[1]?.length ?? 0))
  return { low: value - half, high: value + half }
}

/** Text as it is compared: no marks, lower case, single blanks. */
export const fold = (text: string): string =>
  text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim()
