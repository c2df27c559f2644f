import { compare, type Exact, exactOf, floorOf, fraction, minus, over, sumOf, textOf, times, zero } from './exact.ts'
import type { PrescriptionDraft, SigStep } from './types.ts'

/** So many tablets of one strength. */
export interface Tablets {
  readonly strength: string
  readonly count: number
}

/** More in one dose than this is a mistake, or needs another strength. */
export const mostTablets = 30

/** A search over whole tablets: what is left, and how many may still be taken. */
interface Rest {
  readonly left: Exact
  readonly most: number
}

const strongestFirst = (strengths: readonly string[]): string[] =>
  [...new Set(strengths.filter(text => compare(exactOf(text), zero) > 0))].toSorted((a, b) =>
    compare(exactOf(b), exactOf(a)),
  )

const countOf = (all: readonly Tablets[]): number => all.reduce((sum, { count }) => sum + count, 0)

function fewest(strengths: readonly string[], { left, most }: Rest): readonly Tablets[] | undefined {
  if (compare(left, zero) === 0) return []
  const [strength, ...weaker] = strengths
  if (strength === undefined) return undefined
  const each = exactOf(strength)
  // Even the strongest that is left cannot make it up with what may still be taken.
  if (compare(times(each, exactOf(most)), left) < 0) return undefined
  let best: readonly Tablets[] | undefined
  for (let count = Math.min(most, floorOf(over(left, each))); count >= 0; count--) {
    const still = { left: minus(left, times(each, exactOf(count))), most: (best ? countOf(best) - 1 : most) - count }
    const rest = still.most < 0 ? undefined : fewest(weaker, still)
    if (rest) best = count === 0 ? rest : [{ strength, count }, ...rest]
  }
  return best
}

/**
 * The fewest whole tablets of the given strengths (decimals in one unit) that make a dose exactly, strongest first.
 * Undefined where none do within `mostTablets`: nothing is ever rounded.
 */
export const tabletsFor = (dose: string, strengths: readonly string[]): readonly Tablets[] | undefined =>
  fewest(strongestFirst(strengths), { left: exactOf(dose), most: mostTablets })

/** The milligrams written as tablets or capsules of one strength; undefined where a step is not whole or half ones. */
export function countedIn(draft: PrescriptionDraft, strength: string): PrescriptionDraft | undefined {
  if (compare(exactOf(strength), zero) <= 0) return undefined
  const unit = /capsule/.test(draft.form ?? '') ? ('capsule' as const) : ('tablet' as const)
  const halves = unit === 'tablet' ? 2 : 1
  const steps = draft.sig.steps.map((step): SigStep | undefined => {
    const parts = over(times(exactOf(step.dose), exactOf(halves)), exactOf(strength))
    if (step.unit !== 'mg' || parts.d !== 1n || parts.n === 0n) return undefined
    return { ...step, unit, dose: textOf(fraction(parts.n, BigInt(halves)), 1) }
  })
  if (!steps.every(step => step !== undefined)) return undefined
  const { rxcui: _rxcui, strength: _old, ...rest } = draft
  return { ...rest, strength: { amount: strength, unit: 'mg' }, sig: { ...draft.sig, steps } }
}

/** What tablets make together, as a decimal. */
export const doseOf = (all: readonly Tablets[]): string =>
  textOf(sumOf(all.map(({ strength, count }) => times(exactOf(strength), exactOf(count)))), 6)
