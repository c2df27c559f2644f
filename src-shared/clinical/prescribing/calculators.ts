import { ceilingOf, compare, type Exact, exactOf, minus, over, sumOf, textOf, times, zero } from './exact.ts'
import type { SigStep, Strength } from './types.ts'

/** A stretch of isotretinoin that was taken: milligrams a day and days. */
export interface TakenCourse {
  readonly dailyMg: string
  readonly days: number
}

export interface CumulativeDose {
  readonly takenMg: string
  readonly mgPerKg: string
  /** Milligrams at each target. */
  readonly targets: readonly { readonly mgPerKg: number; readonly mg: string; readonly daysLeft?: number }[]
}

/** Usual targets 120 and 150 mg/kg (MSD Manual); 220 mg/kg is a research figure, shown as such. */
export const cumulativeTargets: readonly number[] = [120, 150, 220]

/** Isotretinoin taken so far, per kilogram, and days left to each target at a daily dose: never negative, rounded up. */
export function cumulativeDoseOf(taken: readonly TakenCourse[], kg: string, dailyMg?: string): CumulativeDose {
  const sum = sumOf(taken.map(course => times(exactOf(course.dailyMg), exactOf(course.days))))
  const weight = exactOf(kg)
  if (compare(weight, zero) <= 0) throw new Error('a weight is above nothing')
  const targets = cumulativeTargets.map(mgPerKg => {
    const mg = times(exactOf(mgPerKg), weight)
    const dose = dailyMg === undefined ? zero : exactOf(dailyMg)
    const left = compare(dose, zero) > 0 ? Math.max(0, ceilingOf(over(minus(mg, sum), dose))) : undefined
    return { mgPerKg, mg: textOf(mg), ...(left !== undefined && { daysLeft: left }) }
  })
  return { takenMg: textOf(sum), mgPerKg: textOf(over(sum, weight)), targets }
}

/** What a taper goes through: from a dose down by a step at equal stretches of days to a last dose, then stop. */
export interface TaperPlan {
  readonly fromMg: string
  readonly downByMg: string
  readonly everyDays: number
  readonly lastMg: string
}

/** The steps of a taper, once daily in milligrams; the last step is never below `lastMg`. Undefined where it would take over 40 steps or never end. */
export function taperOf({ fromMg, downByMg, everyDays, lastMg }: TaperPlan): readonly SigStep[] | undefined {
  const [down, last] = [exactOf(downByMg), exactOf(lastMg)]
  if (compare(down, zero) <= 0 || compare(last, zero) <= 0 || compare(exactOf(fromMg), last) < 0) return undefined
  const steps: SigStep[] = []
  for (let dose = exactOf(fromMg); steps.length <= 40; dose = minus(dose, down)) {
    const reached = compare(dose, last) <= 0
    const mg = textOf(reached ? last : dose, 6)
    steps.push({ dose: mg, unit: 'mg', frequency: { kind: 'daily', times: 1 }, days: everyDays })
    if (reached) return steps.length <= 40 ? steps : undefined
  }
  return undefined
}

/** How many tablets of each strength make a dose: fewest tablets, whole ones only; undefined where they cannot. */
export function tabletsFor(
  doseMg: string,
  strengths: readonly string[],
): readonly (readonly [string, number])[] | undefined {
  const scale = 1000
  const units = (text: string): number => Number(textOf(times(exactOf(text), exactOf(scale)), 0))
  const need = units(doseMg)
  const sizes = strengths.map(text => [text, units(text)] as const).filter(([, size]) => size > 0)
  const fewest = new Map<number, readonly string[]>([[0, []]])
  let reached = [0]
  for (let count = 0; count < 60 && !fewest.has(need) && reached.length > 0; count++)
    reached = reached.flatMap(sum =>
      sizes.flatMap(([text, size]) => {
        const total = sum + size
        if (total > need || fewest.has(total)) return []
        fewest.set(total, [...(fewest.get(sum) ?? []), text])
        return [total]
      }),
    )
  const found = fewest.get(need)
  return (
    found && sizes.map(([text]) => [text, found.filter(one => one === text).length] as const).filter(([, n]) => n > 0)
  )
}

/** Methotrexate by weeks: tablets a week × weeks. */
export function methotrexateQuantity(weeklyMg: string, strength: Strength, weeks: number): Exact {
  return times(over(exactOf(weeklyMg), exactOf(strength.amount)), exactOf(weeks))
}

/**
 * CKD-EPI 2021 creatinine equation, in whole mL/min/1.73 m² (NKF/ASN 2021); creatinine in mg/dL. For adults; undefined
 * under 18 years or where the sex needed by the equation is not known.
 */
export function egfrOf(creatinine: string, years: number, sex: string): number | undefined {
  if (years < 18 || (sex !== 'female' && sex !== 'male')) return undefined
  const female = sex === 'female'
  const ratio = Number(creatinine) / (female ? 0.7 : 0.9)
  if (!(ratio > 0)) return undefined
  const low = Math.min(ratio, 1) ** (female ? -0.241 : -0.302)
  return Math.round(142 * low * Math.max(ratio, 1) ** -1.2 * 0.9938 ** years * (female ? 1.012 : 1))
}
