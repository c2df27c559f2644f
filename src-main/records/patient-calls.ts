import { siteOf } from '../../src-shared/clinical/body-sites.ts'
import type { records } from '../../src-shared/contract/records.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Service } from '../kernel/service.ts'
import { lesionOf, newLesion } from './body-structure.ts'
import { newProblem, problemOf } from './condition.ts'
import type { Desk } from './desk.ts'
import { caseOf } from './encounter.ts'
import { numberKeyOf } from './fold.ts'
import { only } from './held.ts'
import { newPatient, type PatientFace, patientFaceOf } from './patient.ts'
import type { FoundPatient, HeldRow } from './rows.ts'
import { termsOf } from './search.ts'
import { inError, picturesByLesion, timelineOf } from './timeline.ts'

export const faceOf = (row: FoundPatient): PatientFace => {
  const [{ resource } = { resource: undefined }] = only('Patient', [row])
  if (resource === undefined) throw new Error('not a patient')
  return patientFaceOf(resource, { unsynced: row.unsynced === 1, lastSeenAt: row.lastSeenAt })
}

/** The patient's row; Fault records.unknown where none is held. */
export const demandPatient = async ({ store }: Desk, patientId: string): Promise<FoundPatient> => {
  const row = await store.patient(patientId)
  if (row === undefined) throw new Fault('records.unknown')
  return row
}

const lesionsIn = (rows: readonly HeldRow[]) => {
  const pictures = picturesByLesion(rows)
  return only('BodyStructure', rows).map(({ resource }) => {
    const times = (pictures.get(resource.id ?? '') ?? []).toSorted()
    return lesionOf(resource, { count: times.length, first: times[0], last: times.at(-1) })
  })
}

const casesIn = (rows: readonly HeldRow[]) => {
  const images = only('Media', rows).filter(({ resource }) => !inError(resource))
  return only('Encounter', rows)
    .filter(({ resource }) => !inError(resource))
    .map(({ row, resource }) => {
      const count = images.filter(image => image.resource.encounter?.reference === `Encounter/${row.id}`).length
      return caseOf(resource, { images: count, otherwise: row.updatedAt })
    })
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
}

type Calls = Pick<
  Service<typeof records>,
  'findPatients' | 'patient' | 'timeline' | 'addPatient' | 'addLesion' | 'addProblem'
>

/** Patients, what they suffer from and where. */
export const patientCalls = (desk: Desk): Calls => {
  const { store, newId, at, put, commit } = desk
  return {
    findPatients: async ({ text, limit }) => {
      const terms = termsOf(text)
      const nothing = terms.length === 0 && text.trim() !== ''
      if (nothing) return []
      return (await (terms.length === 0 ? store.latestPatients(limit) : store.findPatients(terms, limit))).map(faceOf)
    },
    patient: async ({ patientId }) => {
      const patient = faceOf(await demandPatient(desk, patientId))
      const rows = await store.ofPatient(patientId)
      const problems = only('Condition', rows).filter(({ resource }) => !inError(resource))
      return {
        patient,
        problems: problems.map(({ resource }) => problemOf(resource)),
        lesions: lesionsIn(rows),
        cases: casesIn(rows),
      }
    },
    timeline: async ({ patientId }) => {
      await demandPatient(desk, patientId)
      return timelineOf(await store.ofPatient(patientId))
    },
    addPatient: async (input, asking) => {
      const mrn = numberKeyOf(input.mrn ?? '')
      const taken = mrn ? await store.findPatients([[{ kind: 'number', value: mrn, prefix: false }]], 1) : []
      if (taken.length > 0) throw new Fault('records.mrnTaken')
      const id = newId()
      const act = { name: 'records.addPatient', action: 'C', patientId: id, entity: `Patient/${id}` } as const
      await commit(asking.who(), act, [put(newPatient(id, { ...input, mrn: input.mrn || undefined }))])
      return faceOf(await demandPatient(desk, id))
    },
    addLesion: async (input, asking) => {
      const site = siteOf(input.siteCode)
      if (site === undefined) throw new Fault('records.siteUnknown')
      await demandPatient(desk, input.patientId)
      const id = newId()
      const lesion = newLesion(id, { ...input, laterality: site.sided ? input.laterality : undefined })
      const { patientId } = input
      const act = { name: 'records.addLesion', action: 'C', patientId, entity: `BodyStructure/${id}` } as const
      await commit(asking.who(), act, [put(lesion)])
      return lesionOf(lesion, { count: 0 })
    },
    addProblem: async ({ patientId, text }, asking) => {
      await demandPatient(desk, patientId)
      const id = newId()
      const by = asking.who()
      const problem = newProblem(id, { patientId, text }, { by, at: at() })
      const act = { name: 'records.addProblem', action: 'C', patientId, entity: `Condition/${id}` } as const
      await commit(by, act, [put(problem)])
      return problemOf(problem)
    },
  }
}
