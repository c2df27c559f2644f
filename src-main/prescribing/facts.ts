import type { z } from 'zod'
import { allergyClasses } from '../../src-shared/clinical/prescribing/catalogue/tags.ts'
import { drugOf, membersOf, substanceIds } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { conditionsOfIcd } from '../../src-shared/clinical/prescribing/conditions.ts'
import { dayAfter } from '../../src-shared/clinical/prescribing/dates.ts'
import { textOf } from '../../src-shared/clinical/prescribing/exact.ts'
import { highestDailyMg } from '../../src-shared/clinical/prescribing/quantity.ts'
import { testOfLoinc } from '../../src-shared/clinical/prescribing/rules/laboratory.ts'
import { substanceNamed, substanceOfRxcui } from '../../src-shared/clinical/prescribing/search.ts'
import {
  type AllergyFact,
  Decimal,
  type LabFact,
  type MedicineFact,
  type PatientFacts,
  type ProgrammeFact,
} from '../../src-shared/clinical/prescribing/types.ts'
import type { ChartView } from '../../src-shared/contract/chart.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { PatientFace } from '../records/index.ts'
import type { PrescriptionRecord } from './body.ts'
import { lastsUntil } from './resource.ts'

type View = z.input<typeof ChartView>
type Medicine = View['medicines'][number]
type Allergy = View['allergies']['list'][number]
type Result = View['results'][number]['results'][number]

/** People finish a pack late: so many days after its end a prescription still counts as taken (clinic policy). */
export const finishLateDays = 14

/** A year or a month alone stands for its first day. */
const dayOf = (part: string | undefined): string | undefined => {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(part ?? '') ?? []
  return year === undefined ? undefined : `${year}-${month}-${day}`
}

const decimalIn = (text: string | undefined): string | undefined => Decimal.safeParse(text).data

const byAtc = (code: string): string | undefined => substanceIds.find(id => drugOf(id)?.atc === code)

const codedSubstance = (codes: Medicine['codes']): string | undefined => {
  const found = codes.map(({ system, code }) => {
    if (system === 'rxnorm') return substanceOfRxcui(code)
    return system === 'atc' ? byAtc(code) : undefined
  })
  return found.find(id => id !== undefined)
}

/** The substance of codes, else of words; words that no rule knows stay as they are. */
const substanceIn = (codes: Medicine['codes'], words: string): string =>
  codedSubstance(codes) ?? substanceNamed(words) ?? (words.slice(0, 80) || 'unknown')

const span = (startedOn: string | undefined, endedOn: string | undefined) => ({
  ...(startedOn !== undefined && { startedOn }),
  ...(endedOn !== undefined && { endedOn }),
})

/** What is over on a day nobody wrote down is not taken any more. */
function takenOf({ recordId, name, codes, since, until, status }: Medicine): MedicineFact[] {
  const isOver = status === 'stopped' || status === 'completed'
  if (status === 'entered-in-error' || (isOver && until === undefined)) return []
  return [
    { id: recordId, substance: substanceIn(codes, name), ...span(dayOf(since), isOver ? dayOf(until) : undefined) },
  ]
}

const signedStates: ReadonlySet<string> = new Set(['active', 'completed', 'on-hold'])

/** A prescription of ours: taken from its first day until its supply is over. */
function prescribedOf({ prescriptionId, status, body: { draft, signed } }: PrescriptionRecord): MedicineFact[] {
  if (!(signed && signedStates.has(status))) return []
  const [mg, until] = [highestDailyMg(draft), lastsUntil(draft)]
  const { strength, drug, sig } = draft
  return [
    {
      id: prescriptionId,
      substance: drug,
      route: sig.route,
      ...span(draft.effectiveOn ?? draft.writtenOn, until && dayAfter(until, finishLateDays)),
      ...(strength?.unit === 'mg' && { strengthMg: strength.amount }),
      ...(mg && { dailyMg: textOf(mg, 3) }),
    },
  ]
}

/** What was written down of a programme counts as it was signed; what stands in a draft is that draft's own. */
const programmeIn = ({ status, body: { programme, signed } }: PrescriptionRecord): ProgrammeFact[] =>
  programme && signed && signedStates.has(status) ? [programme] : []

const isClass = (code: string): boolean => allergyClasses.some(name => name === code) || membersOf(code).size > 0

function allergyOf({ recordId, substance, codes, kind }: Allergy): AllergyFact {
  const group = codes.find(({ system, code }) => system === 'class' && isClass(code))?.code
  const words = substance.trim().toLowerCase().replaceAll(' ', '-')
  const said = isClass(words) ? words : substanceIn(codes, substance)
  return { id: recordId, substance: group ?? said, ...(kind === 'intolerance' && { intolerance: true }) }
}

function labOf(loinc: string | undefined, { at, value, unit, high, coded, status }: Result): LabFact[] {
  const test = loinc === undefined ? undefined : testOfLoinc(loinc)
  if (test === undefined || status === 'entered-in-error') return []
  const [number, limit] = [decimalIn(value), decimalIn(high)]
  return [
    {
      test,
      on: at.slice(0, 10),
      ...(number !== undefined && { value: number }),
      ...(unit !== undefined && unit.length <= 20 && { unit }),
      ...(limit !== undefined && { upperLimit: limit }),
      ...((coded === 'positive' || coded === 'negative') && { verdict: coded }),
    },
  ]
}

const asked = (answer: string | undefined): boolean | undefined =>
  answer === 'yes' ? true : answer === 'no' ? false : undefined

function toldOf({ facts }: View): Partial<PatientFacts> {
  const { weight } = facts
  const kg = weight?.unit === 'kg' ? decimalIn(weight.value) : undefined
  const answers = {
    pregnant: asked(facts.pregnant?.answer),
    breastfeeding: asked(facts.breastfeeding?.answer),
    canBecomePregnant: asked(facts.canBecomePregnant?.answer),
  }
  return {
    ...(weight && kg !== undefined && { weight: { kg, on: weight.at.slice(0, 10) } }),
    ...(Object.fromEntries(Object.entries(answers).filter(([, told]) => told !== undefined)) as Partial<PatientFacts>),
  }
}

/** States by coded problems that are not over, and by what was asked. */
function conditionsOf({ problems, facts }: View): PatientFacts['conditions'] {
  const live = problems.filter(({ status }) => status === 'active' || status === 'remission')
  const coded = live.flatMap(({ icd10 }) => (icd10 === undefined ? [] : conditionsOfIcd(icd10)))
  return [...new Set([...coded, ...(facts.smoking?.answer === 'current' ? (['smoker'] as const) : [])])]
}

/**
 * What the rules know of a patient: the chart as it stands, and what was signed here. Pure. What the chart does not say is not known.
 * Fault prescribing.noBirthDate.
 */
export function patientFactsOf(
  view: View,
  patient: Pick<PatientFace, 'birthDate' | 'sex'>,
  prescriptions: readonly PrescriptionRecord[],
): PatientFacts {
  const bornOn = dayOf(patient.birthDate)
  if (bornOn === undefined) throw new Fault('prescribing.noBirthDate')
  const own = new Set<string>(prescriptions.map(({ prescriptionId }) => prescriptionId))
  const told = view.medicines.filter(({ recordId }) => !own.has(recordId))
  return {
    bornOn,
    sex: patient.sex,
    ...toldOf(view),
    labs: view.results.flatMap(({ loinc, results }) => results.flatMap(result => labOf(loinc, result))),
    medicines: [...told.flatMap(takenOf), ...prescriptions.flatMap(prescribedOf)],
    allergies: view.allergies.list.filter(({ active }) => active).map(allergyOf),
    conditions: conditionsOf(view),
    phototherapy: [],
    programmes: prescriptions.flatMap(programmeIn),
  }
}
