import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayFrom } from './day-from.ts'
import { ageOf, dayText, isoDayOf, stampText } from './when.ts'

describe('days as people type them', () => {
  test.each([
    ['24 Nov 1961', '1961-11-24'],
    ['24 November 1961', '1961-11-24'],
    ['Nov 24, 1961', '1961-11-24'],
    ['1961-11-24', '1961-11-24'],
    ['24.11.1961', '1961-11-24'],
    ['24111961', '1961-11-24'],
    ['1 sept 2020', '2020-09-01'],
    ['29 Feb 2024', '2024-02-29'],
  ])('%s is %s', (typed, iso) => {
    expect(dayFrom(typed)).toBe(iso)
  })

  test.each(['11/24/1961', '24/11/1961', '29 Feb 2023', '31.04.2020', '24 Nom 1961', '24 Nov 61', '', 'yesterday'])(
    '%s is no day, or not one day for everybody',
    typed => {
      expect(dayFrom(typed)).toBeUndefined()
    },
  )

  test('what is shown is read back as the same day', () => {
    const days = fc.date({ min: new Date('1900-01-02'), max: new Date('2099-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(days, date => {
        const iso = isoDayOf(date)
        expect(dayFrom(dayText(iso))).toBe(iso)
        expect(dayFrom(iso)).toBe(iso)
      }),
    )
  })
})

describe('age', () => {
  const on = (text: string) => new Date(`${text}T12:00:00`)
  test.each([
    ['2026-11-24', '2026-11-24', { count: 0, unit: 'days' }],
    ['2026-11-01', '2026-11-24', { count: 23, unit: 'days' }],
    ['2026-10-01', '2026-11-24', { count: 7, unit: 'weeks' }],
    ['2025-11-25', '2026-11-24', { count: 11, unit: 'months' }],
    ['1961-11-25', '2026-11-24', { count: 64, unit: 'years' }],
    ['1961-11-24', '2026-11-24', { count: 65, unit: 'years' }],
  ])('born %s, on %s', (born, today, age) => {
    expect(ageOf(born, on(today))).toEqual(age)
  })
  test('no age before birth or without a whole date', () => {
    expect(ageOf('2027-01-01', on('2026-11-24'))).toBeUndefined()
    expect(ageOf('1961', on('2026-11-24'))).toBeUndefined()
  })
})

test('dates as far as they are known', () => {
  expect(['1961-03-04', '1961-03', '1961'].map(dayText)).toEqual(['4 Mar 1961', 'Mar 1961', '1961'])
  expect(stampText(new Date(2026, 10, 24, 4, 5))).toBe('24 Nov 2026 04:05')
})
