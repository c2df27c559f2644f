import { z } from 'zod'
import { PrescriptionContent } from '../../src-shared/clinical/prescribing/signing.ts'
import { PrescriptionDraft, ProgrammeFact } from '../../src-shared/clinical/prescribing/types.ts'
import { PrescriptionEvent, PrescriptionSignature } from '../../src-shared/contract/prescribing.ts'
import type { MedicationRequest } from '../../src-shared/fhir/index.ts'
import { KeySignature } from '../signing/index.ts'

/** What was signed, whole, with its hash: read back, it tells whether anything changed since. */
export const Signed = PrescriptionSignature.omit({ valid: true, key: true }).extend({
  byId: z.string(),
  /** By the signer's key: of the record, and of what the code on its paper says. What was signed before there were keys has none. */
  key: z.object({ record: KeySignature, code: z.object({ hash: z.string(), signature: KeySignature }) }).optional(),
  content: PrescriptionContent,
})
export type Signed = z.output<typeof Signed>

/** What a prescription is, beside what its FHIR elements say: kept as one extension. Version 1. */
export const PrescriptionBody = z.object({
  version: z.literal(1),
  draft: PrescriptionDraft,
  programme: ProgrammeFact.optional(),
  signed: Signed.optional(),
  events: z.array(PrescriptionEvent).max(500),
  /** The request for renewal that this draft answers. */
  answers: z.string().optional(),
})
export type PrescriptionBody = z.output<typeof PrescriptionBody>

/** A prescription as this room works with it. */
export interface PrescriptionRecord {
  readonly prescriptionId: string
  readonly patientId: string
  readonly caseId?: string
  readonly status: MedicationRequest['status']
  readonly body: PrescriptionBody
}
