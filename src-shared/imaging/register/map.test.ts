import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapPoint, unmapPoint } from './map.ts'
import { apply, areaScale, compose, inverse, resized, scaleAndTurn, similarityOf } from './matrix.ts'
import { Registration as Schema } from './schema.ts'
import type { Level, Registration } from './types.ts'
import { matrixOfTriangles, patchesOf } from './warp.ts'

const coordinate = fc.double({ min: -3_000, max: 3_000, noNaN: true })
const point = fc.record({ x: coordinate, y: coordinate })
const similarity = fc
  .tuple(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: -179, max: 179, noNaN: true }), point)
  .map(values => similarityOf(...values))

const registration: Registration = {
  engine: { name: 'test', version: '1' },
  fixed: { widthPx: 800, heightPx: 600 },
  moving: { widthPx: 1000, heightPx: 700 },
  verdict: 'accepted',
  reasons: [],
  matches: 60,
  inliers: 40,
  spread: 0.6,
  fit: {
    similarity: similarityOf(1.1, 20, { x: -40, y: 12 }),
    scale: 1.1,
    turnDeg: 20,
    affine: [1.02, 0.39, -0.37, 1.05, -38, 11],
    flow: {
      columns: 5,
      rows: 4,
      dx: Array.from({ length: 20 }, (_, i) => 6 * Math.sin(i)),
      dy: Array.from({ length: 20 }, (_, i) => 5 * Math.cos(1.7 * i)),
    },
    residual: { similarityPx: 4, affinePx: 2, flowPx: 0.7, windows: 80 },
  },
}
const levels = ['similarity', 'affine', 'flow'] as const

test('There and back is the same place, at every level, also outside the picture', () => {
  const within = fc.record({
    x: fc.double({ min: -200, max: 1000, noNaN: true }),
    y: fc.double({ min: -200, max: 800, noNaN: true }),
  })
  fc.assert(
    fc.property(within, fc.constantFrom<Level>(...levels), (place, level) => {
      const back = unmapPoint(registration, mapPoint(registration, place, level), level)
      expect(Math.hypot(back.x - place.x, back.y - place.y)).toBeLessThan(1e-3)
    }),
  )
})

test('Composing maps is applying one after the other; the inverse undoes; similarities keep angles', () => {
  fc.assert(
    fc.property(similarity, similarity, point, (after, before, place) => {
      const both = apply(compose(after, before), place)
      const each = apply(after, apply(before, place))
      expect(Math.hypot(both.x - each.x, both.y - each.y)).toBeLessThan(1e-6)
      const back = apply(inverse(after), apply(after, place))
      expect(Math.hypot(back.x - place.x, back.y - place.y)).toBeLessThan(1e-6)
      expect(areaScale(after)).toBeCloseTo(scaleAndTurn(after).scale ** 2, 9)
    }),
  )
})

test('A map told in other px takes the resized point to the resized place', () => {
  fc.assert(
    fc.property(similarity, point, (matrix, place) => {
      const told = apply(resized(matrix, 0.25, 0.5), { x: place.x / 4, y: place.y / 4 })
      const plain = apply(matrix, place)
      expect(told.x).toBeCloseTo(plain.x / 2, 6)
      expect(told.y).toBeCloseTo(plain.y / 2, 6)
    }),
  )
})

test('Patches cover the fixed picture, and each takes its own corners where the registration takes them', () => {
  for (const level of levels) {
    const patches = patchesOf(registration, level)
    let covered = 0
    for (const { from, to, matrix } of patches) {
      const [p, q, r] = to
      covered += Math.abs((q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y)) / 2
      from.forEach((corner, i) => {
        const there = apply(matrix, corner)
        expect(there.x).toBeCloseTo(to[i]?.x ?? Number.NaN, 6)
        expect(there.y).toBeCloseTo(to[i]?.y ?? Number.NaN, 6)
        const mapped = mapPoint(registration, corner, level)
        expect(Math.hypot(mapped.x - there.x, mapped.y - there.y)).toBeLessThan(1e-3)
      })
    }
    expect(covered).toBeCloseTo(800 * 600, 3)
  }
})

test('A refused registration maps nothing and draws nothing', () => {
  const refused: Registration = { ...registration, verdict: 'refused', reasons: ['too-few-inliers'], fit: undefined }
  expect(patchesOf(refused, 'flow')).toEqual([])
  expect(() => mapPoint(refused, { x: 0, y: 0 }, 'affine')).toThrow('maps nothing')
})

test('Three points on a line carry no map', () => {
  const line = [0, 1, 2].map(x => ({ x, y: 2 * x })) as [never, never, never]
  expect(matrixOfTriangles(line, line)).toBeUndefined()
})

test('It crosses the door as plain JSON', () => {
  expect(Schema.parse(JSON.parse(JSON.stringify(registration)))).toEqual(registration)
})
