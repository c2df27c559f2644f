import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Shot } from '../../src-shared/contract/capture.ts'
import { againFrom, partOf, repeats } from './clip-part.ts'

const clip = (settings?: Record<string, number>) => ({ device: { settings } }) as unknown as Shot
const cut = clip({ fromMs: 500, toMs: 1500 })

test('the part that was chosen, or all of a clip that was not cut', () => {
  expect(partOf(cut, 2)).toEqual({ fromS: 0.5, toS: 1.5 })
  expect(partOf(cut, Number.POSITIVE_INFINITY)).toEqual({ fromS: 0.5, toS: 1.5 })
  expect(partOf(clip(), 2)).toEqual({ fromS: 0 })
})

test('a recording shorter than its cut plays as far as it goes, from its beginning where nothing else is left', () => {
  expect(partOf(cut, 1)).toEqual({ fromS: 0.5 })
  expect(partOf(cut, 0.6)).toEqual({ fromS: 0 })
  expect(partOf(cut, 0.04)).toEqual({ fromS: 0 })
})

test('playing starts again where the part ends, and is left alone outside of it', () => {
  const part = partOf(cut, 2)
  expect(againFrom(part, { wasS: 1.4, atS: 1.45 })).toBeUndefined()
  expect(againFrom(part, { wasS: 1.4, atS: 1.52 })).toBe(0.5)
  expect(againFrom(part, { wasS: 1.7, atS: 1.8 })).toBeUndefined()
  expect(againFrom({ fromS: 0 }, { wasS: 1, atS: 9 })).toBeUndefined()
})

test('a single picture is not repeated for ever', () => {
  expect(repeats({ fromS: 0 }, 0.04)).toBe(false)
  expect(repeats({ fromS: 0 }, 2)).toBe(true)
})

test('whatever was noted, a part lies within its clip and is long enough to be seen', () => {
  const settings = fc.record({
    fromMs: fc.integer({ min: -9, max: 70_000 }),
    toMs: fc.integer({ min: -9, max: 70_000 }),
  })
  fc.assert(
    fc.property(settings, fc.double({ min: 0.3, max: 60, noNaN: true }), (noted, lengthS) => {
      const { fromS, toS = lengthS } = partOf(clip(noted), lengthS)
      expect(fromS).toBeGreaterThanOrEqual(0)
      expect(toS).toBeLessThanOrEqual(lengthS)
      if (fromS > 0) expect(toS - fromS).toBeGreaterThan(0.199)
    }),
  )
})
