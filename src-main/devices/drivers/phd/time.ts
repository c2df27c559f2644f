import { Reader } from './bytes.ts'

const bcd = (byte: number): number | undefined =>
  byte >> 4 > 9 || (byte & 15) > 9 ? undefined : (byte >> 4) * 10 + (byte & 15)
const two = (value: number): string => String(value).padStart(2, '0')

/**
 * AbsoluteTime: eight octets of BCD, century to hundredths (IEEE 11073-20601 annex A). Undefined where they are no date, as with
 * clocks that were never set.
 */
export function timeOf(value: Uint8Array): string | undefined {
  if (value.length !== 8) return undefined
  const reader = new Reader(value)
  const digits = Array.from({ length: 8 }, () => bcd(reader.u8()))
  if (digits.includes(undefined)) return undefined
  const [century, year, month, day, hour, minute, second, part] = digits.map(one => two(one ?? 0))
  const text = `${century}${year}-${month}-${day}T${hour}:${minute}:${second}`
  const parsed = new Date(`${text}Z`)
  // A 30 February is not a date, and JavaScript would make one of it.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 19) !== text) return undefined
  return part === '00' ? text : `${text}.${part}`
}
