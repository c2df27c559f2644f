import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs, calm } from './backoff.ts'

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('never sooner than asked, never longer than the longest unless asked, never zero', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1, max: 1000 }),
      chance,
      fc.integer({ min: 0, max: 3_600_000 }),
      (failures, luck, askedMs) => {
        const wait = backoffMs(failures, { tempo: calm, random: () => luck, askedMs })
        expect(wait).toBeGreaterThanOrEqual(Math.max(askedMs, calm.firstRetryMs / 2))
        expect(wait).toBeLessThanOrEqual(Math.max(askedMs, calm.longestRetryMs))
      },
    ),
  )
})

test('grows with every failure for the same luck', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), chance, (failures, luck) => {
      const needs = { tempo: calm, random: () => luck }
      expect(backoffMs(failures + 1, needs)).toBeGreaterThanOrEqual(backoffMs(failures, needs))
    }),
  )
})
