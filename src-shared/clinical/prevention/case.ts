import { z } from 'zod'
import { adviceCodes, tiers, uvBands } from './codes.ts'

const Count = z.int().min(0).max(1000)
const Months = z.int().min(1).max(120)

/** What people entered about a person's skin and sun: nothing in it comes from a picture. What is not there was not entered. */
export const PreventionCase = z
  .strictObject({
    patientId: z.string().min(1).max(80).optional(),
    ageYears: z.int().min(0).max(130).optional(),
    /** Whole months; needed under one year. */
    ageMonths: z.int().min(0).max(1560).optional(),
    sex: z.enum(['female', 'male', 'other', 'unknown']).optional(),
    fitzpatrick: z.enum(['I', 'II', 'III', 'IV', 'V', 'VI']).optional(),
    hair: z.enum(['red', 'blond', 'brown', 'black', 'grey']).optional(),
    freckles: z.boolean().optional(),
    naevi: z.enum(['below-20', '20-50', '51-100', 'above-100']).optional(),
    atypicalNaevi: Count.optional(),
    largeNaevi: Count.optional(),
    blisteringBurns: Count.optional(),
    tanningBeds: z.boolean().optional(),
    outdoors: z.boolean().optional(),
    immunosuppressed: z.boolean().optional(),
    transplant: z.boolean().optional(),
    personalMelanoma: z.boolean().optional(),
    /** Where there was a melanoma: its stage, and whole years since its treatment. */
    melanomaStage: z.enum(['0', 'IA', 'IB', 'IIA', 'IIB', 'IIC', 'III', 'IV']).optional(),
    yearsSinceMelanoma: z.int().min(0).max(100).optional(),
    priorBasalCell: z.boolean().optional(),
    priorSquamousCell: z.boolean().optional(),
    relativesWithMelanoma: Count.optional(),
    /** A known familial variant of the CDKN2A type. */
    familialVariant: z.boolean().optional(),
    atypicalMoleSyndrome: z.boolean().optional(),
    actinicKeratosis: z.boolean().optional(),
    /** Melasma, or dark marks after inflammation. */
    pigmentationDisorder: z.boolean().optional(),
    /** Names of the drugs that the patient takes. */
    drugs: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
    /** Today's index at the patient's place, as entered or read from a file. */
    uvIndex: z.int().min(0).max(20).optional(),
  })
  .refine(({ ageYears, ageMonths }) => ageYears !== 0 || ageMonths !== undefined, {
    path: ['ageMonths'],
    message: 'needed where ageYears is 0',
  })
export type PreventionCase = z.output<typeof PreventionCase>

export const PreventionReason = z.object({
  id: z.string(),
  tier: z.enum(tiers),
  reason: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  source: z.string(),
  edition: z.string(),
  owner: z.string(),
  confirm: z.boolean(),
})
export type PreventionReason = z.output<typeof PreventionReason>

const Interval = z.object({ fromMonths: Months, toMonths: Months })

/** A tier with its reasons, never a percentage. */
export const PreventionPlan = z.object({
  version: z.string(),
  tier: z.enum(tiers),
  reasons: z.array(PreventionReason),
  /** Undefined: on concern. */
  exam: Interval.optional(),
  adjuncts: z.array(z.enum(['total-body-photography', 'short-term-digital-follow-up'])),
  /** Months between self-examinations; undefined: none advised. */
  selfExamMonths: Months.optional(),
  /** After a melanoma, as published for its stage; `lifelong` always. */
  melanomaFollowUp: Interval.extend({ lifelong: z.literal(true), source: z.string() }).optional(),
  uv: z.object({
    actFrom: z.int(),
    index: z.int().optional(),
    band: z.enum(uvBands).optional(),
    act: z.boolean().optional(),
  }),
  advice: z.array(z.enum(adviceCodes)),
  photosensitising: z.array(z.string()),
})
export type PreventionPlan = z.output<typeof PreventionPlan>
