import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vectorFolder } from '../devices/rig/vectors.ts'
import { aheadMinutes, coincidentMs, isClockOff, isZone, localMsOf, offsetAt, zoneInstant } from './clock.ts'
import { clockVectors } from './rig/clock-vectors.ts'

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC']
const moments = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2037, 0, 1) })
const local = (text: string): number => localMsOf(text) ?? Number.NaN

test('a moment comes back from its wall clock, except the later of two that look alike', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (utcMs, zone) => {
      const { utcMs: back, notes } = zoneInstant(utcMs + offsetAt(zone, utcMs) * 60_000, zone)
      if (notes.includes('ambiguous')) expect(back).toBeLessThanOrEqual(utcMs)
      else expect(back).toBe(utcMs)
    }),
  )
})

test('the hour that spring skips is mapped forward, the one that autumn has twice is the earlier, both noted', () => {
  expect(zoneInstant(local('2026-03-29T02:30:00'), 'Europe/Berlin')).toEqual({
    utcMs: Date.parse('2026-03-29T01:30:00Z'),
    offsetMinutes: 60,
    notes: ['nonexistent-local-time'],
  })
  expect(zoneInstant(local('2026-10-25T02:30:00'), 'Europe/Berlin')).toEqual({
    utcMs: Date.parse('2026-10-25T00:30:00Z'),
    offsetMinutes: 120,
    notes: ['ambiguous'],
  })
})

test('text that is no time of the calendar is no time', () => {
  expect(localMsOf('2026-02-30T10:00:00')).toBeUndefined()
  expect(localMsOf('2026-02-28T24:00:00')).toBeUndefined()
  expect(localMsOf('2026-02-28T10:00:00Z')).toBeUndefined()
  expect(localMsOf('2026-02-28T10:00:00.5')).toBe(Date.parse('2026-02-28T10:00:00.500Z'))
})

test('a clock is off when it is more than fifteen minutes away, either way', () => {
  const host = Date.parse('2026-07-01T10:00:00Z')
  expect(aheadMinutes(local('2026-07-01T12:15:00'), host, 'Europe/Berlin')).toBe(15)
  expect([15, -15, 15.1, -15.1].map(isClockOff)).toEqual([false, false, true, true])
})

test('a coincident reading moves every time by one difference', () => {
  expect(coincidentMs(1000, { deviceMs: 5000, hostMs: 9000 })).toBe(5000)
})

test('a zone is known or it is not', () => {
  expect(zones.map(isZone)).toEqual(zones.map(() => true))
  expect(isZone('Europe/Nowhere')).toBe(false)
})

describe.skipIf(vectorFolder() === undefined)('time zone vectors (not run: vectors absent)', () => {
  test('every look-up gives the expected time and offsets', () => {
    const verdicts = clockVectors()
    expect(verdicts.length).toBeGreaterThan(0)
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([])
  })
})
