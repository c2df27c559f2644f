import type { Context } from './context.ts'
import { daysOfCheck, dueOn, isMissing, scheduleOfTreatment } from './currency.ts'
import type { LaboratoryStanding } from './verdict.ts'

/** So many days of a check are told: enough to see its rhythm. */
const mostDays = 4

type Standing = LaboratoryStanding['checks'][number]

function atStart(context: Context): readonly Standing[] {
  const { baseline = [] } = scheduleOfTreatment(context) ?? {}
  return baseline
    .filter(({ childbearingOnly }) => !childbearingOnly || context.childbearing)
    .map(item => ({
      check: item.check,
      doneOn: daysOfCheck(context, item.check).slice(0, mostDays),
      state: isMissing(item, context) ? 'missing' : 'current',
      holds: false,
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
  const checks = startedOn === undefined ? atStart(context) : during(context)
  return {
    schedule: id,
    source: `${source}, ${edition}`,
    confirm,
    ...(startedOn !== undefined && { startedOn }),
    checks: checks.map(each => ({ ...each, doneOn: [...each.doneOn] })),
  }
}
