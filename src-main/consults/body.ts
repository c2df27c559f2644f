import { z } from 'zod'
import { RetakeRequest } from '../../src-shared/clinical/intake/history.ts'
import { TriageClassCode, TriageDecision } from '../../src-shared/clinical/triage/decision.ts'
import { Answered, ConsultContent, ConsultEvent, type ConsultState } from '../../src-shared/contract/consults.ts'
import { KeySignature } from '../signing/index.ts'

const Stamp = z.iso.datetime({ offset: true })

/**
 * What binds an answer: the hash of what was signed, and the signer's key on the report and on the code of its paper. Without a key where
 * the signer's sign-in opened none.
 */
const AnswerSignature = z.object({
  hash: z.string(),
  closesAs: z.string().optional(),
  key: z.object({ record: KeySignature, code: z.object({ hash: z.string(), signature: KeySignature }) }).optional(),
})
export type AnswerSignature = z.output<typeof AnswerSignature>

/** What a consult is, beside what its FHIR elements say: kept as one extension of its Task. Version 1. */
export const ConsultBody = z.object({
  version: z.literal(1),
  content: ConsultContent.omit({ history: true }),
  triage: TriageDecision.optional(),
  override: z.object({ class: TriageClassCode, reason: z.string(), by: z.string(), at: Stamp }).optional(),
  claim: z.object({ by: z.string(), byId: z.string(), until: Stamp }).optional(),
  retakes: z.array(RetakeRequest.extend({ by: z.string() })).max(50),
  answer: Answered.extend({
    at: Stamp,
    by: z.string(),
    byId: z.string().optional(),
    /** Answers of before there were keys have none. */
    signed: AnswerSignature.optional(),
  }).optional(),
  events: z.array(ConsultEvent),
  /** The clock runs from the first time it was sent; a retake does not start it again. */
  sentAt: Stamp.optional(),
  dueAt: Stamp.optional(),
})
export type ConsultBody = z.output<typeof ConsultBody>

/** A consult as this room works with it: whose it is, where it stands, and its body. */
export interface ConsultRecord {
  readonly consultId: string
  readonly patientId: string
  readonly caseId: string
  readonly state: ConsultState
  readonly question: string
  readonly referrer: { readonly name: string; readonly userId: string }
  readonly presentation: string
  /** Words for the first site of its pictures. */
  readonly site: string
  readonly images: readonly string[]
  readonly body: ConsultBody
}

/** The class that counts: the rules' decision follows a clinician's own where one was set. */
export const classOf = ({ triage }: ConsultBody) => triage?.class
