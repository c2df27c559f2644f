import { z } from 'zod'
import { PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)
const Day = z.iso.date()
/** A year, a month or a day: people seldom know more. */
const PartDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)
  .meta({ examples: ['2019-05'] })
/** A number as it was written: its digits count. */
const Decimal = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,11})(\.\d{1,8})?$/)
  .meta({ examples: ['4.20'] })

/** What every line of the chart carries. `updatedAt` is the version somebody saw: a change names it. */
const line = {
  recordId: RecordId,
  /** When it was written down, and by whom. */
  recordedAt: z.string().optional(),
  by: z.string().optional(),
  updatedAt: z.string(),
  unsynced: z.boolean(),
  note: z.string().optional(),
  /** Why it was taken out; only of what was entered in error. */
  takenOut: z.string().optional(),
}

export const ProblemStatus = z.enum(['active', 'remission', 'resolved'])
export type ProblemStatus = z.output<typeof ProblemStatus>
export const ChartProblem = z.object({
  ...line,
  text: z.string(),
  /** An ICD-10-CM code, for example L40.0. */
  icd10: z.string().optional(),
  status: z.enum([...ProblemStatus.options, 'entered-in-error']),
  onset: z.string().optional(),
})
export type ChartProblem = z.output<typeof ChartProblem>

/** RxNorm ingredient or product, ATC code of WHO, or a class of substances as this program names it. */
export const SubstanceCode = z.object({ system: z.enum(['rxnorm', 'atc', 'class']), code: Text(40) })
export type SubstanceCode = z.output<typeof SubstanceCode>

export const Reaction = z.object({ text: Text(200), severity: z.enum(['mild', 'moderate', 'severe']).optional() })
export type Reaction = z.output<typeof Reaction>

const Criticality = z.enum(['low', 'high', 'unable-to-assess'])
const Verification = z.enum(['confirmed', 'unconfirmed', 'refuted'])

export const ChartAllergy = z.object({
  ...line,
  substance: z.string(),
  codes: z.array(SubstanceCode),
  kind: z.enum(['allergy', 'intolerance']).optional(),
  criticality: Criticality.optional(),
  verification: z.enum([...Verification.options, 'entered-in-error']),
  /** False where it is resolved or no longer held against the patient. */
  active: z.boolean(),
  reactions: z.array(z.object({ text: z.string(), severity: Reaction.shape.severity })),
  onset: z.string().optional(),
})
export type ChartAllergy = z.output<typeof ChartAllergy>

/** `not-asked`: nobody has said anything; `none-known`: asserted by a person on a day; `listed`: see the list. */
export const Allergies = z.object({
  state: z.enum(['not-asked', 'none-known', 'listed']),
  /** The statement that there are none known. */
  noneKnown: z.object(line).optional(),
  list: z.array(ChartAllergy),
})

export const MedicineSource = z.enum(['patient', 'relative', 'other-prescriber', 'letter'])
export type MedicineSource = z.output<typeof MedicineSource>
export const ChartMedicine = z.object({
  ...line,
  name: z.string(),
  codes: z.array(SubstanceCode),
  /** The directions in words. */
  sig: z.string().optional(),
  since: z.string().optional(),
  until: z.string().optional(),
  status: z.enum(['active', 'on-hold', 'completed', 'stopped', 'entered-in-error', 'unknown']),
  /** `prescription`: written here; everything else is what the patient takes from elsewhere. */
  source: z.enum(['prescription', ...MedicineSource.options, 'unknown']),
  stoppedWhy: z.string().optional(),
})
export type ChartMedicine = z.output<typeof ChartMedicine>

export const CodedAnswer = z.enum(['positive', 'negative', 'indeterminate'])
export const ChartResult = z.object({
  ...line,
  at: Stamp,
  value: z.string().optional(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  /** UCUM where the laboratory gave one. */
  unit: z.string().optional(),
  coded: CodedAnswer.optional(),
  /** What has no number and no code of ours. */
  text: z.string().optional(),
  low: z.string().optional(),
  high: z.string().optional(),
  /** By the range given; where there was none, as the laboratory marked it. */
  flag: z.enum(['low', 'normal', 'high', 'abnormal']).optional(),
  status: z.enum(['preliminary', 'final', 'entered-in-error']),
})
export type ChartResult = z.output<typeof ChartResult>

/** The results of one property, newest first. */
export const ResultGroup = z.object({
  key: z.string(),
  loinc: z.string().optional(),
  name: z.string(),
  results: z.array(ChartResult),
  /** Of the newest to the one before, where both are exact and in one unit. */
  trend: z.enum(['up', 'down', 'steady']).optional(),
})
export type ResultGroup = z.output<typeof ResultGroup>

export const MeasuredFact = z.object({
  recordId: RecordId,
  value: z.string(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  unit: z.string(),
  at: Stamp,
  by: z.string().optional(),
  unsynced: z.boolean(),
})
export type MeasuredFact = z.output<typeof MeasuredFact>
export const AnswerFact = z.object({
  recordId: RecordId,
  answer: z.string(),
  at: Stamp,
  by: z.string().optional(),
  unsynced: z.boolean(),
})
export type AnswerFact = z.output<typeof AnswerFact>

const YesNo = z.enum(['yes', 'no', 'unknown'])
const SmokingAnswer = z.enum(['never', 'former', 'current', 'unknown'])

/** What a prescriber must know of a person; each the newest one, with its day. Absent: nobody has asked or measured. */
export const ChartFacts = z.object({
  weight: MeasuredFact.optional(),
  height: MeasuredFact.optional(),
  egfr: MeasuredFact.optional(),
  creatinine: MeasuredFact.optional(),
  pregnant: AnswerFact.extend({ answer: YesNo }).optional(),
  breastfeeding: AnswerFact.extend({ answer: YesNo }).optional(),
  canBecomePregnant: AnswerFact.extend({ answer: YesNo }).optional(),
  smoking: AnswerFact.extend({ answer: SmokingAnswer }).optional(),
})
export type ChartFacts = z.output<typeof ChartFacts>

export const ChartView = z.object({
  problems: z.array(ChartProblem),
  allergies: Allergies,
  medicines: z.array(ChartMedicine),
  results: z.array(ResultGroup),
  facts: ChartFacts,
})
export type ChartView = z.output<typeof ChartView>

/** Made by the asker, so that asking twice keeps once. */
const fresh = { recordId: RecordId, patientId: PatientId }
/** A record as somebody saw it; Fault chart.notCurrent where it is no longer so. */
const seen = { recordId: RecordId, seenAt: z.string().max(40) }

const problem = {
  text: Text(300),
  icd10: z.string().trim().min(3).max(8).optional(),
  status: ProblemStatus,
  onset: PartDate.optional(),
  note: Text(2000).optional(),
}
const allergy = {
  substance: Text(200),
  codes: z.array(SubstanceCode).max(10),
  kind: z.enum(['allergy', 'intolerance']).optional(),
  criticality: Criticality.optional(),
  verification: Verification,
  active: z.boolean(),
  reactions: z.array(Reaction).max(20),
  onset: PartDate.optional(),
  note: Text(2000).optional(),
}
const medicine = {
  name: Text(200),
  codes: z.array(SubstanceCode).max(10),
  sig: Text(500).optional(),
  since: PartDate.optional(),
  until: PartDate.optional(),
  source: MedicineSource,
  note: Text(2000).optional(),
}

export const NewProblem = z.object({ ...fresh, ...problem })
export type NewProblem = z.output<typeof NewProblem>
export const NewAllergy = z.object({ ...fresh, ...allergy })
export type NewAllergy = z.output<typeof NewAllergy>
export const NewMedicine = z.object({ ...fresh, ...medicine })
export type NewMedicine = z.output<typeof NewMedicine>

/** A laboratory result typed from paper: a code of the LOINC list, a number in one of its units or a coded answer. */
export const NewResult = z.object({
  ...fresh,
  loinc: Text(12),
  takenAt: Stamp,
  measured: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('number'),
      value: Decimal,
      comparator: ChartResult.shape.comparator,
      unit: Text(40),
      low: Decimal.optional(),
      high: Decimal.optional(),
    }),
    z.object({ kind: z.literal('coded'), answer: CodedAnswer }),
  ]),
  note: Text(2000).optional(),
})
export type NewResult = z.output<typeof NewResult>

/** Weight in kg, height in cm. */
export const NewFact = z.object({
  ...fresh,
  at: Stamp,
  fact: z.discriminatedUnion('name', [
    z.object({ name: z.literal('weight'), value: Decimal }),
    z.object({ name: z.literal('height'), value: Decimal }),
    z.object({ name: z.literal('pregnant'), answer: YesNo }),
    z.object({ name: z.literal('breastfeeding'), answer: YesNo }),
    z.object({ name: z.literal('canBecomePregnant'), answer: YesNo }),
    z.object({ name: z.literal('smoking'), answer: SmokingAnswer }),
  ]),
})
export type NewFact = z.output<typeof NewFact>

const Kept = z.object({ recordId: RecordId })

/**
 * The chart of one patient: problems, allergies, medicines, results and what a prescriber must know. A change says the whole line
 * anew; nothing is ever deleted. All of them: Fault records.unknown.
 */
export const chart = {
  /** `history` shows, too, what was entered in error. */
  view: query('patient.read', { reads: ['record'], audited: true })
    .input(z.object({ patientId: PatientId, history: z.boolean().optional() }))
    .output(ChartView),
  addProblem: command('patient.write').input(NewProblem).output(Kept),
  changeProblem: command('patient.write')
    .input(z.object({ ...seen, ...problem }))
    .output(Kept),
  /** Ends a statement that none are known, in the same commit. */
  addAllergy: command('patient.write').input(NewAllergy).output(Kept),
  changeAllergy: command('patient.write')
    .input(z.object({ ...seen, ...allergy }))
    .output(Kept),
  /** Says that the patient was asked and knows of none. Fault chart.allergiesListed. */
  noKnownAllergies: command('patient.write').input(z.object(fresh)).output(Kept),
  addMedicine: command('patient.write').input(NewMedicine).output(Kept),
  /** For what the patient takes from elsewhere; a prescription of ours is changed where it was written. */
  changeMedicine: command('patient.write')
    .input(z.object({ ...seen, ...medicine }))
    .output(Kept),
  stopMedicine: command('patient.write')
    .input(z.object({ ...seen, on: Day, reason: Text(300).optional() }))
    .output(Kept),
  /** Faults chart.unknownCode, chart.wrongUnit, chart.wrongRange. */
  addResult: command('patient.write').input(NewResult).output(Kept),
  /** Fault chart.implausible. */
  setFact: command('patient.write').input(NewFact).output(Kept),
  /** Marks a line as entered in error: it stays in the history with the reason. */
  takeOut: command('patient.write')
    .input(
      z.object({
        ...seen,
        type: z.enum(['Condition', 'AllergyIntolerance', 'MedicationStatement', 'Observation']),
        reason: z.string().trim().min(3).max(300),
      }),
    )
    .output(Kept),
}
