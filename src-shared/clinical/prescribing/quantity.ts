import {
  ceilingOf,
  compare,
  type Exact,
  exactOf,
  floorOf,
  fraction,
  over,
  sumOf,
  textOf,
  times,
  zero,
} from './exact.ts'
import type { Frequency, PrescriptionDraft, SigStep, Strength } from './types.ts'

const gramsPerUnit = fraction(1n, 2n)
const hoursPerDay = 24n
const daysPerWeek = 7n

/** Doses on an average day. `once` has none. */
export function dosesPerDay(frequency: Frequency): Exact {
  if (frequency.kind === 'daily') return exactOf(frequency.times)
  if (frequency.kind === 'weekly') return fraction(BigInt(frequency.times), daysPerWeek)
  if (frequency.kind === 'once') return zero
  const count = BigInt(frequency.count)
  if (frequency.of === 'hours') return fraction(hoursPerDay, count)
  return fraction(1n, frequency.of === 'days' ? count : count * daysPerWeek)
}

/** Doses that fall on one day of treatment at most: what a daily cap is held against. */
function mostDosesInADay(frequency: Frequency): Exact {
  const each = dosesPerDay(frequency)
  return compare(each, exactOf(1)) < 0 ? exactOf(1) : exactOf(ceilingOf(each))
}

/** Doses in a stretch of days: whole doses, the one that is begun counts. */
function dosesIn(frequency: Frequency, days: number): Exact {
  if (frequency.kind === 'once') return exactOf(1)
  return exactOf(ceilingOf(times(dosesPerDay(frequency), exactOf(days))))
}

/** Days that the directions last; undefined where a step is open. */
export function lengthOf(steps: readonly SigStep[]): number | undefined {
  const lengths = steps.map(({ days, frequency }) => days ?? (frequency.kind === 'once' ? 1 : undefined))
  return lengths.every(days => days !== undefined) ? lengths.reduce((all, days) => all + days, 0) : undefined
}

/** Days the draft is meant for: its directions' length, else the days' supply it names. */
export const daysOf = ({ sig, daysSupply }: PrescriptionDraft): number | undefined => lengthOf(sig.steps) ?? daysSupply

const perStrength = (strength: Strength | undefined): Exact | undefined =>
  strength && (strength.unit === 'mg' || strength.unit === 'g')
    ? times(exactOf(strength.amount), exactOf(strength.unit === 'g' ? 1000 : 1))
    : undefined

/** Milligrams of one dose; undefined where its unit does not tell (a layer of cream, a tablet of unknown strength). */
export function milligramsOf({ dose, unit }: SigStep, strength?: Strength): Exact | undefined {
  if (unit === 'mg') return exactOf(dose)
  if (unit === 'ml' && strength?.unit === 'mg/ml') return times(exactOf(dose), exactOf(strength.amount))
  const counted = unit === 'tablet' || unit === 'capsule' || unit === 'injection'
  const each = counted ? perStrength(strength) : undefined
  return each && times(exactOf(dose), each)
}

const gramsOf = ({ dose, unit }: SigStep): Exact | undefined => {
  if (unit === 'ftu') return times(exactOf(dose), gramsPerUnit)
  return unit === 'g' ? exactOf(dose) : undefined
}

const highest = (values: readonly Exact[]): Exact | undefined =>
  values.length === 0 ? undefined : values.reduce((most, value) => (compare(value, most) > 0 ? value : most))

const whole = (values: readonly (Exact | undefined)[]): readonly Exact[] =>
  values.every(value => value !== undefined) ? values : []

/** Most milligrams on one day of treatment, over all steps. */
export const highestDailyMg = ({ sig, strength }: PrescriptionDraft): Exact | undefined =>
  highest(
    whole(
      sig.steps.map(step => {
        const each = milligramsOf(step, strength)
        return each && times(each, mostDosesInADay(step.frequency))
      }),
    ),
  )

/** Most milligrams in a week, over all steps. */
export const highestWeeklyMg = ({ sig, strength }: PrescriptionDraft): Exact | undefined =>
  highest(
    whole(
      sig.steps.map(step => {
        const each = milligramsOf(step, strength)
        if (!each || step.frequency.kind === 'once') return each
        // A dose every two weeks or less often still falls whole into one week.
        const perWeek = times(dosesPerDay(step.frequency), exactOf(7))
        return times(each, compare(perWeek, exactOf(1)) < 0 ? exactOf(1) : perWeek)
      }),
    ),
  )

/** Grams of a preparation in a week: from the doses, else from what is supplied over the days it is meant for. */
export function weeklyGrams(draft: PrescriptionDraft): Exact | undefined {
  const { sig, quantity, quantityUnit } = draft
  const doses = whole(
    sig.steps.map(step => {
      const each = gramsOf(step)
      return each && times(times(each, dosesPerDay(step.frequency)), exactOf(7))
    }),
  )
  if (doses.length > 0) return highest(doses)
  const days = daysOf(draft)
  if (quantity === undefined || quantityUnit !== 'g' || days === undefined) return undefined
  // Less than a week of treatment is all that is used in that week.
  return days < 7 ? exactOf(quantity) : over(times(exactOf(quantity), exactOf(7)), exactOf(days))
}

/** How much one dose takes from what is supplied, and what that is counted in. */
function suppliedPerDose(step: SigStep, { strength, form }: PrescriptionDraft): readonly [Exact, string] | undefined {
  const { dose, unit } = step
  const grams = gramsOf(step)
  if (grams) return [grams, 'g']
  if (unit === 'application' || unit === 'wash') return undefined
  return unit === 'mg' ? milligramsSupplied(dose, { strength, form }) : [exactOf(dose), unit]
}

type Preparation = Pick<PrescriptionDraft, 'strength' | 'form'>
function milligramsSupplied(dose: string, { strength, form }: Preparation): readonly [Exact, string] | undefined {
  const each = perStrength(strength)
  if (each && compare(each, zero) > 0)
    return [over(exactOf(dose), each), /capsule/.test(form ?? '') ? 'capsule' : 'tablet']
  if (strength?.unit !== 'mg/ml' || compare(exactOf(strength.amount), zero) === 0) return undefined
  return [over(exactOf(dose), exactOf(strength.amount)), 'ml']
}

export interface Quantity {
  /** Exact where it ends within six digits; counted things and millilitres as the doses need them. */
  readonly amount: string
  readonly unit: string
}

/**
 * What has to be supplied for the directions: doses × what one takes, step by step, exact. Tablets and capsules are
 * rounded up to whole ones at the end. Undefined where the directions are open or a dose has no amount.
 */
export function quantityOf(draft: PrescriptionDraft): Quantity | undefined {
  const { steps } = draft.sig
  const parts = steps.map((step, index) => {
    const days = step.days ?? (index === steps.length - 1 ? remaining(draft) : undefined)
    const each = suppliedPerDose(step, draft)
    if (!each || (days === undefined && step.frequency.kind !== 'once')) return undefined
    return [times(each[0], dosesIn(step.frequency, days ?? 1)), each[1]] as const
  })
  const unit = parts[0]?.[1]
  if (unit === undefined || !parts.every(part => part?.[1] === unit)) return undefined
  const amount = sumOf(parts.flatMap(part => (part ? [part[0]] : [])))
  return { amount: unit === 'g' || unit === 'ml' ? textOf(amount, 6) : String(ceilingOf(amount)), unit }
}

/** Days left for an open last step of a draft that names its days' supply. */
function remaining({ sig, daysSupply }: PrescriptionDraft): number | undefined {
  if (daysSupply === undefined) return undefined
  const days = daysSupply - (lengthOf(sig.steps.slice(0, -1)) ?? daysSupply)
  return days > 0 ? days : undefined
}

/**
 * Days that a quantity lasts with the draft's directions: whole days that it fully covers. Undefined where the doses
 * have no amount, or where the quantity is counted in something else.
 */
export function daysSupplyOf(draft: PrescriptionDraft): number | undefined {
  const daily = suppliedDaily(draft)
  if (draft.quantity === undefined || !daily) return lengthOf(draft.sig.steps) ?? draft.daysSupply
  return floorOf(over(exactOf(draft.quantity), daily))
}

/** What one step takes a day, in the unit of the quantity; undefined where they do not meet. */
function suppliedDaily(draft: PrescriptionDraft): Exact | undefined {
  const [step, ...more] = draft.sig.steps
  const each = step && more.length === 0 ? suppliedPerDose(step, draft) : undefined
  if (!step || !each || each[1] !== draft.quantityUnit) return undefined
  const daily = times(each[0], dosesPerDay(step.frequency))
  return compare(daily, zero) > 0 ? daily : undefined
}
