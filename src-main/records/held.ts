import type { FhirRecord, RecordType, Reference } from '../../src-shared/fhir/index.ts'
import { idIn, stampOf } from './coded.ts'
import { textOf } from './document-reference.ts'
import { folded } from './fold.ts'
import { patientKeysOf } from './patient.ts'
import type { HeldRow, RecordRow } from './rows.ts'

/**
 * Stands for the bytes of a sealed file: `id` is the blob's, `size` in bytes, `sha1` base64 as in Attachment.hash, `sha256` hex.
 * The bytes themselves are read from the vault.
 */
export interface BinaryRecord {
  readonly resourceType: 'Binary'
  readonly id: string
  readonly contentType: string
  readonly securityContext: { readonly reference: string }
  readonly size: number
  readonly sha1: string
  readonly sha256: string
}

/** What this room holds: a FHIR resource with our own id, or what stands for a file. */
export type Held = FhirRecord | BinaryRecord
export type HeldType = RecordType | 'Binary'
export type HeldOf<T extends HeldType> = Extract<Held, { resourceType: T }>

type Table<V> = { readonly [T in HeldType]: (resource: HeldOf<T>) => V }

/** The table's entry for a resource; undefined for a type it does not have, which only a newer Cutis could have written. */
const entryOf = <V>(table: Table<V>, resource: Held): V | undefined =>
  (table[resource.resourceType] as ((resource: Held) => V) | undefined)?.(resource)

const subject = ({ subject: who }: { subject?: Reference | undefined }) => idIn('Patient', who)

const patients: Table<string | undefined> = {
  Patient: ({ id }) => id,
  Practitioner: () => undefined,
  // A device of the house measures many: whose record it stands in, its readings say.
  Device: () => undefined,
  BodyStructure: ({ patient }) => idIn('Patient', patient),
  Task: task => idIn('Patient', task.for),
  Binary: ({ securityContext }) => idIn('Patient', securityContext),
  Encounter: subject,
  Condition: subject,
  Media: subject,
  DocumentReference: subject,
  Observation: subject,
  DiagnosticReport: subject,
  Communication: subject,
  Consent: ({ patient }) => idIn('Patient', patient),
  AllergyIntolerance: ({ patient }) => idIn('Patient', patient),
  MedicationStatement: subject,
  MedicationRequest: subject,
  QuestionnaireResponse: subject,
  ServiceRequest: subject,
  Specimen: subject,
  AdverseEvent: subject,
  Schedule: () => undefined,
  Slot: () => undefined,
  // What the clinic decided about itself.
  Basic: subject,
  // It tells of a record, and is found by it.
  Provenance: () => undefined,
  Appointment: ({ participant }) => participant.map(({ actor }) => idIn('Patient', actor)).find(id => id !== undefined),
}

/** Whose record a resource is: the patient's id, where its references are local. */
export const patientIn = (resource: Held): string | undefined => entryOf(patients, resource)

/** The visit a resource belongs to; a visit belongs to itself. */
export const caseIn = (resource: Held): string | undefined => {
  if (resource.resourceType === 'Encounter') return resource.id
  if (resource.resourceType === 'DocumentReference') return idIn('Encounter', resource.context?.encounter?.[0])
  if (resource.resourceType === 'MedicationStatement') return idIn('Encounter', resource.context)
  return 'encounter' in resource
    ? idIn('Encounter', resource.encounter as { reference?: string } | undefined)
    : undefined
}

const never = () => undefined

const times: Table<string | undefined> = {
  Encounter: ({ period }) => period?.start,
  Condition: ({ onsetDateTime, recordedDate }) => onsetDateTime ?? recordedDate,
  Media: ({ createdDateTime, issued }) => createdDateTime ?? issued,
  DocumentReference: ({ date }) => date,
  Observation: ({ effectiveDateTime, effectivePeriod, issued }) =>
    effectiveDateTime ?? effectivePeriod?.start ?? issued,
  DiagnosticReport: ({ effectiveDateTime, effectivePeriod, issued }) =>
    effectiveDateTime ?? effectivePeriod?.start ?? issued,
  Task: ({ authoredOn, lastModified }) => authoredOn ?? lastModified,
  Communication: ({ sent, received }) => sent ?? received,
  Consent: ({ dateTime }) => dateTime,
  AllergyIntolerance: ({ onsetDateTime, recordedDate }) => recordedDate ?? onsetDateTime,
  MedicationStatement: ({ effectiveDateTime, effectivePeriod, dateAsserted }) =>
    effectiveDateTime ?? effectivePeriod?.start ?? dateAsserted,
  MedicationRequest: ({ authoredOn }) => authoredOn,
  QuestionnaireResponse: ({ authored }) => authored,
  ServiceRequest: ({ authoredOn }) => authoredOn,
  Specimen: ({ collection, receivedTime }) => collection?.collectedDateTime ?? receivedTime,
  AdverseEvent: ({ date, detected, recordedDate }) => date ?? detected ?? recordedDate,
  Slot: ({ start }) => start,
  Basic: ({ created }) => created,
  Provenance: ({ recorded }) => recorded,
  Appointment: ({ start, created }) => start ?? created,
  Patient: never,
  Practitioner: never,
  Device: never,
  BodyStructure: never,
  Schedule: never,
  Binary: never,
}

/** When what a resource tells of happened, ISO 8601 in UTC. */
export const timeOf = (resource: Held): string | undefined => stampOf(entryOf(times, resource))

const searchedText = (resource: Held): string | undefined =>
  resource.resourceType === 'DocumentReference' && resource.status === 'current' ? folded(textOf(resource)) : undefined

/** A resource as the database takes it. Needs an id; throws where it has none. `updatedAt` is ISO 8601. */
export const recordRowOf = (resource: Held, updatedAt: string): RecordRow => {
  if (!resource.id) throw new Error(`a ${resource.resourceType} without an id cannot be held`)
  return {
    type: resource.resourceType,
    id: resource.id,
    body: JSON.stringify(resource),
    patientId: patientIn(resource),
    caseId: caseIn(resource),
    sortAt: timeOf(resource),
    updatedAt,
    keys: resource.resourceType === 'Patient' ? patientKeysOf(resource) : [],
    text: searchedText(resource),
  }
}

/** A record read back. It was checked when it came in, so it is believed. */
export const resourceOf = (row: Pick<HeldRow, 'body'>): Held => JSON.parse(row.body) as Held

/** Those of `rows` that are of one type, as resources beside their rows. */
export const only = <T extends HeldType, R extends Pick<HeldRow, 'type' | 'body'>>(type: T, rows: readonly R[]) =>
  rows.filter(row => row.type === type).map(row => ({ row, resource: JSON.parse(row.body) as HeldOf<T> }))
