import { z } from 'zod'
import { reactionOutcomes, reactionTypes } from '../clinical/reactions/lacks.ts'
import { Amount, Clinician, Day, head, Line, Pictures, Prose } from './parts.ts'

export { reactionOutcomes, reactionTypes }

const Answer = z.enum(['yes', 'no', 'does not apply'])

const Suspect = z.object({
  name: Line,
  strength: Line.optional(),
  manufacturer: Line.optional(),
  dose: Line.optional(),
  frequency: Line.optional(),
  route: Line.optional(),
  from: Day.optional(),
  to: Day.optional(),
  indication: Line.optional(),
  abatedOnStop: Answer.optional(),
  reappeared: Answer.optional(),
  lot: Line.optional(),
  expires: Day.optional(),
  ndc: Line.optional(),
})
export type Suspect = z.output<typeof Suspect>

const Device = z.object({
  brand: Line,
  kind: Line.optional(),
  manufacturer: Line.optional(),
  model: Line.optional(),
  lot: Line.optional(),
  serial: Line.optional(),
  udi: Line.optional(),
  operator: Line.optional(),
  implanted: Day.optional(),
})

const { patient: _named, ...unnamed } = head

const asked = z.object({
  ...unnamed,
  /** Stands for the patient with the agency, in confidence; name and address are not asked for. */
  patientCode: Line,
  birthDate: Day.optional(),
  ageYears: z.int().min(0).max(130).optional(),
  weightKg: Amount.optional(),
  sex: Line,
  ethnicity: Line.optional(),
  race: z.array(Line).max(6).optional(),
  types: z.array(z.enum(reactionTypes)).min(1),
  outcomes: z.array(z.enum(reactionOutcomes)),
  diedOn: Day.optional(),
  eventOn: Day.optional(),
  reportedOn: Day,
  description: Prose,
  tests: Prose.optional(),
  history: Prose.optional(),
  /** Of the product, for the maker to look at: kept, returned on a day, or neither. */
  product: z.object({ kept: z.boolean(), returnedOn: Day.optional() }).optional(),
  suspects: z.array(Suspect).max(2),
  device: Device.optional(),
  concomitant: z
    .array(z.object({ name: Line, from: Day.optional(), to: Day.optional() }))
    .max(40)
    .optional(),
  /** Grade 1 to 5 and what it means in words. */
  severity: z.object({ grade: z.int().min(1).max(5), words: Line }).optional(),
  naranjo: z.object({ total: z.int().min(-4).max(13), category: Line }).optional(),
  pictures: Pictures.optional(),
  reporter: Clinician,
  reporterIsProfessional: z.boolean(),
  alsoReportedTo: z.array(Line).max(4).optional(),
  identityWithheld: z.boolean(),
})

/**
 * The fields of a voluntary report of an adverse reaction (form FDA 3500, sections A to G). Vaccines are reported elsewhere (VAERS); the
 * user sends it.
 */
export const ReactionReport = asked
  .refine(({ suspects, device }) => suspects.length > 0 || device !== undefined, {
    path: ['suspects'],
    message: 'a suspected product or device',
  })
  .refine(({ outcomes, diedOn }) => diedOn === undefined || outcomes.includes('death'), {
    path: ['diedOn'],
    message: 'a day of death without the outcome',
  })
export type ReactionReport = z.output<typeof ReactionReport>
