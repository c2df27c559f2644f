import type { Context } from './context.ts'
import { dayAfter, daysBetween } from './dates.ts'
import { type PrescribingPolicy, settingOf } from './policy.ts'
import { daysOf } from './quantity.ts'
import { homeTestsFrom, programmeRules } from './rules/programmes.ts'
import type { LabFact, ProgrammeFact } from './types.ts'

/** First and last day on which the medicine may be fetched. */
export interface ProgrammeWindow {
  readonly opensOn: string
  readonly closesOn: string
}

/** A window of so many days after a sample or a visit; the day itself is the first. */
export const programmeWindowOf = (day: string, days: number): ProgrammeWindow => ({
  opensOn: day,
  closesOn: dayAfter(day, days - 1),
})

/** How long the windows are open: after a sample (can become pregnant, by label 7 days), and after a visit (others, 30 days). */
export const windowDaysOf = (policy: PrescribingPolicy) => ({
  sample: Number(settingOf(policy, 'PROG-WINDOW.window')),
  visit: Number(settingOf(policy, 'PROG-WINDOW-30.window')),
})

const sampleClosesOn = (on: string, { policy }: Context): string =>
  programmeWindowOf(on, windowDaysOf(policy).sample).closesOn
const visitClosesOn = (on: string, { policy }: Context): string =>
  programmeWindowOf(on, windowDaysOf(policy).visit).closesOn

/** Medicines whose programme is tracked here. */
const tracked: ReadonlySet<string> = new Set(programmeRules.flatMap(({ drugs }) => drugs))

/** True for a medicine under a pregnancy programme. */
export const isUnderProgramme = (drug: string): boolean => tracked.has(drug)

const programmeOf = ({ patient, draft, on }: Context): ProgrammeFact | undefined =>
  patient.programmes
    .filter(({ drug, confirmedOn = '' }) => drug === draft.drug && confirmedOn <= on)
    .sort((a, b) => (textOfProgramme(a) < textOfProgramme(b) ? 1 : -1))[0]

const textOfProgramme = (fact: ProgrammeFact): string => `${fact.confirmedOn ?? ''} ${JSON.stringify(fact)}`

const isHome = ({ setting }: LabFact): boolean => setting === 'home'

/** A test at home counts during treatment only, from its date on, where the prescriber allows it and a proof is written down. */
function counts(test: LabFact, context: Context): boolean {
  if (!isHome(test)) return true
  if (context.startedOn === undefined || test.on < homeTestsFrom) return false
  return programmeOf(context)?.homeTests === true && test.proof !== undefined
}

const negativeTests = ({ labs }: Context): readonly LabFact[] =>
  labs.filter(({ test, verdict }) => test === 'hcg' && verdict === 'negative')

const isTracked = (context: Context): boolean =>
  context.draft.drug === 'isotretinoin' && context.childbearing && !context.pregnant

type Values = Readonly<Record<string, string>>

function twoTestsMissing(context: Context): Values | undefined {
  if (!isTracked(context) || context.startedOn !== undefined) return undefined
  const tests = negativeTests(context).filter(test => counts(test, context))
  const newest = tests[0]
  const limit = settingOf(context.policy, 'PROG-TESTS.apart')
  const apart = tests.some(test => newest && daysBetween(test.on, newest.on) >= Number(limit))
  return apart ? undefined : { found: String(new Set(tests.map(({ on }) => on)).size), limit }
}

function windowLapsed(context: Context): Values | undefined {
  if (!isTracked(context) || twoTestsMissing(context)) return undefined
  const newest = negativeTests(context).find(test => counts(test, context))
  const limit = String(windowDaysOf(context.policy).sample)
  if (!newest) return { on: 'none', limit }
  return sampleClosesOn(newest.on, context) < context.on ? { on: newest.on, limit } : undefined
}

/** A test at home is the reason where without it the window would be lapsed or the tests incomplete. */
function homeTestRefused(context: Context): Values | undefined {
  if (!isTracked(context)) return undefined
  const home = negativeTests(context).find(test => isHome(test) && !counts(test, context))
  if (!home || sampleClosesOn(home.on, context) < context.on) return undefined
  return windowLapsed(context) || twoTestsMissing(context) ? { on: home.on } : undefined
}

function notConfirmed(context: Context): Values | undefined {
  if (!context.childbearing || context.pregnant) return undefined
  return programmeOf(context)?.confirmedOn === undefined ? {} : undefined
}

function contraceptionMissing(context: Context): Values | undefined {
  const programme = programmeOf(context)
  if (!isTracked(context) || programme?.confirmedOn === undefined) return undefined
  return programme.abstinence === true || (programme.contraceptives ?? 0) >= 2 ? undefined : {}
}

function visitWindowLapsed(context: Context): Values | undefined {
  const visitOn = programmeOf(context)?.visitOn
  if (context.childbearing || visitOn === undefined) return undefined
  const limit = String(windowDaysOf(context.policy).visit)
  return visitClosesOn(visitOn, context) < context.on ? { on: visitOn, limit } : undefined
}

function supplyTooLong({ draft, policy }: Context): Values | undefined {
  const days = Math.max(draft.daysSupply ?? 0, daysOf(draft) ?? 0)
  const limit = settingOf(policy, 'PROG-SUPPLY.supply')
  return days > Number(limit) ? { days: String(days), limit } : undefined
}

/** Why a row of `rules/programmes.ts` fires for this patient; undefined where it does not. */
export const programmeReasons: Readonly<Record<string, (context: Context) => Values | undefined>> = {
  'PROG-CONFIRM': notConfirmed,
  'PROG-CONTRA': contraceptionMissing,
  'PROG-TESTS': twoTestsMissing,
  'PROG-WINDOW': windowLapsed,
  'PROG-HOME': homeTestRefused,
  'PROG-WINDOW-30': visitWindowLapsed,
  'PROG-SUPPLY': supplyTooLong,
  'PROG-REFILLS': ({ draft }) => (draft.refills > 0 ? { refills: String(draft.refills) } : undefined),
}

/** The last day on which the drafted medicine may be fetched; undefined without a programme or a day it counts from. */
export function windowClosesOn(context: Context): string | undefined {
  if (context.draft.drug !== 'isotretinoin') return undefined
  const day = context.childbearing
    ? negativeTests(context).find(test => counts(test, context))?.on
    : programmeOf(context)?.visitOn
  if (day === undefined) return undefined
  return context.childbearing ? sampleClosesOn(day, context) : visitClosesOn(day, context)
}
