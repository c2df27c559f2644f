import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../verdict.ts'
import { type Candidate, candidatesOf, type Laying } from './candidates.ts'
import { type Spot, spotsOf } from './spots.ts'

interface Dot {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Skin with some grain, and dark dots with soft rims on it. */
function skin(
  dots: readonly Dot[],
  { width, height, lines = [] }: { width: number; height: number; lines?: readonly number[] },
): Pixels {
  const data = new Uint8ClampedArray(4 * width * height)
  let grain = 7
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      grain = (Math.imul(grain, 1_103_515_245) + 12_345) & 0x7fffffff
      const inside = dots.reduce((most, dot) => {
        const away = Math.hypot(x + 0.5 - dot.x, y + 0.5 - dot.y) - dot.radius
        return Math.max(most, Math.min(1, Math.max(0, 0.5 - away)))
      }, 0)
      const line = lines.some(row => Math.abs(y - row) < 2) ? 1 : 0
      const dark = 70 * Math.max(inside, line)
      const noise = (grain % 5) - 2
      data.set([205 - dark * 0.7 + noise, 165 - dark + noise, 140 - dark + noise, 255], 4 * (y * width + x))
    }
  return { width, height, data }
}

const near = (spots: readonly (Spot | Candidate)[], { x, y }: Dot): boolean =>
  spots.some(spot => Math.hypot(spot.x - x, spot.y - y) < 3)

describe('spots', () => {
  const dots = [
    { x: 60, y: 60, radius: 3 },
    { x: 140, y: 80, radius: 6 },
    { x: 220, y: 150, radius: 11 },
  ]

  it('are found where they are, at about their size, and nowhere else', () => {
    const spots = spotsOf(skin(dots, { width: 300, height: 220 }))
    expect(dots.every(dot => near(spots, dot))).toBe(true)
    expect(spots).toHaveLength(dots.length)
    const sizes = dots.map(dot => spots.find(spot => near([spot], dot))?.radius ?? 0)
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
  })

  it('are not lines, and not the grain of blank skin', () => {
    expect(spotsOf(skin([], { width: 300, height: 220 }))).toEqual([])
    expect(spotsOf(skin([], { width: 300, height: 220, lines: [60, 120] }))).toEqual([])
    expect(spotsOf(skin([], { width: 5, height: 4 }))).toEqual([])
  })
})

const laid: Laying = { onto: (x, y) => [x, y], back: (x, y) => [x, y], scale: 1, residualPx: 0.5 }

describe('candidates', () => {
  it('are what is new and what is clearly larger, in the order of reading', () => {
    const before = skin(
      [
        { x: 60, y: 60, radius: 3 },
        { x: 200, y: 60, radius: 4 },
      ],
      { width: 300, height: 220 },
    )
    const now = skin(
      [
        { x: 60, y: 60, radius: 3 },
        { x: 200, y: 60, radius: 10 },
        { x: 120, y: 160, radius: 5 },
      ],
      { width: 300, height: 220 },
    )
    const found = candidatesOf(spotsOf(now), spotsOf(before), laid)
    expect(found.map(({ x }) => Math.round(x / 20) * 20)).toEqual([200, 120])
    expect(Object.keys(found[0] ?? {}).toSorted()).toEqual(['radius', 'x', 'y'])
  })

  const spot = fc.record({
    x: fc.double({ min: 0, max: 500, noNaN: true }),
    y: fc.double({ min: 0, max: 500, noNaN: true }),
    radius: fc.constantFrom(2.2, 4.4, 8.8, 17.6),
    contrast: fc.double({ min: 9, max: 90, noNaN: true }),
  })

  it('of a picture and itself are none, whatever is on it', () => {
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 30 }), spots => {
        expect(candidatesOf(spots, spots, laid)).toEqual([])
      }),
    )
  })

  it('never lie where the older picture ends, and are never more than what the newer shows', () => {
    const half: Laying = { ...laid, back: (x, y) => (x < 250 ? [x, y] : undefined) }
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 30 }), fc.array(spot, { maxLength: 30 }), (now, before) => {
        const found = candidatesOf(now, before, half)
        expect(found.every(({ x }) => x < 250)).toBe(true)
        expect(found.length).toBeLessThanOrEqual(now.length)
        expect(candidatesOf(now, [], half).length).toBeGreaterThanOrEqual(found.length)
      }),
    )
  })
})
