import type { Figure } from '../../driver.ts'

interface Layout {
  readonly exponentBits: number
  readonly mantissaBits: number
}

const float: Layout = { exponentBits: 8, mantissaBits: 24 }
const sfloat: Layout = { exponentBits: 4, mantissaBits: 12 }

const signed = (value: number, bits: number): number => (value >= 2 ** (bits - 1) ? value - 2 ** bits : value)

/** The special values stand at the ends of the mantissa, with exponent 0. */
function absentOf(mantissa: number, bits: number): Extract<Figure, { absent: string }>['absent'] | undefined {
  const most = 2 ** (bits - 1)
  if (mantissa === most - 1) return 'not-a-number'
  if (mantissa === most - 2) return 'positive-infinity'
  if (mantissa === 2 - most) return 'negative-infinity'
  // "Not at this resolution" and the reserved one.
  return mantissa <= 1 - most ? 'error' : undefined
}

/** mantissa × 10^exponent with every digit that the exponent carries: 2.00 is not 2.0. */
function textOf(mantissa: number, exponent: number): string {
  if (mantissa === 0 && exponent >= 0) return '0'
  const digits = String(Math.abs(mantissa))
  const sign = mantissa < 0 ? '-' : ''
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent)
  const padded = digits.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

function figureOf(raw: number, { exponentBits, mantissaBits }: Layout): Figure {
  const exponent = signed(Math.floor(raw / 2 ** mantissaBits), exponentBits)
  const mantissa = signed(raw % 2 ** mantissaBits, mantissaBits)
  const absent = exponent === 0 ? absentOf(mantissa, mantissaBits) : undefined
  return absent ? { absent } : { value: textOf(mantissa, exponent) }
}

/** FLOAT-Type: 8 bits of exponent, 24 of mantissa (IEEE 11073-20601 annex F.6). */
export const floatOf = (raw: number): Figure => figureOf(raw, float)

/** SFLOAT-Type: 4 bits of exponent, 12 of mantissa (IEEE 11073-20601 annex F.7). */
export const sfloatOf = (raw: number): Figure => figureOf(raw, sfloat)
