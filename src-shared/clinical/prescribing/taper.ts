import { compare, exactOf, minus, textOf, zero } from './exact.ts'
import type { DoseUnit, Frequency, SigStep } from './types.ts'

/** A dose that goes down by the same amount after every stretch of days. Decimals as text, all in `unit`. */
export interface Taper {
  readonly from: string
  readonly by: string
  /** The lowest dose: the last step is never below it. */
  readonly to: string
  /** Length of each stretch in days. */
  readonly days: number
  readonly unit: DoseUnit
  readonly frequency: Frequency
}

/** So many steps as directions may have. */
export const mostTaperSteps = 40

/**
 * The steps of a taper, highest dose first, exact; the last is the lowest dose itself where the amounts do not meet it.
 * Undefined where it does not go down, ends at nothing, or needs more steps than directions may have.
 */
export function taperSteps({ from, by, to, days, unit, frequency }: Taper): SigStep[] | undefined {
  const [first, less, last] = [exactOf(from), exactOf(by), exactOf(to)]
  if (compare(less, zero) <= 0 || compare(last, zero) <= 0 || compare(first, last) <= 0) return undefined
  const steps: SigStep[] = []
  let dose = first
  while (compare(dose, last) > 0) {
    if (steps.length + 1 >= mostTaperSteps) return undefined
    steps.push({ dose: textOf(dose, 6), unit, frequency, days })
    dose = minus(dose, less)
  }
  return [...steps, { dose: textOf(last, 6), unit, frequency, days }]
}
