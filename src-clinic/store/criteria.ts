import type { IndexKind } from './index-rows.ts'

/** How a range of the resource stands to the range asked for (hl7.org/fhir/R4/search.html#prefix). */
export type Comparison = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap'

export interface Range {
  readonly comparison: Comparison
  readonly low: number
  readonly high: number
}

/** A search, free of FHIR's syntax. Lists are alternatives (OR); a search is a list of criteria (AND). */
export type Criterion =
  | { readonly by: 'id'; readonly any: readonly string[] }
  | { readonly by: 'updated'; readonly any: readonly Range[] }
  | {
      readonly by: 'token'
      readonly param: string
      readonly any: readonly { readonly value?: string; readonly system?: string }[]
    }
  | {
      readonly by: 'string'
      readonly param: string
      readonly match: 'words' | 'exact' | 'contains'
      readonly any: readonly string[]
    }
  | {
      readonly by: 'reference'
      readonly param: string
      readonly any: readonly { readonly id: string; readonly type?: string }[]
    }
  | { readonly by: 'date'; readonly param: string; readonly any: readonly Range[] }
  | {
      readonly by: 'quantity'
      readonly param: string
      readonly any: readonly (Range & { readonly code?: string; readonly system?: string })[]
    }
  | { readonly by: 'present'; readonly param: string; readonly kind: IndexKind; readonly present: boolean }
  | { readonly by: 'not'; readonly criterion: Criterion }
  /** The resource refers (param) to one of `type` that meets `criteria`: a chain, subject:Patient.name=x. */
  | { readonly by: 'chain'; readonly param: string; readonly type: string; readonly criteria: readonly Criterion[] }
  /** One of `type` that meets `criteria` refers (param) to the resource: _has. */
  | { readonly by: 'has'; readonly param: string; readonly type: string; readonly criteria: readonly Criterion[] }
