import { type Basic, withLid } from '../../src-shared/fhir/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { codeSystem, conceptOf, personOf, structure } from '../records/index.ts'
import { PublicKey } from './check.ts'
import { keyIdOf } from './jws.ts'

const bodyUrl = `${structure}/signing-key`

/** What is told of a key that a person begins to sign with. */
export const publicKeyOf = (by: Caller, x: string, from: string): PublicKey => ({
  version: 1,
  keyId: keyIdOf(x),
  jwk: { kty: 'OKP', crv: 'Ed25519', x },
  person: by.userId,
  name: by.name,
  role: by.role,
  from,
})

/** A public key as Basic (R4): why no Practitioner and no Endpoint, docs/adr/0012 says. */
export const keyRecordOf = (recordId: string, key: PublicKey): Basic =>
  withLid(
    {
      resourceType: 'Basic',
      id: recordId,
      code: conceptOf(`${codeSystem}/basic`, 'signing-key', 'Public key of a person who signs'),
      created: key.from.slice(0, 10),
      author: personOf({ userId: key.person, name: key.name } as Caller),
      extension: [{ url: bodyUrl, valueString: JSON.stringify(key) }],
    },
    recordId,
  )

/** A public key read back, checked like anything from outside; undefined where it is none. */
export function keyIn(resource: unknown): PublicKey | undefined {
  const extension = (resource as { extension?: unknown } | null | undefined)?.extension
  if (!Array.isArray(extension)) return undefined
  const told = (extension as ({ url?: unknown; valueString?: unknown } | null)[]).find(one => one?.url === bodyUrl)
  try {
    const key = PublicKey.safeParse(JSON.parse(String(told?.valueString))).data
    return key && keyIdOf(key.jwk.x) === key.keyId ? key : undefined
  } catch {
    return undefined
  }
}
