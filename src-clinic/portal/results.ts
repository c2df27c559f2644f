import type { DiagnosticReport, Observation, QuestionnaireResponse, ServiceRequest } from '@medplum/fhirtypes'
import { z } from 'zod'
import { LID_SYSTEM } from '../../src-shared/fhir/index.ts'
import { formIn } from '../../src-shared/portal/index.ts'
import { codes, idOf, names } from './codes.ts'
import type { PatientDesk } from './desk.ts'

/** What of an order's course matters here: which results a person matched to it, and whether the patient was told. */
const Order = z.object({ events: z.array(z.object({ what: z.string() })), linked: z.array(z.string()) })

/** An order whose patient was told the result by a person, with the local ids of results matched to it by hand. */
const toldOf = (request: ServiceRequest): { id: string; linked: readonly string[] } | undefined => {
  const text = request.extension?.find(({ url }) => url === codes.order)?.valueString
  try {
    const order = Order.parse(JSON.parse(text ?? ''))
    const isTold = order.events.some(({ what }) => what === 'told')
    return isTold && request.id !== undefined ? { id: request.id, linked: order.linked } : undefined
  } catch {
    return undefined
  }
}

const isStanding = ({ status }: DiagnosticReport): boolean =>
  ['final', 'amended', 'corrected', 'appended'].includes(status ?? '')

const lidIn = ({ identifier = [] }: DiagnosticReport): string =>
  identifier.find(({ system }) => system === LID_SYSTEM)?.value ?? ''

const quantityOf = ({ value, comparator, unit = '' }: NonNullable<Observation['valueQuantity']>): string =>
  value === undefined ? '' : `${comparator ?? ''}${value} ${unit}`.trim()

const valueOf = (value: Observation): string => {
  const { valueQuantity, valueString, valueCodeableConcept: concept } = value
  if (valueQuantity !== undefined) return quantityOf(valueQuantity)
  return valueString ?? concept?.text ?? concept?.coding?.[0]?.display ?? ''
}

const nameIn = ({ code }: Observation | DiagnosticReport): string => code?.text ?? code?.coding?.[0]?.display ?? ''

/**
 * Results that are released: the patient was told by a person first, which the order's course says. A result nobody has spoken
 * about is not found here, however final the laboratory calls it.
 */
export const resultsOf = async (desk: PatientDesk) => {
  const whose = { subject: `Patient/${desk.patientId}` }
  const own = <T extends { subject?: unknown }>(one: T) => names(one.subject as never, 'Patient', desk.patientId)
  const told = (await desk.search<ServiceRequest>('ServiceRequest', whose))
    .filter(own)
    .flatMap(one => toldOf(one) ?? [])
  if (told.length === 0) return []
  const reports = (await desk.search<DiagnosticReport>('DiagnosticReport', whose)).filter(own).filter(isStanding)
  const isReleased = (report: DiagnosticReport) =>
    told.some(
      ({ id, linked }) =>
        linked.includes(lidIn(report)) || (report.basedOn ?? []).some(one => names(one, 'ServiceRequest', id)),
    )
  return Promise.all(reports.filter(isReleased).map(report => shownReport(desk, report)))
}

const shownReport = async (desk: PatientDesk, report: DiagnosticReport) => {
  const ids = (report.result ?? []).flatMap(one => idOf(one, 'Observation') ?? [])
  const found = await Promise.all(
    ids.map(id => desk.repository.readResource<Observation>('Observation', id).catch(() => undefined)),
  )
  const values = found.flatMap(one => (one && names(one.subject, 'Patient', desk.patientId) ? [one] : []))
  return {
    id: report.id,
    at: report.effectiveDateTime ?? report.issued ?? '',
    title: nameIn(report),
    text: report.conclusion ?? '',
    values: values.map(one => ({ name: nameIn(one), value: valueOf(one) })),
  }
}

/** The forms this patient filled in on the portal, newest first; those a clinic filled in about them are not among them. */
export const formsOf = async (desk: PatientDesk) => {
  const found = await desk.search<QuestionnaireResponse>('QuestionnaireResponse', {
    subject: `Patient/${desk.patientId}`,
  })
  return found.flatMap(one => {
    const form = formIn(one.questionnaire)
    const isOwn = names(one.subject, 'Patient', desk.patientId) && names(one.source, 'Patient', desk.patientId)
    if (form === undefined || !isOwn || one.status !== 'completed') return []
    const answers = (one.item ?? []).flatMap(({ linkId, answer }) => {
      const [first] = answer ?? []
      const value = first?.valueInteger ?? first?.valueBoolean ?? first?.valueString
      return value === undefined ? [] : [{ id: linkId, answer: value }]
    })
    return [{ id: one.id, form, at: one.authored ?? '', answers }]
  })
}
