import { createHash } from 'node:crypto'
import { type FhirRecord, type Identifier, LID_SYSTEM, lidOf, type Patient } from '../../src-shared/fhir/index.ts'
import type { Desk } from './desk.ts'
import { numberKeyOf } from './fold.ts'
import type { HeldOf } from './held.ts'
import { resourceOf } from './held.ts'
import { Refusal } from './import-parse.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** A uuid made of the parts alone (version 8 of RFC 9562, SHA-256): the same source always gets the same id here. */
const idOf = (...parts: readonly string[]): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify(['cutis-import/1', ...parts]))
    .digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

const identifiersOf = (resource: FhirRecord): Identifier[] =>
  ((resource as { identifier?: Identifier[] }).identifier ?? []).filter(
    ({ system, value }) => system !== undefined && value !== undefined && system !== LID_SYSTEM,
  )

/** `system|value` of a resource's first business identifier. */
export const businessKeyOf = (resource: FhirRecord): string | undefined => {
  const [first] = identifiersOf(resource)
  return first && `${first.system}|${first.value}`
}

/** Our own id inside a resource that this program once wrote. */
const ownIdOf = (resource: FhirRecord): string | undefined => {
  const lid = lidOf(resource)
  return lid !== undefined && uuid.test(lid) ? lid : undefined
}

export interface Origin {
  readonly fullUrl: string | undefined
  /** False where another entry of the bundle carries the same business identifier. */
  readonly alone: boolean
}

/**
 * The id of an imported record that is no Patient. The patient's id is part of what it is made of, so that two hospitals which
 * both number their records from 1 never meet in one record.
 */
export const recordIdOf = (resource: FhirRecord, patientId: string, { fullUrl, alone }: Origin): string => {
  const business = alone ? businessKeyOf(resource) : undefined
  const key = business ?? fullUrl ?? resource.id ?? JSON.stringify(resource)
  return ownIdOf(resource) ?? idOf(resource.resourceType, patientId, key)
}

const sameNumber = (held: Patient, identifiers: readonly Identifier[]): boolean =>
  (held.identifier ?? []).some(one =>
    identifiers.some(({ system, value }) => one.system === system && one.value === value),
  )

/** Held patients who carry one of these very identifiers, system and value. */
const bearersOf = async ({ store }: Desk, identifiers: readonly Identifier[]): Promise<Patient[]> => {
  const rows = await Promise.all(
    identifiers.map(({ value = '' }) =>
      store.findPatients([[{ kind: 'number', value: numberKeyOf(value), prefix: false }]], 50),
    ),
  )
  const held = new Map(rows.flat().map(row => [row.id, resourceOf(row) as HeldOf<'Patient'>]))
  return [...held.values()].filter(patient => sameNumber(patient, identifiers))
}

/** Without identifier or address a number alone says nothing: then name and birth date belong to the key. */
const strangerId = (patient: Patient, fullUrl: string | undefined): string =>
  fullUrl === undefined
    ? idOf('Patient', patient.id ?? '', JSON.stringify([patient.name, patient.birthDate]))
    : idOf('Patient', fullUrl)

/** Two different days of birth; a day on one side only says nothing. */
const bornApart = (one: Patient | undefined, other: Patient): boolean =>
  one?.birthDate !== undefined && other.birthDate !== undefined && one.birthDate !== other.birthDate

/**
 * The id of an imported patient: our own, else that of the one held patient with one of its identifiers, else made of its
 * identifier or address. Two that fit, or one born on another day, are a mix-up waiting to happen: refused.
 */
export const patientIdOf = async (desk: Desk, patient: Patient, origin: Origin): Promise<string | Refusal> => {
  const bearers = await bearersOf(desk, identifiersOf(patient))
  if (bearers.length > 1) return new Refusal('Its numbers belong to more than one patient here.')
  const business = origin.alone ? businessKeyOf(patient) : undefined
  const made = business === undefined ? strangerId(patient, origin.fullUrl) : idOf('Patient', business)
  const id = ownIdOf(patient) ?? bearers[0]?.id ?? made
  if (bornApart(await desk.read('Patient', id), patient))
    return new Refusal('A patient here has the same number but another birth date.')
  return id
}
