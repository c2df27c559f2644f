import type { CodeableConcept, Reference } from '@medplum/fhirtypes'

const systems = 'https://cutis.example/fhir/CodeSystem'

/** The codes by which workstations mark what is whose; the walk through the portal holds them against the workstation's own. */
export const codes = {
  thread: systems,
  threadKind: `${systems}/thread-kind`,
  audience: `${systems}/message-audience`,
  appointmentKind: `${systems}/appointment-kind`,
  portal: `${systems}/portal`,
  order: 'https://cutis.example/fhir/StructureDefinition/order',
} as const

/** Names of what a patient sends, so that sent twice it is kept once. */
export const sentSystem = 'urn:cutis:portal'

/** True where the concept bears this code. */
export const bears = (concept: CodeableConcept | undefined, system: string, code: string): boolean =>
  concept?.coding?.some(one => one.system === system && one.code === code) ?? false

/** True where exactly this local resource is named. */
export const names = (reference: Reference | undefined, type: string, id: string): boolean =>
  reference?.reference === `${type}/${id}`

/** The id a local reference to a type names. */
export const idOf = (reference: Reference | undefined, type: string): string | undefined =>
  new RegExp(`^${type}/([A-Za-z0-9.-]{1,64})$`).exec(reference?.reference ?? '')?.[1]
