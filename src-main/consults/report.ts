import type { Answered } from '../../src-shared/contract/consults.ts'
import { type DiagnosticReport, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, personOf, refTo } from '../records/index.ts'
import type { ConsultRecord } from './body.ts'

interface Told {
  readonly answer: Answered & { readonly at: string }
  readonly by: Caller
  readonly closesAs: string | undefined
}

/** The signed answer as DiagnosticReport (R4): the dermatologist's own words, the outcome as a code, the pictures it speaks of. */
export function reportOf(
  { consultId, patientId, caseId }: ConsultRecord,
  { answer, by, closesAs }: Told,
): DiagnosticReport {
  const { outcome, findings, impression, advice, images } = answer
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
    effectiveDateTime: answer.at,
    issued: answer.at,
    performer: [personOf(by)],
    conclusion: words,
    conclusionCode: [{ coding: codes }],
    ...(images.length > 0 && { media: images.map(blobId => ({ link: refTo('Media', blobId) })) }),
  }
  return withLid(report, consultId)
}
