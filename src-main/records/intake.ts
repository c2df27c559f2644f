import type { z } from 'zod'
import type { Imported } from '../../src-shared/contract/records.ts'
import type { FhirRecord } from '../../src-shared/fhir/index.ts'
import type { Desk } from './desk.ts'
import { businessKeyOf, type Origin } from './import-identity.ts'
import type { Resolve } from './import-references.ts'
import type { HeldRow, RecordName } from './rows.ts'

/** An entry on its way in: what it is, and from the second step on which id it gets here. */
export interface Draft {
  readonly entry: number
  readonly fullUrl: string | undefined
  readonly resource: FhirRecord
  id?: string
}

type Refused = z.input<typeof Imported>['refused'][number]

export const nameOf = ({ resource, id = '' }: Draft): RecordName => ({ type: resource.resourceType, id })
export const keyOf = ({ type, id }: RecordName): string => `${type}/${id}`

/** One import: what was taken so far, and what was refused. */
export class Intake {
  readonly desk: Desk
  readonly refused: Refused[] = []
  readonly #byAddress = new Map<string, Draft>()
  readonly #byRelative = new Map<string, Draft>()
  /** Records held before, by Type/id: what a reference out of the bundle may mean. */
  readonly held = new Map<string, HeldRow>()
  /** What the coming records were before, and what their source sent last time (SHA-256). */
  readonly before = new Map<string, HeldRow>()
  readonly sources = new Map<string, string>()
  readonly #keys = new Map<string, number>()

  constructor(desk: Desk) {
    this.desk = desk
  }

  refuse(entry: number, type: string | undefined, why: string): void {
    this.refused.push({ entry, why, ...(type !== undefined && { type: type.slice(0, 64) }) })
  }

  add(draft: Draft): void {
    const { resource, fullUrl } = draft
    if (fullUrl !== undefined) this.#byAddress.set(fullUrl, draft)
    if (resource.id !== undefined) this.#byRelative.set(`${resource.resourceType}/${resource.id}`, draft)
    const business = this.businessKey(resource)
    if (business !== undefined) this.#keys.set(business, (this.#keys.get(business) ?? 0) + 1)
  }

  businessKey(resource: FhirRecord): string | undefined {
    const key = businessKeyOf(resource)
    return key && `${resource.resourceType}|${key}`
  }

  originOf({ resource, fullUrl }: Draft): Origin {
    return { fullUrl, alone: (this.#keys.get(this.businessKey(resource) ?? '') ?? 0) === 1 }
  }

  /** What a reference written in `from` means, first inside the bundle, then among what is held (hl7.org/fhir/R4/bundle.html#references). */
  draftFor(from: Draft, written: string): Draft | undefined {
    const reference = written.replace(/\/_history\/[^/]+$/, '')
    const base = /^(https?:\/\/.+\/)[A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.exec(from.fullUrl ?? '')?.[1]
    return (
      this.#byAddress.get(reference) ??
      (base === undefined ? undefined : this.#byAddress.get(base + reference)) ??
      this.#byRelative.get(reference)
    )
  }

  resolverFor(from: Draft): Resolve {
    return written => {
      const draft = this.draftFor(from, written)
      if (draft !== undefined) return draft.id === undefined ? undefined : nameOf(draft)
      const row = this.held.get(written)
      return row && { type: row.type, id: row.id }
    }
  }
}

/** A record that may come in: its id and its references are local. */
export interface Ready {
  readonly draft: Draft
  readonly name: RecordName
  readonly resource: FhirRecord
  readonly targets: readonly RecordName[]
}
