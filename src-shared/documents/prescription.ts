import { z } from 'zod'
import { Allergies, Amount, Clinician, Day, head, Line, Moment, PaperSignature, Problem, Sentence } from './parts.ts'

const Drug = z.object({
  name: Line,
  strength: Line,
  form: Line,
  route: Line,
  /** RxNorm concept, where verified. */
  rxcui: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional(),
  controlled: z.boolean(),
})

const asked = z.object({
  ...head,
  prescriber: Clinician.required({ numbers: true }),
  supervising: Clinician.optional(),
  pharmacy: z.object({ name: Line, ncpdp: Line.optional() }).optional(),
  drug: Drug,
  /** The sentence made of the structured directions; free text without structure never comes this far. */
  directions: Sentence,
  asNeededFor: Line.optional(),
  mostADay: Line.optional(),
  quantity: z.object({ value: Amount, unit: Line }),
  daysSupply: z.int().min(1).max(730).optional(),
  refills: z.int().min(0).max(11),
  substitution: z.boolean(),
  indication: Problem.optional(),
  noteToPharmacist: Sentence.optional(),
  written: Day,
  effective: Day.optional(),
  expires: Day.optional(),
  allergies: Allergies.optional(),
  allergiesCheckedAt: Moment.optional(),
  acknowledged: z
    .array(z.object({ rule: Line, reason: Sentence }))
    .max(20)
    .optional(),
  signature: PaperSignature.optional(),
})

/**
 * One drug for one patient (21 CFR 1306.05(a) and the data set of this program). A controlled drug is a draft, always: it is signed and
 * sent by the clinic's certified system (21 CFR 1311). What is final or amended is signed, and a draft is not.
 */
export const Prescription = asked
  .refine(({ drug, status }) => !drug.controlled || status === 'draft', {
    path: ['status'],
    message: 'a controlled drug is a draft only',
  })
  .refine(
    ({ status, signature }) => status === 'entered-in-error' || (status === 'draft') === (signature === undefined),
    {
      path: ['signature'],
      message: 'signed when final, unsigned when a draft',
    },
  )
  .refine(({ prescriber }) => prescriber.numbers.length > 0, {
    path: ['prescriber', 'numbers'],
    message: 'an NPI or a registration',
  })
  .refine(({ quantity }) => Number(quantity.value) > 0, { path: ['quantity', 'value'], message: 'more than nothing' })
export type Prescription = z.output<typeof Prescription>
