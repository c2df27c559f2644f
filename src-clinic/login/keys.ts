import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import type { Settings } from '../store/index.ts'

/** The clinic's own ES256 signing key, as JWK with its private part. It lives in the encrypted database. */
export const signingKeyOf = (settings: Settings): JsonWebKey & { kid: string } =>
  JSON.parse(
    settings.once('login.signing-key', () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES256', use: 'sig' })
    }),
  ) as JsonWebKey & { kid: string }

/** The key that signs the sign-in page's cookies. */
export const cookieKeyOf = (settings: Settings): string =>
  settings.once('login.cookie-key', () => randomBytes(32).toString('base64url'))

export const publicKeyOf = (jwk: JsonWebKey) => createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' }))
