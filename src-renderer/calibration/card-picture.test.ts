import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src-shared/imaging/verdict.ts'
import { firstCorners, steppedBy, withCorner } from './card-picture.ts'

const pixels: Pixels = { width: 1000, height: 500, data: new Uint8ClampedArray(0) }

describe('the corners of a colour card', () => {
  it('arrows move a corner, with Shift ten times as far, other keys do not', () => {
    const [first] = firstCorners(pixels)
    expect(first).toEqual([200, 100])
    expect(steppedBy(first, { key: 'ArrowLeft', shiftKey: false }, 1000)).toEqual([198, 100])
    expect(steppedBy(first, { key: 'ArrowDown', shiftKey: true }, 1000)).toEqual([200, 120])
    expect(steppedBy(first, { key: 'Tab', shiftKey: false }, 1000)).toBeUndefined()
  })

  it('a corner never leaves the picture, and the others stay', () => {
    const anywhere = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }))
    fc.assert(
      fc.property(anywhere, fc.nat({ max: 3 }), (place, at) => {
        const before = firstCorners(pixels)
        const after = withCorner(before, at, { place, within: pixels })
        for (const [i, [x, y]] of after.entries()) {
          expect(x >= 0 && x < 1000 && y >= 0 && y < 500).toBe(true)
          if (i !== at) expect([x, y]).toEqual(before[i])
        }
      }),
    )
  })
})
