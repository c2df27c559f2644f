import type { Basic } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { clinicKeyIn, oneOf } from './keys.ts'

const body = {
  version: 1,
  keyId: 'k'.repeat(43),
  jwk: { kty: 'OKP', crv: 'Ed25519', x: 'x'.repeat(43) },
  person: '5f0c1d6e-2b93-4b0e-9a56-1c4d3e2f7a80',
  name: 'Dr. Skin',
  role: 'dermatologist',
  from: '2026-01-01T00:00:00.000Z',
}
const recordOf = (told: unknown): Basic => ({
  resourceType: 'Basic',
  code: {},
  extension: [{ url: 'https://cutis.example/fhir/StructureDefinition/signing-key', valueString: JSON.stringify(told) }],
})

describe('a key in a record', () => {
  test('is told without the role and what else stands there', () => {
    const { keyId, person, name, from } = body
    expect(clinicKeyIn(recordOf(body))).toEqual({ keyId, x: body.jwk.x, person, name, from })
  })
  test.each([
    ['no JSON', { resourceType: 'Basic', code: {} } as const],
    ['another curve', recordOf({ ...body, jwk: { ...body.jwk, crv: 'X25519' } })],
    ['a name too long', recordOf({ ...body, name: 'x'.repeat(300) })],
    ['nobody', recordOf({ ...body, person: undefined })],
    ['null', recordOf(null)],
  ])('with %s is none', (_what, record) => expect(clinicKeyIn(record)).toBeUndefined())
})

describe('of several records', () => {
  const one = { keyId: body.keyId, x: body.jwk.x, person: body.person, name: body.name, from: body.from }
  test('the one that retires the key counts', () => {
    const retired = { ...one, until: '2026-11-01T00:00:00.000Z' }
    expect(oneOf([one, retired])).toEqual(retired)
    expect(oneOf([])).toBeUndefined()
  })
  test('a key that two people are said to have is nobody’s', () => {
    expect(oneOf([one, { ...one, person: '0b7e3f1c-98e4-4c37-8a51-3d2f1f0a9c11' }])).toBeUndefined()
    expect(oneOf([one, { ...one, x: 'y'.repeat(43) }])).toBeUndefined()
  })
})
