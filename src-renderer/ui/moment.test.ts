import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decimalFrom, momentOf, timeFrom } from './moment.ts'

it('reads a time of day as people type it', () => {
  expect(['14:05', '9.30', '0930', ' 7:00 '].map(timeFrom)).toEqual(['14:05', '09:30', '09:30', '07:00'])
  expect(['24:00', '12:60', '12', '', 'noon', '1:2'].map(timeFrom)).toEqual(Array(6).fill(undefined))
})

it('gives the moment that this computer would show, with its offset', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(2000, 0), max: new Date(2040, 0), noInvalidDate: true }), date => {
      const [day, time] = [
        `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`,
        `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`,
      ]
      const said = momentOf(day, time) ?? ''
      expect(said).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00[+-]\d\d:\d\d$/)
      expect(new Date(said).getHours()).toBe(date.getHours())
      expect(new Date(said).getMinutes()).toBe(date.getMinutes())
    }),
  )
})

it('refuses half a moment', () => {
  expect([momentOf('', '14:05'), momentOf('2026-11-24', ''), momentOf('2026-13-40', '14:05')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

it('keeps the digits of a number and refuses what is none', () => {
  expect(['36.50', '36,5', '-1', '007'].map(decimalFrom)).toEqual(['36.50', '36.5', '-1', '007'])
  expect(['1e3', '.5', '5.', '', 'NaN', '12345678', '1.234,5'].map(decimalFrom)).toEqual(Array(7).fill(undefined))
})
