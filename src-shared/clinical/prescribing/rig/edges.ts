import type { PatientFacts, PrescriptionDraft } from '../types.ts'
import { doseEdges } from './edges-doses.ts'
import { laboratoryEdges } from './edges-laboratory.ts'
import { programmeEdges } from './edges-programmes.ts'

export type Side = readonly [draft: PrescriptionDraft, patient: PatientFacts, on?: string]
/** A rule, what its edge is, a case just over it (it fires) and one just before (it does not). */
export type Edge = readonly [rule: string, what: string, over: Side, under: Side]

export const edges: readonly Edge[] = [...doseEdges, ...laboratoryEdges, ...programmeEdges]
