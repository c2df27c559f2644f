import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSystemWide, permitOf, permits } from './scopes.ts'
import { holderOf, type TokenRules } from './token.ts'

test('scopes grant what they say and nothing else', () => {
  const rows: [string, string, string, boolean][] = [
    ['system/*.cruds', 'Patient', 'cruds', true],
    ['system/Patient.rs', 'Patient', 'rs', true],
    ['system/Patient.rs', 'Patient', 'c', false],
    ['system/Patient.rs', 'Observation', 'r', false],
    ['system/Patient.rs user/Task.c', 'Task', 'c', true],
    ['user/Patient.read', 'Patient', 'rs', true],
    ['user/Patient.read', 'Patient', 'u', false],
    ['user/*.write', 'Patient', 'cud', true],
    ['user/*.*', '*', 'cruds', true],
    ['system/Patient.cruds', '*', 'r', false],
    ['system/*.rs?status=final', 'Patient', 'r', false],
    ['system/*.sr', 'Patient', 'r', false],
    ['patient/*.cruds', 'Patient', 'r', false],
    ['', 'Patient', 'r', false],
    ['system/constructor.r', 'constructor', 'r', false],
  ]
  for (const [scope, type, letters, expected] of rows) {
    expect([scope, type, letters, permits(permitOf(scope), type, letters.split('') as never)]).toEqual([
      scope,
      type,
      letters,
      expected,
    ])
  }
  expect([isSystemWide('openid system/*.cruds'), isSystemWide('system/*.rs'), isSystemWide('user/*.cruds')]).toEqual([
    true,
    false,
    false,
  ])
})

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rules: TokenRules = { key: publicKey, kid: 'k', issuer: 'i', audience: 'a', clock: () => 1_000_000 }
const claims = { iss: 'i', aud: 'a', exp: 2000, client_id: 'c', sub: 'p', scope: 'system/*.rs' }
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (payload: object, header: object = {}) => {
  const text = `${part({ alg: 'ES256', kid: 'k', typ: 'at+jwt', ...header })}.${part(payload)}`
  return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

test('a token is taken only as it was signed, for us, by us, in time', () => {
  expect(holderOf(token(claims), rules)).toEqual({ client: 'c', account: 'p', scope: 'system/*.rs', expires: 2000 })
  expect(holderOf(token({ ...claims, sub: 'c' }), rules)?.account).toBe('')
  const bad = [
    token({ ...claims, iss: 'x' }),
    token({ ...claims, aud: 'x' }),
    token({ ...claims, aud: ['x'] }),
    token({ ...claims, exp: 999 }),
    token({ ...claims, nbf: 1001 }),
    token({ ...claims, client_id: 1 }),
    token(claims, { alg: 'none' }),
    token(claims, { kid: 'other' }),
    token(claims, { typ: 'JWT' }),
    `${part({ alg: 'none', kid: 'k', typ: 'at+jwt' })}.${part(claims)}.`,
    `${token(claims)}.x`,
    '..',
    '',
  ]
  for (const one of bad) expect(holderOf(one, rules)).toBeUndefined()
})

test('one changed character makes it nobody', () => {
  const good = token(claims)
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.constantFrom('A', 'z', '0', '_', '.'), (at, char) => {
      // The last character of a signature carries unused bits.
      if (good[at] === char || at === good.length - 1) return
      expect(holderOf(good.slice(0, at) + char + good.slice(at + 1), rules)).toBeUndefined()
    }),
  )
})
