import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { OrderResult } from '../../src-shared/contract/orders.ts'
import {
  type CodeableConcept,
  type DiagnosticReport,
  type Identifier,
  Observation,
  type Reference,
} from '../../src-shared/fhir/index.ts'
import { idIn, present, readingName, readingWords, wordsFor } from '../records/index.ts'
import type { OrderRecord } from './body.ts'
import type { HeldReport } from './store.ts'

export type Result = z.input<typeof OrderResult>

/** Diagnostic service sections of HL7 table 0074 that laboratories report under. */
const sections = new Set('LAB SP PAT CP CH HM IMM MB MCB MYC SR VR CG CUS GE PF TX'.split(' '))

interface Lab extends DiagnosticReport {
  readonly basedOn?: readonly Reference[]
  readonly specimen?: readonly Reference[]
  readonly identifier?: Identifier[] | undefined
}

const codesOf = (concepts: readonly CodeableConcept[] = []): string[] =>
  concepts.flatMap(({ coding = [] }) => coding.flatMap(({ code }) => code ?? []))

/** True for what a laboratory reports; our own signed answers and scores are none. */
export const isFromLaboratory = ({ category, specimen }: Lab): boolean =>
  codesOf(category).some(code => sections.has(code)) || (specimen ?? []).length > 0

const isResult = (report: Lab): boolean => isFromLaboratory(report) || (report.basedOn ?? []).length > 0

const finals: readonly string[] = ['final', 'amended', 'corrected', 'appended']
const isHeld = ({ status }: Lab): boolean => status !== 'entered-in-error' && status !== 'cancelled'

/** The measured values a report names, in its order; undefined where one is not here yet. */
type Values = readonly (Observation | undefined)[]

/** Their resources come along with the report's row, in any order. */
function valuesOf({ result = [], contained = [] }: Lab, values: string): Values {
  const held = (JSON.parse(values) as (Observation & { readonly id?: string })[]).map(one => [one.id, one] as const)
  const known = new Map(held)
  const within = new Map(contained.flatMap(one => measuredIn(one)))
  return result.map(one => within.get(one.reference ?? '') ?? known.get(idIn('Observation', one)))
}

/** A measured value that a report carries within itself, by the name it is called by there. It has come in with the report unread. */
function measuredIn(one: unknown): readonly (readonly [string, Observation])[] {
  const { data } = Observation.safeParse(one)
  return data?.id === undefined ? [] : [[`#${data.id}`, data]]
}

/**
 * What of a measured value is signed: its elements, never how this program prints them. Its version and who sent it may change without a
 * new signature.
 */
const signedOf = (value: Observation | undefined) =>
  value && [
    value.status,
    value.code,
    value.valueQuantity,
    value.valueCodeableConcept,
    value.valueString,
    value.valueInteger,
    value.valueBoolean,
    value.dataAbsentReason,
    value.component,
    value.interpretation,
    value.referenceRange,
    value.note?.map(({ text }) => text),
  ]

/** What of a report is read and signed: not its versions, its server's marks or its references' spelling. */
const digestOf = ({ status, conclusion, conclusionCode, code, presentedForm }: Lab, values: Values): string =>
  createHash('sha256')
    .update(JSON.stringify([status, conclusion, conclusionCode, code, presentedForm, values.map(signedOf)]))
    .digest('hex')

const accessionsOf = ({ identifier = [], specimen = [] }: Lab): string[] => {
  const named: readonly Identifier[] = [
    ...identifier,
    ...specimen.flatMap(({ identifier: one }): Identifier[] => (one ? [one] : [])),
  ]
  return named.flatMap(({ system, value }) => (value && !system?.startsWith('https://cutis.example') ? [value] : []))
}

const valueText = (value: Observation): string => {
  const flags = (value.interpretation ?? []).map(wordsFor).filter(Boolean).join(', ')
  return `${readingName(value)}: ${readingWords(value) ?? '–'}${flags && ` (${flags})`}`
}

const textOf = ({ conclusion, conclusionCode = [], result = [], presentedForm = [] }: Lab, values: Values): string =>
  [
    conclusion,
    ...conclusionCode.map(wordsFor),
    ...result.map(({ display }, index) => {
      const value = values[index]
      return value ? valueText(value) : display
    }),
    ...presentedForm.map(({ title }) => title),
  ]
    .filter(Boolean)
    .join('\n')

const laboratoryOf = ({ performer = [] }: Lab): string | undefined => performer.find(({ display }) => display)?.display

/** A laboratory's report as a list shows it; undefined for any other report and for what was taken out. */
export function resultIn({
  body,
  measured,
}: HeldReport): { readonly result: Result; readonly report: DiagnosticReport } | undefined {
  const report = JSON.parse(body) as Lab
  const values = valuesOf(report, measured)
  const patientId = idIn('Patient', report.subject)
  if (!(report.id && patientId && isHeld(report) && isResult(report))) return undefined
  const result = present({
    reportId: report.id,
    patientId,
    status: report.status,
    final: finals.includes(report.status),
    digest: digestOf(report, values),
    title: wordsFor(report.code) ?? 'Result',
    text: textOf(report, values),
    at: report.effectiveDateTime ?? report.issued,
    laboratory: laboratoryOf(report),
    accession: accessionsOf(report)[0],
  }) as Result
  return { result, report }
}
export type Found = NonNullable<ReturnType<typeof resultIn>>

/**
 * How a result belongs to an order: it names the order or its specimen, or bears the specimen's number, or a person said so. Undefined
 * where it does not, and always where it is another patient's.
 */
export function belonging({ result, report }: Found, { orderId, patientId, body }: OrderRecord): Result['by'] {
  if (result.patientId !== patientId || body.events.length === 0) return undefined
  const { basedOn = [], specimen = [] } = report as Lab
  if (body.linked.includes(result.reportId)) return 'person'
  if (basedOn.some(one => idIn('ServiceRequest', one) === orderId)) return 'order'
  const taken = body.specimen
  if (taken === undefined) return undefined
  if (specimen.some(one => idIn('Specimen', one) === taken.specimenId)) return 'specimen'
  return accessionsOf(report).includes(taken.number) ? 'number' : undefined
}

/** The results of one order, oldest first. */
export const resultsOf = (found: readonly Found[], order: OrderRecord): Result[] =>
  found.flatMap(one => {
    const by = belonging(one, order)
    return by === undefined ? [] : [{ ...one.result, by }]
  })
