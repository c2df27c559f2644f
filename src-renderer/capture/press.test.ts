import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounceMs, oncePerPress } from './press.ts'

test('one picture per press of a bouncing pedal, however it bounces', () => {
  const bounces = fc.array(fc.integer({ min: 0, max: bounceMs - 1 }), { maxLength: 8 })
  const press = fc.record({ pauseMs: fc.integer({ min: bounceMs, max: 5000 }), bounces })
  fc.assert(
    fc.property(fc.array(press, { maxLength: 20 }), presses => {
      let at = 0
      const isNew = oncePerPress(() => at)
      let taken = 0
      for (const { pauseMs, bounces: gaps } of presses) {
        at += pauseMs
        if (isNew()) taken += 1
        for (const gap of gaps) {
          at += gap
          if (isNew()) taken += 1
        }
      }
      expect(taken).toBe(presses.length)
    }),
  )
})
