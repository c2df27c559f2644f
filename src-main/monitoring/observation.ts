import { loincOf, measureOf, partOf } from '../../src-shared/clinical/measures.ts'
import {
  type CodeableConcept,
  decimalOf,
  type Observation,
  type Quantity,
  withLid,
} from '../../src-shared/fhir/index.ts'
import type { Figure, Part } from '../devices/index.ts'
import { codeSystem, refTo } from '../records/index.ts'
import { anyImplausible } from './face.ts'
import type { ReadingRow } from './rows.ts'

// After the HL7 Personal Health Device implementation guide: MDC and LOINC side by side, special values as reasons, no rounding.

const mdcSystem = 'urn:iso:std:iso:11073:10101'
const loincSystem = 'http://loinc.org'
const ucum = 'http://unitsofmeasure.org'
const guide = 'http://hl7.org/fhir/uv/phd'
const absence = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'

const codes = (mdc: number, loinc: string | undefined, text: string): CodeableConcept => ({
  coding: [{ system: mdcSystem, code: String(mdc) }, ...(loinc ? [{ system: loincSystem, code: loinc }] : [])],
  text,
})

const conceptOf = (kind: string, { mdc, unit }: Part): CodeableConcept => {
  const known = partOf(kind, mdc)
  return codes(mdc, known && loincOf(kind, known, unit), known?.name ?? kind)
}

/** JSON knows no leading zeros; every other digit stays. */
const decimalText = (value: string): string => value.replace(/^(-?)0+(?=\d)/, '$1')

type Valued = { valueQuantity: Quantity } | { dataAbsentReason: CodeableConcept }

const valued = (figure: Figure, unit: string): Valued =>
  'value' in figure
    ? { valueQuantity: { value: decimalOf(decimalText(figure.value)), unit, system: ucum, code: unit } }
    : { dataAbsentReason: { coding: [{ system: absence, code: figure.absent }] } }

/** One number is the observation's own; several are its components under the code of the whole. */
function measured(kind: string, parts: readonly Part[]): Pick<Observation, 'code' | 'component'> & Partial<Valued> {
  const [first, ...others] = parts
  const panel = measureOf(kind)?.panel
  if (first && others.length === 0 && !panel)
    return { code: conceptOf(kind, first), ...valued(first.figure, first.unit) }
  const name = measureOf(kind)?.name ?? kind
  const own = { coding: [{ system: `${codeSystem}/measure`, code: kind }], text: name }
  return {
    code: panel ? codes(panel.mdc, panel.loinc, name) : own,
    component: parts.map(part => ({ code: conceptOf(kind, part), ...valued(part.figure, part.unit) })),
  }
}

const category = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] })

const vitalSigns = category('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs')
const activity = category('http://terminology.hl7.org/CodeSystem/observation-category', 'activity')
const laboratory = category('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')
const fromDevice = category(`${guide}/CodeSystem/PhdObservationCategories`, 'phd')

function categoryOf(kind: string): CodeableConcept {
  if (kind === 'glucose') return laboratory
  return measureOf(kind) ? vitalSigns : activity
}

/** The guide's key of device, type, the device's own time and patient: a server that knows it takes the same reading only once. */
const identifierOf = ({ identity, patientId }: ReadingRow) => ({
  system: `${guide}/StructureDefinition/PhdBaseObservation`,
  value: `${identity}-${patientId}`,
})

const words: Readonly<Record<string, string>> = {
  'wrong-device-time': 'The clock of the device was wrong; the time was corrected.',
  'in-the-future': 'By the clock of the device this was measured in the future.',
  'time-unknown': 'The device did not say when this was measured.',
  'nonexistent-local-time': 'The device shows a time that the change to summer time skips.',
  ambiguous: 'The device shows a time that the end of summer time has twice; the earlier was taken.',
}

function notesOf(row: ReadingRow, parts: readonly Part[]): { text: string }[] {
  const flags = JSON.parse(row.flags) as string[]
  const notes = JSON.parse(row.notes) as string[]
  return [
    ...flags.map(flag => `The device says: ${flag}.`),
    ...notes.flatMap(note => words[note] ?? []),
    ...(anyImplausible(row.kind, parts) ? ['Outside what can be true of a living person; kept as it came.'] : []),
  ].map(text => ({ text }))
}

const performerOf = ({ deviceId, patientId, takenById, takenBy }: ReadingRow) =>
  deviceId === null
    ? { type: 'Practitioner', identifier: { system: 'urn:cutis:user', value: takenById }, display: takenBy }
    : refTo('Patient', patientId)

const deviceParts = ({ deviceId }: ReadingRow, isCompound: boolean) =>
  deviceId === null
    ? {}
    : {
        meta: { profile: [`${guide}/StructureDefinition/Phd${isCompound ? 'CompoundNumeric' : 'Numeric'}Observation`] },
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/observation-gatewayDevice',
            valueReference: { type: 'Device', display: 'Cutis' },
          },
        ],
        device: refTo('Device', deviceId),
      }

/** A reading as an R4 Observation; a rejected one is entered-in-error. Made anew from the row whenever it changes. */
export function observationOf(row: ReadingRow): Observation {
  const parts = JSON.parse(row.parts) as Part[]
  const told = measured(row.kind, parts)
  const note = notesOf(row, parts)
  const observation: Observation = {
    resourceType: 'Observation',
    id: row.readingId,
    ...deviceParts(row, told.component !== undefined),
    identifier: [identifierOf(row)],
    status: row.state === 'rejected' ? 'entered-in-error' : 'final',
    category: row.deviceId === null ? [categoryOf(row.kind)] : [categoryOf(row.kind), fromDevice],
    ...told,
    subject: refTo('Patient', row.patientId),
    performer: [performerOf(row)],
    effectiveDateTime: row.effectiveAt,
    issued: row.takenAt,
    ...(note.length > 0 && { note }),
  }
  return withLid(observation, row.readingId)
}
