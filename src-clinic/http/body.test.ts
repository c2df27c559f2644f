import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../fhir/outcomes.ts'
import { parseJson } from './body.ts'
import { openRateLimit } from './rate-limit.ts'

const parse = (text: string) => parseJson(Buffer.from(text))

test('what JSON can say comes through, up to 64 levels', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
      const text = JSON.stringify(value)
      if (/"(__proto__|constructor|prototype)":/.test(text)) return
      expect(parse(text)).toEqual(JSON.parse(text))
    }),
  )
  expect(() => parse('['.repeat(64) + ']'.repeat(64))).not.toThrow()
  expect(() => parse('['.repeat(66) + ']'.repeat(66))).toThrow(Refusal)
  expect(() => parse('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000))).toThrow(Refusal)
})

test('names that reach a prototype are refused wherever they stand', () => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    expect(() => parse(`{"a":[{"b":{"${name}":{}}}]}`)).toThrow(Refusal)
  }
  expect(() => parse('{"a":"__proto__"}')).not.toThrow()
})

test('bytes that are no text are refused, never thrown as anything else', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      try {
        parseJson(Buffer.from(bytes))
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
  )
})

test('a bucket gives what it holds, then what flows in, to each caller his own', () => {
  let now = 0
  const wait = openRateLimit({ perSecond: 2, burst: 3 }, () => now)
  expect([wait('a'), wait('a'), wait('a'), wait('a'), wait('b')]).toEqual([0, 0, 0, 1, 0])
  now = 500
  expect([wait('a'), wait('a')]).toEqual([0, 1])
  now = -10_000
  expect(wait('a')).toBe(1)
})
