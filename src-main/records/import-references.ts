import { type FhirRecord, isRecordType, type Reference } from '../../src-shared/fhir/index.ts'
import type { RecordName } from './rows.ts'

/** Finds the record a written reference means, or undefined. */
export type Resolve = (reference: string) => RecordName | undefined

export interface Resolved {
  readonly resource: FhirRecord
  readonly targets: readonly RecordName[]
  /** Written references that must lead somewhere and do not. */
  readonly lost: readonly string[]
}

const typed = /(?:^|\/)([A-Z][A-Za-z]+)(?:\/[A-Za-z0-9\-.]{1,64}|\?[^/]*)(?:\/_history\/[^/]+)?$/

/** The type a written reference names; undefined where it does not say (urn:uuid). */
const typeNamed = (reference: string): string | undefined => typed.exec(reference)?.[1]

/**
 * Staff and places are not part of the patient's own record: a pointer that leads to none of them here stays as what it said,
 * and does not keep the record out.
 */
const mayDangle = (written: string): boolean => {
  const type = typeNamed(written)
  return type !== undefined && (!isRecordType(type) || type === 'Practitioner')
}

const logical = ({ reference, ...rest }: Reference & { reference: string }): Reference => ({
  ...rest,
  ...(rest.type === undefined && { type: typeNamed(reference) }),
  identifier: rest.identifier ?? { system: 'urn:cutis:source', value: reference },
})

const isReference = (value: unknown): value is Reference & { reference: string } =>
  typeof value === 'object' && value !== null && 'reference' in value && typeof value.reference === 'string'

/** A copy of `resource` whose references are local. Nesting was bounded before, so recursion is safe here. */
export const withLocalReferences = (resource: FhirRecord, resolve: Resolve): Resolved => {
  const targets: RecordName[] = []
  const lost: string[] = []
  const pointed = (value: Reference & { reference: string }): Reference => {
    if (value.reference.startsWith('#')) return value
    const target = resolve(value.reference)
    if (target !== undefined) {
      targets.push(target)
      return { ...value, reference: `${target.type}/${target.id}` }
    }
    if (mayDangle(value.reference)) return logical(value)
    lost.push(value.reference)
    return value
  }
  const copied = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copied)
    if (typeof value !== 'object' || value === null) return value
    const copy = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]))
    return isReference(copy) ? pointed(copy) : copy
  }
  return { resource: copied(resource) as FhirRecord, targets, lost }
}

/** Every reference a record writes, contained ones left out. */
export const referencesIn = (resource: FhirRecord): string[] => {
  const written: string[] = []
  withLocalReferences(resource, reference => {
    written.push(reference)
    return undefined
  })
  return written
}
