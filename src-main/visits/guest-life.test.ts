import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guestMinutes } from './guest-life.ts'

const now = Date.parse('2026-11-02T09:00:00Z')
const minute = 60_000

test('a link lasts to the end of the appointment and half an hour more', () => {
  expect(guestMinutes(now, now + 45 * minute)).toBe(75)
  expect(guestMinutes(now, now + 7 * 1440 * minute)).toBe(7 * 1440 + 30)
})
test('without an appointment it lasts as long as a seat', () => expect(guestMinutes(now, undefined)).toBe(240))
test('it is never too short to come in by, never longer than the clinic allows, and never ends before the appointment', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e10 }), ahead => {
      const minutes = guestMinutes(now, now + ahead)
      expect(Number.isInteger(minutes)).toBe(true)
      expect(minutes).toBeGreaterThanOrEqual(60)
      expect(minutes).toBeLessThanOrEqual(44_640)
      if (minutes < 44_640) expect(now + minutes * minute).toBeGreaterThanOrEqual(now + ahead)
    }),
  )
})
