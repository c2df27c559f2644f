import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalOf, parseKeepingDigits } from './index.ts'

test('a decimal is written with the digits it came with', () => {
  expect(JSON.stringify({ value: decimalOf('36.50') })).toBe('{"value":36.50}')
  expect(JSON.stringify([decimalOf('-0.0'), decimalOf('100')])).toBe('[-0.0,100]')
  for (const none of ['', '.5', '5.', '1e3', '072', 'NaN', '1}', ' 1']) expect(() => decimalOf(none)).toThrow()
})

test('JSON text comes back as the same text, whatever its numbers look like', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.stringMatching(/^\d{0,6}$/))
    .map(([whole, rest]) => (rest === '' ? String(whole) : `${whole}.${rest}`))
  fc.assert(
    fc.property(fc.array(decimal), fc.string(), (numbers, text) => {
      const json = `{"v":[${numbers.join(',')}],"t":${JSON.stringify(text)}}`
      expect(JSON.stringify(parseKeepingDigits(json))).toBe(json)
    }),
  )
})
