import type { IncomingHttpHeaders } from 'node:http'
import type { FhirRouter } from '@medplum/fhir-router'
import type { QueryParam } from '../fhir/criteria.ts'
import type { RepositoryNeeds } from '../fhir/repository.ts'
import type { Holder } from '../login/token.ts'
import type { Interaction } from './interaction.ts'

/** One FHIR request, its token already checked. `path` is below the base, without query; `query` as it came. */
export interface FhirAsk {
  readonly interaction: Interaction
  readonly method: string
  readonly path: string
  readonly query: string
  readonly params: readonly QueryParam[]
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly holder: Holder
}

/** What the door needs of an open clinic. */
export interface FhirHouse {
  readonly needs: RepositoryNeeds
  readonly router: FhirRouter
}
