import type { z } from 'zod'
import { loincEdition, loincOf } from '../../src-shared/clinical/loinc.ts'
import { decimalPattern, type Flag, flagOf, trendOf } from '../../src-shared/clinical/range.ts'
import type { ChartResult, NewResult, ResultGroup } from '../../src-shared/contract/chart.ts'
import {
  type CodeableConcept,
  decimalOf,
  isDecimal,
  type Observation,
  type Quantity,
  withLid,
} from '../../src-shared/fhir/index.ts'
import { codeIn, conceptOf, type HeldRow, personOf, refTo, stampOf, wordsFor } from '../records/index.ts'
import { lineOf, type Made } from './line.ts'

type Face = z.input<typeof ChartResult>
type Group = z.input<typeof ResultGroup>
type Coded = NonNullable<Face['coded']>

const categories = 'http://terminology.hl7.org/CodeSystem/observation-category'
export const interpretations = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'
export const ucum = 'http://unitsofmeasure.org'

/** The digits of a number of a record read with `parseKeepingDigits`. */
export const digitsOf = (value: unknown): string | undefined => {
  if (isDecimal(value)) return (value as { rawJSON: string }).rawJSON
  return typeof value === 'number' ? String(value) : undefined
}

export const loincIn = (code: CodeableConcept | undefined): string | undefined => codeIn(loincEdition.system, code)

/** True for what a laboratory found, by its category or by its code. */
export const isResult = ({ category = [], code }: Observation): boolean =>
  category.some(one => codeIn(categories, one) === 'laboratory') || loincOf(loincIn(code) ?? '')?.kind === 'laboratory'

const answers: Readonly<Record<string, Coded>> = {
  POS: 'positive',
  positive: 'positive',
  detected: 'positive',
  reactive: 'positive',
  NEG: 'negative',
  negative: 'negative',
  'not detected': 'negative',
  'non-reactive': 'negative',
  nonreactive: 'negative',
  IND: 'indeterminate',
  indeterminate: 'indeterminate',
  equivocal: 'indeterminate',
}
const answerCodes: Readonly<Record<Coded, string>> = { positive: 'POS', negative: 'NEG', indeterminate: 'IND' }

const answerOf = (words: string | undefined): Coded | undefined => answers[words?.trim().toLowerCase() ?? '']

type Finding = Pick<Face, 'value' | 'comparator' | 'unit' | 'coded' | 'text'>

const numberIn = ({ valueQuantity: quantity }: Observation): Finding | undefined => {
  const value = digitsOf(quantity?.value)
  if (value === undefined) return undefined
  return { value, comparator: quantity?.comparator, unit: quantity?.unit ?? quantity?.code }
}

const wordsIn = ({
  valueCodeableConcept: concept,
  valueString,
  dataAbsentReason,
}: Observation): Finding | undefined => {
  const words = wordsFor(concept) ?? valueString ?? wordsFor(dataAbsentReason)
  const coded = answers[codeIn(interpretations, concept) ?? ''] ?? answerOf(words)
  if (coded !== undefined) return { coded }
  return words === undefined ? undefined : { text: words }
}

/** What an observation found: a number, an answer, or words. */
const foundOf = (observation: Observation): Finding | undefined => numberIn(observation) ?? wordsIn(observation)

const unitIn = (quantity: Quantity | undefined) => quantity?.code ?? quantity?.unit

/** The first range that has an end and is told in the unit of the value. */
function rangeOf({ referenceRange = [], valueQuantity }: Observation): Pick<Face, 'low' | 'high'> {
  const unit = unitIn(valueQuantity)
  const fits = (end: Quantity | undefined) => unitIn(end) === undefined || unitIn(end) === unit
  const found = referenceRange.find(({ low, high }) => (low ?? high) !== undefined && fits(low) && fits(high))
  return { low: digitsOf(found?.low?.value), high: digitsOf(found?.high?.value) }
}

const marks: Readonly<Record<string, Face['flag']>> = {
  L: 'low',
  LL: 'low',
  H: 'high',
  HH: 'high',
  N: 'normal',
  A: 'abnormal',
  AA: 'abnormal',
}
const markCodes: Readonly<Record<Flag, string>> = { low: 'L', normal: 'N', high: 'H' }

const isPlain = (text: string | undefined): text is string => text !== undefined && decimalPattern.test(text)
const plainOrNone = (text: string | undefined) => (isPlain(text) ? text : undefined)

/** By the range that came with the value; where there was none, as the laboratory marked it. */
function flagIn(face: Pick<Face, 'value' | 'comparator' | 'low' | 'high'>, observation: Observation): Face['flag'] {
  const { value, comparator } = face
  const range = { low: plainOrNone(face.low), high: plainOrNone(face.high) }
  const own = isPlain(value) ? flagOf({ value, comparator }, range) : undefined
  if (own !== undefined) return own
  return observation.interpretation?.flatMap(one => marks[codeIn(interpretations, one) ?? ''] ?? [])[0]
}

const statusOf = (status: Observation['status']): Face['status'] | undefined => {
  if (status === 'cancelled') return undefined
  if (status === 'entered-in-error') return status
  return status === 'registered' || status === 'preliminary' ? 'preliminary' : 'final'
}

export const timeOf = ({ effectiveDateTime, effectivePeriod, issued }: Observation, row: HeldRow): string =>
  stampOf(effectiveDateTime ?? effectivePeriod?.start ?? issued) ?? stampOf(row.updatedAt) ?? '1970-01-01T00:00:00.000Z'

/** A laboratory Observation as a result; undefined for what was cancelled or holds no finding of its own. */
export function resultOf(row: HeldRow, observation: Observation): Face | undefined {
  const [found, status] = [foundOf(observation), statusOf(observation.status)]
  if (found === undefined || status === undefined) return undefined
  const face = { ...found, ...rangeOf(observation) }
  return {
    ...lineOf(row, observation, { at: observation.issued, by: observation.performer?.[0] }),
    at: timeOf(observation, row),
    ...face,
    flag: flagIn(face, observation),
    status,
  }
}

/** The trend of a property: the newest two that count, where both are exact and in one unit. */
function trendIn(results: readonly Face[]): Group['trend'] {
  const [newest, before] = results.filter(({ status }) => status !== 'entered-in-error')
  if (!(newest && before) || newest.unit !== before.unit) return undefined
  if (!isPlain(newest.value) || !isPlain(before.value)) return undefined
  return trendOf({ ...newest, value: newest.value }, { ...before, value: before.value })
}

export interface Found {
  readonly observation: Observation
  readonly result: Face
}

/** Results by property, each newest first; the property with the newest result comes first. */
export function groupsOf(found: readonly Found[]): Group[] {
  const groups = new Map<string, Pick<Group, 'key' | 'loinc' | 'name'> & { readonly results: Face[] }>()
  for (const { observation, result } of found.toSorted((a, b) => (a.result.at < b.result.at ? 1 : -1))) {
    const loinc = loincIn(observation.code)
    const name = loincOf(loinc ?? '')?.name ?? wordsFor(observation.code) ?? ''
    const key = loinc ?? `text:${name.toLowerCase()}`
    const group = groups.get(key) ?? { key, ...(loinc !== undefined && { loinc }), name, results: [] }
    group.results.push(result)
    groups.set(key, group)
  }
  return [...groups.values()].map(group => ({ ...group, trend: trendIn(group.results) }))
}

type Measured = Extract<NewResult['measured'], { kind: 'number' }>

const quantityOf = (value: string, unit: string): Quantity => ({
  value: decimalOf(value),
  unit,
  system: ucum,
  code: unit,
})

function measuredParts({ value, comparator, unit, low, high }: Measured): Partial<Observation> {
  const range = {
    ...(low !== undefined && { low: quantityOf(low, unit) }),
    ...(high !== undefined && { high: quantityOf(high, unit) }),
  }
  const flag = flagOf({ value, comparator }, { low, high })
  return {
    valueQuantity: { ...quantityOf(value, unit), ...(comparator !== undefined && { comparator }) },
    ...(Object.keys(range).length > 0 && { referenceRange: [range] }),
    ...(flag !== undefined && { interpretation: [conceptOf(interpretations, markCodes[flag])] }),
  }
}

const codedParts = (answer: Coded): Partial<Observation> => ({
  valueCodeableConcept: { ...conceptOf(interpretations, answerCodes[answer]), text: answer },
})

/** What every Observation of this room begins with. */
export const observationStarted = (
  { recordId, patientId, at }: { readonly recordId: string; readonly patientId: string; readonly at: string },
  category: 'laboratory' | 'vital-signs' | 'social-history',
  made: Made,
) => ({
  resourceType: 'Observation' as const,
  id: recordId,
  status: 'final' as const,
  category: [conceptOf(categories, category)],
  subject: refTo('Patient', patientId),
  effectiveDateTime: at,
  issued: made.at,
  performer: [personOf(made.by)],
})

/** A result typed by hand as Observation; its code must be of the list. */
export function newResult({ recordId, patientId, loinc, takenAt, measured, note }: NewResult, made: Made): Observation {
  const name = loincOf(loinc)?.name
  const observation: Observation = {
    ...observationStarted({ recordId, patientId, at: takenAt }, 'laboratory', made),
    code: { ...conceptOf(loincEdition.system, loinc, name), ...(name !== undefined && { text: name }) },
    ...(measured.kind === 'number' ? measuredParts(measured) : codedParts(measured.answer)),
    ...(note !== undefined && { note: [{ authorReference: personOf(made.by), time: made.at, text: note }] }),
  }
  return withLid(observation, recordId)
}
