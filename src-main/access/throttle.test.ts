import { expect, test } from 'vitest'
import { mustWait, waitAfter } from './throttle.ts'

const at = (seconds: number): Date => new Date(Date.parse('2026-03-02T08:00:00Z') + seconds * 1000)
const lastWrongCodeAt = at(0).toISOString()

test('four tries are free, then the wait doubles up to an hour', () => {
  const waits = Array.from({ length: 16 }, (_, wrong) => waitAfter(wrong) / 1000)
  expect(waits).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600])
  expect(waitAfter(1e9)).toBe(3_600_000)
})

test('waits to the second, and never for a clock that was wrong', () => {
  expect(mustWait({ wrongCodes: 5, lastWrongCodeAt }, at(29.999))).toBe(true)
  expect(mustWait({ wrongCodes: 5, lastWrongCodeAt }, at(30))).toBe(false)
  expect(mustWait({ wrongCodes: 4, lastWrongCodeAt }, at(0))).toBe(false)
  expect(mustWait({ wrongCodes: 9, lastWrongCodeAt: '2099-01-01T00:00:00.000Z' }, at(0))).toBe(false)
  expect(mustWait({ wrongCodes: 9 }, at(0))).toBe(false)
})
