/** A fraction of whole numbers: sums and products of decimals are exact, whatever their digits. `d` is above 0. */
export interface Exact {
  readonly n: bigint
  readonly d: bigint
}

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisorOf(b, a % b))

/** The fraction `n / d` in lowest terms; `d` may be negative, never 0. */
export function fraction(n: bigint, d: bigint): Exact {
  if (d === 0n) throw new Error('nothing is divided by nothing')
  const sign = d < 0n ? -1n : 1n
  const by = divisorOf(n, d)
  return by === 0n ? { n: 0n, d: 1n } : { n: (sign * n) / by, d: (sign * d) / by }
}

/** A decimal text ("37.5") or a whole number as a fraction. */
export function exactOf(value: string | number): Exact {
  const text = String(value)
  const [, sign, whole, digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined) throw new Error('no decimal')
  const n = BigInt(`${whole}${digits}`)
  return fraction(sign === '-' ? -n : n, 10n ** BigInt(digits.length))
}

export const plus = (a: Exact, b: Exact): Exact => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Exact, b: Exact): Exact => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Exact, b: Exact): Exact => fraction(a.n * b.n, a.d * b.d)
export const over = (a: Exact, b: Exact): Exact => fraction(a.n * b.d, a.d * b.n)

/** Below 0 where a < b, 0 where they are the same, above 0 where a > b. */
export function compare(a: Exact, b: Exact): number {
  const gap = a.n * b.d - b.n * a.d
  if (gap === 0n) return 0
  return gap < 0n ? -1 : 1
}

export const zero: Exact = { n: 0n, d: 1n }
export const sumOf = (values: readonly Exact[]): Exact => values.reduce(plus, zero)

/** The smallest whole number that is not below it. */
export function ceilingOf({ n, d }: Exact): number {
  const whole = n / d
  return Number(n > 0n && n % d !== 0n ? whole + 1n : whole)
}

/** The greatest whole number that is not above it. */
export const floorOf = ({ n, d }: Exact): number => -ceilingOf({ n: -n, d })

/**
 * Decimal text without needless zeros: exact where it ends within `digits`, else rounded half up. For showing;
 * comparisons are made on the fraction.
 */
export function textOf({ n, d }: Exact, digits = 2): string {
  const scale = 10n ** BigInt(digits)
  const size = n < 0n ? -n : n
  const units = (2n * size * scale + d) / (2n * d)
  const fractional = String(units % scale)
    .padStart(digits, '0')
    .replace(/0+$/, '')
  const text = digits === 0 || fractional === '' ? String(units / scale) : `${units / scale}.${fractional}`
  return n < 0n && units !== 0n ? `-${text}` : text
}
