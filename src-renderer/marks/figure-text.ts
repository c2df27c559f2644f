import type { Figure } from '../../src-shared/contract/marks.ts'
import { decimalsOf, roundedTo } from '../../src-shared/imaging/calibration/words.ts'
import { pxUnit, squarePxUnit } from './figures.ts'

const shownUnits: Readonly<Record<string, string>> = {
  [pxUnit]: 'px',
  [squarePxUnit]: 'px²',
  mm2: 'mm²',
  deg: '°',
  '%': '%',
  '1': '',
}

/** True for a length or an area of which nobody knows how large it is on the skin. */
export const isUncalibrated = ({ unit }: Figure): boolean => unit === pxUnit || unit === squarePxUnit

/** A figure in words: "4.2 ± 0.1 mm", "312 ± 2 px". Whoever shows px adds that they are uncalibrated. */
export function figureText(figure: Figure): string {
  const { value, unit, uncertainty } = figure
  // Without an uncertainty three digits are shown.
  const decimals = decimalsOf(uncertainty || Math.abs(value) / 100)
  const shown = shownUnits[unit] ?? unit
  const number = roundedTo(value, decimals)
  const off = uncertainty === undefined || uncertainty === 0 ? '' : ` ± ${roundedTo(uncertainty, decimals)}`
  return shown === '°' || shown === '' ? `${number}${off}${shown}` : `${number}${off} ${shown}`
}
