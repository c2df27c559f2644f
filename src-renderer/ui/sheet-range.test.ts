import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverOf, rangeOf, sharedOf } from './sheet-range.ts'

const px = (max: number) => fc.double({ min: 0, max, noNaN: true })

describe('the part of a grid that a canvas covers', () => {
  it('always holds what is seen of the whole', () => {
    fc.assert(
      fc.property(px(40_000), px(2000), fc.array(px(40_000), { minLength: 1, maxLength: 8 }), (whole, size, starts) => {
        let held: ReturnType<typeof rangeOf> | undefined
        for (const start of starts) {
          held = rangeOf({ start, size }, whole, held)
          const end = Math.floor(whole)
          expect(held.start).toBeGreaterThanOrEqual(0)
          expect(held.start + held.size).toBeLessThanOrEqual(end)
          expect(held.start).toBeLessThanOrEqual(Math.max(0, start))
          expect(held.start + held.size).toBeGreaterThanOrEqual(Math.min(end, start + size))
        }
      }),
    )
  })

  it('stays while the view moves a little, and moves before the view leaves it', () => {
    const first = rangeOf({ start: 5000, size: 900 }, 30_000)
    expect(first).toEqual({ start: 4600, size: 1700 })
    expect(rangeOf({ start: 5200, size: 900 }, 30_000, first)).toBe(first)
    expect(rangeOf({ start: 5300, size: 900 }, 30_000, first)).toEqual({ start: 4900, size: 1700 })
  })

  it('keeps its size at both ends, so that it is not made anew there', () => {
    expect(rangeOf({ start: -12, size: 900 }, 30_000)).toEqual({ start: 0, size: 1700 })
    expect(rangeOf({ start: 29_200, size: 900 }, 30_000)).toEqual({ start: 28_300, size: 1700 })
  })

  it('is all of a short grid', () => {
    expect(rangeOf({ start: -40, size: 900 }, 300.6)).toEqual({ start: 0, size: 300 })
  })
})

describe('cover', () => {
  it('fills the box with the middle of the picture, in the shape of the box', () => {
    expect(coverOf({ width: 256, height: 192 }, { width: 88, height: 66 })).toEqual({
      left: 0,
      top: 0,
      width: 256,
      height: 192,
    })
    expect(coverOf({ width: 300, height: 100 }, { width: 50, height: 50 })).toEqual({
      left: 100,
      top: 0,
      width: 100,
      height: 100,
    })
  })
})

describe('shared', () => {
  it('is empty for boxes apart', () => {
    const one = { left: 0, top: 0, width: 10, height: 10 }
    expect(sharedOf(one, { left: 4, top: 6, width: 10, height: 10 })).toEqual({ left: 4, top: 6, width: 6, height: 4 })
    expect(sharedOf(one, { left: 40, top: 6, width: 10, height: 10 }).width).toBe(0)
  })
})
