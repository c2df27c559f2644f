import { z } from 'zod'

/** A decimal as text, so that no digit is lost: "37.5". Not negative. */
export const Decimal = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,6})?$/)
  .meta({ examples: ['1'] })
const Day = z.iso.date()
const Stamp = z.iso.datetime({ offset: true })
const Id = z.string().min(1).max(80)

export const Route = z.enum(['oral', 'topical', 'subcutaneous', 'intravenous', 'intralesional'])
export type Route = z.output<typeof Route>

/** What one dose is counted in. `application` is a thin layer; `ftu` a fingertip unit (0.5 g). */
export const DoseUnit = z.enum([
  'mg',
  'g',
  'ml',
  'tablet',
  'capsule',
  'application',
  'ftu',
  'injection',
  'patch',
  'drop',
  'wash',
])
export type DoseUnit = z.output<typeof DoseUnit>

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Weekday = z.output<typeof Weekday>

/** How often a dose is due. `weekly` names its days; `every` counts hours, days or weeks between two doses. */
export const Frequency = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), times: z.int().min(1).max(12) }),
  z.strictObject({ kind: z.literal('every'), count: z.int().min(1).max(52), of: z.enum(['hours', 'days', 'weeks']) }),
  z.strictObject({ kind: z.literal('weekly'), times: z.int().min(1).max(7), days: z.array(Weekday).max(7) }),
  z.strictObject({ kind: z.literal('once') }),
])
export type Frequency = z.output<typeof Frequency>

/** One stretch of the directions; a taper has several, one after the other. */
export const SigStep = z.strictObject({
  dose: Decimal,
  unit: DoseUnit,
  frequency: Frequency,
  /** Length in days; the last step may be open. */
  days: z.int().min(1).max(730).optional(),
})
export type SigStep = z.output<typeof SigStep>

export const Sig = z.strictObject({
  steps: z.array(SigStep).min(1).max(40),
  route: Route,
  /** Codes of `body-sites.ts` (DICOM CID 4029). */
  sites: z.array(z.string().max(40)).max(40),
  asNeeded: z.string().min(1).max(200).optional(),
  /** Most doses in 24 hours, in the unit of the steps. */
  maxPerDay: Decimal.optional(),
  /** Adds to the sentence, never replaces a part of it. */
  patientNote: z.string().max(500).optional(),
})
export type Sig = z.output<typeof Sig>

/** The strength of one unit (a tablet, a capsule, an injection), or of a preparation in per cent. */
export const Strength = z.strictObject({
  amount: Decimal,
  unit: z.enum(['mg', 'g', 'mg/ml', '%']),
  /** The second ingredient of a fixed combination. */
  andAmount: Decimal.optional(),
})
export type Strength = z.output<typeof Strength>

export const Override = z.strictObject({ rule: Id, reason: z.string().min(3).max(500) })

/** What a prescriber composes. Everything that is signed is in it; patient and prescriber are added by the record. */
export const PrescriptionDraft = z.strictObject({
  id: Id,
  version: z.int().min(1),
  /** A substance of the catalogue or of the other substances (`substanceOf`). */
  drug: Id,
  /** RxNorm concept of the product as the clinic's terminology server gave it. */
  rxcui: z.string().regex(/^\d+$/).optional(),
  form: z.string().max(80).optional(),
  strength: Strength.optional(),
  sig: Sig,
  /** In `quantityUnit`; undefined asks `quantityOf` to compute it. */
  quantity: Decimal.optional(),
  quantityUnit: z.string().max(40).optional(),
  daysSupply: z.int().min(1).max(730).optional(),
  refills: z.int().min(0).max(11),
  substitution: z.boolean(),
  /** What it is for: a problem with its ICD-10-CM code, or words alone. */
  indication: z
    .strictObject({ code: z.string().min(1).max(20).optional(), display: z.string().min(1).max(300) })
    .optional(),
  pharmacyNote: z.string().max(500).optional(),
  /** NCPDP id of the pharmacy. */
  pharmacy: z.string().max(20).optional(),
  /** What the pharmacy is called, as it was kept or typed. */
  pharmacyName: z.string().min(1).max(200).optional(),
  writtenOn: Day,
  effectiveOn: Day.optional(),
  expiresOn: Day.optional(),
  /** Scheduled where this clinic works; such a prescription is never signed or sent from here. */
  controlled: z.boolean().optional(),
  /** Id of the prescription that this one goes on from. */
  renews: Id.optional(),
  /** Substances prescribed in the same visit (folic acid beside methotrexate). */
  together: z.array(Id).max(30).optional(),
  allergiesCheckedAt: Stamp.optional(),
  overrides: z.array(Override).max(50).optional(),
})
export type PrescriptionDraft = z.output<typeof PrescriptionDraft>

/** States and habits that rules ask for; the room maps coded diagnoses and ticks to them (`conditionsOfIcd`). */
export const Condition = z.enum([
  'alcohol-excess',
  'alcohol-use',
  'cardiovascular-risk',
  'depression',
  'dress-history',
  'g6pd-deficiency',
  'heart-failure',
  'hepatitis-b-active',
  'inflammatory-bowel-disease',
  'liver-disease',
  'lupus',
  'macular-disease',
  'malignancy',
  'multiple-sclerosis',
  'pericardial-disease',
  'porphyria',
  'qt-prolongation',
  'renal-disease',
  'smoker',
  'tuberculosis-active',
  'uncontrolled-hypertension',
  'weight-loss',
])
export type Condition = z.output<typeof Condition>

/** Checks that schedules and thresholds ask for; `tests.ts` has their LOINC codes where the facts verify one. */
export const TestKey = z.enum([
  'alt',
  'ast',
  'creatinine',
  'egfr',
  'potassium',
  'magnesium',
  'urate',
  'glucose',
  'triglycerides',
  'cholesterol',
  'wbc',
  'neutrophils',
  'lymphocytes',
  'haemoglobin',
  'platelets',
  'mcv',
  'reticulocytes',
  'methaemoglobin',
  'hcg',
  'hbv',
  'hcv',
  'hiv',
  'tb',
  'g6pd',
  'tpmt',
  'nudt15',
  'urinalysis',
  'psa',
  'eye-exam',
  'bone-check',
  'blood-pressure',
  'weight',
])
export type TestKey = z.output<typeof TestKey>

/** One result. Numbers in the unit that `tests.ts` names for the test; `upperLimit` of the laboratory in the same unit. */
export const LabFact = z.strictObject({
  test: TestKey,
  on: Day,
  value: Decimal.optional(),
  unit: z.string().max(20).optional(),
  upperLimit: Decimal.optional(),
  /** For tests that answer in words. */
  verdict: z.enum(['negative', 'positive', 'normal', 'intermediate', 'low', 'absent']).optional(),
  /** For pregnancy tests: where the sample was tested. */
  setting: z.enum(['medical', 'home']).optional(),
  /** For home pregnancy tests: how a false answer is kept out ("photo with code and date"). */
  proof: z.string().max(200).optional(),
})
export type LabFact = z.output<typeof LabFact>

export const MedicineFact = z.strictObject({
  /** Record id, told back with an alert. */
  id: Id.optional(),
  /** A known substance (`substanceNamed` finds it from words), or any words: then no rule knows it. */
  substance: Id,
  route: Route.optional(),
  startedOn: Day.optional(),
  endedOn: Day.optional(),
  /** Strength of one unit in mg. */
  strengthMg: Decimal.optional(),
  dailyMg: Decimal.optional(),
})
export type MedicineFact = z.output<typeof MedicineFact>

/** A substance, or a class of `allergyClasses`. */
export const AllergyFact = z.strictObject({ id: Id.optional(), substance: Id, intolerance: z.boolean().optional() })
export type AllergyFact = z.output<typeof AllergyFact>

/** A pregnancy test that somebody wrote down beside a programme. */
export const PregnancyTest = z.strictObject({
  on: Day,
  verdict: z.enum(['negative', 'positive']),
  setting: z.enum(['medical', 'home']),
  /** For a test at home: how a false answer is kept out. */
  proof: z.string().min(1).max(200).optional(),
})
export type PregnancyTest = z.output<typeof PregnancyTest>

/** What the user wrote down from the isotretinoin programme's own site, which stays the authority. */
export const ProgrammeFact = z.strictObject({
  drug: Id,
  confirmedOn: Day.optional(),
  /** Authorisation number as typed. */
  authorisation: z.string().max(40).optional(),
  contraceptives: z.int().min(0).max(5).optional(),
  abstinence: z.boolean().optional(),
  /** The prescriber allows home tests during and after treatment. */
  homeTests: z.boolean().optional(),
  /** Day of the visit, for patients who cannot become pregnant. */
  visitOn: Day.optional(),
  tests: z.array(PregnancyTest).max(12).optional(),
})
export type ProgrammeFact = z.output<typeof ProgrammeFact>

/** What is known of the patient; what is not there is not known. */
export const PatientFacts = z.strictObject({
  bornOn: Day,
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  /** Where nobody said: assumed of female patients from 10 to 55 years. */
  canBecomePregnant: z.boolean().optional(),
  pregnant: z.boolean().optional(),
  breastfeeding: z.boolean().optional(),
  weight: z.strictObject({ kg: Decimal, on: Day }).optional(),
  labs: z.array(LabFact),
  medicines: z.array(MedicineFact),
  allergies: z.array(AllergyFact),
  conditions: z.array(Condition),
  /** Light treatment under way. */
  phototherapy: z.array(z.enum(['nb-uvb', 'bb-uvb', 'puva'])),
  programmes: z.array(ProgrammeFact),
})
export type PatientFacts = z.output<typeof PatientFacts>
