import type { CodeableConcept, Reference } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'

/** Where this program's own FHIR extensions and code systems are named. */
export const structure = 'https://cutis.example/fhir/StructureDefinition'
/** R4 gives an AdverseEvent no status: HL7's cross-version extension carries the element that R5 added. */
export const eventStatus = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AdverseEvent.status'
export const codeSystem = 'https://cutis.example/fhir/CodeSystem'

export const loinc = 'http://loinc.org'

/** Names a resource held here: "Patient/<uuid>". */
export const refTo = (type: string, id: string): Reference & { reference: string } => ({ reference: `${type}/${id}` })

/** The id a local reference names, or undefined where it names another type, another place or nothing. */
export const idIn = (type: string, reference: Reference | undefined): string | undefined => {
  const [named, id, ...rest] = reference?.reference?.split('/') ?? []
  return named === type && id && rest.length === 0 ? id : undefined
}

/** Names a person who signs in here: by login and name, since staff are no Practitioner resource yet. */
export const personOf = (by: Caller): Reference => ({
  type: 'Practitioner',
  identifier: { system: 'urn:cutis:user', value: by.userId },
  display: by.name,
})

/** Words for a concept: its text, else the first coding's display or code. */
export const wordsFor = (concept: CodeableConcept | undefined): string | undefined => {
  if (concept?.text !== undefined) return concept.text
  const codings = concept?.coding ?? []
  return codings.find(({ display }) => display)?.display ?? codings[0]?.code
}

export const conceptOf = (system: string, code: string, display?: string): CodeableConcept => ({
  coding: [{ system, code, ...(display !== undefined && { display }) }],
})

/** The code a concept has in one system. */
export const codeIn = (system: string, concept: CodeableConcept | undefined): string | undefined =>
  concept?.coding?.find(coding => coding.system === system)?.code

/** A FHIR date or dateTime as ISO 8601 in UTC; a year or a month alone stands for its first moment. Undefined where it is no time. */
export const stampOf = (text: string | undefined): string | undefined => {
  // A leap second is a time in FHIR and none in ECMAScript.
  const time = new Date((text ?? '').replace(/:60(?=[.Z+-])/, ':59'))
  const stamp = Number.isNaN(time.getTime()) ? '' : time.toISOString()
  // Beyond the four digits of a FHIR year an ISO year grows a sign.
  return /^\d/.test(stamp) ? stamp : undefined
}
