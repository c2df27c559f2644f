import type { ClosingCase } from '../../src-shared/clinical/triage/outcomes.ts'
import type { Answered } from '../../src-shared/contract/consults.ts'
import { Role } from '../../src-shared/roles.ts'
import type { Caller } from '../kernel/caller.ts'
import { type ConsultRecord, classOf } from './body.ts'
import type { Desk } from './desk.ts'

type Source = ClosingCase['dermoscopic'][number]

/** A live picture was taken here by staff; where a file was made, nobody here can vouch for. */
const sourceOf = (source: string): Source => (source === 'camera' ? 'this-workstation' : 'unknown')

/** What is there when a reviewer wants to close this consult with this answer. */
export async function closingCaseOf(
  desk: Desk,
  record: ConsultRecord,
  told: { readonly answer: Answered; readonly role: Caller['role'] },
): Promise<ClosingCase> {
  const { answer } = told
  const { triage } = record.body
  const shots = await desk.capture.shotsOf(record.caseId)
  const dermoscopic = shots.filter(({ device, state }) => state === 'kept' && device.dermoscopic !== undefined)
  return {
    outcome: answer.outcome,
    class: classOf(record.body) ?? 'P4',
    suitability: triage?.suitability.code ?? 'NOT_TELE',
    excluded: triage?.suitability.reasons.some(({ excludes }) => excludes) ?? true,
    procedure: answer.procedure,
    role: Role.parse(told.role),
    dermoscopic: dermoscopic.map(({ device }) => sourceOf(device.source)),
    reportSigned: answer.reportMarkId !== undefined && (await desk.isSigned(answer.reportMarkId, record.patientId)),
    links: [...new Set(answer.links.map(({ kind }) => kind))],
  }
}
