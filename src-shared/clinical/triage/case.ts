import { z } from 'zod'
import { caseFacts, conditions, lesionFacts, lesionPlaces, procedures } from './facts.ts'

const ExactText = z.string().regex(/^(0|[1-9]\d{0,5})(\.\d{1,3})?$/, 'a number from 0 on with at most three decimals')
/** A number as exact decimal text with at most three digits behind the point; a JSON number is taken by its digits. */
const Exact = z.union([ExactText, z.number().transform(String).pipe(ExactText)])
/** Days, whole. */
const Days = z.int().min(0).max(36_500)

/** What a clinician's ticks gave with one published method, as `src-shared/clinical/dermoscopy` works it out. */
export const AlgorithmResult = z.strictObject({
  algorithm: z.enum(['tds', 'seven-point', 'seven-point-revised', 'three-point', 'menzies', 'cash', 'tada', 'nice']),
  total: Exact.optional(),
  /** For methods without a sum: whether the published rule is met. */
  above: z.boolean().optional(),
})

export const TriageLesion = z.strictObject({
  /** The number on the body map. */
  number: z.int().min(1).max(500).optional(),
  place: z.enum(lesionPlaces).optional(),
  facts: z.array(z.enum(lesionFacts)).max(50),
  /** Largest diameter in millimetres, as a person measured or entered it. */
  diameterMm: Exact.optional(),
  /** For how many days it has been growing. */
  growingDays: Days.optional(),
  /** Within how many days the growth became visible. */
  visibleGrowthDays: Days.optional(),
  results: z.array(AlgorithmResult).max(20).optional(),
})
export type TriageLesion = z.output<typeof TriageLesion>

export const SeverityResult = z.strictObject({
  instrument: z.enum(['easi', 'pasi', 'dlqi', 'nrs-itch', 'uas7', 'salt', 'ihs4']),
  total: Exact,
})

/** Readings of one instrument, oldest first; more is worse. `bandRank` counts from the best band, `topBand` marks the worst one. */
export const MonitoringSeries = z.strictObject({
  instrument: z.string().min(1).max(80),
  readings: z
    .array(
      z.strictObject({ total: Exact, bandRank: z.int().min(0).max(20).optional(), topBand: z.boolean().optional() }),
    )
    .max(1000),
})

const Vitals = z.strictObject({
  /** °C. */
  temperature: Exact.optional(),
  /** mm Hg. */
  systolic: z.int().min(0).max(400).optional(),
  diastolic: z.int().min(0).max(300).optional(),
  /** Beats a minute. */
  pulse: z.int().min(0).max(400).optional(),
})

const Laboratory = z.strictObject({
  /** Alanine aminotransferase and the laboratory's upper limit, in one unit. */
  alt: z.strictObject({ value: Exact, upperLimit: Exact }).optional(),
  /** White cells, 10^9/L. */
  whiteCells: Exact.optional(),
  /** Platelets, 10^9/L. */
  platelets: Exact.optional(),
  /** Creatinine now and before treatment, in one unit. */
  creatinine: z.strictObject({ value: Exact, baseline: Exact }).optional(),
})

/**
 * What people entered about a waiting case: history, ticks, measurements, and scores of their ticks. Nothing in it comes from an image
 * analysis. What is not there was not entered; a tick that is not there is a no.
 */
export const TriageCase = z
  .strictObject({
    caseId: z.string().min(1).max(80).optional(),
    receivedAt: z.iso.datetime({ offset: true }).optional(),
    ageYears: z.int().min(0).max(130).optional(),
    /** Whole months; needed under one year. */
    ageMonths: z.int().min(0).max(1560).optional(),
    facts: z.array(z.enum(caseFacts)).max(100).default([]),
    conditions: z.array(z.enum(conditions)).max(20).default([]),
    /** True where the named condition is severe; mild and moderate need no tick. */
    severe: z.boolean().optional(),
    vitals: Vitals.optional(),
    mucosalSites: z.int().min(0).max(20).optional(),
    /** Percent of the body's skin that is affected, and that is red. */
    affectedPercent: z.int().min(0).max(100).optional(),
    redPercent: z.int().min(0).max(100).optional(),
    /** For every new drug, how many days ago it was started. */
    newDrugDays: z.array(Days).max(50).optional(),
    /** Zoster, where a person named it. `rashHours` is the age of its rash. */
    zoster: z
      .strictObject({
        rashHours: z.int().min(0).max(20_000),
        firstBranch: z.boolean().optional(),
        disseminated: z.boolean().optional(),
      })
      .optional(),
    lesions: z.array(TriageLesion).max(500).default([]),
    severity: z.array(SeverityResult).max(20).optional(),
    monitoring: z.array(MonitoringSeries).max(20).optional(),
    laboratory: Laboratory.optional(),
    plan: z.array(z.enum(procedures)).max(20).optional(),
    /** What the intake gate said; without it the case counts as complete. */
    gate: z.strictObject({ complete: z.boolean(), allImagesFail: z.boolean() }).optional(),
  })
  .refine(({ ageYears, ageMonths }) => ageYears !== 0 || ageMonths !== undefined, {
    path: ['ageMonths'],
    message: 'needed where ageYears is 0',
  })
export type TriageCase = z.output<typeof TriageCase>
/** A case as it may be written down: what has a default may be left out. */
export type TriageInput = z.input<typeof TriageCase>
