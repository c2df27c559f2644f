import { z } from 'zod'
import { Answered } from '../../src-shared/contract/consults.ts'
import { type DiagnosticReport, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, personOf, refTo } from '../records/index.ts'

const Stamp = z.iso.datetime({ offset: true })

/** Exactly what is signed of an answer: whose it is, what was asked, what was answered, by whom and when. */
export const ReportContent = z.object({
  consultId: z.string(),
  patientId: z.string(),
  caseId: z.string(),
  asked: z.object({ question: z.string(), by: z.string(), sentAt: Stamp.optional() }),
  answer: Answered.extend({ at: Stamp, by: z.string(), byId: z.string() }),
  /** By which rule the case was closed, where the outcome closes it. */
  closesAs: z.string().optional(),
})
export type ReportContent = z.output<typeof ReportContent>

/** The signed answer as DiagnosticReport (R4): the dermatologist's own words, the outcome as a code, the pictures it speaks of. */
export function reportOf({ consultId, patientId, caseId, answer, closesAs }: ReportContent): DiagnosticReport {
  const { outcome, findings, impression, advice, images, at, by, byId } = answer
  const words = [findings, impression, advice].filter(Boolean).join('\n\n')
  const codes = [
    { system: `${codeSystem}/consult-outcome`, code: outcome },
    ...(closesAs === undefined ? [] : [{ system: `${codeSystem}/consult-closing`, code: closesAs }]),
  ]
  const report: DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    id: consultId,
    status: 'final',
    code: {
      coding: [{ system: `${codeSystem}/report`, code: 'consult-answer' }],
      text: 'Dermatology consult answer',
    },
    subject: refTo('Patient', patientId),
    encounter: refTo('Encounter', caseId),
    effectiveDateTime: at,
    issued: at,
    performer: [personOf({ userId: byId, name: by } as Caller)],
    conclusion: words,
    conclusionCode: [{ coding: codes }],
    ...(images.length > 0 && { media: images.map(blobId => ({ link: refTo('Media', blobId) })) }),
  }
  return withLid(report, consultId)
}
