import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../verdict.ts'
import { outlineMeasures } from './measures.ts'
import type { Corner } from './suggestion.ts'

type Rgb = readonly [number, number, number]
const skin: Rgb = [222, 180, 160]
const brown: Rgb = [96, 68, 50]

const painted = (size: number, at: (x: number, y: number) => Rgb): Pixels => {
  const data = new Uint8ClampedArray(4 * size * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) data.set([...at(x + 0.5, y + 0.5), 255], 4 * (y * size + x))
  return { width: size, height: size, data }
}

const plain = painted(64, () => skin)

const ellipse = (a: number, b: number, turn = 0): readonly Corner[] =>
  Array.from({ length: 180 }, (_, at) => {
    const angle = (at * Math.PI) / 90
    const [x, y] = [a * Math.cos(angle), b * Math.sin(angle)]
    return {
      x: 1000 + x * Math.cos(turn) - y * Math.sin(turn),
      y: 1000 + x * Math.sin(turn) + y * Math.cos(turn),
    }
  })

const measured = (ring: readonly Corner[], pixels = plain) => {
  const all = outlineMeasures({ ring, pixels, widthPx: 2000, heightPx: 2000 })
  if (!all.good) throw new Error(all.reason)
  return all
}

describe('measures of an outline', () => {
  it('knows ellipses, however large and however turned', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 400, noNaN: true }),
        fc.double({ min: 0.4, max: 0.9, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (a, flat, turn) => {
          const { lengths, asymmetry } = measured(ellipse(a, a * flat, turn))
          expect(lengths.majorAxis.value / (2 * a)).toBeCloseTo(1, 2)
          expect(lengths.minorAxis.value / (2 * a * flat)).toBeCloseTo(1, 2)
          expect(lengths.diameter.value / (2 * a)).toBeCloseTo(1, 2)
          expect(lengths.smallestDiameter.value / (2 * a * flat)).toBeCloseTo(1, 2)
          expect(lengths.equivalentDiameter.value / (2 * a * Math.sqrt(flat))).toBeCloseTo(1, 2)
          expect(Math.max(...asymmetry.shape)).toBeLessThan(0.03)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('gives mm and mm² with uncertainty where the picture has a scale', () => {
    const scale = { umPerPx: 20, relativeUncertainty: 0.02, source: 'ruler' } as const
    const all = outlineMeasures({ ring: ellipse(200, 200), pixels: plain, widthPx: 2000, heightPx: 2000, scale })
    if (!all.good) throw new Error(all.reason)
    expect(all.lengths.diameter).toMatchObject({ unit: 'mm', value: expect.closeTo(8, 2) as number })
    expect(all.lengths.diameter.uncertainty).toBeGreaterThanOrEqual(0.16)
    expect(all.area).toMatchObject({ unit: 'mm2', value: expect.closeTo(Math.PI * 16, 0) as number })
    expect(all.irregularity).toBeCloseTo(0, 2)
  })

  it('tells a shape that one axis does not mirror', () => {
    const wedge = [
      { x: 400, y: 900 },
      { x: 400, y: 1100 },
      { x: 1600, y: 1000 },
    ]
    const { shape } = measured(wedge).asymmetry
    expect(shape[0]).toBeLessThan(0.03)
    expect(shape[1]).toBeGreaterThan(0.2)
  })

  it('tells colour inside from outside, across the border and across an axis', () => {
    const disc = painted(500, (x, y) => (Math.hypot(x - 250, y - 250) < 75 ? brown : skin))
    const even = measured(ellipse(300, 300), disc)
    expect(even.colour.contrast).toBeGreaterThan(30)
    expect(even.colour.abruptness.every(one => one !== undefined && one > 30)).toBe(true)
    expect(even.colour.shares.darkBrown).toBeGreaterThan(0.95)
    expect(Math.max(...even.asymmetry.colour)).toBeLessThan(1)
    const halves = painted(500, x => (x < 250 ? brown : skin))
    const { colour } = measured(ellipse(300, 200), halves).asymmetry
    expect(colour[0]).toBeLessThan(2)
    expect(colour[1]).toBeGreaterThan(30)
  })
})

describe('an outline that cannot be measured', () => {
  it.each([
    ['empty', []],
    ['too-few-points', ellipse(9, 9).slice(0, 2)],
    ['outside', ellipse(1200, 100)],
    [
      'crossing',
      [
        [10, 10],
        [90, 90],
        [90, 10],
        [10, 60],
      ].map(([x = 0, y = 0]) => ({ x, y })),
    ],
  ] as const)('refuses an outline: %s', (reason, ring) => {
    expect(outlineMeasures({ ring, pixels: plain, widthPx: 2000, heightPx: 2000 })).toEqual({ good: false, reason })
  })
})
