import { z } from 'zod'
import { reactionOutcomes, recoveries } from '../clinical/reactions/lacks.ts'
import { CaseId, PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'
import { SubstanceCode } from './chart.ts'
import { KeyStanding } from './key-standing.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)
const Line = Text(200).optional()
const Day = z.iso.date().optional()
const Answer = z.enum(['yes', 'no', 'does not apply']).optional()

/** A medicine under suspicion, sections D of form FDA 3500; `codes` go along to the allergy list. */
export const ReactionSuspect = z.object({
  name: Line,
  codes: z.array(SubstanceCode).max(10).optional(),
  strength: Line,
  manufacturer: Line,
  dose: Line,
  frequency: Line,
  route: Line,
  from: Day,
  to: Day,
  indication: Line,
  abatedOnStop: Answer,
  reappeared: Answer,
  lot: Line,
})
export type ReactionSuspect = z.output<typeof ReactionSuspect>

export const NaranjoAnswers = z.partialRecord(
  z.enum(['reported', 'after', 'better', 'again', 'other-cause', 'placebo', 'level', 'dose', 'before', 'objective']),
  z.enum(['yes', 'no', 'unknown']),
)

/** What a person wrote; anything may still be missing in a draft. */
export const ReactionContent = z.object({
  suspects: z.array(ReactionSuspect).max(2),
  description: Text(6000).optional(),
  eventOn: Day,
  outcomes: z.array(z.enum(reactionOutcomes)).max(7),
  diedOn: Day,
  recovery: z.enum(recoveries).optional(),
  /** Grade 1 to 5 of CTCAE. */
  grade: z.int().min(1).max(5).optional(),
  tests: Text(3000).optional(),
  history: Text(3000).optional(),
  concomitant: z.array(z.object({ name: Text(200) })).max(40),
  naranjo: NaranjoAnswers,
  alsoReportedTo: z.array(z.enum(['manufacturer', 'user facility', 'distributor'])).max(3),
  identityWithheld: z.boolean(),
})
export type ReactionContent = z.output<typeof ReactionContent>

/** By whom something became of a report, when, and whether the signature of their key holds. */
const said = { at: Stamp, by: z.string(), key: KeyStanding }

export const ReactionView = z.object({
  reactionId: RecordId,
  patientId: PatientId,
  caseId: CaseId.optional(),
  status: z.enum(['draft', 'signed']),
  content: ReactionContent,
  by: z.string(),
  at: Stamp,
  /** Of a draft: what a change names, so that nobody writes over another's words. */
  version: z.int().min(0),
  signature: z.object({ by: z.string(), at: Stamp, hash: z.string(), valid: z.boolean(), key: KeyStanding }).optional(),
  /** The line of the allergy list that was written with it. */
  allergyId: RecordId.optional(),
  /** The signed report that this one takes the place of. */
  corrects: RecordId.optional(),
  /** What became of a signed report. */
  standing: z
    .discriminatedUnion('state', [
      z.object({ ...said, state: z.literal('withdrawn'), reason: z.string() }),
      z.object({ ...said, state: z.literal('corrected'), correctedBy: RecordId }),
    ])
    .optional(),
  unsynced: z.boolean(),
})
export type ReactionView = z.output<typeof ReactionView>

const one = { reactionId: RecordId }

export const reactions = {
  /** Newest first, drafts before what is signed. */
  list: query('patient.read', { reads: ['record', 'outbox', 'reaction'], audited: true })
    .input(z.object({ patientId: PatientId }))
    .output(z.array(ReactionView)),
  /** Keeps a draft on this workstation. Faults records.unknown, reactions.notCurrent, reactions.notNow, reactions.correcting. */
  save: command('note.write')
    .input(
      z.object({
        ...one,
        patientId: PatientId,
        caseId: CaseId.optional(),
        /** 0 for a new one. */
        version: z.int().min(0),
        content: ReactionContent,
        /** Of a correction: the signed report that it is to take the place of; said with every keeping. */
        corrects: RecordId.optional(),
      }),
    )
    .output(ReactionView),
  /** Takes a draft away. Faults records.unknown, reactions.notNow. */
  discard: command('note.write').input(z.object(one)).output(z.object(one)),
  /**
   * Signs a draft as it was seen: the report becomes part of the record and, where `allergy` is given, the medicine a line of the allergy
   * list, in one commit with the spent code. Faults reactions.notCurrent, reactions.incomplete, reactions.notNow, access.refused.
   */
  sign: command('report.sign')
    .input(
      z.object({
        ...one,
        version: z.int().min(1),
        code: z.string().min(6).max(40),
        allergy: z
          .object({
            recordId: RecordId,
            kind: z.enum(['allergy', 'intolerance']).optional(),
            criticality: z.enum(['low', 'high', 'unable-to-assess']).optional(),
          })
          .optional(),
      }),
    )
    .output(ReactionView),
  /**
   * Withdraws a signed report, by the second step and with a reason: it stays in the record as it was signed and is known as withdrawn
   * everywhere. Faults records.unknown, reactions.notNow, reactions.correcting where a correction of it is being written, access.refused.
   */
  withdraw: command('report.sign')
    .input(z.object({ ...one, reason: Text(500), code: z.string().min(6).max(40) }))
    .output(ReactionView),
  /** A signed report with the fields of form FDA 3500, as PDF (base64) and JSON; the first printing is kept. Fault reactions.notNow. */
  paper: command('note.write')
    .input(z.object({ ...one, sheet: z.enum(['A4', 'Letter']) }))
    .output(z.object({ title: z.string(), pages: z.int(), pdf: z.string(), fields: z.string() })),
}
