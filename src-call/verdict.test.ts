import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type ClinicKey, thumbprintText, type Vouch, vouchText } from '../src-shared/visit/index.ts'
import { verdictOf } from './verdict.ts'

const print = (byte: string) => Array.from({ length: 32 }, () => byte).join(':')
const end = {
  visit: '2c5ea4c0-4067-41fe-8bad-9b1deb4d3b7d',
  session: '0b7e3f1c-98e4-4c37-8a51-3d2f1f0a9c11',
  fingerprint: print('AB'),
}
/** Signed as the workstation does it, and checked as a browser does. */
function signed() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const keyId = createHash('sha256').update(thumbprintText(x)).digest('base64url')
  const who = {
    by: '5f0c1d6e-2b93-4b0e-9a56-1c4d3e2f7a80',
    name: 'Dra. Peña',
    at: '2026-11-26T20:00:00.000Z',
    key: keyId,
  }
  const value = sign(undefined, Buffer.from(vouchText(end, who) ?? ''), privateKey).toString('base64url')
  const key: ClinicKey = { keyId, x, person: who.by, name: who.name, from: '2026-01-01T00:00:00.000Z' }
  return { vouch: { type: 'vouch', ...who, value } satisfies Vouch, key }
}
const { vouch, key } = signed()
const having = (known: ClinicKey | undefined) => async () => known

describe('what a browser finds of a vouch', () => {
  test('holds for this very end, by the key that the clinic has', async () => {
    expect(await verdictOf(vouch, end, having(key))).toBe('holds')
  })
  test.each([
    ['another visit', { visit: end.session }],
    ['another session', { session: end.visit }],
    ['another certificate: somebody sits in between', { fingerprint: print('AC') }],
    ['no certificate', { fingerprint: '' }],
  ])('is broken for %s', async (_what, change) => {
    expect(await verdictOf(vouch, { ...end, ...change }, having(key))).toBe('broken')
  })
  test('is broken where name, person, moment or signature was changed', async () => {
    const other = signed()
    const changes = [
      { name: 'Dra. Pena' },
      { by: end.visit },
      { at: '2026-11-26T20:00:00.001Z' },
      { value: other.vouch.value },
    ]
    for (const change of changes) expect(await verdictOf({ ...vouch, ...change }, end, having(key))).toBe('broken')
  })
  test('knows no key that the clinic does not have, or that is called by another name', async () => {
    expect(await verdictOf(vouch, end, having(undefined))).toBe('unknown')
    expect(await verdictOf(vouch, end, having(signed().key))).toBe('unknown')
    expect(await verdictOf(vouch, end, having({ ...signed().key, keyId: key.keyId }))).toBe('unknown')
  })
  test('is foreign or retired as the record of the key says', async () => {
    expect(await verdictOf(vouch, end, having({ ...key, person: end.visit }))).toBe('foreign')
    expect(await verdictOf(vouch, end, having({ ...key, until: vouch.at }))).toBe('retired')
  })
  test('is unchecked where the clinic does not answer, or the browser has no such signatures', async () => {
    expect(await verdictOf(vouch, end, () => Promise.reject(new Error('no answer')))).toBe('unchecked')
    const { subtle } = crypto
    const importKey = () => Promise.reject(new DOMException('no Ed25519', 'NotSupportedError'))
    Object.defineProperty(crypto, 'subtle', {
      configurable: true,
      value: { digest: subtle.digest.bind(subtle), importKey },
    })
    const verdict = await verdictOf(vouch, end, having(key))
    Object.defineProperty(crypto, 'subtle', { configurable: true, value: subtle })
    expect(verdict).toBe('unchecked')
  })
})
