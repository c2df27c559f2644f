import { standingOf } from '../policy/standing.ts'
import { drugOf, isKnown, isOneOf, scheduleOf, substanceLabelOf } from './catalogue.ts'
import { type Asked, type Context, contextOf } from './context.ts'
import { type Currency, currencyOf, scheduleOfTreatment } from './currency.ts'
import { reasonOf } from './evaluate.ts'
import { textOf } from './exact.ts'
import { ruleSettings, ruleUnder } from './policy.ts'
import { isUnderProgramme, windowClosesOn, windowDaysOf } from './programme.ts'
import { daysOf, daysSupplyOf, highestDailyMg, highestWeeklyMg, quantityOf, weeklyGrams } from './quantity.ts'
import { doseRules } from './rules/doses.ts'
import { interactionRules } from './rules/interactions.ts'
import { laboratoryRules } from './rules/laboratory.ts'
import { patientRules } from './rules/patient.ts'
import { programmeRules } from './rules/programmes.ts'
import type { PrescribingRule } from './rules/rule.ts'
import { scheduleRow } from './schedule-policy.ts'
import { laboratoryStandingOf } from './standing.ts'
import type { PatientFacts, PrescriptionDraft } from './types.ts'
import type { Calculated, PrescribingAlert, PrescribingCheck, PrescribingHold } from './verdict.ts'
import { dailyPerKg } from './weights.ts'

/** Every rule of prescribing, whatever its dates. */
export const prescribingRules: readonly PrescribingRule[] = [
  ...interactionRules,
  ...patientRules,
  ...doseRules,
  ...programmeRules,
  ...laboratoryRules,
]

/** The rules in effect on a day. */
export const prescribingRulesOn = (on: string): readonly PrescribingRule[] =>
  prescribingRules.filter(({ from, to = on }) => from <= on && on <= to)

const isInScope = ({ scope }: PrescribingRule, { draft }: Context): boolean => {
  const { route } = draft.sig
  if (scope === 'any') return true
  return scope === 'topical' ? route === 'topical' : route !== 'topical' && route !== 'intralesional'
}

function looksAt({ drugs, when, course }: PrescribingRule, { draft }: Context): boolean {
  const meets = when.kind === 'with' && isOneOf(draft.drug, when.others)
  if (drugs.length > 0 && !meets && !isOneOf(draft.drug, drugs)) return false
  const { over, upTo } = course ?? {}
  const days = daysOf(draft) ?? Number.POSITIVE_INFINITY
  return (over === undefined || days > over) && (upTo === undefined || days <= upTo)
}

const filled = (words: string, values: Readonly<Record<string, string>>): string =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

interface Fired {
  readonly rule: PrescribingRule
  readonly values: Readonly<Record<string, string>>
}

/** A weaker row says no more where a stronger one fired for the same medicines. */
const isSuperseded = ({ rule, values }: Fired, all: readonly Fired[]): boolean =>
  all.some(other => {
    if (!other.rule.supersedes?.includes(rule.id)) return false
    const told = other.values.with?.split(', ')
    return told === undefined || (values.with?.split(', ').every(name => told.includes(name)) ?? true)
  })

const order = { X: 0, D: 1, C: 2 } as const

/** Rules with a number that the clinic may set: they say how it stands, whether or not the clinic has to confirm the row. */
const withSettings = new Set(ruleSettings.map(({ id }) => id.slice(0, id.indexOf('.'))))

/** Rules that ask a laboratory schedule: what they say rests on its intervals, which are a row of policy of their own. */
const askSchedule = new Set(['LAB-HARD', 'LAB-BASE', 'LAB-DUE'])

function underOf({ id }: PrescribingRule, context: Context): Pick<PrescribingAlert, 'under'> {
  const schedule = askSchedule.has(id) ? scheduleOfTreatment(context) : undefined
  if (!schedule) return {}
  const row = scheduleRow(schedule.id)
  const policy = standingOf(context.policy.standings, row)
  return policy ? { under: { row, policy } } : {}
}

function alertOf({ rule, values }: Fired, context: Context): PrescribingAlert {
  const { draft, policy } = context
  const { id, severity, kind, source, edition, owner, confirm } = rule
  const words = filled(rule.words, { drug: substanceLabelOf(draft.drug), ...values })
  const standing = confirm || withSettings.has(id) ? standingOf(policy.standings, id) : undefined
  const told = { rule: id, severity, kind, reason: { code: id, values }, words, source, edition, owner, confirm }
  return { ...told, ...(standing && { policy: standing }), ...underOf(rule, context) }
}

const counted = new Set(['tablet', 'capsule', 'injection'])

/** Fields without which nothing may be signed; a dose in free text alone does not exist here. */
function lackingOf({ draft }: Context): readonly string[] {
  const { sig, drug, strength } = draft
  const checks: readonly (readonly [string, boolean])[] = [
    ['drug', !isKnown(drug)],
    ['route', drugOf(drug)?.routes.includes(sig.route) === false && sig.route !== 'intralesional'],
    ['strength', !strength && sig.steps.some(({ unit }) => counted.has(unit))],
    ['sites', sig.route === 'topical' && sig.sites.length === 0],
    ['quantity', draft.quantity === undefined && !quantityOf(draft)],
    ['daysSupply', daysSupplyOf(draft) === undefined],
    [
      'frequency',
      sig.steps.some(
        ({ frequency }) => frequency.kind === 'weekly' && ![0, frequency.times].includes(frequency.days.length),
      ),
    ],
  ]
  return checks.filter(([, lacks]) => lacks).map(([name]) => name)
}

/** Scheduled for this prescription: as its prescriber says, else as the catalogue warns. */
export const isControlled = ({ drug, controlled }: PrescriptionDraft): boolean =>
  scheduleOf(drug) === 'federal' || (controlled ?? scheduleOf(drug) !== undefined)

function holdsOf(fired: readonly Fired[], context: Context): readonly PrescribingHold[] {
  const { draft } = context
  const overridden = new Set(draft.overrides?.map(({ rule }) => rule))
  const ids = (those: readonly Fired[]) => [...new Set(those.map(({ rule }) => rule.id))].sort()
  const holds: readonly PrescribingHold[] = [
    { code: 'blocked', because: ids(fired.filter(({ rule }) => rule.severity === 'X' && !overridden.has(rule.id))) },
    { code: 'laboratory', because: ids(fired.filter(({ rule }) => rule.holds && !overridden.has(rule.id))) },
    { code: 'controlled', because: isControlled(draft) ? [draft.drug] : [] },
    { code: 'incomplete', because: [...lackingOf(context)].sort() },
  ]
  return holds.filter(({ because }) => because.length > 0)
}

function calculatedOf(context: Context): Calculated {
  const { draft, years, egfr } = context
  const quantity = quantityOf(draft)
  const values = {
    quantity: quantity?.amount,
    quantityUnit: quantity?.unit,
    daysSupply: daysSupplyOf(draft),
    egfr: egfr === undefined ? undefined : Math.round(egfr),
    highestDailyMg: shown(highestDailyMg(draft)),
    weeklyMg: shown(highestWeeklyMg(draft)),
    dailyMgPerKg: shown(dailyPerKg(context)),
    weeklyGrams: shown(weeklyGrams(draft)),
    windowClosesOn: windowClosesOn(context),
    windowDays: draft.drug === 'isotretinoin' ? windowDaysOf(context.policy) : undefined,
    canBecomePregnant: isUnderProgramme(draft.drug) ? context.childbearing : undefined,
  }
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return { ageYears: years, ...(Object.fromEntries(there) as Omit<Calculated, 'ageYears'>) }
}

const shown = (value: Parameters<typeof textOf>[0] | undefined): string | undefined => value && textOf(value, 3)

/**
 * What the rules say of a draft for a patient at a moment, under the clinic's policy: alerts, each for a reason of this patient,
 * the worst first; what holds it; and what follows from the directions. The order of the facts does not matter.
 */
export function checkOf(draft: PrescriptionDraft, patient: PatientFacts, asked: Asked): PrescribingCheck {
  const context = contextOf(draft, patient, asked)
  const fired = prescribingRulesOn(context.on).flatMap(row => {
    const rule = ruleUnder(context.policy, row)
    if (!isInScope(rule, context) || !looksAt(rule, context)) return []
    const values = reasonOf(rule, context)
    return values ? [{ rule, values }] : []
  })
  const alerts = fired
    .filter(each => !isSuperseded(each, fired))
    .map(each => alertOf(each, context))
    .sort((a, b) => order[a.severity] - order[b.severity] || (a.rule < b.rule ? -1 : 1))
  const laboratory = laboratoryStandingOf(context)
  return {
    alerts,
    holds: [...holdsOf(fired, context)],
    calculated: calculatedOf(context),
    ...(laboratory && { laboratory }),
  }
}

/** How the laboratory and other checks of a draft's treatment stand at a moment: for the refill inbox. */
export const laboratoryStanding = (draft: PrescriptionDraft, patient: PatientFacts, asked: Asked): Currency =>
  currencyOf(contextOf(draft, patient, asked))
