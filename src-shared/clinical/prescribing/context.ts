import { egfrOf } from './calculators.ts'
import { drugOf } from './catalogue.ts'
import { yearsOn } from './dates.ts'
import { type Exact, exactOf, fraction, times } from './exact.ts'
import { type PrescribingPolicy, proposedPolicy } from './policy.ts'
import { testRows } from './rules/laboratory.ts'
import type { LabFact, MedicineFact, PatientFacts, PrescriptionDraft, TestKey } from './types.ts'

/** A draft and a patient on one day, with what every rule asks of them worked out once. */
export interface Context {
  readonly draft: PrescriptionDraft
  readonly patient: PatientFacts
  readonly policy: PrescribingPolicy
  /** ISO date of the check. */
  readonly on: string
  readonly years: number
  readonly pregnant: boolean
  readonly childbearing: boolean
  readonly egfr?: number
  /** Medicines taken on that day or prescribed in the same visit, the drafted drug itself aside; by name. */
  readonly others: readonly MedicineFact[]
  /** First day of the treatment that this draft goes on with; undefined at its start. */
  readonly startedOn?: string
  /** Results up to that day, newest first. */
  readonly labs: readonly LabFact[]
}

const isTakenOn = ({ startedOn, endedOn }: MedicineFact, on: string): boolean =>
  (startedOn === undefined || startedOn <= on) && (endedOn === undefined || endedOn >= on)

/** True where a medicine works on the skin only, by how it is taken or by how it can be taken at all. */
export const isLocal = ({ substance, route }: MedicineFact): boolean => {
  if (route !== undefined) return route === 'topical' || route === 'intralesional'
  const routes = drugOf(substance)?.routes ?? []
  return routes.length > 0 && routes.every(each => each === 'topical')
}

/** Of one day the order is the content's, so that the order of the facts never matters. */
const contentOf = ({ test, value, verdict, setting, proof }: LabFact): string =>
  [test, value, verdict, setting, proof].join(' ')
const newestFirst = (a: LabFact, b: LabFact): number => {
  if (a.on !== b.on) return a.on < b.on ? 1 : -1
  if (a.test !== b.test) return a.test < b.test ? -1 : 1
  return contentOf(a) < contentOf(b) ? -1 : 1
}

/** Pregnancy tests written down beside a programme count like results of a laboratory. */
const testsOf = ({ programmes }: PatientFacts): LabFact[] =>
  programmes.flatMap(({ tests = [] }) => tests.map(told => ({ ...told, test: 'hcg' as const })))

/** Ages in which an unasked female patient is taken to be able to become pregnant. */
const childbearingFrom = 10
const childbearingTo = 55

function childbearingOf({ canBecomePregnant, sex }: PatientFacts, years: number): boolean {
  if (canBecomePregnant !== undefined) return canBecomePregnant
  return sex === 'female' && years >= childbearingFrom && years <= childbearingTo
}

/** Whether a positive test is the newest one, where nobody said more. */
function pregnantOf({ pregnant }: PatientFacts, labs: readonly LabFact[]): boolean {
  if (pregnant !== undefined) return pregnant
  return labs.find(({ test }) => test === 'hcg')?.verdict === 'positive'
}

/** Factors from other usual units to the one a test is held in. */
const unitFactors: Readonly<Record<string, Exact>> = {
  'creatinine umol/L': fraction(100n, 8840n),
  'triglycerides mmol/L': fraction(8857n, 100n),
  'haemoglobin g/L': fraction(1n, 10n),
}

/** A result's number in the unit of its test; undefined without a number or in a unit that is not known. */
export function valueOf({ test, value, unit }: LabFact): Exact | undefined {
  if (value === undefined) return undefined
  const own = testRows[test].unit
  if (unit === undefined || unit === own) return exactOf(value)
  const same = own === '10*3/uL' ? unit === '10*9/L' : own === 'mmol/L' && unit === 'meq/L'
  if (same) return exactOf(value)
  const factor = unitFactors[`${test} ${unit}`]
  return factor && times(exactOf(value), factor)
}

/** The newest result of a test that has a number. */
export const newestOf = (labs: readonly LabFact[], test: TestKey): LabFact | undefined =>
  labs.find(lab => lab.test === test && valueOf(lab) !== undefined)

function filtrationOf(labs: readonly LabFact[], patient: PatientFacts): number | undefined {
  const told = newestOf(labs, 'egfr')
  const creatinine = newestOf(labs, 'creatinine')
  if (told && (!creatinine || told.on >= creatinine.on)) {
    const value = valueOf(told)
    return value && Number(value.n) / Number(value.d)
  }
  const value = creatinine && valueOf(creatinine)
  if (!creatinine || !value) return undefined
  const estimate = egfrOf(
    String(Number(value.n) / Number(value.d)),
    yearsOn(patient.bornOn, creatinine.on),
    patient.sex,
  )
  return estimate ?? (told && Number(told.value))
}

const startOf = ({ draft, patient }: Pick<Context, 'draft' | 'patient'>, on: string): string | undefined => {
  const local = draft.sig.route === 'topical'
  return patient.medicines
    .filter(each => each.substance === draft.drug && isTakenOn(each, on) && isLocal(each) === local)
    .flatMap(({ startedOn }) => (startedOn === undefined || startedOn > on ? [] : [startedOn]))
    .sort()[0]
}

/** When a draft is looked at (ISO date or time), and under which policy where a clinic has one. */
export type Asked = string | { readonly at: string; readonly policy: PrescribingPolicy }

/** Puts together what rules ask for; results and medicines of later days do not count. */
export function contextOf(draft: PrescriptionDraft, patient: PatientFacts, asked: Asked): Context {
  const { at, policy } = typeof asked === 'string' ? { at: asked, policy: proposedPolicy } : asked
  const on = at.slice(0, 10)
  const years = yearsOn(patient.bornOn, on)
  const labs = [...patient.labs, ...testsOf(patient)].filter(lab => lab.on <= on).sort(newestFirst)
  const egfr = filtrationOf(labs, patient)
  const startedOn = startOf({ draft, patient }, on)
  const sameVisit = (draft.together ?? []).map((substance): MedicineFact => ({ substance }))
  const others = [...patient.medicines.filter(each => isTakenOn(each, on)), ...sameVisit]
    .filter(each => each.substance !== draft.drug)
    .sort((a, b) => (a.substance < b.substance ? -1 : 1))
  return {
    draft,
    patient,
    policy,
    on,
    years,
    labs,
    others,
    pregnant: pregnantOf(patient, labs),
    childbearing: childbearingOf(patient, years),
    ...(egfr !== undefined && { egfr }),
    ...(startedOn !== undefined && { startedOn }),
  }
}
