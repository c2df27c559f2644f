import type { Identifier, Meta } from './datatypes.ts'

/** The naming system of this program's own record ids: made where the record is made, never changed by a server. */
export const LID_SYSTEM = 'urn:cutis:lid'

/**
 * Types whose lid travels in `meta.tag`: they have no `identifier` element or, as an AdverseEvent, one that R4 cannot search by
 * (hl7.org/fhir/R4/adverseevent.html#search).
 */
const untitled: ReadonlySet<string> = new Set([
  'Binary',
  'AuditEvent',
  'Provenance',
  'OperationOutcome',
  'Parameters',
  'AdverseEvent',
])

interface Named {
  readonly resourceType: string
  readonly identifier?: unknown
  readonly meta?: Meta | undefined
}

/** A copy of `resource` that carries the local id `lid` (a uuid), in place of any other local id it carried. */
export const withLid = <R extends Named>(resource: R, lid: string): R => {
  if (untitled.has(resource.resourceType)) {
    const tags = resource.meta?.tag?.filter(tag => tag.system !== LID_SYSTEM) ?? []
    return { ...resource, meta: { ...resource.meta, tag: [...tags, { system: LID_SYSTEM, code: lid }] } }
  }
  const own: Identifier = { system: LID_SYSTEM, value: lid }
  // A Bundle, a QuestionnaireResponse and a Composition have one identifier where others have a list.
  if (single.has(resource.resourceType)) return { ...resource, identifier: own }
  const others = identifiersOf(resource).filter(identifier => identifier.system !== LID_SYSTEM)
  return { ...resource, identifier: [...others, own] }
}

/** The search that finds a record of ours at a server, whatever the server calls it. */
export const searchByLid = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  `${untitled.has(type) ? '_tag' : 'identifier'}=${LID_SYSTEM}|${id}`

/** The local id of `resource`, or undefined where another program made it. */
export const lidOf = (resource: Named): string | undefined =>
  identifiersOf(resource).find(identifier => identifier.system === LID_SYSTEM)?.value ??
  resource.meta?.tag?.find(tag => tag.system === LID_SYSTEM)?.code

const single: ReadonlySet<string> = new Set(['Bundle', 'QuestionnaireResponse', 'Composition'])

const identifiersOf = (resource: Named): readonly Identifier[] => {
  const found = resource.identifier
  if (Array.isArray(found)) return found.filter(isIdentifier)
  return isIdentifier(found) ? [found] : []
}

const isIdentifier = (value: unknown): value is Identifier => typeof value === 'object' && value !== null
