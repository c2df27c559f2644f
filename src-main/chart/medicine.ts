import type { z } from 'zod'
import { type ChartMedicine, MedicineSource, type NewMedicine } from '../../src-shared/contract/chart.ts'
import {
  type Dosage,
  type MedicationRequest,
  type MedicationStatement,
  type Reference,
  withLid,
} from '../../src-shared/fhir/index.ts'
import { codeSystem, type HeldRow, personOf, refTo, wordsFor } from '../records/index.ts'
import { lineOf, type Made, notesWith, withReason } from './line.ts'
import { codesOf, substanceOf } from './substance.ts'

type Face = z.input<typeof ChartMedicine>
type Said = Omit<NewMedicine, 'recordId' | 'patientId'>
type Status = Face['status']

const sourceSystem = `${codeSystem}/medicine-source`
const sourceWords: Readonly<Record<MedicineSource, string>> = {
  patient: 'The patient',
  relative: 'A relative or carer',
  'other-prescriber': 'Another prescriber',
  letter: 'A letter or list',
}

const sigOf = (dosages: readonly Dosage[] = []): string | undefined =>
  dosages.flatMap(({ text, patientInstruction }) => text ?? patientInstruction ?? []).join('; ') || undefined

type Named = Pick<MedicationStatement, 'medicationCodeableConcept' | 'medicationReference'>

const nameOf = ({ medicationCodeableConcept, medicationReference }: Named): string =>
  wordsFor(medicationCodeableConcept) ?? medicationReference?.display ?? ''

const statementStates: Readonly<Record<MedicationStatement['status'], Status>> = {
  active: 'active',
  intended: 'active',
  completed: 'completed',
  stopped: 'stopped',
  'not-taken': 'stopped',
  'on-hold': 'on-hold',
  unknown: 'unknown',
  'entered-in-error': 'entered-in-error',
}

const sourceOf = (statement: MedicationStatement): Face['source'] => {
  const { identifier, reference } = statement.informationSource ?? {}
  const ours = identifier?.system === sourceSystem ? MedicineSource.safeParse(identifier.value) : undefined
  if (ours?.success) return ours.data
  return reference?.startsWith('Patient/') ? 'patient' : 'unknown'
}

const sourceReference = (source: MedicineSource): Reference => ({
  type: source === 'patient' ? 'Patient' : source === 'relative' ? 'RelatedPerson' : 'Practitioner',
  identifier: { system: sourceSystem, value: source },
  display: sourceWords[source],
})

const authorUrl = `${sourceSystem}-recorder`

/** Who wrote a statement down: R4 has no element for it. */
const authorOf = ({ extension = [] }: MedicationStatement): Reference | undefined =>
  extension.find(({ url }) => url === authorUrl)?.['valueReference'] as Reference | undefined

/** What the patient takes, as told; a line of the list. */
export const statementOf = (row: HeldRow, statement: MedicationStatement): Face => ({
  ...lineOf(row, statement, { at: statement.dateAsserted, by: authorOf(statement) }),
  name: nameOf(statement),
  codes: codesOf(statement.medicationCodeableConcept),
  sig: sigOf(statement.dosage),
  since: statement.effectivePeriod?.start ?? statement.effectiveDateTime,
  until: statement.effectivePeriod?.end,
  status: statementStates[statement.status],
  source: sourceOf(statement),
  stoppedWhy: wordsFor(statement.statusReason?.[0]),
})

const requestStates: Readonly<Record<MedicationRequest['status'], Status | undefined>> = {
  active: 'active',
  'on-hold': 'on-hold',
  completed: 'completed',
  stopped: 'stopped',
  cancelled: 'stopped',
  unknown: 'unknown',
  'entered-in-error': 'entered-in-error',
  // Nobody takes what is only drafted.
  draft: undefined,
}
/** Wishes and plans are no prescriptions; nor are the pharmacy's own copies of one. */
const prescribes: ReadonlySet<MedicationRequest['intent']> = new Set(['order', 'original-order', 'reflex-order'])

/** A prescription as a line of the list; undefined for what nobody takes. */
export function prescriptionOf(row: HeldRow, request: MedicationRequest): Face | undefined {
  const status = requestStates[request.status]
  if (status === undefined || !prescribes.has(request.intent)) return undefined
  return {
    ...lineOf(row, request, { at: request.authoredOn, by: request.requester }),
    name: nameOf(request),
    codes: codesOf(request.medicationCodeableConcept),
    sig: sigOf(request.dosageInstruction),
    since: request.authoredOn,
    until: request.dispenseRequest?.validityPeriod?.end,
    status,
    source: 'prescription',
    stoppedWhy: wordsFor(request.statusReason),
  }
}

/** The elements that a person says of a medicine; directions whose words stay keep their structure. */
export function medicineSet(
  said: Said,
  before: Partial<MedicationStatement>,
  made: Made,
): Readonly<Record<string, unknown>> {
  const { name, codes, sig, since, until, source, note } = said
  const period = { ...(since !== undefined && { start: since }), ...(until !== undefined && { end: until }) }
  const sameSource = before.informationSource !== undefined && sourceOf(before as MedicationStatement) === source
  return {
    medicationCodeableConcept: substanceOf(name, codes, before.medicationCodeableConcept),
    medicationReference: undefined,
    ...(sig !== sigOf(before.dosage) && { dosage: sig === undefined ? undefined : [{ text: sig }] }),
    effectiveDateTime: undefined,
    effectivePeriod: Object.keys(period).length > 0 ? period : undefined,
    informationSource: sameSource ? before.informationSource : sourceReference(source),
    note: notesWith(before, note, made),
  }
}

export const newMedicine = ({ recordId, patientId, ...said }: NewMedicine, made: Made): MedicationStatement =>
  withLid(
    {
      resourceType: 'MedicationStatement',
      id: recordId,
      status: 'active',
      subject: refTo('Patient', patientId),
      dateAsserted: made.at,
      extension: [{ url: authorUrl, valueReference: personOf(made.by) }],
      ...medicineSet(said, {}, made),
    },
    recordId,
  )

/** Stopped on a day (ISO 8601), with why where it was said. */
export const medicineStopped = (
  { effectivePeriod, effectiveDateTime }: MedicationStatement,
  { on, reason }: { readonly on: string; readonly reason?: string | undefined },
): Readonly<Record<string, unknown>> => {
  const start = effectivePeriod?.start ?? effectiveDateTime
  return {
    status: 'stopped',
    effectiveDateTime: undefined,
    effectivePeriod: { ...effectivePeriod, ...(start !== undefined && { start }), end: on },
    statusReason: reason === undefined ? undefined : [{ text: reason }],
  }
}

export const statementTakenOut = (
  statement: MedicationStatement,
  reason: string,
): Readonly<Record<string, unknown>> => ({
  status: 'entered-in-error',
  extension: withReason(statement, reason),
})
