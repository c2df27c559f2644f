import type { Route } from '../types.ts'

/** A product whose RxNorm concept was verified. */
export interface Product {
  readonly rxcui: string
  readonly amount: string
  readonly unit: 'mg' | 'mg/ml' | '%'
  readonly form: string
  readonly brand?: string
  readonly volumeMl?: string
  readonly andAmount?: string
}

export interface CatalogueRow {
  readonly id: string
  readonly name: string
  /** Therapeutic class; two systemic medicines of one class are a duplicate. */
  readonly drugClass: string
  readonly routes: readonly Route[]
  /** WHO Collaborating Centre for Drug Statistics Methodology, list of 2026-04-25: an optional mapping, cited, never changed. */
  readonly atc: string
  /** Verified ingredient concepts of RxNorm; empty where none was verified: then the clinic's terminology server resolves it. */
  readonly rxcui: readonly string[]
  readonly products: readonly Product[]
}
