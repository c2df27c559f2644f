import type { PatientFacts, PrescriptionDraft } from '../types.ts'
import { goldenLaboratory } from './golden-laboratory.ts'
import { goldenProgrammes } from './golden-programmes.ts'
import { goldenSkin } from './golden-skin.ts'
import { goldenSystemic } from './golden-systemic.ts'

/** An invented prescription and exactly the alerts it must raise, "RULE:severity", the worst first and then by name. */
export type GoldenPrescription = readonly [
  name: string,
  draft: PrescriptionDraft,
  patient: PatientFacts,
  alerts: readonly string[],
]

/** Prescriptions of an ordinary clinic, most of them without an alert. */
export const goldenPrescriptions: readonly GoldenPrescription[] = [
  ...goldenSkin,
  ...goldenSystemic,
  ...goldenLaboratory,
  ...goldenProgrammes,
]
