import type { z } from 'zod'
import type { PatientRow, Sex } from '../../src-shared/contract/records.ts'
import { type Attachment, type HumanName, LID_SYSTEM, type Patient, withLid } from '../../src-shared/fhir/index.ts'
import { folded, numberKeyOf, spellingsOf } from './fold.ts'
import { present } from './present.ts'
import type { PatientKey } from './rows.ts'

export type PatientFace = z.input<typeof PatientRow>

export interface NewPatient {
  readonly family: string
  readonly given: string
  readonly birthDate?: string | undefined
  readonly sex: z.output<typeof Sex>
  readonly mrn?: string | undefined
}

/** Numbers this clinic gives its patients; another system's numbers keep the system they came with. */
const mrnSystem = 'urn:cutis:mrn'
const identifierTypes = 'http://terminology.hl7.org/CodeSystem/v2-0203'

/** A new Patient (R4); `id` is a uuid. Given names are separated by blanks. */
export const newPatient = (id: string, { family, given, birthDate, sex, mrn }: NewPatient): Patient => {
  const givens = given.split(/\s+/).filter(Boolean)
  const medicalRecord = { coding: [{ system: identifierTypes, code: 'MR' }] }
  const numbers = mrn ? [{ use: 'usual' as const, type: medicalRecord, system: mrnSystem, value: mrn }] : []
  const patient: Patient = {
    resourceType: 'Patient',
    id,
    identifier: numbers,
    active: true,
    name: [{ use: 'official', family, ...(givens.length > 0 && { given: givens }) }],
    gender: sex,
    ...(birthDate !== undefined && { birthDate }),
  }
  return withLid(patient, id)
}

const nameOf = ({ name = [] }: Patient): HumanName | undefined =>
  name.find(({ use }) => use === 'official') ?? name.find(({ use }) => use === 'usual') ?? name[0]

const mrnOf = ({ identifier = [] }: Patient): string | undefined =>
  (
    identifier.find(({ type }) => type?.coding?.some(coding => coding.code === 'MR')) ??
    identifier.find(({ use, system }) => use === 'usual' && system !== LID_SYSTEM)
  )?.value

const binary = /^Binary\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The blob an attachment's bytes are in, where they are held here. */
export const blobOf = (attachment: Attachment | undefined): string | undefined =>
  binary.exec(attachment?.url ?? '')?.[1]

const wordsOfName = (name: HumanName | undefined) => ({
  family: name?.family ?? name?.text ?? '',
  given: name?.given?.join(' ') ?? '',
})

const wholeDay = (date: string | undefined): string | undefined => (date?.length === 10 ? date : undefined)

/** A patient as a list shows one. A birth date known only to the month is left out: half a date would read as a whole one. */
export const patientFaceOf = (
  patient: Patient,
  seen: { unsynced: boolean; lastSeenAt?: string | null | undefined },
): PatientFace =>
  present({
    patientId: patient.id ?? '',
    ...wordsOfName(nameOf(patient)),
    sex: patient.gender ?? 'unknown',
    unsynced: seen.unsynced,
    birthDate: wholeDay(patient.birthDate),
    mrn: mrnOf(patient),
    photo: blobOf(patient.photo?.[0]),
    lastSeenAt: seen.lastSeenAt ?? undefined,
  })

/** "Given Family", for a line of text. */
export const fullNameOf = (patient: Patient): string => {
  const { given, family } = wordsOfName(nameOf(patient))
  return [given, family].filter(Boolean).join(' ')
}

const namesOf = ({ name = [] }: Patient): string[] =>
  name.flatMap(({ family, given = [], text }) => [family, ...given, text].filter(part => part !== undefined))

/** Everything a patient is found by: words of every name in both spellings, birth date, every number but our own id, and that id. */
export const patientKeysOf = (patient: Patient): PatientKey[] => {
  const written = namesOf(patient).flatMap(name => name.split(/[\s,]+/u).filter(Boolean))
  // "O'Brien" is found as "o", "brien" and "obrien".
  const words = written.flatMap(word => spellingsOf(word).flatMap(parts => [...parts, parts.join('')])).filter(Boolean)
  const numbers = (patient.identifier ?? []).map(({ value = '' }) => numberKeyOf(value)).filter(Boolean)
  const { family, given } = wordsOfName(nameOf(patient))
  return [
    ...[...new Set(words)].map(value => ({ kind: 'name' as const, value })),
    ...[...new Set(numbers)].map(value => ({ kind: 'number' as const, value })),
    ...(patient.birthDate ? [{ kind: 'born' as const, value: patient.birthDate }] : []),
    { kind: 'sort', value: folded(`${family}\u0000${given}`) },
  ]
}
