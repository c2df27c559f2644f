import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../verdict.ts'
import { outlineFindings } from './findings.ts'
import type { Corner } from './suggestion.ts'

type Rgb = readonly [number, number, number]
const skin: Rgb = [222, 180, 160]
const brown: Rgb = [96, 68, 50]
const tan: Rgb = [181, 132, 88]
const black: Rgb = [33, 29, 28]

const size = 400
/** Painted in px of the original: ten of them are one px of the picture. */
const painted = (at: (x: number, y: number) => Rgb): Pixels => {
  const data = new Uint8ClampedArray(4 * size * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) data.set([...at(10 * x + 5, 10 * y + 5), 255], 4 * (y * size + x))
  return { width: size, height: size, data }
}
const [cx, cy, radius] = [2000, 2000, 900]
const far = (x: number, y: number): number => Math.hypot(x - cx, y - cy)
const ringOf = (reach: (angle: number) => number): readonly Corner[] =>
  Array.from({ length: 180 }, (_, at) => {
    const angle = (at * Math.PI) / 90
    return { x: cx + reach(angle) * Math.cos(angle), y: cy + reach(angle) * Math.sin(angle) }
  })
const circle = ringOf(() => radius)
const found = (pixels: Pixels, ring = circle) => {
  const all = outlineFindings({ ring, pixels, widthPx: 10 * size, heightPx: 10 * size })
  if (!all.good) throw new Error(all.reason)
  return all
}
const asymmetric = (pixels: Pixels, ring = circle): number =>
  found(pixels, ring).axes.filter(axis => axis.asymmetric).length
const mixed = (one: Rgb, other: Rgb, share: number): Rgb => {
  const part = Math.min(1, Math.max(0, share))
  return [0, 1, 2].map(at => (one[at] ?? 0) * (1 - part) + (other[at] ?? 0) * part) as unknown as Rgb
}

const disc = painted((x, y) => (far(x, y) < radius ? brown : skin))
const plain = painted(() => brown)

describe('axes of a lesion', () => {
  it('of an even disc or ellipse divide it into like halves, however it is turned', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (turn, flat) => {
          const ellipse = ringOf(angle => {
            const [c, s] = [Math.cos(angle - turn), Math.sin(angle - turn)]
            return (radius * flat) / Math.hypot(flat * c, s)
          })
          expect(asymmetric(plain, ellipse)).toBe(0)
        },
      ),
      { numRuns: 8 },
    )
    expect(asymmetric(disc)).toBe(0)
  })

  it('of two halves of a colour each, however they lie, are one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6, noNaN: true }), turn => {
        const halves = painted((x, y) =>
          far(x, y) > radius ? skin : (x - cx) * Math.cos(turn) + (y - cy) * Math.sin(turn) > 0 ? brown : tan,
        )
        expect(asymmetric(halves)).toBe(1)
      }),
      { numRuns: 8 },
    )
  })

  it('of a quarter of another colour, seen from every side unlike, are both', () => {
    const thirds = painted((x, y) => {
      if (far(x, y) > radius) return skin
      const turn = (Math.atan2(y - cy, x - cx) / (2 * Math.PI) + 1) % 1
      return turn < 0.2 ? black : turn < 0.55 ? tan : brown
    })
    expect(asymmetric(thirds)).toBe(2)
  })

  it('see an outline of unlike halves, and run from edge to edge', () => {
    const wedge = [
      { x: 800, y: 1600 },
      { x: 800, y: 2400 },
      { x: 3200, y: 2000 },
    ]
    expect(asymmetric(plain, wedge)).toBe(1)
    for (const { line } of found(disc).axes) {
      const [from, to] = line
      expect(Math.hypot(to.x - from.x, to.y - from.y) / (2 * radius)).toBeCloseTo(1, 1)
    }
  })
})

describe('colours within an outline', () => {
  it('are found where they are, with their share', () => {
    const spotted = painted((x, y) =>
      Math.hypot(x - 1700, y - 1800) < 250 ? black : far(x, y) < radius ? brown : skin,
    )
    const { colours } = found(spotted)
    expect(colours.map(({ name }) => name).toSorted()).toEqual(['black', 'darkBrown'])
    const dark = colours.find(({ name }) => name === 'black')
    expect(dark?.share).toBeCloseTo(250 ** 2 / radius ** 2, 2)
    const [ring = []] = dark?.rings ?? []
    expect(ring.length).toBeGreaterThan(5)
    for (const { x, y } of ring) expect(Math.hypot(x - 1700, y - 1800) / 250).toBeCloseTo(1, 0)
  })

  it('are not found in a hair or a few specks', () => {
    const haired = painted((x, y) => {
      if (far(x, y) > radius) return skin
      return Math.abs(x - y) < 12 || Math.abs(x + y - 4000) < 12 ? black : brown
    })
    expect(found(haired).colours.map(({ name }) => name)).toEqual(['darkBrown'])
  })
})

describe('the edge of a lesion', () => {
  /** Sharp in the first eighths from the right clockwise, soft over a third of the diameter in the others. */
  const edged = (sharp: number): Pixels =>
    painted((x, y) => {
      const turn = (Math.atan2(y - cy, x - cx) / (2 * Math.PI) + 1) % 1
      const out = (far(x, y) - radius) / radius
      return mixed(brown, skin, turn * 8 < sharp ? (out > 0 ? 1 : 0) : out / 0.66 + 0.5)
    })

  it('is abrupt in as many eighths as it was drawn so', () => {
    for (const sharp of [0, 1, 3, 5, 8]) {
      const { edge } = found(edged(sharp))
      expect(edge?.abrupt).toEqual(Array.from({ length: 8 }, (_, at) => at < sharp))
    }
  })

  it('shows neighbours as one sector, and those over the first eighth, too', () => {
    const { edge } = found(edged(3))
    expect(edge?.sectors).toHaveLength(1)
    const [sector = []] = edge?.sectors ?? []
    for (const { x, y } of sector.slice(1)) {
      expect(far(x, y) / radius).toBeCloseTo(1, 1)
      expect(y).toBeGreaterThan(x - cx < 0 ? cy : cy - 1)
    }
    expect(found(edged(0)).edge?.sectors).toEqual([])
    expect(found(edged(8)).edge?.sectors).toEqual([])
  })

  it('is not told where there is no contrast, or the picture ends', () => {
    expect(found(painted(() => skin)).edge).toBeUndefined()
    const cut = [
      { x: 0, y: 800 },
      { x: 1800, y: 800 },
      { x: 1800, y: 3200 },
      { x: 0, y: 3200 },
    ]
    const block = painted((x, y) => (x < 1800 && Math.abs(y - cy) < 1200 ? brown : skin))
    expect(found(block, cut).edge).toBeUndefined()
  })
})

it('an outline that cannot be measured has no findings', () => {
  const pixels = painted(() => skin)
  expect(outlineFindings({ ring: [], pixels, widthPx: 4000, heightPx: 4000 })).toEqual({ good: false, reason: 'empty' })
})
