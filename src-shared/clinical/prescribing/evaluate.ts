import { isOneOf, substanceLabelOf } from './catalogue.ts'
import { computedReasons, type Values } from './computed.ts'
import { type Context, isLocal, newestOf, valueOf } from './context.ts'
import { compare, type Exact, exactOf, plus, textOf, times } from './exact.ts'
import { highestDailyMg, highestWeeklyMg } from './quantity.ts'
import type { PrescribingRule, When } from './rules/rule.ts'
import { dailyPerKg, weeklyPerKg } from './weights.ts'

type Of<Kind extends When['kind']> = Extract<When, { kind: Kind }>
type Outcome = Values | undefined

const listOf = (names: readonly string[]): string => [...new Set(names)].sort().join(', ')
const listed = (key: string, names: readonly string[]): Outcome =>
  names.length > 0 ? { [key]: listOf(names) } : undefined

function holdsFor({ egfrBelow, egfrFrom, weeklyMgOver }: Of<'with'>, rule: PrescribingRule, context: Context): boolean {
  const { egfr, draft } = context
  if (egfrBelow !== undefined && (egfr === undefined || egfr >= egfrBelow)) return false
  if (egfrFrom !== undefined && egfr !== undefined && egfr < egfrFrom) return false
  if (weeklyMgOver === undefined) return true
  const weekly = isOneOf(draft.drug, rule.drugs) ? highestWeeklyMg(draft) : undefined
  return weekly !== undefined && compare(weekly, exactOf(weeklyMgOver)) > 0
}

function withOther(when: Of<'with'>, rule: PrescribingRule, context: Context): Outcome {
  const { egfr, draft, others } = context
  if (!holdsFor(when, rule, context)) return undefined
  const partnersOf = [
    ...(isOneOf(draft.drug, rule.drugs) ? when.others : []),
    ...(isOneOf(draft.drug, when.others) ? rule.drugs : []),
  ]
  const met = listed(
    'with',
    others
      .filter(each => !isLocal(each) && isOneOf(each.substance, partnersOf))
      .map(({ substance }) => substanceLabelOf(substance)),
  )
  return met && when.egfrBelow !== undefined ? { ...met, egfr: String(egfr) } : met
}

function condition({ any, childbearingOnly }: Of<'condition'>, { patient, childbearing }: Context): Outcome {
  if (childbearingOnly && !childbearing) return undefined
  return listed(
    'condition',
    patient.conditions.filter(each => any.includes(each)).map(each => each.replaceAll('-', ' ')),
  )
}

const state = ({ is }: Of<'state'>, { pregnant, patient }: Context): Outcome =>
  (is === 'pregnant' ? pregnant : patient.breastfeeding === true) ? {} : undefined

const age = ({ under = Number.POSITIVE_INFINITY, from = 0 }: Of<'age'>, { years }: Context): Outcome =>
  years >= from && years < under ? { years: String(years) } : undefined

const kidneys = ({ below, from = 0 }: Of<'egfr'>, { egfr }: Context): Outcome =>
  egfr !== undefined && egfr >= from && egfr < below ? { egfr: String(egfr) } : undefined

const lightNames = { 'nb-uvb': 'narrow-band UVB', 'bb-uvb': 'broad-band UVB', puva: 'PUVA' } as const
const light = ({ any }: Of<'light'>, { patient }: Context): Outcome =>
  listed(
    'light',
    patient.phototherapy.filter(each => any.includes(each)).map(each => lightNames[each]),
  )

/** Of each test the newest verdict. */
const verdict = ({ tests, any }: Of<'verdict'>, { labs }: Context): Outcome =>
  listed(
    'test',
    tests
      .filter(test => any.includes(labs.find(lab => lab.test === test && lab.verdict)?.verdict ?? ''))
      .map(test => test.toUpperCase()),
  )

const known = ({ test }: Of<'known'>, { labs }: Context): Outcome => {
  const newest = labs.find(lab => lab.test === test)
  return newest && { on: newest.on }
}

/** The last creatinine before the treatment began. */
function baselineOf({ labs, startedOn }: Context, test: Of<'result'>['test']): Exact | undefined {
  const before = labs.find(lab => lab.test === test && startedOn !== undefined && lab.on <= startedOn && valueOf(lab))
  return before && valueOf(before)
}

const limitIn = ({ above, below, upperLimits }: Of<'result'>): Values => {
  const limit = above ?? below ?? upperLimits
  return limit === undefined ? {} : { limit }
}

function result(when: Of<'result'>, context: Context): Outcome {
  const newest = newestOf(context.labs, when.test)
  const value = newest && valueOf(newest)
  if (!newest || !value) return undefined
  const values = { value: textOf(value), on: newest.on }
  if (when.overBaselinePercent !== undefined) {
    const baseline = baselineOf(context, when.test)
    const share = plus(exactOf(1), times(exactOf(when.overBaselinePercent), exactOf('0.01')))
    return baseline && compare(value, times(baseline, share)) > 0
      ? { ...values, baseline: textOf(baseline), limit: when.overBaselinePercent }
      : undefined
  }
  if (!isPast(when, value, newest.upperLimit)) return undefined
  return { ...values, ...limitIn(when) }
}

function isPast({ above, below, upperLimits }: Of<'result'>, value: Exact, upperLimit: string | undefined): boolean {
  if (above !== undefined && compare(value, exactOf(above)) > 0) return true
  if (below !== undefined && compare(value, exactOf(below)) < 0) return true
  if (upperLimits === undefined || upperLimit === undefined) return false
  return compare(value, times(exactOf(upperLimits), exactOf(upperLimit))) > 0
}

const allergy = ({ to }: Of<'allergy'>, { patient }: Context): Outcome =>
  listed(
    'allergy',
    patient.allergies
      .filter(({ substance, intolerance }) => intolerance !== true && isOneOf(substance, to))
      .map(({ substance }) => substanceLabelOf(substance)),
  )

function cap({ per, kg, limit, ages }: Of<'cap'>, context: Context): Outcome {
  const child = context.years < 18
  if ((ages === 'child' && !child) || (ages === 'adult' && child)) return undefined
  const plain = per === 'day' ? highestDailyMg : highestWeeklyMg
  const weighed = per === 'day' ? dailyPerKg : weeklyPerKg
  const value = kg ? weighed(context) : plain(context.draft)
  return value && compare(value, exactOf(limit)) > 0 ? { value: textOf(value, 3), limit } : undefined
}

/** Why a row fires for this draft and patient, as the values of its sentence; undefined where it does not. */
export function reasonOf(rule: PrescribingRule, context: Context): Outcome {
  const { when } = rule
  if (when.kind === 'with') return withOther(when, rule, context)
  return when.kind === 'computed' ? computedReasons[rule.id]?.(context) : ofOneFact(when, context)
}

function ofOneFact(when: Exclude<When, { kind: 'with' | 'computed' }>, context: Context): Outcome {
  const of: { readonly [Kind in (typeof when)['kind']]: () => Outcome } = {
    condition: () => condition(when as Of<'condition'>, context),
    state: () => state(when as Of<'state'>, context),
    age: () => age(when as Of<'age'>, context),
    egfr: () => kidneys(when as Of<'egfr'>, context),
    light: () => light(when as Of<'light'>, context),
    verdict: () => verdict(when as Of<'verdict'>, context),
    result: () => result(when as Of<'result'>, context),
    known: () => known(when as Of<'known'>, context),
    allergy: () => allergy(when as Of<'allergy'>, context),
    cap: () => cap(when as Of<'cap'>, context),
  }
  return of[when.kind]()
}
