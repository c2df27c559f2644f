import { z } from 'zod'
import type { Statement } from '../../src-shared/signing/statement.ts'
import { type KeySignature, keyIdOf, statementHolds } from './jws.ts'

/** A person's public key as the clinic's records tell of it. */
export const PublicKey = z.object({
  version: z.literal(1),
  keyId: z.string(),
  jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(/^[\w-]{43}$/) }),
  /** Whose: the id under which they sign, their name and role when the key was made. */
  person: z.string(),
  name: z.string(),
  role: z.string(),
  from: z.iso.datetime(),
  /** When it was retired. What was signed before still holds. */
  until: z.iso.datetime().optional(),
})
export type PublicKey = z.output<typeof PublicKey>

/**
 * `holds`; `broken`: not signed by that key, or not this; `foreign`: the key is another person's; `out-of-time`: the key did not sign yet or
 * not any more; `unknown`: nobody told us of that key.
 */
export type KeyVerdict = 'holds' | 'broken' | 'foreign' | 'out-of-time' | 'unknown'

export interface Found {
  readonly verdict: KeyVerdict
  readonly key?: PublicKey
}

/** A key is what its bytes are: a record that calls it by another name is none. */
const isItself = ({ keyId, jwk }: PublicKey): boolean => keyIdOf(jwk.x) === keyId

/**
 * Holds a signature against the keys that are known. Pure. Where two records give one key to two people, it is nobody's; where one of them
 * retires it, it is retired.
 */
export function foundIn(keys: readonly PublicKey[], statement: Statement, signature: KeySignature): Found {
  const told = keys.filter(key => key.keyId === signature.keyId && isItself(key))
  const [key] = told.toSorted((a, b) => ((a.until ?? '9999') < (b.until ?? '9999') ? -1 : 1))
  if (key === undefined) return { verdict: 'unknown' }
  const verdict = (): KeyVerdict => {
    if (!statementHolds(statement, signature, key.jwk.x)) return 'broken'
    if (told.some(({ person }) => person !== statement.by)) return 'foreign'
    const at = Date.parse(statement.at)
    if (at < Date.parse(key.from) || (key.until !== undefined && at >= Date.parse(key.until))) return 'out-of-time'
    return 'holds'
  }
  return { verdict: verdict(), key }
}
