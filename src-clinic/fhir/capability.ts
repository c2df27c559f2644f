import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes'
import { clinicTypes } from '../../src-shared/fhir/index.ts'
import { searchParamsOf } from './search-params.ts'

interface Identity {
  readonly base: string
  readonly issuer: string
  /** A uuid made with the database: it tells a clinic that was reset from the one it was. */
  readonly clinicId: string
  readonly date: string
}

/** What this clinic really does; tests hold it to it. */
export const capabilityStatement = ({ base, issuer, clinicId, date }: Identity): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  url: `urn:uuid:${clinicId}`,
  status: 'active',
  date,
  kind: 'instance',
  software: { name: 'Cutis embedded clinic', version: '0.1.0' },
  implementation: { description: 'The clinic server of one Cutis workstation', url: base },
  fhirVersion: '4.0.1',
  format: ['json', 'application/fhir+json'],
  patchFormat: ['application/json-patch+json', 'application/fhir+json'],
  rest: [
    {
      mode: 'server',
      documentation:
        'Histories are in commit order; _sort=_lastUpdated gives oldest first, and its link "monitor" is where later versions will appear. Bytes of a Binary are not in searches, histories or bundles: read the Binary itself.',
      security: {
        cors: false,
        service: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
            ],
          },
        ],
        extension: [
          {
            url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
            extension: [
              { url: 'token', valueUri: `${issuer}/token` },
              { url: 'authorize', valueUri: `${issuer}/auth` },
            ],
          },
        ],
      },
      resource: clinicTypes.map(resourceOf),
      operation: [{ name: 'expand', definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-expand' }],
      interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }],
    },
  ],
})

const interactions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
] as const

const resourceOf = (type: string): CapabilityStatementRestResource => {
  const params = [...searchParamsOf(type).values()]
  return {
    type: type as CapabilityStatementRestResource['type'],
    // A Binary is bytes: there is nothing in it to patch.
    interaction: interactions.filter(code => type !== 'Binary' || code !== 'patch').map(code => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'not-match',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    searchInclude: params.filter(({ kind }) => kind === 'reference').map(({ code }) => `${type}:${code}`),
    searchParam: [
      { name: '_id', type: 'token' },
      { name: '_lastUpdated', type: 'date' },
      ...params.map(({ code, type: kind }) => ({ name: code, type: kind ?? 'string' })),
    ],
    operation: [{ name: 'validate', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-validate' }],
  }
}
