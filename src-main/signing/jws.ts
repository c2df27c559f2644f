import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { headerText, readStatement, type Statement, statementText } from '../../src-shared/signing/statement.ts'

/** A signature as it stands beside what it signs: the key's RFC 7638 thumbprint and the 64 bytes of Ed25519, both base64url. */
export const KeySignature = z.object({
  keyId: z.string().regex(/^[\w-]{43}$/),
  value: z.string().regex(/^[\w-]{86}$/),
})
export type KeySignature = z.output<typeof KeySignature>

const encoded = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')

/** RFC 7638: SHA-256 over the JWK's required members in order, base64url. `x` is the public key, base64url (RFC 8037). */
export const keyIdOf = (x: string): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')

/** What is signed (RFC 7515, 5.1): header and statement, base64url, with a full stop between. Undefined where it is no statement. */
function inputOf(statement: Statement, keyId: string): string | undefined {
  const text = statementText(statement)
  return text === undefined ? undefined : `${encoded(headerText(keyId))}.${encoded(text)}`
}

/** Signs a statement. Throws where it is not as a statement must be: that would be a bug. */
export function signStatement(statement: Statement, keyId: string, key: KeyObject): KeySignature {
  const input = inputOf(statement, keyId)
  if (input === undefined) throw new Error('not a statement')
  return { keyId, value: sign(undefined, Buffer.from(input), key).toString('base64url') }
}

/** True where this very statement was signed by this key. `x` is the public key as in its JWK. */
export function statementHolds(statement: Statement, { keyId, value }: KeySignature, x: string): boolean {
  const input = inputOf(statement, keyId)
  if (input === undefined || keyIdOf(x) !== keyId) return false
  const bytes = Buffer.from(value, 'base64url')
  // Base64 has spare bits in its last letter: one signature has one text.
  if (bytes.length !== 64 || bytes.toString('base64url') !== value) return false
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(undefined, Buffer.from(input), key, bytes)
  } catch {
    return false
  }
}

/** The whole of it as a compact JWS, for programs that know nothing of this one. */
export const compactOf = (statement: Statement, { keyId, value }: KeySignature): string =>
  `${inputOf(statement, keyId) ?? ''}.${value}`

const keyIdIn = (header: string): unknown =>
  (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown } | null)?.kid

/** A compact JWS of ours in its parts, nothing proved yet; undefined for any other. */
export function readCompact(compact: string): { statement: Statement; signature: KeySignature } | undefined {
  if (compact.length > 2000) return undefined
  const [header = '', payload = '', value = '', ...more] = compact.split('.')
  if (more.length > 0) return undefined
  try {
    const signature = KeySignature.safeParse({ keyId: keyIdIn(header), value }).data
    const statement = readStatement(Buffer.from(payload, 'base64url').toString())
    if (!(signature && statement)) return undefined
    return compactOf(statement, signature) === compact ? { statement, signature } : undefined
  } catch {
    return undefined
  }
}
