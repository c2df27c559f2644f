import type { Quantity } from './scale.ts'

const units = { mm: 'mm', mm2: 'mm²', '[px]': 'px', '[px]2': 'px²' } as const

/**
 * Decimals that show an uncertainty with one digit, or two where the first is a 1, at most four; below zero where its last digit that
 * counts stands before the decimal point: −2 for hundreds.
 */
export const decimalsOf = (uncertainty: number): number => {
  if (!(uncertainty > 0)) return 2
  const exponent = Math.floor(Math.log10(uncertainty))
  const first = Number((uncertainty / 10 ** exponent).toFixed(6))
  return Math.min(4, first < 1.95 ? 1 - exponent : -exponent)
}

/** A number to so many decimals; below zero it is rounded to tens, hundreds and so on: "160000" for 162698 and −4. */
export const roundedTo = (value: number, decimals: number): string =>
  decimals >= 0 ? value.toFixed(decimals) : (Math.round(value * 10 ** decimals) * 10 ** -decimals).toFixed(0)

/**
 * A quantity in words, value and uncertainty to the same decimal: "10.0 ± 0.2 mm". The uncertainty is rounded to one digit, two where
 * it begins with 1, so that no digit is shown that nobody measured. Without an uncertainty two decimals, and no ±.
 */
export const wordsOf = ({ value, uncertainty, unit }: Quantity): string => {
  if (uncertainty === undefined) return `${value.toFixed(2)} ${units[unit]}`
  const decimals = decimalsOf(uncertainty)
  return `${roundedTo(value, decimals)} ± ${roundedTo(uncertainty, decimals)} ${units[unit]}`
}
