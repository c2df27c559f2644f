import { siteLabelOf } from '../body-sites.ts'
import { allergyClassesOf, duplicateClassOf, ingredientsOf, potencyOf, substanceLabelOf } from './catalogue.ts'
import { type Context, isLocal } from './context.ts'
import { currencyOf, daysOfCheck } from './currency.ts'
import { daysBetween } from './dates.ts'
import { compare, exactOf, textOf } from './exact.ts'
import { settingOf } from './policy.ts'
import { programmeReasons } from './programme.ts'
import { daysOf, dosesPerDay, milligramsOf, weeklyGrams } from './quantity.ts'
import { doseRules } from './rules/doses.ts'
import { thinSkinSites } from './sites.ts'
import type { AllergyFact } from './types.ts'
import { staleWeightDays, weightOf } from './weights.ts'

export type Values = Readonly<Record<string, string>>
type Reason = (context: Context) => Values | undefined

const listOf = (names: readonly string[]): string => [...new Set(names)].sort().join(', ')
const named = (key: string, names: readonly string[]): Values | undefined =>
  names.length > 0 ? { [key]: listOf(names) } : undefined

const isMoreThanWeekly = ({ draft }: Context): boolean =>
  draft.sig.steps.some(
    ({ frequency }) => frequency.kind !== 'once' && compare(dosesPerDay(frequency), exactOf('0.142858')) > 0,
  )

/** Weekly and without its day; a single dose needs none. */
const lacksWeekday = ({ draft }: Context): boolean =>
  draft.sig.steps.some(
    ({ frequency }) => frequency.kind !== 'once' && !(frequency.kind === 'weekly' && frequency.days.length > 0),
  )

function mixedStrengths({ draft, patient, on }: Context): Values | undefined {
  if (draft.sig.route !== 'oral' || draft.strength?.unit !== 'mg') return undefined
  const own = exactOf(draft.strength.amount)
  const other = patient.medicines
    .filter(({ substance, endedOn = on }) => substance === 'methotrexate' && endedOn >= on)
    .flatMap(({ strengthMg, route }) => (strengthMg === undefined || (route ?? 'oral') !== 'oral' ? [] : [strengthMg]))
    .sort()
    .find(strength => compare(exactOf(strength), own) !== 0)
  return other === undefined ? undefined : { strength: draft.strength.amount, other }
}

/** Four weeks while counts or liver tests are not current, else twelve; a clinic may set fewer. */
function supplyOverCurrency(context: Context): Values | undefined {
  const { draft, on, policy } = context
  const days = Math.max(draft.daysSupply ?? 0, daysOf(draft) ?? 0)
  const isCurrent = (['CBC', 'LFT'] as const).every(check => {
    const newest = daysOfCheck(context, check)[0]
    return newest !== undefined && daysBetween(newest, on) <= Number(settingOf(policy, 'MTX-SUPPLY.currentFor'))
  })
  const limit = settingOf(policy, isCurrent ? 'MTX-SUPPLY.current' : 'MTX-SUPPLY.notCurrent')
  return days > Number(limit) ? { days: String(days), limit } : undefined
}

const isStrongest = ({ draft }: Context): boolean => potencyOf(draft.drug) === 'super-high'

function thinSkin({ draft }: Context): Values | undefined {
  const potency = potencyOf(draft.drug)
  if (potency === undefined || potency === 'low') return undefined
  return named(
    'sites',
    draft.sig.sites.filter(code => thinSkinSites.has(code)).map(code => siteLabelOf(code)),
  )
}

function overWeeklyGrams(context: Context): Values | undefined {
  const grams = isStrongest(context) ? weeklyGrams(context.draft) : undefined
  const limit = settingOf(context.policy, 'TCS-WEEK.grams')
  return grams && compare(grams, exactOf(limit)) > 0 ? { value: textOf(grams), limit } : undefined
}

/** Every day, and not only when needed. */
function withoutBreak(context: Context): Values | undefined {
  const { draft } = context
  const daily = draft.sig.steps.every(({ frequency }) => compare(dosesPerDay(frequency), exactOf(1)) >= 0)
  if (!isStrongest(context) || !daily || draft.sig.asNeeded !== undefined) return undefined
  const days = daysOf(draft)
  const limit = settingOf(context.policy, 'TCS-WEEKS.days')
  return days !== undefined && days > Number(limit) ? { days: String(days), limit } : undefined
}

function strongestOnChild(context: Context): Values | undefined {
  const limit = settingOf(context.policy, 'TCS-CHILD.under')
  const { years } = context
  return isStrongest(context) && years < Number(limit) ? { years: String(years), limit } : undefined
}

const cappedPerKg = doseRules.filter(({ when }) => when.kind === 'cap' && when.kg)
const isDosedByWeight = ({ draft, years }: Context): boolean =>
  cappedPerKg.some(
    ({ drugs, when }) => drugs.includes(draft.drug) && when.kind === 'cap' && (when.ages !== 'child' || years < 18),
  )

function staleWeight(context: Context): Values | undefined {
  const days = isDosedByWeight(context) && weightOf(context) ? staleWeightDays(context) : undefined
  return days === undefined ? undefined : { days: String(days) }
}

const sharesWith = (drug: string, { substance }: AllergyFact): boolean => {
  const ingredients = ingredientsOf(substance)
  if (ingredientsOf(drug).some(ingredient => ingredients.includes(ingredient))) return true
  const classes = allergyClassesOf(drug)
  return allergyClassesOf(substance).some(each => classes.includes(each))
}

const allergies =
  (intolerance: boolean): Reason =>
  ({ draft, patient }) =>
    named(
      'allergy',
      patient.allergies
        .filter(each => (each.intolerance === true) === intolerance && sharesWith(draft.drug, each))
        .map(({ substance }) => substanceLabelOf(substance)),
    )

function duplicates({ draft, others }: Context): Values | undefined {
  const own = duplicateClassOf(draft.drug)
  if (own === undefined) return undefined
  const twins = others.filter(each => !isLocal(each) && duplicateClassOf(each.substance) === own)
  return named(
    'with',
    twins.map(({ substance }) => substanceLabelOf(substance)),
  )
}

const isOneDose150 = ({ draft }: Context): boolean => {
  const [step, ...more] = draft.sig.steps
  const mg = step && milligramsOf(step, draft.strength)
  return more.length === 0 && step?.frequency.kind === 'once' && mg !== undefined && compare(mg, exactOf(150)) === 0
}

const longSteroid: Reason = ({ draft }) => {
  const days = daysOf(draft)
  return days !== undefined && days > 21 ? { days: String(days) } : undefined
}

/** Both count for a while before the start; during treatment once is enough. */
const screening: Reason = context => {
  const { on, startedOn, policy } = context
  const lacks = (check: 'TB' | 'HBV', within: 'tuberculosis' | 'hepatitis') => {
    const days = daysOfCheck(context, check)
    const most = Number(settingOf(policy, `SCREEN-BIO.${within}`))
    return !days.some(day => startedOn !== undefined || daysBetween(day, on) <= most)
  }
  return named('tests', [...(lacks('TB', 'tuberculosis') ? ['TB'] : []), ...(lacks('HBV', 'hepatitis') ? ['HBV'] : [])])
}

const overdueSoft: Reason = context => {
  const { overdue, hard } = currencyOf(context)
  return named(
    'tests',
    overdue.map(({ check }) => check).filter(check => !hard.includes(check)),
  )
}

const folate: Reason = ({ others }) => (others.some(({ substance }) => substance === 'folic-acid') ? undefined : {})

/** Why a computed row fires for this patient, by the row's id; undefined where it does not. */
export const computedReasons: Readonly<Record<string, Reason>> = {
  ...programmeReasons,
  'PREG-FLU': context => (context.pregnant && !isOneDose150(context) ? {} : undefined),
  'PREG-FLU-ONCE': context => (context.pregnant && isOneDose150(context) ? {} : undefined),
  'MTX-DAILY': context => (isMoreThanWeekly(context) ? {} : undefined),
  'MTX-DAY': context => (lacksWeekday(context) ? {} : undefined),
  'MTX-MIX': mixedStrengths,
  'MTX-FOLATE': folate,
  'MTX-SUPPLY': supplyOverCurrency,
  'TCS-SITE': thinSkin,
  'TCS-WEEK': overWeeklyGrams,
  'TCS-WEEKS': withoutBreak,
  'TCS-CHILD': strongestOnChild,
  'WEIGHT-OLD': staleWeight,
  'WEIGHT-NONE': context => (isDosedByWeight(context) && !weightOf(context) ? {} : undefined),
  'STER-LONG': longSteroid,
  'ALL-SAME': allergies(false),
  'ALL-INTOL': allergies(true),
  'DUP-CLASS': duplicates,
  'LAB-HARD': context => named('tests', currencyOf(context).hard),
  'LAB-BASE': context => named('tests', currencyOf(context).missing),
  'LAB-DUE': overdueSoft,
  'SCREEN-BIO': screening,
}
