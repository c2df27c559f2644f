import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openIdle } from './idle.ts'

let wallMs = 0
let monotonicMs = 0
let open = true
const expired = vi.fn()
const idle = openIdle({ now: () => new Date(wallMs), monotonicMs: () => monotonicMs, stillOpen: () => open, expired })

beforeEach(() => {
  vi.useFakeTimers()
  wallMs = Date.parse('2026-03-02T08:00:00Z')
  monotonicMs = 0
  open = true
  expired.mockClear()
})
afterEach(() => {
  idle.rest()
  vi.useRealTimers()
})

/** Time as it passes for a machine that is awake. */
function pass(minutes: number): void {
  for (let second = 0; second < minutes * 60; second++) {
    wallMs += 1000
    monotonicMs += 1000
    vi.advanceTimersByTime(1000)
  }
}

test('locks once after the minutes it was given, and not before', () => {
  idle.watch(5)
  pass(4.9)
  expect(expired).not.toHaveBeenCalled()
  pass(0.1)
  expect(expired).toHaveBeenCalledTimes(1)
  pass(20)
  expect(expired).toHaveBeenCalledTimes(1)
})

test('a touch starts the time anew', () => {
  idle.watch(1)
  for (let turn = 0; turn < 10; turn++) {
    pass(0.9)
    idle.stirred()
  }
  expect(expired).not.toHaveBeenCalled()
  pass(1)
  expect(expired).toHaveBeenCalledTimes(1)
})

test('a machine that slept is locked as it wakes', () => {
  idle.watch(5)
  wallMs += 8 * 3_600_000
  vi.advanceTimersByTime(1000)
  expect(expired).toHaveBeenCalledTimes(1)
})

test('a clock set back delays nothing', () => {
  idle.watch(5)
  pass(1)
  wallMs -= 3_600_000
  pass(4)
  expect(expired).toHaveBeenCalledTimes(1)
})

test('a vault that closed itself ends the session at once', () => {
  idle.watch(5)
  open = false
  pass(1 / 60)
  expect(expired).toHaveBeenCalledTimes(1)
})
