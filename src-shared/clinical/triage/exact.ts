import { decimalText } from '../severity/exact.ts'

/** Decimal text with at most three digits behind the point, as whole thousandths: "38.5" → 38500. */
export function thousandthsOf(text: string): number {
  const point = text.indexOf('.')
  if (point < 0) return Number(text) * 1000
  const fraction = text.slice(point + 1)
  return Number(text.slice(0, point)) * 1000 + Number(fraction.padEnd(3, '0'))
}

/** Whole thousandths as decimal text without needless zeros: 38500 → "38.5". */
export const textOfThousandths = (units: number): string => decimalText(units, 3)
