import type { Context } from './context.ts'
import { daysBetween } from './dates.ts'
import { compare, type Exact, exactOf, over, times, zero } from './exact.ts'
import { settingOf } from './policy.ts'
import { dosesPerDay, highestWeeklyMg, milligramsOf } from './quantity.ts'

/** Kilograms on record, of today or before; undefined where there are none above nothing. */
export function weightOf({ patient, on }: Context): Exact | undefined {
  const { weight } = patient
  if (!weight || weight.on > on) return undefined
  const kg = exactOf(weight.kg)
  return compare(kg, zero) > 0 ? kg : undefined
}

/** Most milligrams a day on average over a step: a dose every other day counts half. */
export function averageDailyMg({ draft }: Context): Exact | undefined {
  const doses = draft.sig.steps.map(step => {
    const each = milligramsOf(step, draft.strength)
    return each && times(each, dosesPerDay(step.frequency))
  })
  if (!doses.every(dose => dose !== undefined)) return undefined
  return doses.reduce<Exact>((most, dose) => (compare(dose, most) > 0 ? dose : most), zero)
}

const perKg = (dose: Exact | undefined, context: Context): Exact | undefined => {
  const kg = weightOf(context)
  return dose && kg && over(dose, kg)
}

/** Milligrams per kilogram and day. */
export const dailyPerKg = (context: Context): Exact | undefined => perKg(averageDailyMg(context), context)

/** Milligrams per kilogram and week. */
export const weeklyPerKg = (context: Context): Exact | undefined => perKg(highestWeeklyMg(context.draft), context)

/** Days since the patient was weighed, where that is too long ago to dose by: of a child sooner than of an adult. */
export function staleWeightDays({ patient, on, years, policy }: Context): number | undefined {
  if (!patient.weight) return undefined
  const days = daysBetween(patient.weight.on, on)
  const most = settingOf(policy, years < 18 ? 'WEIGHT-OLD.child' : 'WEIGHT-OLD.adult')
  return days >= Number(most) ? days : undefined
}
