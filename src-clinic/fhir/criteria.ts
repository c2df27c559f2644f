import type { Comparison, Criterion, Range } from '../store/index.ts'
import { splitReference } from './index-values.ts'
import { refuse } from './outcomes.ts'
import { fold, spanOfNumber, spanOfTime } from './ranges.ts'
import { type Indexable, searchParamsOf } from './search-params.ts'

/** One `name=value` of a search. */
export interface QueryParam {
  readonly name: string
  readonly value: string
}

/** The criterion a parameter stands for, or undefined where `type` has no such parameter. Throws a 400 refusal for a bad value. */
export const criterionOf = (type: string, { name, value }: QueryParam, base: string): Criterion | undefined => {
  if (name.startsWith('_has:')) return hasOf({ name, value }, base)
  const dot = name.indexOf('.')
  if (dot > 0) return chainOf(type, { name, value, dot }, base)
  const [code = '', modifier] = name.split(':', 2)
  if (code === '_id') return { by: 'id', any: alternatives(value) }
  if (code === '_lastUpdated') return { by: 'updated', any: alternatives(value).map(timeRange) }
  const param = searchParamsOf(type).get(code)
  if (param === undefined) return undefined
  return plain({ id: `${type}.${code}`, param, modifier, value }, base)
}

const shaping = /^_(count|offset|cursor|sort|total|summary|elements|format|pretty|include|revinclude)(:|$)/

/**
 * True where at least one parameter narrows the search. A condition of a write without one would hold for every resource:
 * DELETE /Patient would delete the only patient there is.
 */
export const narrows = (query: string): boolean =>
  [...new URLSearchParams(query).keys()].some(name => name !== '' && !shaping.test(name))

const hasOf = ({ name, value }: QueryParam, base: string): Criterion | undefined => {
  const [, from = '', reference = '', ...rest] = name.split(':')
  const param = searchParamsOf(from).get(reference)
  const inner = criterionOf(from, { name: rest.join(':'), value }, base)
  if (param?.kind !== 'reference' || inner === undefined) return undefined
  return { by: 'has', param: `${from}.${reference}`, type: from, criteria: [inner] }
}

const chainOf = (type: string, { name, value, dot }: QueryParam & { dot: number }, base: string) => {
  const [reference = '', given] = name.slice(0, dot).split(':', 2)
  const param = searchParamsOf(type).get(reference)
  if (param?.kind !== 'reference') return undefined
  const target = given ?? (param.targets.length === 1 ? param.targets[0] : undefined)
  if (target === undefined)
    throw refuse(400, `${reference} may point at several types: write ${reference}:Type.${name.slice(dot + 1)}`)
  const inner = criterionOf(target, { name: name.slice(dot + 1), value }, base)
  if (inner === undefined) return undefined
  return { by: 'chain', param: `${type}.${reference}`, type: target, criteria: [inner] } as const
}

interface Plain {
  readonly id: string
  readonly param: Indexable
  readonly modifier: string | undefined
  readonly value: string
}

const plain = (asked: Plain, base: string): Criterion => {
  const { id, param, modifier, value } = asked
  if (modifier === 'missing') return { by: 'present', param: id, kind: param.kind, present: value !== 'true' }
  switch (param.kind) {
    case 'token':
      return tokenCriterion(asked)
    case 'string':
      return stringCriterion(asked)
    case 'reference':
      return referenceCriterion(asked, base)
    case 'date':
      refuseModifier(param, modifier)
      return { by: 'date', param: id, any: alternatives(value).map(timeRange) }
    case 'quantity':
      refuseModifier(param, modifier)
      return { by: 'quantity', param: id, any: alternatives(value).map(quantityRange) }
  }
}

const refuseModifier = (param: Indexable, modifier: string | undefined): void => {
  if (modifier !== undefined) throw refuse(400, `${param.code}:${modifier} is not supported`)
}

const lowerCased: ReadonlySet<string> = new Set(['phone', 'email', 'telecom', 'fax'])

const tokenCriterion = ({ id, param, modifier, value }: Plain): Criterion => {
  if (modifier === 'text')
    return { by: 'string', param: `${id}:text`, match: 'words', any: alternatives(value).map(fold) }
  if (modifier === 'not') return { by: 'not', criterion: tokenCriterion({ id, param, modifier: undefined, value }) }
  refuseModifier(param, modifier)
  // A uri may itself hold a bar; it has no system.
  const split: typeof tokenOf = param.type === 'uri' ? one => ({ value: one }) : tokenOf
  const text = lowerCased.has(param.code) ? value.toLowerCase() : value
  return { by: 'token', param: id, any: alternatives(text).map(split) }
}

/** `system|code`, `|code` (no system), `system|` (any code of it), `code`. */
const tokenOf = (text: string): { value?: string; system?: string } => {
  const bar = text.indexOf('|')
  if (bar < 0) return { value: text }
  const value = text.slice(bar + 1)
  return { system: text.slice(0, bar), ...(value !== '' && { value }) }
}

const stringCriterion = ({ id, param, modifier, value }: Plain): Criterion => {
  if (modifier === 'exact') return { by: 'string', param: id, match: 'exact', any: alternatives(value) }
  const folded = alternatives(value).map(fold)
  if (folded.some(text => text === '')) throw refuse(400, `${param.code} needs a value`)
  if (modifier === 'contains') return { by: 'string', param: id, match: 'contains', any: folded }
  refuseModifier(param, modifier)
  return { by: 'string', param: id, match: 'words', any: folded }
}

const referenceCriterion = ({ id, param, modifier, value }: Plain, base: string): Criterion => {
  if (modifier === 'identifier')
    return { by: 'token', param: `${id}:identifier`, any: alternatives(value).map(tokenOf) }
  if (modifier !== undefined && !/^[A-Z]/.test(modifier)) refuseModifier(param, modifier)
  const any = alternatives(value).map(one => {
    const local = one.startsWith(`${base}/`) ? one.slice(base.length + 1) : one
    const { type, id: target } = splitReference(local)
    const of = type === '' ? modifier : type
    return { id: target, ...(of !== undefined && { type: of }) }
  })
  return { by: 'reference', param: id, any }
}

const prefixes = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[-+\d])/

const prefixed = (text: string): { readonly comparison: Comparison; readonly rest: string } => {
  const found = prefixes.exec(text)?.[1] as Comparison | undefined
  return { comparison: found ?? 'eq', rest: found === undefined ? text : text.slice(2) }
}

const timeRange = (text: string): Range => {
  const { comparison, rest } = prefixed(text)
  // A plus sign left bare in a query arrives as a blank.
  const span = spanOfTime(rest.replace(' ', '+'))
  if (span === undefined) throw refuse(400, `${rest} is not a FHIR date`)
  // "Approximately" is a day to either side, the finest unit the recommendation of a tenth of the gap makes sense for.
  const slack = comparison === 'ap' ? 86_400_000 : 0
  return { comparison, low: span.low - slack, high: span.high + slack }
}

const quantityRange = (text: string): Range & { code?: string; system?: string } => {
  const [number = '', system = '', code = ''] = text.split('|')
  const { comparison, rest } = prefixed(number)
  const span = spanOfNumber(rest)
  if (span === undefined) throw refuse(400, `${rest} is not a number`)
  const exact = Number(rest)
  const tenth = Math.abs(exact) / 10
  const ranges: Partial<Record<Comparison, { low: number; high: number }>> = {
    eq: span,
    ne: span,
    ap: { low: exact - tenth, high: exact + tenth },
  }
  const range = ranges[comparison] ?? { low: exact, high: exact }
  return { comparison, ...range, ...(system !== '' && { system }), ...(code !== '' && { code }) }
}

/** Splits on commas that are not escaped, and takes the escapes away (search.html#escaping). */
export const alternatives = (value: string): string[] =>
  (value.match(/(?:\\.|[^,\\])+/gsu) ?? ['']).map(part => part.replaceAll(/\\([,$|\\])/g, '$1'))
