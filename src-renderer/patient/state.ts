import { create } from 'zustand'
import type { ViewId } from '../../src-shared/clinical/body-map.ts'
import type { LesionId } from '../../src-shared/ids.ts'

interface PatientState {
  readonly lesionId?: LesionId | undefined
  /** Undefined: the drawing with most lesions. */
  readonly viewId?: ViewId | undefined
  /** A task that takes the side panel. */
  readonly task?: 'case' | 'lesion' | 'monitor' | 'confirm' | 'portal' | 'symptoms' | undefined
}

const first: PatientState = {}

/** What is chosen on the patient screen. Forgotten when the patient is left. */
export const usePatientState = create<PatientState>()(() => first)
export const forgetPatientState = (): void => usePatientState.setState(first, true)
