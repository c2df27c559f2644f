import type { Band, Inputs } from './instrument.ts'

/** A value on a grid of `1 / parts` as a whole number of parts: sums and products of those are exact. */
export const partsOf = (inputs: Inputs, id: string, parts: number): number => Math.round((inputs[id] ?? 0) * parts)

/** A whole number of `1 / 10^digits` as decimal text without needless zeros: 1660, 2 → "16.6". */
export function decimalText(units: number, digits: number): string {
  const sign = units < 0 ? '-' : ''
  const text = String(Math.abs(units)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const fraction = digits === 0 ? '' : text.slice(text.length - digits).replace(/0+$/, '')
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`
}

/** A row of a band table: the band holds while the total, in whole units, is below or at its end. */
export type BandRow = readonly [id: string, label: string, holds: (units: number) => boolean]

/** The first band of the table that holds; the last one always does. */
export function bandOf(rows: readonly BandRow[], units: number): Band {
  const rank = rows.findIndex(([, , holds]) => holds(units))
  const at = rank < 0 ? rows.length - 1 : rank
  const [id = '', label = ''] = rows[at] ?? []
  return { id, label, rank: at }
}
export const below = (end: number) => (units: number) => units < end
export const upTo = (end: number) => (units: number) => units <= end
export const rest = () => true
