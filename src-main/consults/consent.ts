import type { ConsultConsent } from '../../src-shared/contract/consults.ts'
import { type Consent, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, personOf, refTo, structure } from '../records/index.ts'
import type { ConsultRecord } from './body.ts'

/** What the patient agreed to, as Consent (R4): sharing history and pictures with another clinician, how and when it was given. */
export function consentOf(record: ConsultRecord, told: ConsultConsent, by: Caller): Consent {
  const { consultId, patientId } = record
  const agreed = told.consult && told.photography
  const consent: Consent = {
    resourceType: 'Consent',
    id: consultId,
    extension: [
      { url: `${structure}/consent-method`, valueCode: told.method } as { url: string },
      ...(told.witness ? [{ url: `${structure}/consent-witness`, valueString: told.witness } as { url: string }] : []),
    ],
    status: agreed ? 'active' : 'rejected',
    scope: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
    },
    category: [
      {
        coding: [{ system: `${codeSystem}/consent`, code: 'store-and-forward-consult' }],
        text: 'Teledermatology consult',
      },
    ],
    patient: refTo('Patient', patientId),
    dateTime: told.on,
    performer: [personOf(by)],
    policyRule: { text: 'Clinic policy on teledermatology' },
  }
  return withLid(consent, consultId)
}
