import {
  convertToSearchableReferences,
  convertToSearchableStrings,
  convertToSearchableTokens,
  evalFhirPathTyped,
  type TypedValue,
  toTypedValue,
} from '@medplum/core'
import type { HumanName, Period, Quantity, Resource } from '@medplum/fhirtypes'
import type { IndexRow } from '../store/index.ts'
import { fold, type Span, spanOfNumber, spanOfTime } from './ranges.ts'
import { type Indexable, searchParamsOf } from './search-params.ts'

/** Marks the words of a code (text, display) among its tokens; they are indexed as strings, for `:text`. */
const textSystem = 'urn:cutis:text'

/** Everything `resource` can be found by. */
export const indexRowsOf = (resource: Resource): IndexRow[] => {
  const typed = toTypedValue(resource)
  const rows: IndexRow[] = []
  for (const param of searchParamsOf(resource.resourceType).values()) {
    const values = evalFhirPathTyped(param.expression, [typed])
    if (values.length > 0) rows.push(...rowsOf(`${resource.resourceType}.${param.code}`, param, values))
  }
  return rows
}

const rowsOf = (param: string, { kind, type }: Indexable, values: TypedValue[]): IndexRow[] => {
  switch (kind) {
    case 'token':
      return tokenRows(param, values, type === 'uri')
    case 'string':
      return values.flatMap(value => stringRows(param, value))
    case 'reference':
      return referenceRows(param, values)
    case 'date':
      return values.flatMap(({ value }) => spansOf(value).map(span => ({ kind: 'date' as const, param, ...span })))
    case 'quantity':
      return values.flatMap(({ value }) => quantityRows(param, value))
  }
}

const tokenRows = (param: string, values: TypedValue[], uri: boolean): IndexRow[] => {
  if (uri) return values.map(({ value }) => ({ kind: 'token', param, value: String(value), system: '' }))
  return convertToSearchableTokens(values, { textSearchSystem: textSystem }).flatMap(({ system, value }): IndexRow[] =>
    system === textSystem
      ? textRows(`${param}:text`, value ?? '')
      : [{ kind: 'token', param, value: value ?? '', system: system ?? '' }],
  )
}

const stringRows = (param: string, typed: TypedValue): IndexRow[] => {
  const texts = typed.type === 'HumanName' ? nameTexts(typed.value as HumanName) : convertToSearchableStrings([typed])
  return texts.flatMap(text => textRows(param, text))
}

/** The whole text, and each of its words, so that any word can be found by its beginning. */
const textRows = (param: string, exact: string): IndexRow[] => {
  const folded = fold(exact)
  const words = new Set(folded.split(/[ ,;'’-]+/u).filter(Boolean))
  words.delete(folded)
  const whole: IndexRow = { kind: 'string', param, folded, exact }
  return [whole, ...[...words].map((word): IndexRow => ({ kind: 'string', param, folded: word, exact: '' }))]
}

const nameTexts = (name: HumanName): string[] =>
  [name.text, name.family, ...(name.given ?? []), ...(name.prefix ?? []), ...(name.suffix ?? [])].filter(
    text => text !== undefined,
  )

const referenceRows = (param: string, values: TypedValue[]): IndexRow[] => {
  const identifiers = values.flatMap(({ value }) => (value?.identifier === undefined ? [] : [value.identifier]))
  const logical = identifiers.map(
    (identifier): IndexRow => ({
      kind: 'token',
      param: `${param}:identifier`,
      value: identifier.value ?? '',
      system: identifier.system ?? '',
    }),
  )
  const literal = convertToSearchableReferences(values)
    .filter(reference => !reference.startsWith('identifier:'))
    .map((reference): IndexRow => ({ kind: 'reference', param, ...splitReference(reference) }))
  return [...literal, ...logical]
}

/** `Patient/1`, `Patient/1/_history/2`, `urn:uuid:…` and absolute urls → type and id; what has no type is kept whole. */
export const splitReference = (reference: string): { readonly type: string; readonly id: string } => {
  const match = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/.+)?$/.exec(reference)
  return match === null ? { type: '', id: reference } : { type: match[1] ?? '', id: match[2] ?? '' }
}

const farPast = -8.64e15
const farFuture = 8.64e15

const spansOf = (value: unknown): Span[] => {
  if (typeof value === 'string') return [spanOfTime(value)].filter(span => span !== undefined)
  if (typeof value !== 'object' || value === null) return []
  if ('event' in value && Array.isArray(value.event)) return value.event.flatMap(spansOf)
  return periodSpans(value as Period)
}

/** A period open at one end reaches as far as time does; one without ends says nothing. */
const periodSpans = (period: Period): Span[] => {
  const start = spanOfTime(period.start ?? '')
  const end = spanOfTime(period.end ?? '')
  if (start === undefined && end === undefined) return []
  return [{ low: start?.low ?? farPast, high: end?.high ?? farFuture }]
}

const quantityRows = (param: string, value: unknown): IndexRow[] => {
  if (typeof value === 'number') return numberRow(param, value, {})
  if (typeof value !== 'object' || value === null) return []
  const quantity = value as Quantity
  return quantity.value === undefined ? [] : numberRow(param, quantity.value, quantity)
}

const numberRow = (param: string, value: number, { code, unit, system }: Quantity): IndexRow[] =>
  spanOfNumber(String(value)) === undefined
    ? []
    : [{ kind: 'quantity', param, low: value, high: value, code: code ?? unit ?? '', system: system ?? '' }]
