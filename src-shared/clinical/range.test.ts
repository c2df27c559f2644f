import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loincOf, loincRows } from './loinc.ts'
import { compareDecimals, decimalPattern, flagOf, isRange, trendOf } from './range.ts'

const decimal = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([units, digits]) => {
    const text = String(Math.abs(units)).padStart(digits + 1, '0')
    const cut = text.length - digits
    return `${units < 0 ? '-' : ''}${text.slice(0, cut)}${digits === 0 ? '' : `.${text.slice(cut)}`}`
  })
  .filter(text => decimalPattern.test(text))

describe('decimals are compared exactly', () => {
  test('trailing zeros do not count; what floats cannot tell apart is told apart', () => {
    expect(compareDecimals('1.10', '1.1')).toBe(0)
    expect(compareDecimals('-0.5', '-0.50')).toBe(0)
    expect(compareDecimals('0.30000001', '0.3')).toBe(1)
    expect(compareDecimals('-0.1', '0.1')).toBe(-1)
    expect(() => compareDecimals('1e3', '1')).toThrow()
  })

  test('as numbers of few digits are; the order is a total one', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(compareDecimals(a, b)).toBe(Math.sign(Number(a) - Number(b)))
        expect(compareDecimals(a, b) + compareDecimals(b, a)).toBe(0)
      }),
    )
  })
})

describe('a value against the range that came with it', () => {
  const range = { low: '3.5', high: '5.1' }
  test.each([
    ['3.49', 'low'],
    ['3.5', 'normal'],
    ['5.10', 'normal'],
    ['5.11', 'high'],
  ])('%s is %s: both ends belong to the range', (value, flag) => expect(flagOf({ value }, range)).toBe(flag))

  test('one end is enough, and none says nothing', () => {
    expect(flagOf({ value: '41' }, { high: '40' })).toBe('high')
    expect(flagOf({ value: '40' }, { high: '40' })).toBe('normal')
    expect(flagOf({ value: '11' }, { low: '12' })).toBe('low')
    expect(flagOf({ value: '11' }, {})).toBeUndefined()
  })

  test('less than and more than are told only where they decide', () => {
    expect(flagOf({ value: '3.5', comparator: '<' }, range)).toBe('low')
    expect(flagOf({ value: '3.5', comparator: '<=' }, range)).toBeUndefined()
    expect(flagOf({ value: '3.6', comparator: '<' }, range)).toBeUndefined()
    expect(flagOf({ value: '5', comparator: '<' }, { high: '5' })).toBe('normal')
    expect(flagOf({ value: '5.1', comparator: '>' }, range)).toBe('high')
    expect(flagOf({ value: '5.1', comparator: '>=' }, range)).toBeUndefined()
    expect(flagOf({ value: '90', comparator: '>' }, { low: '60' })).toBe('normal')
    expect(flagOf({ value: '60', comparator: '>' }, { low: '90' })).toBeUndefined()
  })

  test('a range stands on its feet', () => {
    expect(isRange({ low: '2', high: '2.0' })).toBe(true)
    expect(isRange({ low: '2.1', high: '2' })).toBe(false)
    expect(isRange({ high: '2' })).toBe(true)
  })

  test('the trend of two exact values', () => {
    expect(trendOf({ value: '5.0' }, { value: '5' })).toBe('steady')
    expect(trendOf({ value: '5.1' }, { value: '5' })).toBe('up')
    expect(trendOf({ value: '4.9' }, { value: '5' })).toBe('down')
    expect(trendOf({ value: '5', comparator: '<' }, { value: '9' })).toBeUndefined()
  })
})

test('the LOINC list names every code once, with its check digit', () => {
  expect(new Set(loincRows.map(({ code }) => code)).size).toBe(loincRows.length)
  for (const { code } of loincRows) {
    const [digits = '', check = ''] = code.split('-')
    expect(checkDigit(digits)).toBe(check)
    expect(loincOf(code)?.code).toBe(code)
  }
})

/** The mod 10 check digit of a LOINC code (Luhn). */
function checkDigit(digits: string): string {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, at) => {
      const doubled = at % 2 === 0 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return String((10 - (sum % 10)) % 10)
}
