import { assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brushed, mostCorners, ofFewCorners } from './brush.ts'
import type { Corner } from './suggestion.ts'

const areaOf = (ring: readonly Corner[]): number =>
  Math.abs(
    ring.reduce((sum, { x, y }, at) => {
      const next = ring[(at + 1) % ring.length] ?? { x, y }
      return sum + x * next.y - next.x * y
    }, 0),
  ) / 2

const circle = (radius: number, corners = 72): readonly Corner[] =>
  Array.from({ length: corners }, (_, at) => {
    const turn = (2 * Math.PI * at) / corners
    return { x: 500 + radius * Math.cos(turn), y: 500 + radius * Math.sin(turn) }
  })
const square: readonly Corner[] = [
  { x: 100, y: 100 },
  { x: 500, y: 100 },
  { x: 500, y: 500 },
  { x: 100, y: 500 },
]
const after = (ring: readonly Corner[], stroke: Parameters<typeof brushed>[1]): readonly Corner[] => {
  const next = brushed(ring, stroke)
  if (!next) throw new Error('nothing left')
  return next
}

describe('a brush', () => {
  it('adds half a disc to a straight edge', () => {
    const next = after(square, { act: 'add', path: [{ x: 500, y: 300 }], radius: 60 })
    expect(areaOf(next)).toBeCloseTo(160_000 + (Math.PI * 3600) / 2, -3)
    expect(Math.max(...next.map(({ x }) => x))).toBeCloseTo(560, 0)
  })

  it('takes half a disc from a straight edge', () => {
    const next = after(square, { act: 'erase', path: [{ x: 500, y: 300 }], radius: 60 })
    expect(areaOf(next)).toBeCloseTo(160_000 - (Math.PI * 3600) / 2, -3)
  })

  it('covers what lies between the points of its path', () => {
    const path = [
      { x: 480, y: 300 },
      { x: 700, y: 300 },
    ]
    const next = after(square, { act: 'add', path, radius: 20 })
    expect(areaOf(next) / (160_000 + 200 * 40 + (Math.PI * 400) / 2)).toBeCloseTo(1, 2)
  })
})

describe('an outline under a brush', () => {
  it('cut in two leaves the larger part', () => {
    const path = [
      { x: 400, y: 50 },
      { x: 400, y: 550 },
    ]
    const next = after(square, { act: 'erase', path, radius: 10 })
    expect(Math.max(...next.map(({ x }) => x))).toBeCloseTo(390, 0)
    expect(areaOf(next) / (290 * 400)).toBeCloseTo(1, 2)
  })

  it('gets no hole', () => {
    const next = after(square, { act: 'erase', path: [{ x: 300, y: 300 }], radius: 50 })
    expect(areaOf(next) / 160_000).toBeCloseTo(1, 3)
  })

  it('that it does not meet stays as it was', () => {
    const away = { path: [{ x: 900, y: 900 }], radius: 50 }
    expect(brushed(square, { act: 'add', ...away })).toBe(square)
    expect(brushed(square, { act: 'erase', ...away })).toBe(square)
  })

  it('may be erased whole', () => {
    expect(brushed(square, { act: 'erase', path: [{ x: 300, y: 300 }], radius: 400 })).toBeUndefined()
  })

  it('shows even a brush that is small against it', () => {
    const next = after(square, { act: 'add', path: [{ x: 500, y: 300 }], radius: 3 })
    expect(Math.max(...next.map(({ x }) => x))).toBeCloseTo(503, 0)
  })
})

describe('what a brush does to the area', () => {
  it('is growth or shrinking, never by more than the disc', () => {
    const ring = circle(200)
    const before = areaOf(ring)
    const strokes = record({
      turn: integer({ min: 0, max: 359 }),
      far: integer({ min: 150, max: 240 }),
      radius: integer({ min: 15, max: 80 }),
    })
    assert(
      property(strokes, ({ turn, far, radius }) => {
        const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
        const path = [{ x: 500 + far * cos, y: 500 + far * sin }]
        const slack = 0.004 * before
        const disc = Math.PI * radius * radius
        const [more, less] = [
          areaOf(after(ring, { act: 'add', path, radius })),
          areaOf(after(ring, { act: 'erase', path, radius })),
        ]
        expect(more).toBeGreaterThan(before - slack)
        expect(more).toBeLessThan(before + disc + slack)
        expect(less).toBeLessThan(before + slack)
        expect(less).toBeGreaterThan(before - disc - slack)
      }),
      { numRuns: 8 },
    )
  })

  it('is nothing, when it goes again and again over what is there', () => {
    let ring = circle(200)
    for (let round = 0; round < 12; round++) ring = after(ring, { act: 'add', path: [{ x: 500, y: 500 }], radius: 60 })
    expect(areaOf(ring) / areaOf(circle(200))).toBeCloseTo(1, 2)
  })
})

describe('a ring of few corners', () => {
  it('has no more than can be edited, and nearly the same area', () => {
    const wavy = circle(200, 600).map(({ x, y }, at) => ({ x: x + 6 * Math.sin(at), y: y + 6 * Math.cos(at * 1.7) }))
    const few = ofFewCorners(wavy, 0.5)
    expect(few.length).toBeLessThanOrEqual(mostCorners)
    expect(areaOf(few) / areaOf(wavy)).toBeCloseTo(1, 1)
  })
})
