import type { Patient, Resource } from '@medplum/fhirtypes'
import { LID_SYSTEM } from '../../src-shared/fhir/index.ts'
import type { QueryParam } from '../fhir/criteria.ts'
import { refuse } from '../fhir/outcomes.ts'
import { ClinicRepository, type RepositoryNeeds } from '../fhir/repository.ts'
import { searchBundle } from '../fhir/repository-search.ts'

/** The most of one kind that is looked through for a patient. */
const most = '1000'

/** One patient's way into the record: nothing here finds anything but by that patient, and every finding is checked again. */
export interface PatientDesk {
  readonly patientId: string
  readonly patient: Patient
  readonly repository: ClinicRepository
  readonly now: () => Date
  /** Newest first. */
  readonly search: <T extends Resource>(
    type: T['resourceType'],
    query: Readonly<Record<string, string>>,
  ) => Promise<T[]>
}

const paramsOf = (query: Readonly<Record<string, string>>): QueryParam[] =>
  Object.entries({ _count: most, _sort: '-_lastUpdated', _total: 'none', ...query }).map(([name, value]) => ({
    name,
    value,
  }))

const searchIn =
  (repository: ClinicRepository, base: string) =>
  async <T extends Resource>(type: T['resourceType'], query: Readonly<Record<string, string>>): Promise<T[]> => {
    const bundle = await searchBundle<T>(repository, paramsOf(query), { type, base })
    return (bundle.entry ?? []).flatMap(({ resource }) => (resource ? [resource as T] : []))
  }

/** Opens the desk of a patient; a 401 where the patient is no longer held. */
export const openDesk = async (needs: RepositoryNeeds, patientId: string): Promise<PatientDesk> => {
  const repository = new ClinicRepository(needs, `patient:${patientId}`)
  const patient = await repository.readResource<Patient>('Patient', patientId).catch(() => undefined)
  if (patient === undefined || patient.active === false) throw refuse(401, 'This portal is closed.')
  return {
    patientId,
    patient,
    repository,
    now: () => new Date(needs.clock()),
    search: searchIn(repository, needs.base),
  }
}

/** A patient by the local id of the workstation that made them, or by the clinic's own; undefined where there is none. */
export const findPatient = async (
  needs: RepositoryNeeds,
  named: { readonly lid: string },
): Promise<string | undefined> => {
  const repository = new ClinicRepository(needs, 'portal')
  const query = { identifier: `${LID_SYSTEM}|${named.lid}` }
  const [patient, another] = await searchIn(repository, needs.base)<Patient>('Patient', query)
  return another === undefined ? patient?.id : undefined
}

/** A patient's name as they are called. */
export const nameOf = ({ name = [] }: Patient): string => {
  const [first] = name
  return [...(first?.given ?? []), first?.family].filter(Boolean).join(' ') || (first?.text ?? '')
}
