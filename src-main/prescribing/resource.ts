import { drugOf, substanceLabelOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import { dayAfter } from '../../src-shared/clinical/prescribing/dates.ts'
import { daysSupplyOf } from '../../src-shared/clinical/prescribing/quantity.ts'
import { sigWords } from '../../src-shared/clinical/prescribing/sig.ts'
import type { Frequency, PrescriptionDraft, Sig } from '../../src-shared/clinical/prescribing/types.ts'
import { type Dosage, decimalOf, type MedicationRequest, type Reference, withLid } from '../../src-shared/fhir/index.ts'
import { codeSystem, conceptOf, idIn, present, refTo, siteConceptOf, structure } from '../records/index.ts'
import { PrescriptionBody, type PrescriptionRecord } from './body.ts'
import { amountOf, drugWords } from './words.ts'

const bodyUrl = `${structure}/prescription`
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const atc = 'http://www.whocc.no/atc'
const ucum = 'http://unitsofmeasure.org'
const icd = 'http://hl7.org/fhir/sid/icd-10-cm'

const routes = {
  oral: ['26643006', 'Oral route'],
  topical: ['6064005', 'Topical route'],
  subcutaneous: ['34206005', 'Subcutaneous route'],
  intravenous: ['47625008', 'Intravenous route'],
  intralesional: ['372471009', 'Intralesional route'],
} as const

const periodUnits = { hours: 'h', days: 'd', weeks: 'wk' } as const

/** R4 Timing of a frequency; bounds in days where the step has an end. */
function timingOf(frequency: Frequency, days: number | undefined) {
  const bounds = days !== undefined && { boundsDuration: { value: days, unit: 'd', system: ucum, code: 'd' } }
  if (frequency.kind === 'once') return { repeat: { ...bounds, count: 1 } }
  if (frequency.kind === 'daily')
    return { repeat: { ...bounds, frequency: frequency.times, period: 1, periodUnit: 'd' } }
  if (frequency.kind === 'every')
    return { repeat: { ...bounds, frequency: 1, period: frequency.count, periodUnit: periodUnits[frequency.of] } }
  const named = frequency.days.length > 0 && { dayOfWeek: frequency.days }
  return { repeat: { ...bounds, frequency: frequency.times, period: 1, periodUnit: 'wk', ...named } }
}

function siteOf({ sites }: Sig) {
  const [first] = sites
  return first === undefined ? undefined : siteConceptOf(first)
}

const routeOf = ({ route }: Sig) => {
  const [code, display] = routes[route]
  return conceptOf('http://snomed.info/sct', code, display)
}

const dosageOf = (sig: Sig): Dosage[] =>
  sig.steps.map((step, index) =>
    present({
      sequence: index + 1,
      // The whole of the directions stands once, where every reader looks first.
      text: index === 0 ? sigWords(sig) : undefined,
      patientInstruction: index === 0 ? sig.patientNote : undefined,
      timing: timingOf(step.frequency, step.days),
      asNeededCodeableConcept: sig.asNeeded === undefined ? undefined : { text: sig.asNeeded },
      site: siteOf(sig),
      route: routeOf(sig),
      doseAndRate: [{ doseQuantity: { value: decimalOf(step.dose), unit: step.unit } }],
    }),
  )

function medicationOf(draft: PrescriptionDraft) {
  const row = drugOf(draft.drug)
  const [single, ...others] = row?.rxcui ?? []
  const rxcui = draft.rxcui ?? (others.length === 0 ? single : undefined)
  return {
    coding: [
      { system: `${codeSystem}/drug`, code: draft.drug, display: substanceLabelOf(draft.drug) },
      ...(rxcui === undefined ? [] : [{ system: rxnorm, code: rxcui }]),
      ...(row?.atc ? [{ system: atc, code: row.atc }] : []),
    ],
    text: drugWords(draft),
  }
}

const ncpdp = 'http://terminology.hl7.org/NamingSystem/NCPDPProviderIdentificationNumber'

function pharmacyOf({ pharmacy, pharmacyName }: PrescriptionDraft): Reference | undefined {
  if (pharmacyName === undefined) return pharmacy === undefined ? undefined : { display: pharmacy }
  const identifier = pharmacy === undefined ? {} : { identifier: { system: ncpdp, value: pharmacy } }
  return { type: 'Organization', ...identifier, display: pharmacyName }
}

function dispenseOf(draft: PrescriptionDraft) {
  const [told, days] = [amountOf(draft), daysSupplyOf(draft)]
  const start = draft.effectiveOn ?? draft.writtenOn
  return present({
    validityPeriod: present({ start, end: draft.expiresOn }),
    numberOfRepeatsAllowed: draft.refills,
    quantity: told && { value: decimalOf(told.amount), unit: told.unit },
    expectedSupplyDuration: days === undefined ? undefined : { value: days, unit: 'd', system: ucum, code: 'd' },
    performer: pharmacyOf(draft),
  })
}

function indicationOf({ code, display }: NonNullable<PrescriptionDraft['indication']>) {
  return code === undefined ? { text: display } : { coding: [{ system: icd, code, display }], text: display }
}

/** The FHIR elements that follow from a draft: what other programs read. */
export const elementsOf = (draft: PrescriptionDraft) =>
  present({
    medicationCodeableConcept: medicationOf(draft),
    dosageInstruction: dosageOf(draft.sig),
    dispenseRequest: dispenseOf(draft),
    substitution: { allowedBoolean: draft.substitution },
    reasonCode: draft.indication && [indicationOf(draft.indication)],
    note: draft.pharmacyNote === undefined ? undefined : [{ text: draft.pharmacyNote }],
    priorPrescription: draft.renews === undefined ? undefined : refTo('MedicationRequest', draft.renews),
  })

const personRef = (byId: string, display: string): Reference => ({
  type: 'Practitioner',
  identifier: { system: 'urn:cutis:user', value: byId },
  display,
})

/** A prescription as MedicationRequest (R4). `before` is the resource as it is held: what a server added to it stays. */
export function resourceOf(
  { prescriptionId, patientId, caseId, status, body }: PrescriptionRecord,
  before?: MedicationRequest,
): MedicationRequest {
  const { signed, draft } = body
  const others = (before?.extension ?? []).filter(({ url }) => url !== bodyUrl)
  const resource: MedicationRequest = {
    ...before,
    resourceType: 'MedicationRequest',
    id: prescriptionId,
    extension: [...others, { url: bodyUrl, valueString: JSON.stringify(body) }],
    status,
    intent: 'order',
    subject: refTo('Patient', patientId),
    ...(caseId !== undefined && { encounter: refTo('Encounter', caseId) }),
    authoredOn: signed?.at ?? draft.writtenOn,
    ...(signed && { requester: personRef(signed.byId, signed.by) }),
    ...elementsOf(draft),
  }
  return withLid(resource, prescriptionId)
}

const bodyIn = ({ extension = [] }: MedicationRequest): PrescriptionBody | undefined => {
  const text = (extension.find(({ url }) => url === bodyUrl) as { valueString?: unknown } | undefined)?.valueString
  if (typeof text !== 'string') return undefined
  try {
    return PrescriptionBody.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** A prescription read back; undefined where another program or a newer version wrote it. */
export function prescriptionIn(resource: MedicationRequest): PrescriptionRecord | undefined {
  const [body, patientId] = [bodyIn(resource), idIn('Patient', resource.subject)]
  const { id, status } = resource
  if (!(body && patientId && id)) return undefined
  const caseId = idIn('Encounter', resource.encounter)
  return { prescriptionId: id, patientId, ...(caseId !== undefined && { caseId }), status, body }
}

/** The last day on which a supply with all its refills lasts; undefined where the directions tell none. */
export function lastsUntil(draft: PrescriptionDraft): string | undefined {
  const days = daysSupplyOf(draft)
  if (days === undefined) return undefined
  return dayAfter(draft.effectiveOn ?? draft.writtenOn, days * (draft.refills + 1) - 1)
}
