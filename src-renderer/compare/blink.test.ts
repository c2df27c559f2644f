import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atRate, beaten, blinkRange, firstBlink, pressed } from './blink.ts'

test('starts by itself, but held where less motion is asked for', () => {
  expect(firstBlink(false).running).toBe(true)
  expect(firstBlink(true).running).toBe(false)
  expect(beaten(firstBlink(true))).toEqual(firstBlink(true))
})

test('Space holds first and then steps', () => {
  const held = pressed(beaten(firstBlink(false)))
  expect(held).toMatchObject({ running: false, shows: 'moving' })
  expect(pressed(held)).toMatchObject({ running: false, shows: 'fixed' })
  expect(pressed(pressed(held))).toEqual(held)
})

test('never blinks faster or slower than is offered', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), hz => {
      const { hz: now } = atRate(firstBlink(false), hz)
      expect(now).toBeGreaterThanOrEqual(blinkRange.least)
      expect(now).toBeLessThanOrEqual(blinkRange.most)
    }),
  )
})
