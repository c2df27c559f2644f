import type { records } from '../../src-shared/contract/records.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import type { Op } from '../vault/index.ts'
import { caseCalls } from './case-calls.ts'
import { idIn } from './coded.ts'
import { openDesk, type RecordsNeeds } from './desk.ts'
import type { Held, HeldOf, HeldType } from './held.ts'
import { importBundle } from './import.ts'
import type { PatientFace } from './patient.ts'
import { faceOf, patientCalls } from './patient-calls.ts'
import type { RecordName } from './rows.ts'
import { taskCalls } from './task-calls.ts'

export interface Records {
  readonly service: Service<typeof records>
  /** Writes a resource whole, with its search entries and its place in the outbox. Its references must be local. */
  readonly put: (resource: Held) => Op
  /**
   * Sets top-level elements of a held resource (`undefined` removes one), merged inside the commit. Not for what a patient or a
   * note is found by: use `put` for names, numbers, birth dates and texts.
   */
  readonly change: (name: RecordName, set: Readonly<Record<string, unknown>>) => Op
  /** A resource as held here, or undefined. */
  read<T extends HeldType>(type: T, id: string): Promise<HeldOf<T> | undefined>
  /** These patients as lists show them; who is not held is left out. */
  facesOf(patientIds: readonly string[]): Promise<PatientFace[]>
  /** Whose visit this is; undefined where it is not held. */
  patientOf(caseId: string): Promise<string | undefined>
  /** Imports a Bundle (JSON text) in one commit; Fault records.noBundle, records.bundleTooLarge. */
  importBundle(by: Caller, json: string): ReturnType<typeof importBundle>
}

export function openRecords(needs: RecordsNeeds): Records {
  const desk = openDesk(needs)
  const take = (by: Caller, json: string) => importBundle(desk, by, json)
  return {
    service: {
      ...patientCalls(desk),
      ...caseCalls(desk),
      ...taskCalls(desk),
      importBundle: ({ json }, asking) => take(asking.who(), json),
    },
    put: desk.put,
    change: desk.change,
    read: desk.read,
    facesOf: async ids => (await desk.store.patients([...new Set(ids)])).map(faceOf),
    patientOf: async caseId => idIn('Patient', (await desk.read('Encounter', caseId))?.subject),
    importBundle: take,
  }
}
