import { VisitStart } from '../../src-shared/contract/visits.ts'
import { type Consent, type Encounter, withLid } from '../../src-shared/fhir/index.ts'
import type { GuestFace, GuestRole } from '../../src-shared/visit/index.ts'
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

/** What a guest is in a visit, as R4 has it (participant-type, v3-ParticipationType). */
const guestKinds = {
  interpreter: { system: 'http://terminology.hl7.org/CodeSystem/participant-type', code: 'translator' },
  colleague: { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'CON' },
  relative: { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'PART' },
} as const satisfies Readonly<Record<GuestRole, object>>

type Participant = NonNullable<Encounter['participant']>[number]

/** A guest among those who take part: a name and a role, and no more is kept of them. */
export const guestParticipant = ({ name, role }: { readonly name: string; readonly role: GuestRole }): Participant => ({
  type: [{ coding: [guestKinds[role]], text: role }],
  individual: { display: name },
})

/** Whether somebody who takes part is a guest: never the clinician whose visit it is. */
export const isGuest = ({ type = [] }: Participant): boolean =>
  type.some(({ coding = [] }) => Object.values(guestKinds).some(kind => coding.some(one => one.code === kind.code)))

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

const guestConsent = { system: `${codeSystem}/consent`, code: 'video-visit-guest' }

/** Whether a consent is a patient's yes to a guest. */
export const isGuestConsent = ({ category }: Consent): boolean =>
  category.some(({ coding = [] }) => coding.some(one => one.code === guestConsent.code))

/**
 * The patient's yes to a guest as Consent (R4), named by the guest: said by the patient, on their page, to this name in this role and in
 * this visit.
 */
export function guestConsentOf(
  { caseId, patientId, at }: { caseId: string; patientId: string; at: string },
  { id, name, role }: GuestFace,
): Consent {
  const consent: Consent = {
    resourceType: 'Consent',
    id,
    extension: [{ url: `${structure}/consent-method`, valueCode: 'page' } as { url: string }],
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [guestConsent], text: 'A guest in a visit by video' }],
    patient: refTo('Patient', patientId),
    dateTime: at,
    performer: [refTo('Patient', patientId)],
    policyRule: { text: 'Clinic policy on visits by video' },
    provision: {
      type: 'permit',
      actor: [{ role: { coding: [guestKinds[role]], text: role }, reference: { display: name } }],
      data: [{ meaning: 'related', reference: refTo('Encounter', caseId) }],
    },
  }
  return withLid(consent, id)
}
