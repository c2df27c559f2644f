import type { TriageInput } from './case.ts'
import { emergencyGolden } from './golden-emergency.ts'
import { lesionGolden } from './golden-lesion.ts'
import { routineGolden } from './golden-routine.ts'

/** One invented consult with what the rules must say of it. `fired` holds "rule reason", the most urgent first. */
export interface GoldenConsult {
  readonly about: string
  readonly entered: TriageInput
  /** "CLASS SUITABILITY", and flags behind them. */
  readonly says: string
  readonly fired: readonly string[]
}

/** Sixty invented consults with their class and reasons: what a change of the rules must leave as it is, or change knowingly. */
export const goldenConsults: readonly GoldenConsult[] = [...emergencyGolden, ...lesionGolden, ...routineGolden]
