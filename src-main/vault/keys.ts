import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Bytes of every symmetric key of the vault (AES-256, HMAC-SHA-256). */
export const keyBytes = 32

/** HKDF-SHA-256 (RFC 5869) of the vault key: one independent 32-byte key per purpose, bound to this vault. */
export const subKeyOf = (vaultKey: Buffer, vaultId: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', vaultKey, vaultId, `cutis/${purpose}`, keyBytes))

export const macOf = (key: Buffer, bytes: Uint8Array): Buffer => createHmac('sha256', key).update(bytes).digest()

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
