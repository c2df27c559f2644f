import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawDermoscopy } from '../draw.ts'
import type { Pixels } from '../verdict.ts'
import { classicalOutline } from './classical.ts'
import { contourOf, simplified } from './contour.ts'
import { alone, type Field } from './field.ts'
import { fieldOf, planesOf, side, views } from './planes.ts'
import { ringOf } from './ring.ts'
import { squareOf } from './square.ts'
import type { Corner } from './suggestion.ts'

const grid = (width: number, height: number, at: (x: number, y: number) => number): Field => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, cell) =>
    at((cell % width) + 0.5, Math.floor(cell / width) + 0.5),
  ),
})
const areaOf = (ring: readonly Corner[]): number =>
  Math.abs(
    ring.reduce((sum, { x, y }, i) => {
      const next = ring[(i + 1) % ring.length] ?? { x, y }
      return sum + (x * next.y - next.x * y) / 2
    }, 0),
  )
const flat = (value: number): Pixels => ({
  width: 90,
  height: 60,
  data: new Uint8ClampedArray(90 * 60 * 4).fill(value),
})

test('a circle has the area of a circle, wherever it lies', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
  fc.assert(
    fc.property(number(20, 44), number(20, 44), number(5, 18), (x, y, radius) => {
      const field = grid(64, 64, (column, row) => radius - Math.hypot(column - x, row - y))
      const found = ringOf(field, { width: 640, height: 320 })
      expect(found.found && areaOf(found.ring) / (Math.PI * radius ** 2 * 50)).toBeCloseTo(1, 1)
      expect(found.found && found.touchesEdge).toBe(false)
    }),
    { numRuns: 40 },
  )
})

test('a part at the border is closed along the border and said to touch it', () => {
  const found = ringOf(
    grid(40, 40, x => 10 - x),
    { width: 400, height: 400 },
  )
  expect(found).toMatchObject({ found: true, touchesEdge: true })
  expect(found.found && areaOf(found.ring)).toBeCloseTo(40_000, -3)
})

test('takes the part near the middle, fills its hole, and leaves the rest', () => {
  const ring = (x: number, y: number): number => 8 - Math.abs(Math.hypot(x - 32, y - 32) - 8)
  const part = alone(grid(64, 64, (x, y) => Math.max(ring(x, y) - 3, 7 - Math.hypot(x - 6, y - 6))))
  expect(part.share * 64 * 64).toBeCloseTo(Math.PI * 13 ** 2, -2)
  expect(part.field.data[32 * 64 + 32]).toBeGreaterThan(0)
  expect(part.field.data[6 * 64 + 6]).toBeLessThan(0)
})

test('any field gives a closed line inside of the field, or a reason', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }), values => {
      const found = ringOf({ width: 8, height: 8, data: Float32Array.from(values) }, { width: 80, height: 80 })
      if (!found.found) return
      expect(found.ring.length).toBeGreaterThanOrEqual(3)
      for (const { x, y } of found.ring) expect(Math.min(x, y, 80 - x, 80 - y)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('a simplified line stays within its tolerance', () => {
  const line = contourOf(grid(64, 64, (x, y) => 20 - Math.hypot(x - 32, y - 32)))
  const fewer = simplified(line, 0.2)
  expect(fewer.length).toBeLessThan(line.length / 2)
  expect(areaOf(fewer)).toBeCloseTo(areaOf(line), -2)
})

test('nothing, and everything, are no outline', () => {
  const size = { width: 8, height: 8 }
  expect(
    ringOf(
      grid(8, 8, () => -1),
      size,
    ),
  ).toEqual({ found: false, reason: 'nothing-found' })
  expect(
    ringOf(
      grid(8, 8, () => 1),
      size,
    ),
  ).toEqual({ found: false, reason: 'whole-field' })
  for (const value of [0, 128, 255])
    expect(classicalOutline(flat(value))).toMatchObject({ found: false, reason: 'blank' })
})

test('the four views are mirrored back onto each other', () => {
  const pixels = drawDermoscopy({ seed: 3, visit: 0, tone: 2, widthPx: 200, heightPx: 150 })
  const planes = planesOf(squareOf(pixels, side))
  const cells = side * side
  const reds = Float32Array.from(
    { length: views * cells },
    (_, i) => planes[Math.floor(i / cells) * 5 * cells + (i % cells)] ?? 0,
  )
  const { data } = fieldOf(reds)
  expect(data[1234]).toBeCloseTo(planes[1234] ?? Number.NaN, 4)
})

test('without a model, a drawn lesion is found in the middle and said to be found the classical way', () => {
  const found = classicalOutline(
    drawDermoscopy({ seed: 1, visit: 0, tone: 2, widthPx: 640, heightPx: 480, ruler: false }),
  )
  expect(found).toMatchObject({ found: true, origin: 'classical', maker: { name: 'blue-otsu' } })
  expect(found.found && areaOf(found.ring)).toBeGreaterThan(0.02 * 640 * 480)
})
