import { z } from 'zod'
import { Role } from '../../roles.ts'
import { closingNeeds, linkKinds, outcomeCodes } from './codes.ts'
import { SuitabilityCode, TriageClassCode } from './decision.ts'

export const OutcomeCode = z.enum(outcomeCodes)
export type OutcomeCode = z.output<typeof OutcomeCode>

export const LinkKind = z.enum(linkKinds)
export type LinkKind = z.output<typeof LinkKind>

/** What is there when a reviewer wants to close a case. */
export const ClosingCase = z.strictObject({
  outcome: OutcomeCode,
  /** The class in force: the rules' one, or the one a clinician put in its place. */
  class: TriageClassCode,
  suitability: SuitabilityCode,
  /** True where a row of the suitability rule excludes the case from closing by pictures (`Suitability.reasons[].excludes`). */
  excluded: z.boolean(),
  /** True where the plan contains a procedure. */
  procedure: z.boolean(),
  role: Role,
  /** Where the dermoscopic pictures of the case come from. */
  dermoscopic: z.array(z.enum(['this-workstation', 'teledermoscopy-site', 'patient', 'unknown'])).max(500),
  /** True where a signed dermoscopy report belongs to the case. */
  reportSigned: z.boolean(),
  links: z.array(LinkKind).max(50),
})
export type ClosingCase = z.output<typeof ClosingCase>

export const ClosingNeed = z.enum(closingNeeds)
export type ClosingNeed = z.output<typeof ClosingNeed>

export const Closing = z.object({
  allowed: z.boolean(),
  needs: z.array(ClosingNeed),
  /** Set where a lesion is closed on its dermoscopic set: the answer is recorded under this name. */
  closesAs: z.enum(['benign-by-teledermoscopy']).optional(),
})
export type Closing = z.output<typeof Closing>
