/**
 * Signing: each person's Ed25519 key, what it signs, and whether a signature holds.
 * Owns `signing_key` (private keys, each sealed by what only its person's password opens) and the public keys: Basic records that sync.
 * Needs access (the second step once more, who sits there, whose secret is lost), the vault, the records, a clock. Never signs for anybody but
 * who sits there with their password and second step proved, never sees a password.
 */
export { foundIn, type KeyVerdict, PublicKey } from './check.ts'
export { KeySignature, readCompact } from './jws.ts'
export { bindingOf, plain } from './plain.ts'
export { keyIn } from './record.ts'
export { type Checker, type Hand, openSigning, type Signing, type SigningProof } from './service.ts'
export { signingStore } from './store.ts'
