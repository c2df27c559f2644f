import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, spanOfNumber, spanOfTime } from './ranges.ts'

test('a date covers what it does not say', () => {
  const span = (text: string) => {
    const found = spanOfTime(text)
    return found && [new Date(found.low).toISOString(), new Date(found.high).toISOString()]
  }
  expect(span('2024')).toEqual(['2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'])
  expect(span('2024-02')).toEqual(['2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'])
  expect(span('2024-12')).toEqual(['2024-12-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'])
  expect(span('2024-05-06')).toEqual(['2024-05-06T00:00:00.000Z', '2024-05-06T23:59:59.999Z'])
  expect(span('2024-05-06T07:08+02:00')).toEqual(['2024-05-06T05:08:00.000Z', '2024-05-06T05:08:59.999Z'])
  expect(span('2024-05-06T07:08:09.1Z')).toEqual(['2024-05-06T07:08:09.100Z', '2024-05-06T07:08:09.199Z'])
  expect(span('2016-12-31T23:59:60Z')?.[0]).toBe('2016-12-31T23:59:59.000Z')
  expect(span('0050')).toEqual(['0050-01-01T00:00:00.000Z', '0050-12-31T23:59:59.999Z'])
})

test('what is no date has no span', () => {
  for (const text of ['', 'soon', '2024-13', '2024-02-31T', '24', '2024-05-06T07', '2024-05-06 07:08', '2024-1-1']) {
    expect([text, spanOfTime(text)]).toEqual([text, undefined])
  }
  fc.assert(
    fc.property(fc.string(), text => {
      const span = spanOfTime(text)
      expect(span === undefined || span.low <= span.high).toBe(true)
    }),
  )
})

test('an instant lies in the span of every shorter way to write it, and only there', () => {
  const min = new Date('1000-01-01T00:00:00Z')
  const max = new Date('9998-12-31T23:59:59Z')
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min, max }), date => {
      const text = date.toISOString()
      for (const length of [4, 7, 10]) {
        const span = spanOfTime(text.slice(0, length))
        expect(span !== undefined && span.low <= date.getTime() && date.getTime() <= span.high).toBe(true)
        const next = spanOfTime(new Date((span?.high ?? 0) + 1).toISOString().slice(0, length))
        expect(next?.low).toBe((span?.high ?? 0) + 1)
      }
      expect(spanOfTime(text)).toEqual({ low: date.getTime(), high: date.getTime() })
    }),
  )
})

test('a number covers half a unit of its last place to either side', () => {
  expect(spanOfNumber('100')).toEqual({ low: 99.5, high: 100.5 })
  expect(spanOfNumber('5.40')?.low).toBeCloseTo(5.395)
  expect(spanOfNumber('5.4')?.high).toBeCloseTo(5.45)
  expect(spanOfNumber('1e3')).toEqual({ low: 500, high: 1500 })
  expect(spanOfNumber('-2')).toEqual({ low: -2.5, high: -1.5 })
  for (const text of ['', 'x', '1.', '.5', '1e', 'NaN', 'Infinity', '0x10']) expect(spanOfNumber(text)).toBeUndefined()
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), value => {
      const span = spanOfNumber(String(value))
      expect(span !== undefined && span.low <= value && value <= span.high).toBe(true)
    }),
  )
})

test('folding takes marks, case and blanks away, and twice is once', () => {
  expect(fold('  Müller \t LÉNA ')).toBe('muller lena')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
  )
})
