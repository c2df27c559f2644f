import { z } from 'zod'
import {
  Allergies,
  Clinician,
  Day,
  head,
  Line,
  Medicine,
  Moment,
  PaperSignature,
  Pictures,
  Problem,
  Prose,
  Sentence,
} from './parts.ts'

/** What happened in a visit, for the record and for the patient. */
export const VisitSummary = z.object({
  ...head,
  clinician: Clinician,
  visit: z.object({ start: Moment, end: Moment.optional(), way: Line, reason: Sentence }),
  subjective: Prose.optional(),
  objective: Prose.optional(),
  assessment: Prose.optional(),
  plan: Prose.optional(),
  problems: z.array(Problem).max(40).optional(),
  medicines: z.array(Medicine).max(60).optional(),
  allergies: Allergies.optional(),
  scores: z
    .array(z.object({ name: Line, value: Line, version: Line, on: Day }))
    .max(40)
    .optional(),
  pictures: Pictures.optional(),
  orders: z.array(Sentence).max(40).optional(),
  next: Sentence.optional(),
  signature: PaperSignature.optional(),
})
export type VisitSummary = z.output<typeof VisitSummary>

/** What a patient takes home. */
export const PatientInstructions = z.object({
  ...head,
  clinician: Clinician,
  about: Line,
  summary: Prose.optional(),
  /** May be empty where the summary says it all. */
  steps: z.array(Sentence).max(40),
  medicines: z.array(Medicine).max(20).optional(),
  avoid: z.array(Sentence).max(20).optional(),
  /** Signs on which to ask for help at once. */
  callIf: z.array(Sentence).max(20).optional(),
  contact: z.object({ phone: Line, hours: Line.optional() }).optional(),
  next: Sentence.optional(),
  pictures: Pictures.optional(),
  /** Title and the place it was taken from, printed as text: paper has no links. */
  sources: z.array(Sentence).max(10).optional(),
})
export type PatientInstructions = z.output<typeof PatientInstructions>
