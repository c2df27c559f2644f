import fc from 'fast-check'
import { expect, it, describe as suite } from 'vitest'
import type { Pixels } from '../verdict.ts'
import { describe, describedDimensions, describedLongPx } from './describe.ts'
import { distances, nearestOf } from './nearest.ts'

type Paint = (x: number, y: number) => readonly [number, number, number]

const painted = (paint: Paint, width = describedLongPx, height = 192): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set([...paint(x / width, y / height), 255], 4 * (y * width + x))
  return { width, height, data }
}
const skin = [222, 178, 155] as const
const spot =
  (colour: readonly [number, number, number], radius: number): Paint =>
  (x, y) =>
    Math.hypot(x - 0.5, (y - 0.5) * 0.75) < radius ? colour : skin
const apart = (a: Pixels, b: Pixels): number => {
  const into = new Float32Array(1)
  distances(describe(a), describe(b), into)
  return Math.sqrt(into[0]!)
}

suite('a description', () => {
  const brown = painted(spot([110, 70, 50], 0.2))

  it('fills its numbers, is the same for the same picture and finite for a blank one', () => {
    expect(describe(brown)).toHaveLength(describedDimensions)
    expect(describe(brown)).toEqual(describe(brown))
    expect([...describe(painted(() => [0, 0, 0]))].every(Number.isFinite)).toBe(true)
    expect(describe(painted(() => [7, 7, 7], 3, 2))).toHaveLength(describedDimensions)
  })

  it('changes little with a little light, more with another colour, size or texture', () => {
    const lighter = painted(
      (x, y) => spot([110, 70, 50], 0.2)(x, y).map(value => value * 1.03) as [number, number, number],
    )
    const near = apart(brown, lighter)
    expect(near).toBeLessThan(apart(brown, painted(spot([60, 60, 110], 0.2))))
    expect(near).toBeLessThan(apart(brown, painted(spot([110, 70, 50], 0.4))))
    const striped = painted((x, y) => (Math.floor(x * 128) % 2 === 0 ? spot([110, 70, 50], 0.2)(x, y) : skin))
    expect(near).toBeLessThan(apart(brown, striped))
  })
})

const floats = (count: number) =>
  fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: count, maxLength: count })

suite('the nearest', () => {
  it('are those that sorting all rows gives, and only rows that may', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 40 }))
      .chain(([wide, rows]) => fc.tuple(floats(wide), floats(wide * rows), fc.integer({ min: 1, max: 12 })))
    fc.assert(
      fc.property(table, ([query, flat, count]) => {
        const rows = Float32Array.from(flat)
        const into = new Float32Array(flat.length / query.length)
        distances(rows, Float32Array.from(query), into)
        const may = (row: number): boolean => row % 3 !== 1
        const sorted = [...into.entries()].filter(([row]) => may(row)).toSorted((a, b) => a[1] - b[1] || a[0] - b[0])
        expect(nearestOf(into, count, may).map(({ row }) => row)).toEqual(sorted.slice(0, count).map(([row]) => row))
      }),
    )
  })

  it('are refused where rows and query do not fit', () => {
    expect(() => distances(new Float32Array(7), new Float32Array(2), new Float32Array(3))).toThrow(RangeError)
    expect(() => distances(new Float32Array(0), new Float32Array(0), new Float32Array(0))).toThrow(RangeError)
  })

  it('never are what is not a number', () => {
    expect(nearestOf(Float32Array.of(Number.NaN, 2, Number.NaN, 1), 3).map(({ row }) => row)).toEqual([3, 1])
  })
})
