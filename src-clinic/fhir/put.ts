import { badRequest, OperationOutcomeError } from '@medplum/core'
import type { Resource } from '@medplum/fhirtypes'
import { isClinicType } from '../../src-shared/fhir/index.ts'
import type { CodeLists } from '../definitions/code-lists.ts'
import type { Drawers, Method } from '../store/index.ts'
import { indexRowsOf } from './index-values.ts'
import { forbids, issuesOf } from './validate.ts'

/** A version that became part of the clinic's record; `seq` orders all of them. */
export interface Change {
  readonly type: string
  readonly id: string
  readonly seq: number
}

/** An open transaction: where to write, under whose name, and what it has changed so far. */
export interface Transaction {
  readonly drawers: Drawers
  readonly author: string
  readonly now: number
  readonly changes: Change[]
}

export type Stored<T extends Resource> = T & { id: string }

/** Refuses (400, every issue named) what is no valid R4 resource of a type the clinic stores. */
export const mustBeValid = (lists: CodeLists, resource: Resource): void => {
  if (!isClinicType(resource.resourceType)) {
    throw new OperationOutcomeError(badRequest(`This clinic does not store ${String(resource.resourceType)}`))
  }
  const issues = issuesOf(lists, resource)
  if (issues.some(forbids)) throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue: issues })
}

interface Put<T extends Resource> {
  readonly resource: T
  readonly id: string
  readonly method: Method
  /** Bytes of a Binary, kept beside its JSON. */
  readonly bytes?: Buffer | undefined
}

/** Appends the next version of a resource, stamped and indexed. The resource must have been found valid. */
export const putVersion = <T extends Resource>(transaction: Transaction, put: Put<T>): Stored<T> => {
  const { records, index } = transaction.drawers
  const type = put.resource.resourceType
  const updated = nextInstant(transaction)
  const version = (records.current(type, put.id)?.version ?? 0) + 1
  const { resourceType, id: _id, meta, ...rest } = put.resource
  const stamped = {
    resourceType,
    id: put.id,
    meta: { ...meta, versionId: String(version), lastUpdated: new Date(updated).toISOString() },
    ...rest,
  } as unknown as Stored<T>
  const { seq, key } = records.append({
    type,
    id: put.id,
    version,
    method: put.method,
    updated,
    author: transaction.author,
    json: JSON.stringify(stamped),
  })
  if (put.bytes !== undefined) records.putBytes(seq, put.bytes)
  index.replace(key, indexRowsOf(stamped))
  transaction.changes.push({ type, id: put.id, seq })
  return stamped
}

/** Appends a deletion; the versions before it stay readable. */
export const putDeletion = (transaction: Transaction, type: string, id: string): void => {
  const { records, index } = transaction.drawers
  const version = (records.current(type, id)?.version ?? 0) + 1
  const updated = nextInstant(transaction)
  const { author } = transaction
  const { seq, key } = records.append({ type, id, version, method: 'DELETE', updated, author, json: null })
  index.replace(key, [])
  transaction.changes.push({ type, id, seq })
}

/** Never before the newest version, even where the clock was set back: readers follow `_lastUpdated`. */
const nextInstant = (transaction: Transaction): number =>
  Math.max(transaction.now, transaction.drawers.records.lastUpdated())
