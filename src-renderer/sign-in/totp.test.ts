import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base32Bytes, secondsLeft, totpAt } from './totp.ts'

// RFC 6238 appendix B, SHA-1, the last six of its eight digits; the secret is the ASCII text 12345678901234567890.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const

test.each(vectors)('the code at %d s is %s', async (seconds, code) => {
  expect(await totpAt(secret, seconds * 1000)).toBe(code)
})

const encode = (bytes: Uint8Array): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

test('base32 gives back the bytes, whatever the spacing and case', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      const spaced = encode(bytes)
        .toLowerCase()
        .replaceAll(/(.{4})/g, '$1 ')
      expect(base32Bytes(spaced)).toEqual(bytes)
    }),
  )
})

test('a character that is none of base32 is refused', async () => {
  expect(base32Bytes('AB1D')).toBeUndefined()
  expect(await totpAt('not base32!', 0)).toBeUndefined()
})

test('seconds left run from 30 to 1', () => {
  expect([0, 1, 29_000, 29_999, 30_000].map(secondsLeft)).toEqual([30, 30, 1, 1, 30])
})
