import { unitText } from '../../src-shared/clinical/unit-text.ts'
import type { ChartResult } from '../../src-shared/contract/chart.ts'

type Answers = (key: `answers.${NonNullable<ChartResult['coded']>}`) => string

const signs = { '<': '<', '<=': '≤', '>=': '≥', '>': '>' } as const

/** What was found, its digits as they came: `≤ 4.20 mg/dL`, `Negative`, or words. */
export function valueText(result: ChartResult | undefined, t: Answers): string {
  if (result?.value !== undefined) {
    const sign = result.comparator === undefined ? '' : `${signs[result.comparator]}\u{a0}`
    const unit = result.unit === undefined ? '' : `\u{a0}${unitText(result.unit)}`
    return `${sign}${result.value}${unit}`
  }
  if (result?.coded !== undefined) return t(`answers.${result.coded}`)
  return result?.text ?? ''
}

/** The range that came with a value: `7–40`, `≤ 40`, `≥ 60`; empty without one. */
export function rangeText(result: ChartResult | undefined): string {
  const { low, high } = result ?? {}
  if (low !== undefined && high !== undefined) return `${low}–${high}`
  if (high !== undefined) return `≤\u{a0}${high}`
  return low === undefined ? '' : `≥\u{a0}${low}`
}
