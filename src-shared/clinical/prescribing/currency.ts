import { isOneOf } from './catalogue.ts'
import type { Context } from './context.ts'
import { dayAfter, daysBetween } from './dates.ts'
import { compare, exactOf } from './exact.ts'
import { daysOf } from './quantity.ts'
import {
  type BaselineItem,
  type CheckName,
  checks,
  type FollowUpItem,
  type Schedule,
  schedules,
  usualDays,
} from './rules/schedules.ts'
import { scheduleUnder } from './schedule-policy.ts'
import type { TestKey } from './types.ts'
import { dailyPerKg } from './weights.ts'

/** Days on which a test was done, newest first; a weight on record is a check of the weight. */
const daysOfTest = ({ labs, patient, on }: Context, test: TestKey): readonly string[] => {
  const days = labs.filter(lab => lab.test === test).map(lab => lab.on)
  const weighed = test === 'weight' && patient.weight && patient.weight.on <= on ? [patient.weight.on] : []
  return [...new Set([...days, ...weighed])].sort().reverse()
}

/** Days on which a check was complete (a blood count with all its parts), newest first. */
export function daysOfCheck(context: Context, check: CheckName): readonly string[] {
  const ways = checks[check].map(tests => {
    const [first = [], ...rest] = tests.map(test => daysOfTest(context, test))
    return first.filter(day => rest.every(days => days.includes(day)))
  })
  return [...new Set(ways.flat())].sort().reverse()
}

const potassiumRaisers = ['@raas-blocker', '@trimethoprim', '@potassium-supplement', '@potassium-sparing']
const hasPotassiumRisk = ({ years, patient, others }: Context): boolean =>
  years > 45 ||
  patient.conditions.some(each => ['renal-disease', 'cardiovascular-risk', 'heart-failure'].includes(each)) ||
  others.some(({ substance }) => isOneOf(substance, potassiumRaisers))

/** Reasons to look at the retina from the first year on: dose, kidneys, tamoxifen, disease of the macula. */
function hasEyeRisk(context: Context): boolean {
  const { egfr, others, patient } = context
  const perKg = dailyPerKg(context)
  return (
    (perKg !== undefined && compare(perKg, exactOf(5)) > 0) ||
    (egfr !== undefined && egfr < 60) ||
    others.some(({ substance }) => substance === 'tamoxifen') ||
    patient.conditions.includes('macular-disease')
  )
}

/** Days of treatment so far and still ahead; an open course has no end. */
const courseOf = ({ draft, startedOn, on }: Context): number =>
  (startedOn === undefined ? 0 : daysBetween(startedOn, on)) + (daysOf(draft) ?? Number.POSITIVE_INFINITY)

const applies = (schedule: Schedule, context: Context): boolean =>
  isOneOf(context.draft.drug, schedule.drugs) &&
  (schedule.courseOver === undefined || courseOf(context) > schedule.courseOver) &&
  (!schedule.potassiumRisk || hasPotassiumRisk(context))

/** The schedule that a draft's treatment is under, with the clinic's intervals; undefined where none is asked for. */
export function scheduleOfTreatment(context: Context): Schedule | undefined {
  const found = schedules.find(each => applies(each, context))
  return found && scheduleUnder(context.policy.values, found)
}

/** True where a check of the start was not done, or too long ago. */
export function isMissing(
  { check, count = 1, within = usualDays, childbearingOnly }: BaselineItem,
  context: Context,
): boolean {
  if (childbearingOnly && !context.childbearing) return false
  const days = daysOfCheck(context, check)
  const counted = within === 'ever' ? days : days.filter(day => daysBetween(day, context.on) <= within)
  return counted.length < count
}

/** A check that is wanted once within a stretch of the treatment: due at its end until it was done. */
const onceDueOn = ({ from, by }: { from: number; by: number }, startedOn: string, days: readonly string[]) =>
  days.some(day => day >= dayAfter(startedOn, from)) ? undefined : dayAfter(startedOn, by)

function phaseOf(item: FollowUpItem, context: Context, day: number): number | undefined {
  const phases = item.atRisk && hasEyeRisk(context) ? item.atRisk : (item.phases ?? [])
  return phases.findLast(({ fromDay }) => day >= fromDay)?.every
}

/** The day by which a check has to be there again; undefined where nothing is due at this point of the treatment. */
export function dueOn(item: FollowUpItem, context: Context): string | undefined {
  const { startedOn, on } = context
  if (startedOn === undefined || (item.childbearingOnly && !context.childbearing)) return undefined
  const days = daysOfCheck(context, item.check)
  if (item.once) return onceDueOn(item.once, startedOn, days)
  const every = phaseOf(item, context, daysBetween(startedOn, on))
  const [last = startedOn] = days.filter(day => day > startedOn)
  return every === undefined ? undefined : dayAfter(last, every)
}

/** How the checks of a treatment stand on a day. */
export interface Currency {
  readonly schedule?: string
  readonly missing: readonly CheckName[]
  readonly overdue: readonly { readonly check: CheckName; readonly dueOn: string }[]
  /** Of those, the ones that hold a refill. */
  readonly hard: readonly CheckName[]
  /** The next day on which one of them is due. */
  readonly nextOn?: string
}

/** One context is asked by several rules. */
const known = new WeakMap<Context, Currency>()

/** Which checks are missing at the start, overdue during treatment, and next. Names in order of the alphabet. */
export function currencyOf(context: Context): Currency {
  const told = known.get(context) ?? workedOut(context)
  known.set(context, told)
  return told
}

function workedOut(context: Context): Currency {
  const schedule = scheduleOfTreatment(context)
  if (!schedule) return { missing: [], overdue: [], hard: [] }
  if (context.startedOn === undefined) {
    const missing = schedule.baseline.filter(item => isMissing(item, context)).map(({ check }) => check)
    return { schedule: schedule.id, missing: missing.sort(), overdue: [], hard: [] }
  }
  const due = schedule.followUp.flatMap(item => {
    const day = dueOn(item, context)
    return day === undefined ? [] : [{ check: item.check, dueOn: day, hard: item.hard === true }]
  })
  const late = due.filter(each => each.dueOn < context.on)
  const [nextOn] = due
    .map(each => each.dueOn)
    .filter(day => day >= context.on)
    .sort()
  return {
    schedule: schedule.id,
    missing: [],
    overdue: late.map(({ check, dueOn: day }) => ({ check, dueOn: day })).sort((a, b) => (a.check < b.check ? -1 : 1)),
    hard: late
      .filter(({ hard }) => hard)
      .map(({ check }) => check)
      .sort(),
    ...(nextOn !== undefined && { nextOn }),
  }
}
