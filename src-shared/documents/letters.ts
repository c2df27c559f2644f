import { z } from 'zod'
import {
  Allergies,
  Clinician,
  Day,
  head,
  Line,
  Medicine,
  PaperSignature,
  Pictures,
  Problem,
  Prose,
  Sentence,
} from './parts.ts'

/** One measured or counted thing, as text: nothing is rounded on the way to paper. */
const Finding = z.object({ name: Line, value: Sentence, note: Sentence.optional() })
const Findings = z.array(Finding).max(60)

/** A letter that asks another clinician to see the patient. */
export const ReferralLetter = z.object({
  ...head,
  to: Clinician,
  from: Clinician,
  copies: z.array(Clinician).max(6).optional(),
  urgency: z.object({ label: Line, because: Sentence.optional() }),
  reason: Prose,
  question: Prose,
  history: Prose.optional(),
  problems: z.array(Problem).max(40).optional(),
  medicines: z.array(Medicine).max(60).optional(),
  allergies: Allergies.optional(),
  findings: Findings.optional(),
  pictures: Pictures.optional(),
  /** Two pictures laid over one another, and what may be said of the fit. */
  pair: z.object({ pictures: Pictures.length(2), fit: Sentence }).optional(),
  coverage: z
    .array(z.object({ payer: Line, member: Line.optional() }))
    .max(4)
    .optional(),
  signature: PaperSignature.optional(),
})
export type ReferralLetter = z.output<typeof ReferralLetter>

/** A dermatologist's answer to a colleague. Every conclusion in it is the clinician's own. */
export const ConsultReport = z.object({
  ...head,
  to: Clinician,
  from: Clinician,
  asked: z.object({ on: Day, question: Prose }),
  history: Prose.optional(),
  findings: Findings.optional(),
  pictures: Pictures.optional(),
  assessment: Prose,
  problems: z.array(Problem).max(40).optional(),
  outcome: z.object({ code: Line, label: Line }),
  advice: Prose,
  /** When to come back at once, and to whom. */
  safetyNet: Prose.optional(),
  followUp: Sentence.optional(),
  /** What could not be judged, and why: `one view out of focus`. */
  limits: z.array(Sentence).max(20).optional(),
  education: z.array(Line).max(20).optional(),
  signature: PaperSignature.optional(),
})
export type ConsultReport = z.output<typeof ConsultReport>
