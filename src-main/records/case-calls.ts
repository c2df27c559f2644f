import type { records } from '../../src-shared/contract/records.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Service } from '../kernel/service.ts'
import type { Desk } from './desk.ts'
import { newNote, noteOf } from './document-reference.ts'
import { type Case, caseOf, finished, newEncounter } from './encounter.ts'
import { type HeldOf, only, resourceOf } from './held.ts'
import { fullNameOf } from './patient.ts'
import { demandPatient, faceOf } from './patient-calls.ts'
import type { FoundCase, HeldRow } from './rows.ts'
import { noteQueryOf } from './search.ts'
import { inError } from './timeline.ts'

const mostFound = 200

const encounterIn = (row: FoundCase) => resourceOf(row) as HeldOf<'Encounter'>
export const caseRowOf = (row: FoundCase): Case =>
  caseOf(encounterIn(row), { images: row.images, otherwise: row.updatedAt })

const notesIn = (rows: readonly HeldRow[]) =>
  only('DocumentReference', rows)
    .filter(({ resource }) => !inError(resource))
    .map(({ row, resource }) => noteOf(resource, { unsynced: row.unsynced === 1, otherwise: row.updatedAt }))

type CaseCalls = Pick<Service<typeof records>, 'case' | 'openCase' | 'closeCase' | 'writeNote' | 'searchNotes'>

/** Visits and what is written in them. */
export const caseCalls = (desk: Desk): CaseCalls => {
  const { store, newId, at, put, change, commit } = desk
  const demandCase = async (caseId: string): Promise<FoundCase> => {
    const row = await store.case(caseId)
    if (row === undefined) throw new Fault('records.unknown')
    return row
  }
  return {
    case: async ({ caseId }, asking) => {
      const row = caseRowOf(await demandCase(caseId))
      asking.about(row.patientId)
      const patient = faceOf(await demandPatient(desk, row.patientId))
      return { case: row, patient, notes: notesIn(await store.ofCase(caseId)) }
    },
    openCase: async (input, asking) => {
      const { patientId } = input
      await demandPatient(desk, patientId)
      const [id, by] = [newId(), asking.who()]
      const act = { name: 'records.openCase', action: 'C', patientId, entity: `Encounter/${id}` } as const
      await commit(by, act, [put(newEncounter(id, input, { by, at: at() }))])
      return caseRowOf(await demandCase(id))
    },
    closeCase: async ({ caseId }, asking) => {
      const row = await demandCase(caseId)
      const now = caseRowOf(row)
      if (now.status === 'finished' || now.status === 'cancelled') return now
      const entity = `Encounter/${caseId}`
      const act = { name: 'records.closeCase', action: 'U', patientId: now.patientId, entity } as const
      await commit(asking.who(), act, [change({ type: 'Encounter', id: caseId }, finished(encounterIn(row), at()))])
      return caseRowOf(await demandCase(caseId))
    },
    writeNote: async ({ caseId, text }, asking) => {
      const { patientId } = caseRowOf(await demandCase(caseId))
      const [id, by] = [newId(), asking.who()]
      const note = newNote(id, { patientId, caseId, text }, { by, at: at() })
      const act = { name: 'records.writeNote', action: 'C', patientId, entity: `DocumentReference/${id}` } as const
      await commit(by, act, [put(note)])
      return noteOf(note, { unsynced: true, otherwise: at() })
    },
    searchNotes: async ({ text, patientId = '' }) => {
      const query = noteQueryOf(text)
      const rows = query === undefined ? [] : await store.notesMatching(query, patientId, mostFound)
      return rows.flatMap(row => {
        const patientName =
          row.patient === null ? '' : fullNameOf(resourceOf({ body: row.patient }) as HeldOf<'Patient'>)
        return notesIn([row]).map(note => ({ ...note, patientName }))
      })
    },
  }
}
