import type { OrderSpecimen } from '../../src-shared/contract/orders.ts'
import { type DiagnosticReport, type Specimen, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { conceptOf, personOf, refTo } from '../records/index.ts'
import type { OrderRecord } from './body.ts'

const laboratory = conceptOf('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB', 'Laboratory')

/** What was taken, as Specimen (R4): its number is what the laboratory's result will name. */
export function specimenOf({ orderId, patientId, body }: OrderRecord, taken: OrderSpecimen): Specimen {
  const { specimenId, number, type, collectedAt, collectedBy, site } = taken
  const { content } = body
  const specimen: Specimen = {
    resourceType: 'Specimen',
    id: specimenId,
    accessionIdentifier: { value: number },
    status: 'available',
    type: { text: type },
    subject: refTo('Patient', patientId),
    request: [refTo('ServiceRequest', orderId)],
    collection: {
      collector: { type: 'Practitioner', display: collectedBy },
      collectedDateTime: collectedAt,
      ...(content.kind === 'biopsy' && { method: { text: content.technique } }),
      ...(site && { bodySite: { text: site } }),
    },
  }
  return withLid(specimen, specimenId)
}

/** A result that came on paper or by telephone, typed by a person, as DiagnosticReport (R4) based on its order. */
export function typedReportOf(
  { orderId, patientId, caseId, body }: OrderRecord,
  told: { reportId: string; text: string; on: string; laboratory: string },
  { by, at }: { by: Caller; at: string },
): DiagnosticReport {
  const { specimen } = body
  const report: DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    id: told.reportId,
    basedOn: [refTo('ServiceRequest', orderId)],
    status: 'final',
    category: [laboratory],
    code: { text: body.content.kind === 'biopsy' ? 'Histology' : 'Laboratory result' },
    subject: refTo('Patient', patientId),
    ...(caseId && { encounter: refTo('Encounter', caseId) }),
    effectiveDateTime: told.on,
    issued: at,
    performer: [{ type: 'Organization', display: told.laboratory }],
    // Whoever typed it answers for the typing, not for the content.
    extension: [{ url: 'https://cutis.example/fhir/StructureDefinition/typed-by', valueReference: personOf(by) }],
    ...(specimen && { specimen: [refTo('Specimen', specimen.specimenId)] }),
    conclusion: told.text,
  }
  return withLid(report, told.reportId)
}
