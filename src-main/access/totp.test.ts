import fc from 'fast-check'
import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import { acceptedStep, invitationOf, secretOf, stepOf } from './totp.ts'

/** RFC 6238 Appendix B, SHA-1: the last six of its eight digits. */
const rfc6238 = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const
const rfcSecret = secretOf(Buffer.from('12345678901234567890'))
const at = (seconds: number): Date => new Date(seconds * 1000)

test.each(rfc6238)('RFC 6238 vector at %i s', (seconds, code) => {
  expect(acceptedStep({ secret: rfcSecret, code, at: at(seconds), lastStep: 0 })).toBe(Math.floor(seconds / 30))
})

test('the secret is base32 as RFC 4648 §10 writes it, without padding', () => {
  expect(secretOf(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(secretOf(Buffer.from('f'))).toBe('MY')
})

test('one step of drift either way, and no code of or before the last accepted step', () => {
  const drift = fc.integer({ min: -12, max: 12 })
  const guess = fc.record({
    bytes: fc.uint8Array({ minLength: 20, maxLength: 20 }),
    seconds: fc.integer({ min: 30_000, max: 4_000_000_000 }),
    typed: drift,
    last: drift,
  })
  fc.assert(
    fc.property(guess, ({ bytes, seconds, typed, last }) => {
      const secret = secretOf(bytes)
      const now = stepOf(at(seconds))
      const code = generateSync({ secret, epoch: (now + typed) * 30 })
      // Two steps may share a code by chance (three in a million): then either may be the one accepted.
      const expected = [now - 1, now, now + 1].filter(
        step => step > now + last && generateSync({ secret, epoch: step * 30 }) === code,
      )
      const accepted = acceptedStep({ secret, code, at: at(seconds), lastStep: now + last })
      if (expected.length === 0) expect(accepted).toBeUndefined()
      else expect(expected).toContain(accepted)
    }),
    { numRuns: 500 },
  )
})

test('what is no six digits is no code, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), code => {
      fc.pre(!/^\d{6}$/.test(code.replaceAll(/\s/g, '')))
      expect(acceptedStep({ secret: rfcSecret, code, at: at(59), lastStep: 0 })).toBeUndefined()
    }),
  )
  expect(acceptedStep({ secret: rfcSecret, code: '２８７０８２', at: at(59), lastStep: 0 })).toBeUndefined()
  expect(acceptedStep({ secret: rfcSecret, code: ' 287 082 ', at: at(59), lastStep: 0 })).toBe(1)
})

test('the invitation names clinic and person, whatever their names hold', async () => {
  const { uri, qrSvg } = await invitationOf(rfcSecret, { clinic: 'A & B: "Skin"?', name: 'Ö/#<svg onload=x>' })
  const url = new URL(uri)
  expect(url.protocol).toBe('otpauth:')
  expect(url.searchParams.get('secret')).toBe(rfcSecret)
  expect(url.searchParams.get('issuer')).toBe('Cutis A & B: "Skin"?')
  expect(qrSvg).not.toContain('onload')
})
