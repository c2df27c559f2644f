/** A decimal as text, without exponent: what a laboratory writes. */
export const decimalPattern = /^-?(0|[1-9]\d{0,11})(\.\d{1,8})?$/

const parts = (text: string): { readonly units: bigint; readonly digits: number } => {
  const [whole = '0', fraction = ''] = text.split('.')
  return { units: BigInt(whole + fraction), digits: fraction.length }
}

/** Below, at or above nought as `a` is below, at or above `b`; exact. Both as `decimalPattern` has them; throws where they are not. */
export function compareDecimals(a: string, b: string): number {
  if (!decimalPattern.test(a) || !decimalPattern.test(b)) throw new Error('no decimal')
  const [first, second] = [parts(a), parts(b)]
  const digits = Math.max(first.digits, second.digits)
  const scaled = ({ units, digits: own }: typeof first) => units * 10n ** BigInt(digits - own)
  const [left, right] = [scaled(first), scaled(second)]
  return left === right ? 0 : left < right ? -1 : 1
}

export type Comparator = '<' | '<=' | '>=' | '>'

/** A measured value: exact, or only known to lie below or above. */
export interface Measured {
  readonly value: string
  readonly comparator?: Comparator | undefined
}

export interface Range {
  readonly low?: string | undefined
  readonly high?: string | undefined
}

export type Flag = 'low' | 'normal' | 'high'

function exactFlag(value: string, { low, high }: Range): Flag {
  if (low !== undefined && compareDecimals(value, low) < 0) return 'low'
  return high !== undefined && compareDecimals(value, high) > 0 ? 'high' : 'normal'
}

/** Below `value`: low where all of that lies under the range, normal where the range has no lower end and reaches that far. */
function belowFlag({ value, comparator }: Measured, { low, high }: Range): Flag | undefined {
  const whole = comparator === '<' ? 0 : -1
  if (low !== undefined) return compareDecimals(value, low) <= whole ? 'low' : undefined
  return high !== undefined && compareDecimals(value, high) <= 0 ? 'normal' : undefined
}

function aboveFlag({ value, comparator }: Measured, { low, high }: Range): Flag | undefined {
  const whole = comparator === '>' ? 0 : 1
  if (high !== undefined) return compareDecimals(value, high) >= whole ? 'high' : undefined
  return low !== undefined && compareDecimals(value, low) >= 0 ? 'normal' : undefined
}

/**
 * Where a value stands to the range that came with it: both ends belong to the range. Undefined where there is no range, or where
 * "less than" and "more than" leave it open. It says nothing of what the value means.
 */
export function flagOf(measured: Measured, range: Range): Flag | undefined {
  if (range.low === undefined && range.high === undefined) return undefined
  const { comparator, value } = measured
  if (comparator === undefined) return exactFlag(value, range)
  return comparator.startsWith('<') ? belowFlag(measured, range) : aboveFlag(measured, range)
}

/** True where a range can be one: its low end is not above its high one. */
export const isRange = ({ low, high }: Range): boolean =>
  low === undefined || high === undefined || compareDecimals(low, high) <= 0

export type Trend = 'up' | 'down' | 'steady'

/** How the newest of two exact values stands to the one before. Undefined where either is only a bound. */
export function trendOf(newest: Measured, before: Measured): Trend | undefined {
  if (newest.comparator !== undefined || before.comparator !== undefined) return undefined
  const order = compareDecimals(newest.value, before.value)
  return order === 0 ? 'steady' : order > 0 ? 'up' : 'down'
}
