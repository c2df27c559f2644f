import { VisitStart } from '../../src-shared/contract/visits.ts'
import { type Consent, type Encounter, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, personOf, refTo, structure } from '../records/index.ts'

const startUrl = `${structure}/video-visit-start`
type Extension = { readonly url: string; readonly valueString?: string }
const extensionsOf = (encounter: Encounter): readonly Extension[] =>
  (encounter as { extension?: Extension[] }).extension ?? []

/** What was recorded before the patient was let in; undefined where nothing was, or by a newer Cutis. */
export function startOf(encounter: Encounter): VisitStart | undefined {
  const text = extensionsOf(encounter).find(({ url }) => url === startUrl)?.valueString
  if (text === undefined) return undefined
  try {
    return VisitStart.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** The class of a meeting by video: VR of v3-ActCode. */
const virtual = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR', display: 'virtual' }

export const isVirtual = ({ class: { code } }: Encounter): boolean => code === virtual.code

/** The elements that make an Encounter a visit by video. */
export const asVirtual = () => ({ class: virtual })

/** The same, with what was recorded at its start. */
export const started = (encounter: Encounter, start: VisitStart) => ({
  ...asVirtual(),
  extension: [
    ...extensionsOf(encounter).filter(({ url }) => url !== startUrl),
    { url: startUrl, valueString: JSON.stringify(start) },
  ],
})

/** The consent to a meeting by video as Consent (R4); named by its visit. */
export function consentOf(
  about: { caseId: string; patientId: string; at: string },
  start: VisitStart,
  by: Caller,
): Consent {
  const { caseId, patientId, at } = about
  const consent: Consent = {
    resourceType: 'Consent',
    id: caseId,
    extension: [{ url: `${structure}/consent-method`, valueCode: start.consent.method } as { url: string }],
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [{ system: `${codeSystem}/consent`, code: 'video-visit' }], text: 'Visit by video' }],
    patient: refTo('Patient', patientId),
    dateTime: at,
    performer: [personOf(by)],
    policyRule: { text: 'Clinic policy on visits by video' },
  }
  return withLid(consent, caseId)
}
