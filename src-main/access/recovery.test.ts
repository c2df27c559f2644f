import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserId } from '../../src-shared/ids.ts'
import { newRecoveryCodes, recoveryHashOf } from './recovery.ts'

const userId = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0002' as UserId
const other = '5b1f6a3e-3f0f-4a87-9f29-0d7c7b1e0003' as UserId

test('ten different codes of 128 bits, each known by its hash to its owner only', () => {
  const { codes, hashes } = newRecoveryCodes(userId, randomBytes)
  expect(new Set(codes).size).toBe(10)
  for (const [index, code] of codes.entries()) {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/)
    expect(recoveryHashOf(userId, code)).toBe(hashes[index])
    expect(recoveryHashOf(other, code)).not.toBe(hashes[index])
  }
  expect(codes.join()).not.toContain(hashes[0])
})

test('every bit of the random bytes counts', () => {
  const bytes = new Uint8Array(16)
  const seen = new Set([newRecoveryCodes(userId, () => bytes).codes[0]])
  for (let bit = 0; bit < 128; bit++) {
    const flipped = Uint8Array.from(bytes, (byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    seen.add(newRecoveryCodes(userId, () => flipped).codes[0])
  }
  expect(seen.size).toBe(129)
})

test('as a person types it: any case and grouping, O for 0, I and L for 1', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.boolean(),
      fc.constantFrom(' ', '', '-', ' - '),
      (...given) => {
        const [bytes, lower, between] = given
        const { codes, hashes } = newRecoveryCodes(userId, () => bytes)
        const looksLike = (codes[0] ?? '')
          .replaceAll('0', 'O')
          .replaceAll('1', lower ? 'l' : 'I')
          .replaceAll('-', between)
        expect(recoveryHashOf(userId, lower ? looksLike.toLowerCase() : looksLike)).toBe(hashes[0])
      },
    ),
  )
})

test('anything else is not one', () => {
  fc.assert(fc.property(fc.string({ maxLength: 24 }), text => recoveryHashOf(userId, text) === undefined))
  expect(recoveryHashOf(userId, 'U'.repeat(26))).toBeUndefined()
  expect(recoveryHashOf(userId, '0'.repeat(27))).toBeUndefined()
})
