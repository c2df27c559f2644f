import fc from 'fast-check'
import { expect, it } from 'vitest'
import { apply, similarityOf } from './matrix.ts'
import { affineThrough } from './settle.ts'
import type { Matrix } from './types.ts'

const size = { width: 500, height: 400 }
const spread = Array.from({ length: 40 }, (_, i) => ({ x: 30 + ((i * 97) % 440), y: 20 + ((i * 61) % 360) }))
const shear: Matrix = [1.02, 0.03, -0.05, 0.97, 12, -7]

it('finds the affine map that places follow, whatever it starts from, and a few mistaken places hardly move it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -10, max: 10 }), (turn, shift) => {
      const pairs = spread.map(moving => ({ moving, fixed: apply(shear, moving) }))
      const wrong = pairs.slice(0, 3).map(({ moving }) => ({ moving, fixed: { x: 10, y: 390 } }))
      const start = similarityOf(1, turn, { x: shift, y: -shift })
      const found = affineThrough([...pairs, ...wrong], start, size)
      const errors = spread.map(place => {
        const [is, should] = [apply(found, place), apply(shear, place)]
        return Math.hypot(is.x - should.x, is.y - should.y)
      })
      expect(errors.toSorted((a, b) => a - b)[20]).toBeLessThan(2)
    }),
  )
})
