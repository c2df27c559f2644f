const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const stepMs = 30_000

/** Bytes of a base32 text (RFC 4648 §6), padding and spaces aside; undefined where a character is none of its own. */
export function base32Bytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  const clean = text.toUpperCase().replaceAll(/[\s=]/g, '')
  const bytes = new Uint8Array(Math.floor((clean.length * 5) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const character of clean) {
    const value = alphabet.indexOf(character)
    if (value < 0) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes
}

/** The six-digit code of a secret at a moment (ms since 1970): SHA-1, 30 s steps (RFC 6238 §4, RFC 4226 §5.3). */
export async function totpAt(secret: string, atMs: number): Promise<string | undefined> {
  const keyBytes = base32Bytes(secret)
  if (keyBytes === undefined || keyBytes.length === 0) return undefined
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(atMs / stepMs)))
  const key = await crypto.subtle.importKey('raw', keyBytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer))
  const offset = mac.getUint8(mac.byteLength - 1) & 0xf
  return String((mac.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Seconds until the next step begins, 1 to 30. */
export const secondsLeft = (atMs: number): number => Math.ceil((stepMs - (atMs % stepMs)) / 1000)

export const stepSeconds = stepMs / 1000
