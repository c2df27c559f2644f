import {
  type InternalSchemaElement,
  type InternalTypeSchema,
  OperationOutcomeError,
  tryGetDataType,
  validateResource,
} from '@medplum/core'
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { type CodeLists, withoutVersion } from '../definitions/code-lists.ts'

/** What is wrong with a resource: structure (cardinality, types, constraints) and codes outside required value sets. */
export const issuesOf = (lists: CodeLists, resource: Resource): OperationOutcomeIssue[] => {
  try {
    const warnings = validateResource(resource)
    return [...warnings, ...codeIssues(lists, resource)]
  } catch (error) {
    if (error instanceof OperationOutcomeError) return [...(error.outcome.issue ?? []), ...codeIssues(lists, resource)]
    // The validator trips over shapes it did not foresee; what it trips over is no resource.
    return [{ severity: 'fatal', code: 'structure', details: { text: 'The resource is not well formed.' } }]
  }
}

/** True for an issue that forbids storing. */
export const forbids = (issue: OperationOutcomeIssue): boolean =>
  issue.severity === 'error' || issue.severity === 'fatal'

const codeIssues = (lists: CodeLists, resource: Resource): OperationOutcomeIssue[] => {
  const issues: OperationOutcomeIssue[] = []
  const schema = tryGetDataType(resource.resourceType)
  if (schema !== undefined) walk({ lists, issues }, { value: resource, schema, path: resource.resourceType })
  return issues
}

interface Pass {
  readonly lists: CodeLists
  readonly issues: OperationOutcomeIssue[]
}
interface Place {
  readonly value: object
  readonly schema: InternalTypeSchema
  readonly path: string
}

const walk = (pass: Pass, place: Place): void => {
  for (const [name, element] of Object.entries(place.schema.elements)) {
    for (const [key, type] of spellings(name, element)) {
      const found = (place.value as Record<string, unknown>)[key]
      if (found === undefined || found === null) continue
      const path = `${place.path}.${key}`
      const values: readonly unknown[] = Array.isArray(found) ? found : [found]
      for (const [index, value] of values.entries()) {
        visit(pass, { value, type, element, path: Array.isArray(found) ? `${path}[${index}]` : path })
      }
    }
  }
}

interface Visit {
  readonly value: unknown
  readonly type: string
  readonly element: InternalSchemaElement
  readonly path: string
}

const visit = (pass: Pass, { value, type, element, path }: Visit): void => {
  const binding = element.binding
  if (binding?.strength === 'required' && binding.valueSet !== undefined) {
    const allowed = pass.lists.get(withoutVersion(binding.valueSet))
    if (allowed !== undefined && !codesIn(value).every(code => allowed.has(code))) {
      pass.issues.push({
        severity: 'error',
        code: 'code-invalid',
        details: { text: `The code is not one of ${withoutVersion(binding.valueSet)}` },
        expression: [path],
      })
    }
  }
  const schema = typeof value === 'object' && value !== null ? tryGetDataType(type) : undefined
  if (schema !== undefined && type !== 'Resource') walk(pass, { value: value as object, schema, path })
}

/** `value[x]` is spelt valueQuantity, valueString, …; everything else by its own name. */
const spellings = (name: string, element: InternalSchemaElement): [string, string][] =>
  name.endsWith('[x]')
    ? element.type.map(type => [name.slice(0, -3) + type.code.charAt(0).toUpperCase() + type.code.slice(1), type.code])
    : [[name, element.type[0]?.code ?? '']]

/** The codes of a code, a Coding or a CodeableConcept; text alone is no code and is let through. */
const codesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if ('coding' in value && Array.isArray(value.coding)) return value.coding.flatMap(codesIn)
  return 'code' in value && typeof value.code === 'string' ? [value.code] : []
}
