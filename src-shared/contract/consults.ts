import { z } from 'zod'
import { IntakeHistory, RetakeRequest } from '../clinical/intake/history.ts'
import { TriageCase } from '../clinical/triage/case.ts'
import { TriageClassCode, TriageDecision } from '../clinical/triage/decision.ts'
import { Closing, LinkKind, OutcomeCode } from '../clinical/triage/outcomes.ts'
import { BlobId, CaseId, PatientId, RecordId } from '../ids.ts'
import { command, query } from './call.ts'
import { KeyStanding } from './key-standing.ts'
import { PatientRow } from './records.ts'

const Stamp = z.iso.datetime({ offset: true })
const Text = (max: number) => z.string().trim().min(1).max(max)
const Word = z.string().min(1).max(80)

/**
 * Where a consult stands. `draft`: being written; `sent`: waits for a dermatologist; `retake`: waits for pictures; `claimed`: a
 * dermatologist is at it; `answered`: waits for the referrer; `acknowledged`: closed; `withdrawn`: taken back before its answer.
 */
export const consultStates = ['draft', 'sent', 'retake', 'claimed', 'answered', 'acknowledged', 'withdrawn'] as const
export const ConsultState = z.enum(consultStates)
export type ConsultState = z.output<typeof ConsultState>

/** What the patient agreed to, and how. */
export const ConsultConsent = z.object({
  /** That another clinician sees history and pictures. */
  consult: z.boolean(),
  photography: z.boolean(),
  method: z.enum(['written', 'spoken', 'electronic']),
  on: z.iso.date(),
  witness: z.string().trim().max(100).optional(),
})
export type ConsultConsent = z.output<typeof ConsultConsent>

const ViewId = z.string().min(1).max(40)

/** What the referrer writes; everything may be missing in a draft. */
export const ConsultContent = z.object({
  history: IntakeHistory,
  /** What was seen and measured by people, for the triage rules. */
  findings: TriageCase,
  organisation: z.string().trim().max(200),
  callback: z.string().trim().max(100),
  consent: ConsultConsent.optional(),
  /** Of the views asked for only where affected: those answered yes, and those answered no. */
  affected: z.array(ViewId).max(20),
  unaffected: z.array(ViewId).max(20),
  prescribing: z.boolean(),
})
export type ConsultContent = z.output<typeof ConsultContent>

/**
 * One thing still missing: `part` and a code that the word files name. `item` is a question of the intake tables, `view` a view with how
 * many pictures of it (`count`) or its yes-or-no answer, `picture` one that does not count and why, `pin` a lesion without a place.
 */
export const MissingPart = z.object({
  part: z.enum(['item', 'consent', 'view', 'answer', 'picture', 'pin']),
  code: z.string().max(120),
  lesion: z.int().optional(),
  count: z.int().optional(),
  blobId: BlobId.optional(),
})
export type MissingPart = z.output<typeof MissingPart>

export const Answered = z.object({
  outcome: OutcomeCode,
  /** The dermatologist's own words. */
  findings: z.string().trim().max(8000),
  impression: z.string().trim().max(2000),
  advice: z.string().trim().max(8000),
  /** Days until the referrer or the patient is to look again, where the outcome asks for it. */
  reviewInDays: z.int().min(1).max(730).optional(),
  education: z.array(Word).max(20),
  images: z.array(BlobId).max(60),
  /** The plan contains a procedure that nobody can do by telemedicine. */
  procedure: z.boolean(),
  /** What the plan needs hands for, made before the consult may be closed: each a task or an order of the record. */
  links: z.array(z.object({ kind: LinkKind, recordId: RecordId })).max(20),
  /** The signed ten-item report that closing by teledermoscopy rests on. */
  reportMarkId: z.uuid().optional(),
})
export type Answered = z.output<typeof Answered>

/** Everything that happened to a consult, timed: the service-level clock is read from it. */
export const ConsultEvent = z.object({
  what: z.enum([
    'drafted',
    'sent',
    'claimed',
    'released',
    'overridden',
    'retake-asked',
    'resent',
    'answered',
    'acknowledged',
    'withdrawn',
  ]),
  at: Stamp,
  by: z.string(),
  note: z.string().max(1000).optional(),
})
export type ConsultEvent = z.output<typeof ConsultEvent>

export const ConsultMessage = z.object({
  messageId: RecordId,
  at: Stamp,
  by: z.string(),
  mine: z.boolean(),
  text: z.string(),
  unsynced: z.boolean(),
})

const Claim = z.object({ by: z.string(), mine: z.boolean(), until: Stamp })

/** A line of the worklist: made of what people entered and the rules over it, of nothing an image analysis says. */
export const WorkRow = z.object({
  consultId: RecordId,
  patientId: PatientId,
  caseId: CaseId,
  patient: PatientRow.pick({
    family: true,
    given: true,
    birthDate: true,
    sex: true,
    mrn: true,
    photo: true,
  }).optional(),
  state: ConsultState,
  /** As the rules have it, or as a clinician set it instead. */
  class: TriageClassCode.optional(),
  overridden: z.boolean(),
  /** Rule ids, most urgent first. */
  rules: z.array(Word),
  flags: z.array(Word),
  question: z.string(),
  presentation: z.string(),
  site: z.string(),
  images: z.array(BlobId),
  imageCount: z.int(),
  referrer: z.string(),
  organisation: z.string(),
  sentAt: Stamp.optional(),
  /** By when the class asks for an answer. */
  dueAt: Stamp.optional(),
  claim: Claim.optional(),
  unsynced: z.boolean(),
})
export type WorkRow = z.output<typeof WorkRow>

export const Consult = WorkRow.extend({
  content: ConsultContent,
  triage: TriageDecision.optional(),
  override: z.object({ class: TriageClassCode, reason: z.string(), by: z.string(), at: Stamp }).optional(),
  /** What was asked for again: views, and why. */
  retake: RetakeRequest.extend({ by: z.string() }).optional(),
  answer: Answered.extend({
    at: Stamp,
    by: z.string(),
    /** Whether it still is what was signed, and whether the signer's key holds; answers of before there were keys have none. */
    signature: z.object({ hash: z.string(), valid: z.boolean(), key: KeyStanding }).optional(),
  }).optional(),
  events: z.array(ConsultEvent),
  messages: z.array(ConsultMessage),
  /** Empty where it may be sent. */
  missing: z.array(MissingPart),
  /** What each outcome would still need, so that a refusal is never a surprise. */
  closing: z.record(OutcomeCode, Closing).optional(),
})
export type Consult = z.output<typeof Consult>

/** A paper as the glass saves or prints it: `pdf` is base64; `missing` are characters that the paper shows as boxes. */
export const Paper = z.object({ title: z.string(), pages: z.int(), missing: z.array(z.string()), pdf: z.base64() })
export type Paper = z.output<typeof Paper>

const one = z.object({ consultId: RecordId })
const shows = { reads: ['record', 'shot'], audited: true }

export const consults = {
  /** What waits for a dermatologist, the most urgent class first, in a class the nearest due time first. */
  worklist: query('patient.read', { reads: ['record'], audited: true })
    .input(
      z.object({
        show: z.enum(['waiting', 'mine', 'answered', 'closed']).default('waiting'),
        from: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(WorkRow) })),
  ofPatient: query('patient.read', { reads: ['record'], audited: true })
    .input(z.object({ patientId: PatientId }))
    .output(z.array(WorkRow)),
  /** Fault records.unknown. */
  consult: query('patient.read', shows).input(one).output(Consult),
  /** The draft of this visit; made where there is none. Faults records.unknown, consults.open. */
  begin: command('consult.ask')
    .input(z.object({ caseId: CaseId }))
    .output(Consult),
  /** Keeps a draft as far as it is. Faults records.unknown, consults.notNow. */
  save: command('consult.ask')
    .input(one.extend({ content: ConsultContent }))
    .output(Consult),
  /** Sends a draft, or sends it again after a retake. Faults consults.incomplete, consults.notNow, records.unknown. */
  send: command('consult.ask').input(one).output(Consult),
  /** Faults consults.notNow, records.unknown. */
  withdraw: command('consult.ask')
    .input(one.extend({ reason: Text(500) }))
    .output(Consult),
  acknowledge: command('consult.ask').input(one).output(Consult),
  /** For half an hour, prolonged by claiming again. Faults consults.claimed, consults.notNow. */
  claim: command('consult.answer').input(one).output(Consult),
  release: command('consult.answer').input(one).output(Consult),
  /** Sets another class, with a reason that stays in the record. */
  override: command('consult.answer')
    .input(one.extend({ class: TriageClassCode, reason: z.string().trim().min(10).max(500) }))
    .output(Consult),
  /** Sends it back for pictures, naming the views. Faults consults.claimed, consults.notNow. */
  askRetake: command('consult.answer')
    .input(one.extend(RetakeRequest.pick({ views: true, note: true }).shape))
    .output(Consult),
  /**
   * Signs the answer. Faults consults.claimed, consults.notNow, consults.mayNotClose (the outcome is not open to this case: a picture set
   * from a dermatoscope, a signed report or a linked appointment is missing).
   */
  answer: command('consult.answer')
    .input(one.extend({ answer: Answered }))
    .output(Consult),
  /** The signed answer on paper, kept in the record with its first printing. Faults consults.altered, consults.notNow, documents.*. */
  paper: command('consult.ask')
    .input(one.extend({ sheet: z.enum(['A4', 'Letter']) }))
    .output(Paper),
  /** A line of the thread between referrer and dermatologist. */
  say: command('consult.ask')
    .input(one.extend({ messageId: RecordId, text: Text(4000) }))
    .output(Consult),
}
