import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawDermoscopy } from '../draw.ts'
import type { Pixels } from '../verdict.ts'
import {
  type DifferenceMap,
  differenceOf,
  differenceSteps,
  inkOf,
  leftOut,
  overlayOf,
  strongestDeltaE,
} from './difference.ts'
import { lightOfPicture } from './light.ts'

const base = { seed: 11, visit: 0, tone: 2, widthPx: 240, heightPx: 180, ruler: false } as const
const fixed = drawDermoscopy(base)
const straight = [1, 0, 0, 1, 0, 0] as const

const painted = (
  pixels: Pixels,
  change: (colour: [number, number, number], x: number, y: number) => number[],
): Pixels => {
  const data = Uint8ClampedArray.from(pixels.data)
  for (let y = 0; y < pixels.height; y++)
    for (let x = 0; x < pixels.width; x++) {
      const at = 4 * (y * pixels.width + x)
      data.set(change([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0], x, y), at)
    }
  return { ...pixels, data }
}
const shifted = (pixels: Pixels, by: number): Pixels =>
  painted(pixels, (_, x, y) => {
    const at = 4 * (y * pixels.width + Math.max(0, x - by))
    return Array.from(pixels.data.subarray(at, at + 3))
  })
/** Share of the overlap that is drawn. */
const shownOf = ({ deltaE, floor }: DifferenceMap): number => {
  const within = [...deltaE.keys()].filter(at => !Number.isNaN(deltaE[at]))
  return within.filter(at => (deltaE[at] ?? 0) > (floor[at] ?? 0)).length / within.length
}

describe('the difference map', () => {
  it('of a picture with itself is nothing', () => {
    const map = differenceOf({ fixed, moving: fixed, matrix: straight, residualPx: 0 })
    expect(Math.max(...map.deltaE.filter(value => !Number.isNaN(value)))).toBeLessThan(1e-3)
    expect(shownOf(map)).toBe(0)
    expect(map.gains.map(gain => Math.round(gain * 1000))).toEqual([1000, 1000, 1000])
  })

  it('does not see another exposure or a warmer light, and says what it evened out', () => {
    const warmer = [0.9, 0.85, 0.8]
    const lit = painted(fixed, colour => colour.map((value, channel) => value * (warmer[channel] ?? 1)))
    const map = differenceOf({ fixed, moving: lit, matrix: straight, residualPx: 0 })
    expect(shownOf(map)).toBeLessThan(0.03)
    expect(map.gains[2]).toBeGreaterThan(map.gains[0])
  })

  it('shows a new spot where it is, and hardly anything else', () => {
    const inSpot = (x: number, y: number): boolean => Math.hypot(x - 60, y - 50) < 12
    const spotted = painted(fixed, (colour, x, y) => (inSpot(x, y) ? [90, 60, 50] : colour))
    const map = differenceOf({ fixed, moving: spotted, matrix: straight, residualPx: 0.5 })
    expect(map.deltaE[50 * 240 + 60]).toBeGreaterThan(10)
    const drawn = [...map.deltaE.keys()].filter(at => (map.deltaE[at] ?? 0) > (map.floor[at] ?? 0))
    const near = drawn.filter(at => Math.hypot((at % 240) - 60, Math.floor(at / 240) - 50) < 15)
    expect(near.length).toBeGreaterThan(350)
    expect(near.length / drawn.length).toBeGreaterThan(0.95)
  })

  it('takes what the residual alone can make for nothing: shifted by it, little is drawn; unsaid, more is', () => {
    const moving = shifted(fixed, 2)
    const said = differenceOf({ fixed, moving, matrix: straight, residualPx: 2 })
    const unsaid = differenceOf({ fixed, moving, matrix: straight, residualPx: 0 })
    expect(shownOf(said)).toBeLessThan(0.05)
    expect(shownOf(unsaid)).toBeGreaterThan(3 * shownOf(said))
    expect(said.noiseFloor).toBeGreaterThan(unsaid.noiseFloor)
  })

  it('follows the map that it is given, and leaves out where the moving picture does not reach', () => {
    const moving = shifted(fixed, 60)
    const map = differenceOf({ fixed, moving, matrix: [1, 0, 0, 1, 60, 0], residualPx: 0 })
    expect(map.overlap).toBeCloseTo(((240 - 60 - 2) * (180 - 4)) / (240 * 180), 1)
    expect(Number.isNaN(map.deltaE[90 * 240 + 200])).toBe(true)
    expect(shownOf(map)).toBeLessThan(0.01)
  })
})

const rimmed = (pixels: Pixels, [cx, cy, radius]: readonly [number, number, number], soft = 8): Pixels =>
  painted(pixels, (colour, x, y) => {
    const open = Math.min(1, Math.max(0, (radius - Math.hypot(x - cx, y - cy)) / soft))
    return colour.map(value => 6 + (value - 6) * open)
  })
/** Light that falls off towards the border without ever getting black. */
const dimmed = (pixels: Pixels): Pixels =>
  painted(pixels, (colour, x, y) => {
    const open = 1 - 0.6 * Math.max(0, (Math.hypot(x - 120, y - 90) - 90) / 60)
    return colour.map(value => value * open)
  })
const rings = [fc.integer({ min: 100, max: 140 }), fc.integer({ min: 75, max: 105 }), fc.integer({ min: 70, max: 105 })]
const ring = fc.tuple(...(rings as [(typeof rings)[0], (typeof rings)[0], (typeof rings)[0]]))

describe('the dark rim of a dermatoscope', () => {
  it('of either picture is no difference, wherever it lies and however soft it is', () => {
    fc.assert(
      fc.property(ring, ring, fc.constantFrom(1, 4, 12), (one, other, soft) => {
        const map = differenceOf({
          fixed: rimmed(fixed, one, soft),
          moving: rimmed(fixed, other, soft),
          matrix: straight,
          residualPx: 0.5,
        })
        expect(shownOf(map)).toBeLessThan(0.02)
        expect(map.overlap).toBeGreaterThan(0.9)
      }),
      { numRuns: 12 },
    )
  })

  it('is said to be left out, and whose it is', () => {
    const dark = rimmed(fixed, [120, 90, 80])
    const both = differenceOf({ fixed: dark, moving: dark, matrix: straight, residualPx: 0 })
    const newer = differenceOf({ fixed, moving: dark, matrix: straight, residualPx: 0 })
    expect(both.rim.share).toBeCloseTo(both.rim.fixed, 6)
    expect(both.rim.share).toBeGreaterThan(0.4)
    expect(newer.rim).toMatchObject({ fixed: 0, share: newer.rim.moving })
    expect(newer.left[3 * 240 + 3]).toBe(leftOut.rim)
    expect(newer.left[90 * 240 + 120]).toBe(0)
    // What moves with the picture moves its rim, too.
    const aside = differenceOf({ fixed, moving: dark, matrix: [1, 0, 0, 1, 40, 0], residualPx: 0 })
    expect(aside.left[90 * 240 + 20]).toBe(0)
    expect(aside.left[90 * 240 + 170]).toBe(leftOut.rim)
    expect(aside.left[90 * 240 + 210]).toBe(leftOut.noReach)
  })

  it('is hatched otherwise than what the moving picture does not reach', () => {
    const dark = rimmed(fixed, [120, 90, 80])
    const { data } = overlayOf(differenceOf({ fixed: dark, moving: dark, matrix: straight, residualPx: 0 }))
    const cover = (x: number, y: number): number => data[4 * (y * 240 + x) + 3] ?? 0
    expect(cover(12, 12)).toBe(cover(13, 13))
    expect(cover(12, 12)).not.toBe(cover(12, 16))
  })
})

describe('the shade of a dermatoscope', () => {
  it('is found where the light only falls off towards it', () => {
    const map = differenceOf({ fixed, moving: dimmed(fixed), matrix: straight, residualPx: 0 })
    expect(map.rim.moving).toBeGreaterThan(0.05)
    expect(map.left[90 * 240 + 120]).toBe(0)
    expect(Math.max(...map.deltaE.filter(value => !Number.isNaN(value)))).toBeLessThan(12)
  })

  it('is not seen where there is none: a lesion that runs out of the picture stays compared', () => {
    const large = painted(fixed, (colour, x, y) => (Math.hypot(x - 10, y - 90) < 70 ? [95, 62, 48] : colour))
    const map = differenceOf({ fixed: large, moving: fixed, matrix: straight, residualPx: 0.5 })
    expect(map.rim.share).toBe(0)
    expect(map.deltaE[90 * 240 + 30]).toBeGreaterThan(10)
  })
})

describe('the difference map as it is drawn', () => {
  it('without any overlap is empty and does not fail', () => {
    const map = differenceOf({ fixed, moving: fixed, matrix: [1, 0, 0, 1, 5000, 0], residualPx: 1 })
    expect(map.overlap).toBe(0)
    expect(map.noiseFloor).toBe(0)
    expect(overlayOf(map).data).toHaveLength(240 * 180 * 4)
  })

  it('is worked out in many small steps', () => {
    expect([...differenceSteps({ fixed, moving: fixed, matrix: straight, residualPx: 1 })].length).toBeGreaterThan(20)
  })

  it('is drawn from neutral to one hue, stronger for more, and not at all below its floor', () => {
    const values = fc.tuple(
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
    )
    fc.assert(
      fc.property(values, ([deltaE, floor]) => {
        const { cover, colour } = inkOf(deltaE, floor)
        expect(cover === 0).toBe(deltaE <= floor)
        expect(cover).toBeLessThanOrEqual(inkOf(deltaE + 1, floor).cover)
        expect(colour[2]).toBeGreaterThanOrEqual(colour[0])
      }),
    )
    expect(inkOf(strongestDeltaE, 0)).toEqual(inkOf(90, 0))
  })
})

describe('the light of a picture', () => {
  it('is lighter for more light, and has no spread where there is nothing', () => {
    const dimmed = painted(fixed, colour => colour.map(value => value * 0.7))
    expect(lightOfPicture(dimmed)?.lightness).toBeLessThan((lightOfPicture(fixed)?.lightness ?? 0) - 8)
    expect(lightOfPicture(fixed)?.spread).toBeGreaterThan(3)
    expect(lightOfPicture(painted(fixed, () => [180, 150, 140]))?.spread).toBeLessThan(0.1)
    expect(lightOfPicture(painted(fixed, () => [0, 0, 0]))).toBeUndefined()
  })
})
