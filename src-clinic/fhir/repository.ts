import {
  applyPatch,
  badRequest,
  fhirpathPatchTypedValue,
  gone,
  normalizeOperationOutcome,
  notFound,
  type Operation,
  OperationOutcomeError,
  parseFhirPathPatchParameters,
  preconditionFailed,
  type SearchRequest,
  toTypedValue,
  type WithId,
} from '@medplum/core'
import { type CreateResourceOptions, FhirRepository, type UpdateResourceOptions } from '@medplum/fhir-router'
import type { Bundle, OperationOutcome, Parameters, Reference, Resource } from '@medplum/fhirtypes'
import { FhirId } from '../../src-shared/fhir/index.ts'
import type { CodeLists } from '../definitions/code-lists.ts'
import type { Current, Drawers, Method, Store } from '../store/index.ts'
import { historyBundle } from './history.ts'
import { outcomeOf } from './outcomes.ts'
import { type Change, mustBeValid, putDeletion, putVersion, type Stored, type Transaction } from './put.ts'
import { paramsOf, searchBundle } from './repository-search.ts'
import type { WriteLock } from './write-lock.ts'

/** What every repository of one clinic shares. */
export interface RepositoryNeeds {
  readonly store: Store
  readonly lists: CodeLists
  readonly lock: WriteLock
  readonly base: string
  readonly clock: () => number
  readonly newId: () => string
  /** Called after a commit, in the order of commits. */
  readonly published: (changes: readonly Change[]) => void
  readonly log: (message: string, error?: unknown) => void
}

/**
 * The clinic's record as the FHIR router sees it, for one author. Every write runs alone, behind one lock, in one SQLite
 * transaction; outside a transaction reads come from a connection that sees committed data only.
 */
export class ClinicRepository extends FhirRepository {
  readonly #needs: RepositoryNeeds
  readonly #author: string
  readonly #transaction: Transaction | undefined

  constructor(needs: RepositoryNeeds, author: string, transaction?: Transaction) {
    super()
    this.#needs = needs
    this.#author = author
    this.#transaction = transaction
  }

  override setMode(): void {
    // One file serves readers and writers alike.
  }

  override generateId(): string {
    return this.#needs.newId()
  }

  get drawers(): Drawers {
    return this.#transaction?.drawers ?? this.#needs.store.reading
  }

  override async createResource<T extends Resource>(resource: T, options?: CreateResourceOptions): Promise<WithId<T>> {
    mustBeValid(this.#needs.lists, resource)
    const id = options?.assignedId === true && resource.id !== undefined ? resource.id : this.generateId()
    return this.#write(transaction => putVersion(transaction, { ...apart(resource), id, method: 'POST' }))
  }

  /** Stores raw bytes as a new Binary (size unlimited here; the door limits it). */
  async createBinary(contentType: string, bytes: Buffer): Promise<Stored<Resource>> {
    const resource: Resource = { resourceType: 'Binary', contentType }
    mustBeValid(this.#needs.lists, resource)
    return this.#write(transaction =>
      putVersion(transaction, { resource, id: this.generateId(), method: 'POST', bytes }),
    )
  }

  override async updateResource<T extends Resource>(resource: T, options?: UpdateResourceOptions): Promise<WithId<T>> {
    return this.#update(resource, options, 'PUT')
  }

  async #update<T extends Resource>(resource: T, options: UpdateResourceOptions | undefined, method: Method) {
    const id = resource.id
    if (id === undefined || !FhirId.safeParse(id).success) throw new OperationOutcomeError(badRequest('Invalid id'))
    mustBeValid(this.#needs.lists, resource)
    return this.#write(transaction => {
      mustMatch(transaction.drawers.records.current(resource.resourceType, id), options?.ifMatch)
      return putVersion(transaction, { ...apart(resource), id, method })
    })
  }

  // oxlint-disable-next-line max-params -- the router's own signature
  override async patchResource<T extends Resource>(
    resourceType: T['resourceType'],
    id: string,
    patch: Operation[] | Parameters,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    return this.withTransaction(async repository => {
      const before = await repository.readResource<T>(resourceType, id)
      const after = patched(structuredClone(before), patch)
      if (after.id !== id || after.resourceType !== resourceType) {
        throw new OperationOutcomeError(badRequest('A patch must not change the type or id'))
      }
      return repository.#update(after, options, 'PATCH')
    })
  }

  override async deleteResource(type: string, id: string, options?: { ifMatch?: string }): Promise<void> {
    await this.#write(transaction => {
      const current = transaction.drawers.records.current(type, id)
      if (current === undefined) throw new OperationOutcomeError(notFound)
      // Deleting twice is no fault: the first answer may have been lost.
      if (current.deleted === 1) return
      mustMatch(current, options?.ifMatch)
      putDeletion(transaction, type, id)
    })
  }

  override async readResource<T extends Resource>(type: string, id: string): Promise<WithId<T>> {
    return this.#guarded(() => JSON.parse(this.textOf(type, id).json) as WithId<T>)
  }

  /** The stored text of the current version; throws not-found or gone. */
  textOf(type: string, id: string): Current & { readonly json: string } {
    const current = this.drawers.records.current(type, id)
    if (current === undefined) throw new OperationOutcomeError(notFound)
    if (current.json === null) throw new OperationOutcomeError(gone)
    return { ...current, json: current.json }
  }

  override async readReference<T extends Resource>(reference: Reference<T>): Promise<WithId<T>> {
    const [type = '', id = ''] = reference.reference?.split('/') ?? []
    return this.readResource<T>(type, id)
  }

  override async readReferences<T extends Resource>(references: readonly Reference<T>[]): Promise<(T | Error)[]> {
    return Promise.all(
      references.map(reference => this.readReference(reference).catch((error: unknown) => error as Error)),
    )
  }

  override async readVersion<T extends Resource>(type: string, id: string, vid: string): Promise<WithId<T>> {
    return this.#guarded(() => {
      const found = /^\d{1,15}$/.test(vid) ? this.drawers.records.version(type, id, Number(vid)) : undefined
      if (found === undefined) throw new OperationOutcomeError(notFound)
      if (found.json === null) throw new OperationOutcomeError(gone)
      return JSON.parse(found.json) as WithId<T>
    })
  }

  override async readHistory<T extends Resource>(type: string, id: string): Promise<Bundle<WithId<T>>> {
    const query = { type, id, order: 'newest-first', limit: 1000 } as const
    return this.#guarded(() => historyBundle<WithId<T>>(this.drawers.history.page(query), this.#needs.base))
  }

  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const at = { type: request.resourceType, base: this.#needs.base }
    return this.#guardedLater(() => searchBundle<T>(this, paramsOf(request), at))
  }

  override async searchByReference<T extends Resource>(
    request: SearchRequest<T>,
    field: string,
    references: string[],
  ): Promise<Record<string, WithId<T>[]>> {
    const found: Record<string, WithId<T>[]> = {}
    for (const reference of references) {
      const filters = [...(request.filters ?? []), { code: field, operator: 'eq' as const, value: reference }]
      found[reference] = await this.searchResources<T>({ ...request, filters })
    }
    return found
  }

  // A condition that holds for every resource would make the first comer stand for all.
  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest<T>,
    options?: CreateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    if (!search.filters?.length) throw new OperationOutcomeError(badRequest('If-None-Exist needs a search'))
    return super.conditionalCreate(resource, search, options)
  }

  override async withTransaction<R>(callback: (repository: this) => Promise<R>): Promise<R> {
    if (this.#transaction !== undefined) return callback(this)
    const { store, lock, clock, published } = this.#needs
    const changed = await lock(async () => {
      const transaction: Transaction = { drawers: store.writing, author: this.#author, now: clock(), changes: [] }
      this.#guarded(() => store.begin())
      try {
        const answer = await callback(new ClinicRepository(this.#needs, this.#author, transaction) as this)
        this.#guarded(() => store.commit())
        return { answer, changes: transaction.changes }
      } catch (error) {
        store.rollback()
        throw error
      }
    })
    if (changed.changes.length > 0) published(changed.changes)
    return changed.answer
  }

  async #write<R>(work: (transaction: Transaction) => R): Promise<R> {
    const transaction = this.#transaction
    if (transaction !== undefined) return this.#guarded(() => this.#needs.store.nested(() => work(transaction)))
    return this.withTransaction(repository => repository.#write(work))
  }

  async #guardedLater<R>(work: () => Promise<R>): Promise<R> {
    return work().catch((error: unknown) =>
      this.#guarded(() => {
        throw error
      }),
    )
  }

  /** Anything but a refusal is ours, and must not reach the router, which would call it the client's bad request. */
  #guarded<R>(work: () => R): R {
    try {
      return work()
    } catch (cause) {
      if (cause instanceof OperationOutcomeError) throw cause
      this.#needs.log('record store failed', cause)
      throw new OperationOutcomeError(outcomeOf('exception', 'The clinic could not do this; nothing was changed.'), {
        cause,
      })
    }
  }
}

/** A Binary's bytes apart from its JSON; any other resource as it is. */
const apart = <T extends Resource>(resource: T): { resource: T; bytes?: Buffer } => {
  if (resource.resourceType !== 'Binary') return { resource }
  const { data, ...rest } = resource
  return { resource: rest as T, bytes: Buffer.from(data ?? '', 'base64') }
}

/** If-Match against the current version: 404 unknown, 410 deleted, 412 another version. Without If-Match all is well. */
const mustMatch = (current: Current | undefined, ifMatch: string | undefined): void => {
  if (ifMatch === undefined) return
  if (current === undefined) throw new OperationOutcomeError(notFound)
  if (current.deleted === 1) throw new OperationOutcomeError(gone)
  if (ifMatch !== String(current.version)) throw new OperationOutcomeError(preconditionFailed)
}

const reachesPrototype = /__proto__|constructor|prototype/

const patched = <T extends Resource>(resource: T, patch: Operation[] | Parameters): T => {
  if (reachesPrototype.test(JSON.stringify(patch, (name, value: unknown) => (name === 'value' ? undefined : value)))) {
    throw new OperationOutcomeError(badRequest('The patch holds a path that is not allowed'))
  }
  try {
    if (!Array.isArray(patch)) fhirpathPatchTypedValue(toTypedValue(resource), parseFhirPathPatchParameters(patch))
    else {
      const failures = applyPatch(resource, patch).filter(failure => failure !== null)
      if (failures.length > 0)
        throw new OperationOutcomeError(badRequest(failures.map(({ message }) => message).join('; ')))
    }
  } catch (error) {
    throw new OperationOutcomeError(normalizeOperationOutcome(error))
  }
  return resource
}
