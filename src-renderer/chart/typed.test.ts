import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decimalPattern } from '../../src-shared/clinical/range.ts'
import { numberFrom, partDateFrom } from './typed.ts'

it('reads a date as far as it is known', () => {
  expect(['2019', '2019-05', 'May 2019', 'sept. 2020', '24 Nov 1961', '24.11.1961'].map(partDateFrom)).toEqual([
    '2019',
    '2019-05',
    '2019-05',
    '2020-09',
    '1961-11-24',
    '1961-11-24',
  ])
  expect(['', '19', '2019-13', 'Foo 2019', 'spring 2019', '1234'].map(partDateFrom)).toEqual(Array(6).fill(undefined))
})

it('reads a number as laboratories print it', () => {
  expect(['4,20', '<5', '≥ 90', ' <= 0.10', '007'].map(numberFrom)).toEqual([
    { value: '4.20' },
    { value: '5', comparator: '<' },
    { value: '90', comparator: '>=' },
    { value: '0.10', comparator: '<=' },
    { value: '7' },
  ])
  expect(['', '<', 'high', '1.2.3', '< <5', '1e3'].map(numberFrom)).toEqual(Array(6).fill(undefined))
})

it('whatever is typed: nothing, or a number that the engine takes', () => {
  const digits = fc.stringMatching(/^[<>]?=? ?-?\d{1,7}([.,]\d{1,4})?$/)
  fc.assert(
    fc.property(fc.oneof(fc.string(), digits), typed => {
      const found = numberFrom(typed)
      if (found) expect(found.value).toMatch(decimalPattern)
    }),
  )
})
