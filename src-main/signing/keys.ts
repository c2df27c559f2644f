import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { keyIdOf } from './jws.ts'

/** A key pair, its private half sealed for the table. */
export interface NewKey {
  readonly keyId: string
  /** The public key, base64url, as `x` of its JWK. */
  readonly x: string
  /** Nonce, ciphertext of the PKCS#8 bytes, tag; base64. */
  readonly sealed: string
}

const sealingKey = (own: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', own, Buffer.alloc(0), 'cutis/signing-key/1', 32))

const aadOf = (userId: string, keyId: string): Buffer =>
  Buffer.from(JSON.stringify(['cutis-signing-key', 1, userId, keyId]))

/** A new key for a person, sealed by what only their password opens (32 bytes, from the vault). */
export function newKey(userId: string, own: Uint8Array): NewKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('no public key')
  const [keyId, key, nonce] = [keyIdOf(x), sealingKey(own), randomBytes(12)]
  const plain = privateKey.export({ format: 'der', type: 'pkcs8' })
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aadOf(userId, keyId))
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64')
  plain.fill(0)
  key.fill(0)
  return { keyId, x, sealed }
}

interface SealedKey {
  readonly userId: string
  readonly keyId: string
  readonly sealed: string
}

/** The private key, or undefined where it was sealed by another secret: that of before the account was recovered, or of somebody else. */
export function openKey({ userId, keyId, sealed }: SealedKey, own: Uint8Array): KeyObject | undefined {
  const [key, bytes] = [sealingKey(own), Buffer.from(sealed, 'base64')]
  let plain: Buffer | undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
    decipher.setAAD(aadOf(userId, keyId)).setAuthTag(bytes.subarray(-16))
    plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
  } catch {
    return undefined
  } finally {
    key.fill(0)
    plain?.fill(0)
  }
}
