import { assert, constantFrom, date, integer, property, record, string, uint8Array, uuid } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headerText, readStatement, type Statement, statementKinds, statementText } from './statement.ts'

const statements = record({
  kind: constantFrom(...statementKinds),
  id: uuid(),
  by: uuid(),
  hash: uint8Array({ minLength: 32, maxLength: 32 }).map(bytes =>
    Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(''),
  ),
  at: date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }).map(at =>
    at.toISOString(),
  ),
})
const one: Statement = {
  kind: 'prescription',
  id: '0b7e3f1c-98e4-4c37-8a51-3d2f1f0a9c11',
  hash: 'ab'.repeat(32),
  at: '2026-11-26T20:00:00.000Z',
  by: '5f0c1d6e-2b93-4b0e-9a56-1c4d3e2f7a80',
}

describe('a statement', () => {
  test('has these bytes', () => {
    expect(statementText(one)).toBe(
      `{"statement":"cutis-signature/1","kind":"prescription","id":"${one.id}","hash":"${one.hash}","at":"${one.at}","by":"${one.by}"}`,
    )
    expect(headerText('k')).toBe('{"alg":"EdDSA","typ":"cutis-signature+json","kid":"k"}')
  })
  test('is read back as it was written, whatever it says', () => {
    assert(
      property(statements, told => {
        expect(readStatement(statementText(told) ?? '')).toEqual({ ...told })
      }),
    )
  })
  test('two that differ never have the same text', () => {
    assert(
      property(statements, statements, (a, b) => {
        const isSame = JSON.stringify(a) === JSON.stringify(b)
        expect(statementText(a) === statementText(b)).toBe(isSame)
      }),
    )
  })
  test('with one byte changed is another statement or none', () => {
    assert(
      property(statements, integer({ min: 0 }), integer({ min: 1, max: 94 }), (told, place, step) => {
        const text = statementText(told) ?? ''
        const at = place % text.length
        const other = String.fromCharCode(((text.charCodeAt(at) - 32 + step) % 95) + 32)
        const read = readStatement(text.slice(0, at) + other + text.slice(at + 1))
        if (read !== undefined) expect(read).not.toEqual(told)
      }),
    )
  })
  test.each([
    ['an id in capitals', { ...one, id: one.id.toUpperCase() }],
    ['a short hash', { ...one, hash: 'ab' }],
    ['a time with a zone', { ...one, at: '2026-11-26T20:00:00.000+01:00' }],
    ['a day that is none', { ...one, at: '2026-02-30T20:00:00.000Z' }],
    ['a kind that is none', { ...one, kind: 'anything' as 'prescription' }],
    ['nobody', { ...one, by: '' }],
  ])('with %s is none', (_what, told) => expect(statementText(told)).toBeUndefined())
  test('written in any other way is none', () => {
    const text = statementText(one) ?? ''
    for (const other of [` ${text}`, text.replace('{', '{ '), text.replace('}', ',"more":1}'), `[${text}]`, 'null'])
      expect(readStatement(other)).toBeUndefined()
    assert(property(string(), any => readStatement(any) === undefined))
  })
})
