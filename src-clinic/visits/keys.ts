import type { Basic } from '@medplum/fhirtypes'
import { z } from 'zod'
import { type ClinicKey, isKeyId, longestSigner } from '../../src-shared/visit/index.ts'
import { ClinicRepository, type RepositoryNeeds } from '../fhir/repository.ts'
import { searchBundle } from '../fhir/repository-search.ts'

/** How workstations write a person's public key (docs/signatures.md). */
const keyCode = 'https://cutis.example/fhir/CodeSystem/basic|signing-key'
const bodyUrl = 'https://cutis.example/fhir/StructureDefinition/signing-key'

const Body = z.object({
  keyId: z.string().refine(isKeyId),
  jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(/^[\w-]{43}$/) }),
  person: z.uuid(),
  name: z.string().min(1).max(longestSigner),
  from: z.iso.datetime(),
  until: z.iso.datetime().optional(),
})

/** A public key in a record, for a patient's page; undefined where it is none. The role and the record itself stay here. */
export const clinicKeyIn = ({ extension = [] }: Basic): ClinicKey | undefined => {
  const text = extension.find(({ url }) => url === bodyUrl)?.valueString
  try {
    const { data } = Body.safeParse(JSON.parse(text ?? ''))
    if (data === undefined) return undefined
    const { keyId, jwk, person, name, from, until } = data
    return { keyId, x: jwk.x, person, name, from, ...(until !== undefined && { until }) }
  } catch {
    return undefined
  }
}

/** Of records that tell of one key the one that retires it counts; a key that two people are said to have is nobody's. */
export const oneOf = (told: readonly ClinicKey[]): ClinicKey | undefined => {
  const [key] = told.toSorted((a, b) => ((a.until ?? '9999') < (b.until ?? '9999') ? -1 : 1))
  return told.every(({ person, x }) => person === key?.person && x === key.x) ? key : undefined
}

/** Finds a public key that this clinic's records tell of, by its thumbprint; whoever asks learns of no other. */
export const openKeys =
  (needs: RepositoryNeeds) =>
  async (keyId: string): Promise<ClinicKey | undefined> => {
    const query = { _count: '1000', _sort: '-_lastUpdated', _total: 'none', code: keyCode }
    const params = Object.entries(query).map(([name, value]) => ({ name, value }))
    const repository = new ClinicRepository(needs, 'visits')
    const bundle = await searchBundle<Basic>(repository, params, { type: 'Basic', base: needs.base })
    const told = (bundle.entry ?? []).flatMap(({ resource }) => (resource && clinicKeyIn(resource)) ?? [])
    return oneOf(told.filter(key => key.keyId === keyId))
  }
