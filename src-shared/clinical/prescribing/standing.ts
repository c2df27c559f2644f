import { standingOf } from '../policy/standing.ts'
import type { Context } from './context.ts'
import { daysOfCheck, dueOn, isMissing, scheduleOfTreatment } from './currency.ts'
import { testRows } from './rules/laboratory.ts'
import { type CheckName, checks } from './rules/schedules.ts'
import type { LaboratoryStanding } from './verdict.ts'

/** So many days of a check are told: enough to see its rhythm. */
const mostDays = 4

type Standing = LaboratoryStanding['checks'][number]

/** The newest result of each test that a check is made of; nothing where none was done. */
function lastOf({ labs }: Context, check: CheckName): Pick<Standing, 'last'> {
  const tests = [...new Set(checks[check].flat())]
  const last = tests.flatMap(test => {
    const found = labs.find(lab => lab.test === test)
    if (!found) return []
    const { on, value, unit = testRows[test].unit, verdict } = found
    const measured = value === undefined ? {} : { value, ...(unit !== undefined && { unit }) }
    return [{ test, on, ...measured, ...(verdict !== undefined && { verdict }) }]
  })
  return last.length > 0 ? { last } : {}
}

function atStart(context: Context): readonly Standing[] {
  const { baseline = [] } = scheduleOfTreatment(context) ?? {}
  return baseline
    .filter(({ childbearingOnly }) => !childbearingOnly || context.childbearing)
    .map(item => ({
      check: item.check,
      doneOn: daysOfCheck(context, item.check).slice(0, mostDays),
      state: isMissing(item, context) ? 'missing' : 'current',
      holds: false,
      ...lastOf(context, item.check),
    }))
}

function during(context: Context): readonly Standing[] {
  const { followUp = [] } = scheduleOfTreatment(context) ?? {}
  return followUp.flatMap(item => {
    const due = dueOn(item, context)
    if (due === undefined) return []
    const isLate = due < context.on
    return [
      {
        check: item.check,
        doneOn: daysOfCheck(context, item.check).slice(0, mostDays),
        dueOn: due,
        state: isLate ? ('overdue' as const) : ('current' as const),
        holds: isLate && item.hard === true,
        ...lastOf(context, item.check),
      },
    ]
  })
}

/**
 * What was looked at to tell whether the checks of a treatment are current: each check with the days on which it was done,
 * newest first, and the day by which it has to be there again. Undefined where the medicine is under no schedule.
 */
export function laboratoryStandingOf(context: Context): LaboratoryStanding | undefined {
  const schedule = scheduleOfTreatment(context)
  if (!schedule) return undefined
  const { startedOn } = context
  const { id, source, edition, confirm } = schedule
  const policy = confirm ? standingOf(context.policy.standings, `schedule:${id}`) : undefined
  const standing = startedOn === undefined ? atStart(context) : during(context)
  return {
    schedule: id,
    source: `${source}, ${edition}`,
    confirm,
    ...(policy && { policy }),
    ...(startedOn !== undefined && { startedOn }),
    checks: standing.map(each => ({ ...each, doneOn: [...each.doneOn] })),
  }
}
