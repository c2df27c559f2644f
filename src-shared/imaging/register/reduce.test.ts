import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pixels } from '../verdict.ts'
import { reduced } from './reduce.ts'

const ramp = (width: number, height: number): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    data.set([200 * (((at % width) + 0.5) / width), 200 * ((Math.floor(at / width) + 0.5) / height), 90, 255], 4 * at)
  }
  return { width, height, data }
}

test('A place lies the same number of steps from the corner across and down, whatever the sides', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 420 }), fc.integer({ min: 200, max: 299 }), (width, height) => {
      const small = reduced(ramp(width, height), 128)
      const step = width / 128
      expect(small.width).toBe(128)
      expect(small.height).toBe(Math.floor(height / step + 1e-6))
      for (const [x, y] of [
        [5, 7],
        [64, 40],
        [120, small.height - 2],
      ] as const) {
        const at = 4 * (y * small.width + x)
        expect(small.data[at]).toBeCloseTo((200 * (x + 0.5) * step) / width, -0.5)
        expect(small.data[at + 1]).toBeCloseTo((200 * (y + 0.5) * step) / height, -0.5)
        expect(small.data[at + 3]).toBe(255)
      }
    }),
    { numRuns: 20 },
  )
})

test('Small pictures stay as they are', () => {
  const picture = ramp(100, 60)
  expect(reduced(picture, 128)).toBe(picture)
})
