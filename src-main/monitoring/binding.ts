import type { Binding } from '../../src-shared/contract/monitoring.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Patient } from '../../src-shared/fhir/index.ts'
import { numberKeyOf, patientKeysOf, wordsOf } from '../records/index.ts'

type Keys = ReturnType<typeof patientKeysOf>

const has = (keys: Keys, kind: Keys[number]['kind'], value: string): boolean =>
  value !== '' && keys.some(key => key.kind === kind && key.value === value)

/** Every word must be a whole word of the name, and one letter is no word: it would fit half the ward. */
function isName(keys: Keys, text: string): boolean {
  const words = wordsOf(text)
  return words.some(word => word.length > 1) && words.every(word => has(keys, 'name', word))
}

/** Two things that are known of a patient, or the one that is around the wrist, must be this patient's. */
export function fits(patient: Patient, binding: Binding): boolean {
  const keys = patientKeysOf(patient)
  if (binding.by === 'barcode') return has(keys, 'number', numberKeyOf(binding.code))
  const { birthDate, nameOrNumber } = binding
  const isNumber = has(keys, 'number', numberKeyOf(nameOrNumber))
  return has(keys, 'born', birthDate) && (isNumber || isName(keys, nameOrNumber))
}

/** Fault records.unknown, monitoring.notThisPatient. */
export function demandFit(patient: Patient | undefined, binding: Binding): void {
  if (patient === undefined) throw new Fault('records.unknown')
  if (!fits(patient, binding)) throw new Fault('monitoring.notThisPatient')
}
