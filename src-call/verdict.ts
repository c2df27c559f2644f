import {
  type ClinicKey,
  standingOf,
  thumbprintText,
  type Verdict,
  type Vouch,
  type VouchedEnd,
  vouchText,
} from '../src-shared/visit/index.ts'

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.codePointAt(0) ?? 0)

const base64urlOf = (bytes: Uint8Array): string =>
  btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** A key is what its bytes are: one that is called by another name is none. */
const isItself = async ({ keyId, x }: ClinicKey): Promise<boolean> =>
  base64urlOf(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(thumbprintText(x))))) === keyId

async function isSignedBy(x: string, value: string, text: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, bytesOf(value), utf8(text))
}

/**
 * What there is to say of a vouch for this very end of the call, by the clinic's keys. `unchecked` where the clinic does not answer, or where the
 * browser has no Ed25519 (WebCrypto has it since Chromium 137, Firefox 129, Safari 17).
 */
export async function verdictOf(
  vouch: Vouch,
  end: VouchedEnd,
  keyOf: (keyId: string) => Promise<ClinicKey | undefined>,
): Promise<Verdict> {
  const text = vouchText(end, vouch)
  if (text === undefined) return 'broken'
  try {
    const key = await keyOf(vouch.key)
    if (key === undefined || key.keyId !== vouch.key || !(await isItself(key))) return 'unknown'
    return (await isSignedBy(key.x, vouch.value, text)) ? standingOf(key, vouch, Date.now()) : 'broken'
  } catch {
    return 'unchecked'
  }
}
